"""Keys changed while the house stands."""

import json
import pathlib
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from tests.factories import make_file, make_person, make_rejected, make_user
from trygg_web.access import actions, vault
from trygg_web.access.actions.keys import sealed_models
from trygg_web.access.models import Entry, User
from trygg_web.incidents.models import ReceivedFile, Rejected
from trygg_web.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_keys(tmp_path: pathlib.Path, settings: LazySettings) -> Iterator[pathlib.Path]:
    """A key file of this test's own, made by the command."""
    path = tmp_path / "keys.json"
    settings.TRYGG_KEYS = str(path)
    vault.keyring.cache_clear()
    call_command("make_keys", verbosity=0)
    yield path
    vault.keyring.cache_clear()


def test_rotation_seals_every_column_anew_and_everything_still_opens(own_keys: pathlib.Path) -> None:
    person, file, rejected = make_person(given="Åke"), make_file(content=b"abc"), make_rejected()
    user, secret = make_user(), generate_totp_secret()
    TOTP.activate(user, secret)

    call_command("rotate_keys", verbosity=0)

    assert {key for _name, key in keys_in_use()} == {2}
    assert Person.objects.get(pk=person.pk).given == "Åke"
    assert bytes(ReceivedFile.objects.get(pk=file.pk).content) == b"abc"
    assert json.loads(Rejected.objects.get(pk=rejected.pk).cells) == json.loads(rejected.cells)
    assert TOTP(Authenticator.objects.get(user=user)).instance.wrap() is not None
    assert Entry.objects.latest("seq").verb == "keys_rotated"


def test_rotation_that_was_stopped_goes_on_where_it_was(own_keys: pathlib.Path, analyst: User) -> None:
    for _place in range(3):
        make_person()
    vault.write_keys(own_keys, vault.new_keys(json.loads(own_keys.read_text())))
    vault.keyring.cache_clear()
    first = Person.objects.order_by("pk")[0]
    first.given = "Redan"
    first.save()

    actions.reseal(by=analyst)
    again = actions.reseal(by=analyst)

    assert {key for _name, key in keys_in_use()} == {2}
    assert again == 0
    assert Person.objects.get(pk=first.pk).given == "Redan"


def test_search_works_as_before_after_rotation(own_keys: pathlib.Path) -> None:
    before = vault.blind("anna", "name")

    call_command("rotate_keys", verbosity=0)

    assert vault.blind("anna", "name") == before


def test_a_house_with_keys_does_not_lose_them(own_keys: pathlib.Path) -> None:
    held = own_keys.read_text()

    with pytest.raises(CommandError, match="rotate_keys"):
        call_command("make_keys")

    assert own_keys.read_text() == held


def keys_in_use() -> set[tuple[str, int]]:
    """Which key numbers the sealed values of the database bear."""
    found = set()
    for model, fields in sealed_models():
        for row in model._default_manager.all():
            held = [row.__dict__[field.attname] for field in fields]
            found |= {(model.__name__, value[1]) for value in held if value}
    return found
