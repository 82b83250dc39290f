"""Meetings of several: nobody sits twice, no two sit who must not, and nobody is summoned behind a shut gate."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    make_apart,
    make_approvals,
    make_call_in,
    make_called,
    make_number,
    make_person,
    make_seat,
    make_stay,
    make_user,
)
from trygg.steps import State
from trygg_web.access.errors import InvalidInput, NotAllowed, NotThere, WrongState
from trygg_web.access.models import Entry, Role, User
from trygg_web.notifications import actions, queries
from trygg_web.notifications.actions import Told
from trygg_web.notifications.models import (
    Attendance,
    CallIn,
    CallInState,
    GateDecision,
    Notification,
    Outcome,
    Seat,
)
from trygg_web.people.models import Person
from trygg_web.project.my_day import my_day

pytestmark = pytest.mark.django_db
WHY = "Känd konflikt sedan tidigare"


@pytest.fixture(autouse=True)
def profile(settings: pytest.FixtureRequest) -> None:
    settings.TRYGG_PROFILE = "high-point"  # type: ignore[attr-defined]  # pytest-django's settings


def grown() -> Person:
    """Someone of age, with a number of their own."""
    return make_person(number=make_number(date(1985, 3, 4)), born="1985-03-04")


def waits(person: Person | None = None, **given: object) -> Notification:
    return make_called(person or grown(), **given)  # type: ignore[arg-type]  # a test's words


def ready(person: Person | None = None) -> Notification:
    return waits(person, gates=(), state=State.READY)


def told(outcome: Outcome) -> Told:
    met = {"understood": "yes", "reaction": "calm"} if outcome != Outcome.MISSED else {}
    return Told(outcome=outcome, at=timezone.now(), **met)


def begun(*, by: User) -> Seat:
    """A seat of somebody who was summoned to a meeting that begins now."""
    call_in, message = make_call_in(), ready()
    seat = actions.seat(call_in.pk, message.pk, by=by)
    actions.summon(call_in.pk, by=by)
    CallIn.objects.filter(pk=call_in.pk).update(at=timezone.now())
    return seat


# Planning


def test_a_meeting_is_planned_far_enough_ahead_and_logged(lead: User) -> None:
    made = actions.plan_call_in(timezone.now() + timedelta(days=30), " Polishuset ", 10, by=lead)

    assert (made.state, made.place, made.seats) == (CallInState.PLANNED, "Polishuset", 10)
    assert Entry.objects.filter(verb="planned", kind="call_in").count() == 1


@pytest.mark.parametrize(
    ("days", "place", "seats"), [(5, "Polishuset", 10), (30, " ", 10), (30, "Polishuset", 1), (30, "Polishuset", 21)]
)
def test_a_meeting_that_breaks_a_rule_is_not_planned(days: int, place: str, seats: int, lead: User) -> None:
    with pytest.raises(InvalidInput):
        actions.plan_call_in(timezone.now() + timedelta(days=days), place, seats, by=lead)


def test_two_meetings_lie_apart_but_a_cancelled_one_does_not_count(lead: User) -> None:
    first = make_call_in(at=timezone.now() + timedelta(days=20))
    with pytest.raises(InvalidInput):
        actions.plan_call_in(timezone.now() + timedelta(days=40), "Polishuset", 10, by=lead)

    actions.cancel_call_in(first.pk, because="Lokalen är inte ledig", by=lead)

    assert actions.plan_call_in(timezone.now() + timedelta(days=40), "Polishuset", 10, by=lead).pk


def test_only_a_lead_plans_fills_and_summons(officer: User) -> None:
    call_in, message = make_call_in(), ready()
    for act in (
        lambda: actions.plan_call_in(timezone.now() + timedelta(days=200), "Polishuset", 10, by=officer),
        lambda: actions.seat(call_in.pk, message.pk, by=officer),
        lambda: actions.summon(call_in.pk, by=officer),
        lambda: actions.cancel_call_in(call_in.pk, because=WHY, by=officer),
        lambda: queries.aparts(officer),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_where_the_profile_has_no_meetings_nothing_of_them_is_there(
    lead: User, settings: pytest.FixtureRequest
) -> None:
    call_in, message = make_call_in(), ready()
    settings.TRYGG_PROFILE = "malmo"  # type: ignore[attr-defined]  # pytest-django's settings

    with pytest.raises(NotThere):
        actions.seat(call_in.pk, message.pk, by=lead)
    with pytest.raises(NotThere):
        actions.plan_call_in(timezone.now() + timedelta(days=200), "Polishuset", 10, by=lead)


# Who may come


def test_whoever_waits_and_nothing_stands_against_is_proposed(lead: User) -> None:
    message = waits()

    shown = queries.call_in(lead, make_call_in().pk)

    assert [one.notification for one in shown.proposed] == [message.pk]


def test_everyone_who_waits_is_proposed_or_left_out_for_a_stated_reason(lead: User) -> None:
    inside, hidden = grown(), make_person(protected="sekretessmarkering", number=make_number(), born="1985-03-04")
    make_stay(inside)
    messages = {waits(person).pk for person in (inside, hidden, grown(), grown(), grown())}

    shown = queries.call_in(lead, make_call_in(seats=2).pk)

    rows = (*shown.proposed, *shown.left, *shown.barred)
    assert {one.notification for one in rows} == messages
    assert [len(some) for some in (shown.proposed, shown.left, shown.barred)] == [2, 1, 2]
    assert all(one.why for one in (*shown.left, *shown.barred))


def test_a_message_of_another_form_is_never_called(lead: User) -> None:
    talk = make_called(grown(), form="talk")

    with pytest.raises(WrongState):
        actions.seat(make_call_in().pk, talk.pk, by=lead)


@pytest.mark.parametrize("protected", ["sekretessmarkering", "both"])
def test_someone_under_protection_is_never_seated(protected: str, lead: User) -> None:
    hidden = make_person(protected=protected, number=make_number(), born="1985-03-04")

    with pytest.raises(WrongState, match="kan inte kallas"):
        actions.seat(make_call_in().pk, waits(hidden).pk, by=lead)


# Company


def test_two_who_must_not_meet_never_sit_together(lead: User) -> None:
    call_in, one, other = make_call_in(), waits(), waits()
    make_apart(one=one.person, other=other.person)
    actions.seat(call_in.pk, one.pk, by=lead)

    with pytest.raises(WrongState, match="ska inte träffa"):
        actions.seat(call_in.pk, other.pk, by=lead)


def test_nobody_is_summoned_when_two_turn_out_not_to_be_allowed_to_meet(lead: User) -> None:
    call_in, one, other = make_call_in(), ready(), ready()
    for message in (one, other):
        actions.seat(call_in.pk, message.pk, by=lead)
    make_apart(one=one.person, other=other.person)

    with pytest.raises(WrongState):
        actions.summon(call_in.pk, by=lead)
    assert set(Notification.objects.values_list("state", flat=True)) == {State.READY}


# Seats


def test_nobody_sits_twice_and_nobody_where_it_is_full(lead: User) -> None:
    call_in, message = make_call_in(seats=2), waits()
    actions.seat(call_in.pk, message.pk, by=lead)
    with pytest.raises(WrongState, match="redan en plats"):
        actions.seat(call_in.pk, message.pk, by=lead)
    with pytest.raises(WrongState, match="redan en plats"):
        actions.seat(make_call_in().pk, message.pk, by=lead)

    actions.seat(call_in.pk, waits().pk, by=lead)
    with pytest.raises(WrongState, match="fullt"):
        actions.seat(call_in.pk, waits().pk, by=lead)


def test_the_whole_proposal_is_seated_at_once_and_again_changes_nothing(lead: User) -> None:
    call_in = make_call_in()
    for _number in range(3):
        waits()

    assert [actions.seat_proposed(call_in.pk, by=lead) for _time in range(2)] == [3, 0]
    assert Seat.objects.count() == 3


def test_a_seat_that_is_taken_back_is_free_for_the_same_person(lead: User) -> None:
    call_in, message = make_call_in(), waits()
    actions.unseat(actions.seat(call_in.pk, message.pk, by=lead).pk, by=lead)

    assert actions.seat(call_in.pk, message.pk, by=lead).pk
    with pytest.raises(NotThere):
        actions.unseat(Seat.objects.exclude(ended_at=None).get().pk, by=lead)


# The summons


def test_nobody_is_summoned_while_a_gate_of_one_is_shut(lead: User) -> None:
    call_in = make_call_in()
    for message in (ready(), waits(gates=("victim",), state=State.GATED)):
        actions.seat(call_in.pk, message.pk, by=lead)

    with pytest.raises(WrongState):
        actions.summon(call_in.pk, by=lead)
    assert CallIn.objects.get().state == CallInState.PLANNED


def test_a_summons_books_every_message_to_the_meeting_once(lead: User) -> None:
    call_in, message = make_call_in(), ready()
    actions.seat(call_in.pk, message.pk, by=lead)

    actions.summon(call_in.pk, by=lead)

    message.refresh_from_db()
    assert (message.state, message.scheduled_at, message.place) == (State.SCHEDULED, call_in.at, call_in.place)
    with pytest.raises(WrongState):
        actions.summon(call_in.pk, by=lead)


def test_a_summons_that_would_come_too_late_is_not_made(lead: User) -> None:
    seat = make_seat(make_call_in(at=timezone.now() + timedelta(days=5)), ready())

    with pytest.raises(WrongState, match="för sent"):
        actions.summon(seat.call_in_id, by=lead)


def test_no_letter_is_made_behind_a_gate_and_none_says_who_else_comes_or_why_not(lead: User) -> None:
    make_approvals("call_in.B.sv")
    canary = make_person(family="Kanarinsson", number=make_number(date(1985, 3, 4)), born="1985-03-04")
    call_in, message, other = make_call_in(), ready(), ready(canary)
    make_apart(other=message.person, one=other.person, because="Kanariehemlighet")
    with pytest.raises(WrongState, match="grind"):
        actions.issue(waits(scheduled_at=call_in.at, place="Polishuset").pk, "letter", by=lead)
    actions.seat(call_in.pk, message.pk, by=lead)
    actions.summon(call_in.pk, by=lead)

    written = actions.issue(message.pk, "letter", by=lead).issued.content

    assert "Polishuset" in written
    assert "Kanariehemlighet" not in written
    assert "konflikt" not in written
    assert "Kanarinsson" not in written


# Attendance


@pytest.mark.parametrize(
    ("outcome", "came", "state"),
    [
        (Outcome.DELIVERED, Attendance.CAME, State.RECORDED),
        (Outcome.REFUSED, Attendance.REFUSED, State.REFUSED),
        (Outcome.MISSED, Attendance.MISSED, State.ATTEMPTED),
    ],
)
def test_who_came_is_recorded_once_and_moves_the_message(
    outcome: Outcome, came: Attendance, state: State, lead: User, officer: User
) -> None:
    seat = begun(by=lead)

    actions.record_attendance(seat.pk, told(outcome), by=officer)

    seat.refresh_from_db()
    assert (seat.attendance, seat.notification.state) == (came, state)
    with pytest.raises(WrongState, match="redan antecknad"):
        actions.record_attendance(seat.pk, told(outcome), by=officer)


def test_nobody_is_recorded_before_the_meeting(lead: User, officer: User) -> None:
    call_in = make_call_in()
    seat = actions.seat(call_in.pk, ready().pk, by=lead)
    actions.summon(call_in.pk, by=lead)

    with pytest.raises(WrongState, match="inte börjat"):
        actions.record_attendance(seat.pk, told(Outcome.MISSED), by=officer)


def test_whoever_did_not_come_is_told_in_another_form_and_the_text_is_checked_anew(lead: User, officer: User) -> None:
    seat = begun(by=lead)
    actions.record_attendance(seat.pk, told(Outcome.MISSED), by=officer)

    message = actions.follow_no_show(seat.pk, by=officer)

    assert (message.form, message.state, message.attempts, message.scheduled_at) == ("talk", State.GATED, 1, None)
    assert timedelta(hours=71) < message.due_at - timezone.now() <= timedelta(hours=72)
    assert list(message.gates.filter(open=False).values_list("gate", flat=True)) == ["text"]
    with pytest.raises(WrongState):
        actions.follow_no_show(seat.pk, by=officer)


def test_after_the_last_attempt_the_agencies_decide(lead: User, officer: User) -> None:
    seat = begun(by=lead)
    Notification.objects.update(attempts=2, first_attempt_at=timezone.now())
    actions.record_attendance(seat.pk, told(Outcome.MISSED), by=officer)

    with pytest.raises(WrongState, match="Mötet avgör"):
        actions.follow_no_show(seat.pk, by=officer)
    assert Notification.objects.get().state == State.NOT_FOUND


def test_whoever_came_needs_no_other_form(lead: User, officer: User) -> None:
    seat = begun(by=lead)
    actions.record_attendance(seat.pk, told(Outcome.DELIVERED), by=officer)

    with pytest.raises(WrongState):
        actions.follow_no_show(seat.pk, by=officer)


@pytest.mark.parametrize("end", ["unseat", "cancel"])
def test_whoever_is_not_to_come_after_all_waits_anew_and_may_be_called_again(end: str, lead: User) -> None:
    call_in = make_call_in()
    seat = actions.seat(call_in.pk, ready().pk, by=lead)
    actions.summon(call_in.pk, by=lead)
    acts: dict[str, Callable[[], object]] = {
        "unseat": lambda: actions.unseat(seat.pk, by=lead),
        "cancel": lambda: actions.cancel_call_in(call_in.pk, because="Lokalen är inte ledig", by=lead),
    }

    acts[end]()

    message = Notification.objects.get()
    assert (message.state, message.scheduled_at, message.place) == (State.GATED, None, "")
    assert GateDecision.objects.get().verdict == "shut"
    assert actions.seat(make_call_in().pk, message.pk, by=lead).pk


def test_a_meeting_at_which_somebody_was_recorded_is_not_cancelled(lead: User) -> None:
    seat = begun(by=lead)
    actions.record_attendance(seat.pk, told(Outcome.MISSED), by=make_user("", Role.OFFICER))

    with pytest.raises(WrongState):
        actions.cancel_call_in(seat.call_in_id, because="Lokalen är inte ledig", by=lead)


def test_an_attempt_at_the_hour_fills_the_seat_on_whichever_page_it_is_written(lead: User) -> None:
    seat = begun(by=lead)

    actions.record_attempt(seat.notification_id, told(Outcome.DELIVERED), by=lead)

    seat.refresh_from_db()
    assert (seat.attendance, seat.attended_by) == (Attendance.CAME, lead)
    with pytest.raises(WrongState):
        actions.record_absence(seat.pk, by=lead)


def test_what_is_learnt_after_the_summons_is_a_task_until_a_seat_is_freed(lead: User) -> None:
    call_in, messages = make_call_in(), [ready(), ready()]
    seats = [actions.seat(call_in.pk, one.pk, by=lead) for one in messages]
    actions.summon(call_in.pk, by=lead)
    before = queries.disturbed(lead)

    make_apart(one=messages[0].person, other=messages[1].person)
    assert [row.id for row in queries.disturbed(lead)] == [call_in.pk]
    shown = [task for group in my_day(lead, timezone.localdate()).groups for task in group.tasks]
    assert "Samlat möte att ändra" in {task.what for task in shown}
    actions.unseat(seats[1].pk, by=lead)

    assert (before, queries.disturbed(lead)) == ([], [])
