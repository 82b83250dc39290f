"""The work with a client: programmes, appointments, breaches and messages given together."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, strategies

from tests.factories.exchange import make_arrival, make_partner
from tests.factories.supervision import make_appointment, make_broken, make_client, make_sentence, make_shared
from trygg_web.access.errors import InvalidInput, NotThere, WrongState
from trygg_web.access.models import User
from trygg_web.exchange import queries as exchange
from trygg_web.exchange.records import Item
from trygg_web.project.nights import night
from trygg_web.supervision import actions, queries
from trygg_web.supervision.models import Attendance, Broken, Programme, Purpose, Shared, Step
from trygg_web.supervision.policies import StepTold, check_step
from trygg_web.supervision.queries import waiting
from trygg_web.supervision.steps import first_meeting_by, next_steps

TODAY = date(2026, 2, 2)


def step(which: Step, because: str = "", day: date | None = None) -> StepTold:
    return StepTold(Programme.PREDOV, which, day or timezone.localdate(), because)


def test_a_programme_goes_from_offer_to_end_one_step_at_a_time(supervisor: User) -> None:
    client = make_client()
    for which in (Step.OFFERED, Step.ACCEPTED, Step.STARTED, Step.COMPLETED):
        actions.note_step(client.pk, step(which), by=supervisor)

    shown = queries.client(supervisor, client.pk)

    assert [one.step for one in shown.steps] == ["completed", "started", "accepted", "offered"]
    assert shown.next_steps == {"predov": ("offered",)}


def test_a_programme_that_was_never_offered_cannot_be_completed(supervisor: User) -> None:
    with pytest.raises(InvalidInput, match="kan inte följa"):
        actions.note_step(make_client().pk, step(Step.COMPLETED), by=supervisor)


def test_a_no_says_why(supervisor: User) -> None:
    client = make_client()
    actions.note_step(client.pk, step(Step.OFFERED), by=supervisor)

    with pytest.raises(InvalidInput, match="varför"):
        actions.note_step(client.pk, step(Step.DECLINED), by=supervisor)
    assert actions.note_step(client.pk, step(Step.DECLINED, "arbetar natt"), by=supervisor).because == "arbetar natt"


def correction(shared: Shared, until: date | None) -> None:
    told = {"item": Item("planned_by", "level_and_delivery", until.isoformat() if until else "")}
    arrival = make_arrival(
        **told, partner=make_partner(house=shared.house, zone="police"), kind="message_planned", unit="police",
        function="supervision", carries="correction", corrects=shared.message,
    )  # fmt: skip
    arrival.items.update(withdrawn=until is None)


def test_a_message_that_the_police_plan_no_longer_asks_for_nothing_more(
    supervisor: User, client_of: Callable[[User], Browser]
) -> None:
    shared = make_shared()
    correction(shared, None)

    actions.run_day(on=timezone.localdate(), by=night())

    page = client_of(supervisor).get(reverse("supervision:client", args=[shared.client_id])).content.decode()
    assert "Polisen planerar inte längre budskapet till klienten" in page
    assert not [due for due in waiting.due(supervisor, timezone.localdate()) if due.what == "Budskap med polisen"]
    with pytest.raises(WrongState, match="planerar inte längre"):
        actions.answer_shared(shared.pk, by=supervisor)
    with pytest.raises(InvalidInput, match="inte berättat"):
        actions.plan_appointment(shared.client_id, Purpose.MESSAGE, timezone.now() + timedelta(1), by=supervisor)


def test_a_message_that_has_moved_shows_its_new_day(supervisor: User) -> None:
    shared = make_shared(due_on=TODAY)
    correction(shared, TODAY + timedelta(days=7))

    actions.run_day(on=timezone.localdate(), by=night())

    assert queries.client(supervisor, shared.client_id).shared[0].shared.due_on == TODAY + timedelta(days=7)


@given(strategies.lists(strategies.sampled_from(Step), max_size=8))
def test_no_path_reaches_the_end_of_a_programme_without_its_start(path: list[Step]) -> None:
    latest, taken = "", []
    for which in path:
        if which in next_steps(latest):
            check_step(step(which, "ja"), latest, None, timezone.localdate())
            latest = which
            taken.append(which)
        else:
            with pytest.raises(InvalidInput):
                check_step(step(which, "ja"), latest, None, timezone.localdate())

    for place, which in enumerate(taken):
        if which == Step.COMPLETED:
            assert taken[place - 1] == Step.STARTED


def test_an_appointment_is_noted_once_and_not_before_it_was(supervisor: User) -> None:
    ahead, past = make_appointment(at=timezone.now() + timedelta(days=1)), make_appointment()

    with pytest.raises(InvalidInput, match="inte varit"):
        actions.attend(ahead.pk, Attendance.CAME, by=supervisor)
    actions.attend(past.pk, Attendance.ABSENT, by=supervisor)
    with pytest.raises(WrongState, match="redan antecknat"):
        actions.attend(past.pk, Attendance.CAME, by=supervisor)


def test_an_appointment_for_a_message_needs_a_message(supervisor: User) -> None:
    client, at = make_client(), timezone.now() + timedelta(days=1)

    with pytest.raises(InvalidInput, match="inte berättat"):
        actions.plan_appointment(client.pk, Purpose.MESSAGE, at, by=supervisor)
    shared = make_shared(client)

    assert actions.plan_appointment(client.pk, Purpose.MESSAGE, at, by=supervisor).arrival == shared.arrival


def test_the_police_are_not_told_that_a_message_was_given_before_the_client_came(supervisor: User) -> None:
    shared = make_shared()

    with pytest.raises(WrongState, match="Anteckna först"):
        actions.answer_shared(shared.pk, by=supervisor)
    make_appointment(
        shared.client, purpose="message", arrival=shared.arrival, attendance="came", noted_by=supervisor,
        noted_at=timezone.now(),
    )  # fmt: skip
    draft = exchange.draft(supervisor, actions.answer_shared(shared.pk, by=supervisor))

    assert (draft.kind, draft.reply_to, draft.ground) == ("delivered", shared.message, "G-06")


def test_a_breach_waits_until_the_police_are_told_or_a_reason_says_why_not(supervisor: User) -> None:
    row = actions.breach(make_client().pk, Broken.CONDITION, timezone.localdate(), "", by=supervisor)

    assert [due.what for due in queries.due(supervisor, timezone.localdate())] == ["Överträdelse"]
    with pytest.raises(InvalidInput, match="varför"):
        actions.settle_untold(row.pk, "  ", by=supervisor)
    actions.settle_untold(row.pk, "redan känt genom åtal", by=supervisor)

    assert queries.due(supervisor, timezone.localdate()) == []
    with pytest.raises(WrongState):
        actions.settle_untold(row.pk, "igen", by=supervisor)


def test_telling_the_police_begins_a_disclosure_and_the_breach_waits_until_it_is_decided(supervisor: User) -> None:
    client = make_client()
    make_sentence(client)
    row = make_broken(client, day=TODAY)

    draft = exchange.draft(supervisor, actions.tell_police(row.pk, by=supervisor))

    assert {item.field: item.data_class for item in draft.items} == {
        "number": "person_basics",
        "name": "person_basics",
        "breach": "custody_and_sanction",
        "sanction": "custody_and_sanction",
    }
    assert queries.client(supervisor, client.pk).breaches[0].waits


def test_what_is_not_there_cannot_be_worked_on(supervisor: User) -> None:
    for act in (
        lambda: actions.note_step(uuid4(), step(Step.OFFERED), by=supervisor),
        lambda: actions.attend(uuid4(), Attendance.CAME, by=supervisor),
        lambda: actions.tell_police(uuid4(), by=supervisor),
        lambda: actions.answer_shared(uuid4(), by=supervisor),
        lambda: queries.client(supervisor, uuid4()),
    ):
        with pytest.raises(NotThere):
            act()


@pytest.mark.parametrize(
    ("began", "last"), [(date(2026, 1, 31), date(2026, 2, 28)), (date(2028, 1, 31), date(2028, 2, 29))]
)
def test_the_first_meeting_is_held_within_a_month(began: date, last: date) -> None:
    assert first_meeting_by(began) == last


def test_a_new_supervision_asks_for_its_first_meeting_until_it_is_booked(supervisor: User) -> None:
    on = timezone.localdate()
    sentence = make_sentence(since=on - timedelta(days=3))

    assert [due.what for due in queries.due(supervisor, on)] == ["Första mötet"]
    at = timezone.now() + timedelta(days=2)
    actions.plan_appointment(sentence.client_id, Purpose.FIRST, at, by=supervisor)

    assert queries.due(supervisor, on) == []
