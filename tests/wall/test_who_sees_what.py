"""Every address against every role, as the table says."""

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import THINGS
from tests.wall.addresses import ANYONE, EVERYONE, Door, doors, views
from trygg_web.access.models import Role, User

pytestmark = pytest.mark.django_db
REFUSED = {403, 404}


def test_every_address_stands_in_the_table_and_no_other() -> None:
    told, real = {door.name for door in doors()}, {name for name, _view in views()}

    assert real - told == set(), "add these to tests/wall/who_sees_what.toml"
    assert told - real == set(), "these addresses are gone; take them out"


def test_every_role_of_the_table_exists() -> None:
    assert {role for door in doors() for role in door.roles} <= {*Role.values, EVERYONE, ANYONE}


def test_every_door_has_a_sign() -> None:
    """A view says which permission it needs, or the table says that everyone may."""
    open_to_all = {door.name for door in doors() if not door.roles or {EVERYONE, ANYONE} & set(door.roles)}

    bare = [name for name, view in views() if not hasattr(view, "permission") and name not in open_to_all]

    assert bare == []


@pytest.mark.parametrize("door", doors(), ids=lambda door: door.name)
def test_address_lets_in_those_of_the_table_only(door: Door, everyone: dict[Role, Client]) -> None:
    told = {role: alone(client, door).status_code for role, client in everyone.items()}

    assert {role for role, status in told.items() if status in {405, 500}} == set()
    assert {role for role, status in told.items() if status not in REFUSED} == {
        role for role in everyone if door.lets_in(role)
    }


@pytest.mark.parametrize("door", doors(), ids=lambda door: door.name)
def test_a_stranger_is_led_to_the_log_in(door: Door) -> None:
    answer = knock(Client(), door)

    if ANYONE in door.roles:
        assert answer.status_code not in REFUSED
    else:
        assert answer.status_code in REFUSED or answer.headers["Location"].startswith(reverse("account_login"))


def alone(client: Client, door: Door) -> HttpResponse:
    """The answer at a door to which nobody came before: what the knock changed is taken back.

    Who knocks is the newest user: what a factory gives to the newest is theirs, and only the role shuts them out.
    """
    with transaction.atomic():
        User.objects.filter(pk=client.session["_auth_user_id"]).update(date_joined=timezone.now())
        answer = knock(client, door)
        transaction.set_rollback(True)
    return answer


def knock(client: Client, door: Door) -> HttpResponse:
    """The answer at a door, with things made for what its address takes."""
    address = reverse(door.name, kwargs={name: THINGS[kind]() for name, kind in door.args.items()})
    if door.method == "POST":
        return client.post(address, {name: _made(value) for name, value in door.data.items()})
    return client.get(address, {name: _made(value) for name, value in door.query.items()})


def _made(value: str) -> str:
    return str(THINGS[value[1:]]()) if value.startswith("@") else value
