"""Who takes one house whole, its database and its keys, learns nothing of another's victims; nor does the post tell."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.utils import timezone

from tests.factories.victims import FIELDS, make_full_track
from tests.trygg_web.exchange.drafts import draft
from tests.trygg_web.exchange.houses import House
from tests.trygg_web.victims.test_gate import ASKED, take
from trygg_web.access.models import Role
from trygg_web.exchange import actions as exchange
from trygg_web.exchange import vault
from trygg_web.exchange.actions import Item
from trygg_web.exchange.envelope import unwrap
from trygg_web.exchange.errors import TurnedAway
from trygg_web.victims import actions
from trygg_web.victims.models import GateQuestion

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(settings.ZONE == "joint", reason="a joint house is one house, lost whole"),
]
Houses = tuple[House, House]
HERS = {name: f"Kanari{name.replace('_', '').title()}" for name in FIELDS}  # plain letters: JSON writes others anew
TOLD = {"victim_name": "Solveig Trast", "child_name": "Tuva Trast", "child_saw": "Storhornet"}


@pytest.fixture
def lived(houses: Houses) -> Houses:
    """Two houses after a planned message, an answer, a concern for a child and the message's telling."""
    police, social = houses
    with time_machine.travel(ASKED, tick=False) as clock:
        user = social.user(Role.ADVOCATE)
        with social.inside():
            track = make_full_track(HERS, users=[user])
        with police.inside():
            for one in told_by_police():
                exchange.disclose(one, by=police.user(Role.OFFICER))
        police.post()
        take(social)
        with social.inside():
            question = GateQuestion.objects.exclude(track=track).get()
            assert question is not None
            GateQuestion.objects.filter(pk=question.pk).update(track=track)
            actions.record_contact(track.pk, way="phone", reach="reached", wants=HERS["wants"], by=user)
            actions.answer_question(question.pk, "open", because=HERS["note"], by=user)
        clock.shift(timedelta(hours=25))
        take(social)
        police.post()
    return houses


def told_by_police() -> tuple[exchange.Draft, exchange.Draft]:
    """A message that is planned, and a concern for a child."""
    planned = draft(
        Item("victim_name", "victim_identity", TOLD["victim_name"]), Item("victim_number", "victim_identity", ""),
        Item("planned_by", "level_and_delivery", (ASKED + timedelta(hours=48)).isoformat()),
        function="victims", kind="message_planned",
    )  # fmt: skip
    answers = {"child_who": "Barnet.", "child_what": "Var där.", "parent_informed": "no_for_safety"}
    concern = draft(
        Item("child_name", "child", TOLD["child_name"]), Item("child_saw", "child", TOLD["child_saw"]),
        function="children", kind="child_concern", purpose="protect_child", ground="G-03", answers=answers,
    )  # fmt: skip
    return planned, concern


def test_the_polices_database_and_keys_tell_nothing_of_what_social_services_know(lived: Houses) -> None:
    police, social = lived

    with police.inside():
        held = " ".join(opened_whole())
        known = [name for name, word in HERS.items() if word in held]
        assert set(TOLD.values()) - {word for word in TOLD.values() if word in held} == set()
    with social.inside():
        own = " ".join(opened_whole())

    assert known == []
    assert [name for name, word in HERS.items() if word not in own] == [], "without this the test could pass on nothing"


def test_a_database_without_its_keys_tells_nothing(lived: Houses) -> None:
    for house in lived:
        with house.inside():
            raw = " ".join(as_it_lies())
        assert [word for word in (*HERS.values(), *TOLD.values()) if word in raw] == []
        assert len(raw) > 10_000, "without this the test could pass on nothing"


def test_the_post_tells_nothing_to_whoever_reads_it(lived: Houses) -> None:
    """Neither by its names, nor by what lies in it; and the sender's own keys do not open what was sent."""
    police, social = lived
    exchange_again(police)
    post = police.home.parent / "post"
    files = [path for path in post.rglob("*") if path.is_file()]

    assert files, "without this the test could pass on nothing"
    for path in files:
        lies = path.read_bytes().decode("ascii") + str(path)
        assert [word for word in (*HERS.values(), *TOLD.values()) if word in lies] == []
        with police.inside(), pytest.raises(TurnedAway):
            unwrap(path.read_text(), "social-a", vault.pairs(), lambda _kid: None, timezone.now())
    assert {path.name.split("-")[0].isdecimal() for path in files} == {True}


def exchange_again(police: House) -> None:
    """One more message lies in the post, and nobody has taken it in."""
    with time_machine.travel(ASKED + timedelta(hours=30)):
        with police.inside():
            exchange.disclose(told_by_police()[0], by=police.user(Role.OFFICER))
        police.post()


def opened_whole() -> Iterator[str]:
    """Every value of every table, opened with the house's keys."""
    for model in apps.get_models():
        fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.ForeignKey)]
        for row in model._default_manager.all():
            yield from (str(getattr(row, field.attname)) for field in fields)


def as_it_lies() -> Iterator[str]:
    """Every value of every table as the database holds it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield from (text(value) for row in cursor.fetchall() for value in row)


def text(value: object) -> str:
    """A value as whoever holds the file could read it."""
    return bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)


def test_no_id_of_a_track_leaves_the_house(lived: Houses) -> None:
    police, social = lived
    with social.inside():
        ids = {str(pk) for model in apps.get_app_config("victims").get_models() for pk in keys_of(model)}
    with police.inside():
        held = " ".join(opened_whole())

    assert [one for one in ids if one in held] == []


def keys_of(model: type[models.Model]) -> Iterator[UUID]:
    yield from (pk for pk in model._default_manager.values_list("pk", flat=True) if isinstance(pk, UUID))
