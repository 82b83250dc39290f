"""The gate: what may be answered when, and that nothing leaves, or looks different, whoever is asked about."""

import json
import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from tests.factories import make_number, make_user
from tests.factories.victims import make_contact, make_question, make_track
from tests.trygg_web.exchange.drafts import HARMLESS, draft
from tests.trygg_web.exchange.houses import House
from trygg_web.access.errors import InvalidInput, NotThere, WrongState
from trygg_web.access.models import Entry, Role, User
from trygg_web.access.vault import blind
from trygg_web.exchange import actions as exchange
from trygg_web.exchange import queries as came
from trygg_web.exchange.actions import Item
from trygg_web.exchange.models import Arrival, Outgoing
from trygg_web.victims import actions, queries
from trygg_web.victims.models import Followup, GateAnswer, GateQuestion

pytestmark = pytest.mark.django_db
ASKED = datetime(2027, 11, 1, 8, 0, tzinfo=UTC)  # after the roles of the tests were given
Houses = tuple[House, House]


def test_every_word_has_one_length() -> None:
    assert {len(word) for word in GateAnswer.values} == {4}


def test_open_needs_a_talk_or_two_attempts_since_the_question(advocate: User) -> None:
    track = make_track(users=[advocate])
    make_contact(track=track, happened_at=timezone.now() - timedelta(days=1))
    row = make_question(track=track)
    with pytest.raises(InvalidInput):
        actions.answer_question(row.pk, "open", by=advocate)

    make_contact(track=track, reach="not_reached")
    with pytest.raises(InvalidInput):
        actions.answer_question(row.pk, "open", by=advocate)
    make_contact(track=track, reach="not_reached", happened_at=timezone.now() + timedelta(seconds=1))

    assert actions.answer_question(row.pk, "open", by=advocate).answer == "open"


def test_one_talk_is_enough(advocate: User) -> None:
    track = make_track(users=[advocate])
    row = make_question(track=track)
    make_contact(track=track)

    assert actions.answer_question(row.pk, "open", by=advocate).answer == "open"


def test_nobody_to_contact_is_no_answer_where_there_is_a_track(advocate: User) -> None:
    row = make_question(track=make_track(users=[advocate]))

    with pytest.raises(InvalidInput):
        actions.answer_question(row.pk, "none", by=advocate)
    assert actions.answer_question(make_question().pk, "none", by=advocate).answer == "none"


def test_a_question_about_anothers_track_is_not_there(advocate: User, advocate2: User) -> None:
    row = make_question(track=make_track(users=[advocate2]))

    assert queries.questions(advocate) == []
    with pytest.raises(NotThere):
        actions.answer_question(row.pk, "wait", by=advocate)


def test_a_question_is_tied_once_to_a_track_of_ones_own(advocate: User, advocate2: User) -> None:
    row, own = make_question(), make_track(users=[advocate])
    with pytest.raises(NotThere):
        actions.tie_question(row.pk, make_track(users=[advocate2]).pk, by=advocate)

    assert actions.tie_question(row.pk, own.pk, by=advocate).track == own
    with pytest.raises(WrongState):
        actions.tie_question(row.pk, own.pk, by=advocate)


@pytest.mark.parametrize(
    ("hours", "leaves"),
    [(0, 24), (1, 24), (23.9, 24), (24.1, 48), (47, 48), (60, 60)],
)
def test_an_answer_leaves_at_half_the_window_or_at_its_end(advocate: User, hours: float, leaves: float) -> None:
    row = make_question(asked_at=ASKED, until=ASKED + timedelta(hours=48))

    with time_machine.travel(ASKED + timedelta(hours=hours), tick=False):
        told = actions.answer_question(row.pk, "wait", by=advocate)

    assert told.leaves_at == ASKED + timedelta(hours=leaves)


def test_the_word_stands_in_no_log(advocate: User) -> None:
    row = make_question()

    actions.answer_question(row.pk, "wait", because="Hon svarar inte.", by=advocate)

    assert not Entry.objects.filter(note__contains="wait").exists()


def test_a_new_track_takes_the_questions_that_are_about_her(advocate: User) -> None:
    number = make_number(date(1990, 5, 1), "F")
    same, other = make_question(number_key=blind(number, "number")), make_question()
    asked = make_question()

    track = actions.open_track(name="Vera Vik", number=number, arrival=asked.arrival, by=advocate)

    tied = GateQuestion.objects.filter(track=track).values_list("pk", flat=True)
    assert set(tied) == {same.pk, asked.pk}
    assert not GateQuestion.objects.exclude(track=track).exclude(pk=other.pk).exists()
    with pytest.raises(WrongState):
        actions.open_track(name="Vera Vik", arrival=asked.arrival, by=advocate)


def planned(name: str, number: str, **given: Any) -> exchange.Draft:
    items = (
        Item("name", "person_basics", "Kalle Kula"),
        Item("victim_name", "victim_identity", name),
        Item("victim_number", "victim_identity", number),
        Item("planned_by", "level_and_delivery", (ASKED + timedelta(hours=48)).isoformat()),
    )
    row = {"function": "victims", "kind": "message_planned", "subject": f"theirs-{name}"}
    return draft(*items, **(row | given))


def ask(police: House, *drafts: exchange.Draft) -> None:
    with police.inside():
        for one in drafts:
            exchange.disclose(one, by=police.user(Role.OFFICER))


def take(social: House) -> None:
    social.post()
    with social.inside():
        actions.run_day(on=timezone.localdate(), by=social.user(Role.NIGHT))
    social.post()


def left(social: House) -> list[tuple[str, int, list[str]]]:
    """All that has left the house: kind, size and fields of each message."""
    with social.inside():
        rows = Outgoing.objects.order_by("seq", "made_at")
        return [(row.kind, len(row.body), sorted(json.loads(row.body))) for row in rows]


def seen(police: House) -> list[tuple[str, str]]:
    """What has come to the police from social services: kind and word."""
    police.post()
    with police.inside():
        rows = Arrival.objects.exclude(kind="").order_by("received_at", "seq")
        return [(row.kind, row.items.get().value) for row in rows]


def run(houses: Houses, known: bool) -> dict[str, Any]:
    """One world: a question about somebody who has a track with a long history, or about a stranger."""
    police, social = houses
    number, trace = make_number(date(1990, 5, 1), "F"), dict[str, Any]()
    with time_machine.travel(ASKED, tick=False) as clock:
        user = social.user(Role.ADVOCATE)
        with social.inside():
            track = make_track(users=[user], number=number, name="Vera Vik") if known else None
        ask(police, planned("Vera Vik", number))
        police.post()
        take(social)
        trace["taken"] = left(social)
        with social.inside():
            row = GateQuestion.objects.get()
            assert (row.track is not None) == known
            if track:
                clock.shift(timedelta(hours=3))
                make_contact(track=track)
                actions.answer_question(row.pk, "open", because="Hon vill det.", by=user)
            else:
                actions.answer_question(row.pk, "none", by=user)
        clock.move_to(ASKED + timedelta(hours=23))
        take(social)
        trace["before"], trace["police before"] = left(social), seen(police)
        clock.move_to(ASKED + timedelta(hours=24))
        take(social)
        trace["after"] = left(social)
        trace["post"] = sizes(social)
        trace["word"] = seen(police)
    return trace


def sizes(social: House) -> list[int]:
    """The size of each sealed message that lies in the post."""
    post = social.home.parent / "post"
    return sorted(os.path.getsize(path) for path in post.rglob("*") if path.is_file())


@pytest.fixture
def world(houses: Houses) -> Callable[[bool], dict[str, Any]]:
    return lambda known: run(houses, known)


TRACES: dict[bool, dict[str, Any]] = {}


@pytest.mark.parametrize("known", [True, False])
def test_until_the_answer_nothing_leaves_but_receipts(known: bool, world: Callable[[bool], dict[str, Any]]) -> None:
    TRACES[known] = trace = world(known)

    assert {kind for kind, _size, _fields in trace["before"]} <= {"receipt"}
    assert trace["taken"] == trace["before"]
    assert trace["police before"] == []
    assert trace["word"] == [("gate_answer", "open" if known else "none")]


def test_what_leaves_is_the_same_in_both_worlds_but_for_one_word_of_one_length(
    world: Callable[[bool], dict[str, Any]],
) -> None:
    """With and without somebody to contact: as many messages, of the same kinds, fields and sizes, at one hour."""
    with_her = TRACES.get(True) or world(True)
    without = TRACES.get(False) or world(False)

    assert with_her["taken"] == without["taken"]
    assert with_her["before"] == without["before"]
    assert with_her["after"] == without["after"]
    assert with_her["post"] == without["post"]


def test_wait_may_become_open_after_it_has_left(houses: Houses) -> None:
    police, social = houses
    number, user = make_number(date(1990, 5, 1), "F"), social.user(Role.ADVOCATE)
    with time_machine.travel(ASKED, tick=False) as clock:
        with social.inside():
            track = make_track(users=[user], number=number)
        ask(police, planned("Vera Vik", number))
        police.post()
        take(social)
        with social.inside():
            row = GateQuestion.objects.get()
            actions.answer_question(row.pk, "wait", by=user)
        clock.move_to(ASKED + timedelta(hours=25))
        take(social)
        with social.inside():
            make_contact(track=track)
            actions.answer_question(row.pk, "open", by=user)
        clock.move_to(ASKED + timedelta(hours=48))
        take(social)

        assert [word for _kind, word in seen(police)] == ["wait", "open"]
        with social.inside(), pytest.raises(WrongState):
            actions.answer_question(row.pk, "wait", by=user)


def test_an_answer_of_one_who_may_no_longer_answer_waits_for_the_lead(houses: Houses) -> None:
    police, social = houses
    user = social.user(Role.ADVOCATE)
    with time_machine.travel(ASKED, tick=False) as clock:
        ask(police, planned("Vera Vik", ""))
        police.post()
        take(social)
        with social.inside():
            actions.answer_question(GateQuestion.objects.get().pk, "none", by=user)
            User.objects.filter(pk=user.pk).update(is_active=False)
        clock.move_to(ASKED + timedelta(hours=26))
        take(social)

        assert seen(police) == []
        with social.inside():
            assert [due.what for due in queries.due(social.user(Role.LEAD), date(2027, 11, 2))] == [
                "Fråga inför budskap som står stilla"
            ]


def test_a_consent_that_is_taken_back_is_taken_back_at_the_recipient(houses: Houses) -> None:
    police, social = houses
    user, on = social.user(Role.ADVOCATE), timezone.localdate()
    harm: Any = {**HARMLESS, "whose": ("victim",)}
    with social.inside():
        track = make_track(users=[user])
        row = actions.give_consent(
            track.pk, recipient="police", what="Att vi har kontakt.", how="muntligt", given_on=on, until=on, by=user
        )
        with pytest.raises(InvalidInput):
            actions.tell_with_consent(row.pk, "victim_place", "Sorgenfri", harm=harm, by=user)
        actions.tell_with_consent(row.pk, "victim_contact", "genom oss", harm=harm, by=user)
    social.post()
    police.post()
    with police.inside():
        assert came_to(police) == ["genom oss"]

    with social.inside():
        actions.withdraw_consent(row.pk, by=user)
        with pytest.raises(WrongState):
            actions.tell_with_consent(row.pk, "victim_contact", "genom oss", harm=harm, by=user)
    social.post()
    police.post()

    with police.inside():
        assert came_to(police) == []


def came_to(police: House) -> list[str | None]:
    """What the police see of what she agreed to."""
    told = came.arrivals(police.user(Role.OFFICER), "victim_word")
    return [one.value("victim_contact") for one in told if one.corrects is None and one.items]


def test_taking_twice_makes_one_question(houses: Houses) -> None:
    police, social = houses
    ask(police, planned("Vera Vik", "inget nummer"))
    police.post()
    take(social)
    take(social)

    with social.inside():
        row = GateQuestion.objects.get()
        assert (row.number_key, row.track) == ("", None)


def test_followups_are_due_one_seven_fourteen_and_twenty_eight_days_after_a_message(houses: Houses) -> None:
    police, social = houses
    number = make_number(date(1990, 5, 1), "F")
    with social.inside():
        make_track(users=[], number=number)
    given = (
        Item("victim_number", "victim_identity", number),
        Item("delivered", "level_and_delivery", "2026-11-05"),
    )
    ask(police, draft(*given, function="victims", kind="delivered"))
    police.post()
    take(social)

    with social.inside():
        assert list(Followup.objects.order_by("due").values_list("due", flat=True)) == [
            date(2026, 11, 6), date(2026, 11, 12), date(2026, 11, 19), date(2026, 12, 3),
        ]  # fmt: skip


def test_a_concern_from_another_house_is_received_for_those_who_work_with_children(houses: Houses) -> None:
    police, social = houses
    told = (
        Item("child_name", "child", "Lisa"),
        Item("child_saw", "child", "Barnet var i rummet."),
    )
    answers = {"child_who": "ärendet", "child_what": "Barnet var i rummet.", "parent_informed": "not_yet"}
    harm = HARMLESS | {"whose": ("child",)}
    given = {"ground": "G-03", "purpose": "protect_child", "answers": answers, "harm": harm}
    one = draft(*told, function="children", kind="child_concern", **given)
    with police.inside():
        row = exchange.disclose(one, by=police.user(Role.OFFICER))
        if row.state == "second":
            exchange.approve(row.pk, by=police.user(Role.LEAD))
    police.post()
    take(social)

    with social.inside():
        shown = queries.concerns(social.user(Role.CHILDREN))
        assert [(row.child, row.state) for row in shown] == [("Lisa", "received")]


def test_who_has_a_conflict_sees_nothing_of_what_passed_about_the_track(houses: Houses) -> None:
    police, social = houses
    number = make_number(date(1990, 5, 1), "F")
    with time_machine.travel(ASKED, tick=False):
        user, lead = social.user(Role.ADVOCATE), social.user(Role.LEAD)
        with social.inside():
            other = make_user("jaevig", Role.ADVOCATE)
            track = make_track(users=[user], number=number)
            conflict = actions.add_conflict(track.pk, other, because="De är grannar sedan länge.", by=lead)
        ask(police, planned("Vera Vik", number), planned("Nora Ny", ""))
        police.post()
        take(social)
        with social.inside():
            mine, all_of_them = came.arrivals(other), came.arrivals(user)
            hidden = next(one for one in all_of_them if one.value("victim_name") == "Vera Vik")

            assert [one.value("victim_name") for one in mine] == ["Nora Ny"]
            assert len(all_of_them) == 2
            assert [row.id for row in came.inbox(other)] == [mine[0].id]
            with pytest.raises(NotThere):
                exchange.acknowledge(hidden.id, by=other)
            actions.end_conflict(conflict.pk, by=lead)
            assert len(came.arrivals(other)) == 2
