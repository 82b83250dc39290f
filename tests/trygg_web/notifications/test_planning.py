"""Which levels call for a message, when its clock starts, and what happens when things change before it is given."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from tests.factories import (
    make_hold,
    make_notification,
    make_person,
    make_placement,
    make_report,
    make_stay,
)
from tests.factories.notifications import make_seat
from tests.factories.people import make_observation
from trygg.steps import State
from trygg_web.access.errors import NotAllowed
from trygg_web.access.models import User
from trygg_web.listing.models import Placement
from trygg_web.notifications import actions
from trygg_web.notifications.actions import planning
from trygg_web.notifications.actions.stepping import locked
from trygg_web.notifications.models import Gate, Notification, Passage, Trigger, Withholding
from trygg_web.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def adult(**given: str) -> Person:
    return make_person(born="1985-03-12", **given)


def reported(hours_ago: float) -> Person:
    at = timezone.now() - timedelta(hours=hours_ago)
    return make_person(make_report(reported_at=at, suspect={"born": "1985-03-12"}))


def test_a_new_level_is_planned_once_with_every_gate_shut(analyst: User, today: date) -> None:
    person = adult()
    make_placement(person, "C")

    first, again = actions.plan_due(on=today, by=analyst), actions.plan_due(on=today, by=analyst)

    assert (first.planned, again.planned) == (1, 0)
    message = Notification.objects.get()
    assert (message.form, message.functions, message.state) == ("talk", ["detective"], State.PLANNED)
    assert set(message.gates.values_list("gate", "open")) == {
        (gate, False) for gate in ("victim", "protected", "language", "staff_safety", "text")
    }


def test_the_clock_starts_at_a_fresh_report_and_else_at_the_decision(analyst: User, today: date) -> None:
    fresh, old = reported(5), reported(24 * 40)
    for person in (fresh, old):
        make_placement(person, "D")

    actions.plan_due(on=today, by=analyst)

    told = {row.person_id: row for row in Notification.objects.all()}
    assert told[fresh.pk].trigger == Trigger.REPORT
    assert told[fresh.pk].due_at - told[fresh.pk].triggered_at == timedelta(hours=48)
    assert told[old.pk].trigger == Trigger.DECISION


def test_a_level_made_milder_calls_for_nothing_and_a_raised_one_does(analyst: User, today: date) -> None:
    make_placement(adult(), "D", former="B")
    raised = make_placement(adult(), "B", former="D")

    actions.plan_due(on=today, by=analyst)

    assert list(Notification.objects.values_list("placement", flat=True)) == [raised.pk]


@pytest.mark.parametrize(("born", "because"), [("2012-01-01", "minor"), ("", "age_unknown")])
def test_who_may_be_under_age_is_withheld_and_said_so(born: str, because: str, analyst: User, today: date) -> None:
    make_placement(make_person(born=born), "C")

    run = actions.plan_due(on=today, by=analyst)

    assert (run.planned, run.withheld, actions.plan_due(on=today, by=analyst).withheld) == (0, 1, 0)
    assert Withholding.objects.get().because == because


def test_a_couple_that_waits_for_a_judgement_is_told_nothing(analyst: User, today: date) -> None:
    hold = make_hold()
    make_placement(hold.one, "B")

    actions.plan_due(on=today, by=analyst)

    assert Withholding.objects.get().because == "mutual"


def test_what_was_not_given_is_cancelled_when_its_level_ends(analyst: User, today: date) -> None:
    message = make_notification(adult())
    Placement.objects.filter(pk=message.placement_id).update(until=today)

    run = actions.plan_due(on=today, by=analyst)

    message.refresh_from_db()
    assert (run.cancelled, message.state) == (1, State.CANCELLED)
    assert Passage.objects.get().act == "cancel"


def test_who_is_taken_in_is_visited_there_and_the_prosecutor_is_asked(analyst: User, today: date) -> None:
    person = adult()
    make_placement(person, "C")
    actions.plan_due(on=today, by=analyst)
    make_stay(person, restrictions=True)

    changed, again = (actions.follow_custody(on=today, by=analyst) for _ in range(2))

    message = Notification.objects.get()
    assert (changed, again) == (1, 0)
    assert (message.form, message.held, message.restrictions) == ("detention_visit", True, True)
    assert not Gate.objects.get(notification=message, gate="prosecutor").open


def test_one_who_only_audits_plans_nothing(auditor: User, today: date) -> None:
    with pytest.raises(NotAllowed):
        actions.plan_due(on=today, by=auditor)


def test_what_was_withheld_is_planned_when_its_hindrance_is_settled(analyst: User, today: date) -> None:
    person = make_person(born="")
    make_placement(person, "C")
    actions.plan_due(on=today, by=analyst)
    person.born = "1985-03-12"
    person.save(update_fields=["born"])

    run = actions.plan_due(on=today, by=analyst)

    assert (run.planned, run.withheld) == (1, 0)
    assert Withholding.objects.get().ended_at is not None


def test_attempts_that_nobody_goes_on_with_end_at_the_meeting(analyst: User) -> None:
    now = timezone.now()
    late = make_notification(state=State.ATTEMPTED, attempts=1, first_attempt_at=now - timedelta(days=16))
    make_notification(state=State.ATTEMPTED, attempts=1, first_attempt_at=now - timedelta(days=2))

    ended, again = actions.end_attempts(at=now, by=analyst), actions.end_attempts(at=now, by=analyst)

    late.refresh_from_db()
    assert (ended, again, late.state) == (1, 0, State.NOT_FOUND)


@pytest.mark.parametrize("cause", ["died", "moved_away"])
def test_what_waits_for_somebody_who_is_gone_stops_and_says_why(cause: str, analyst: User, today: date) -> None:
    message = make_notification(adult())
    make_observation(message.person, kind=cause, day=today)

    run, again = (actions.plan_due(on=today, by=analyst) for _ in range(2))

    message.refresh_from_db()
    assert (run.cancelled, run.planned, again.cancelled, again.planned) == (1, 0, 0, 0)
    assert (message.state, Passage.objects.get().because) == (State.CANCELLED, cause)
    assert (Withholding.objects.get().because, Withholding.objects.get().ended_at) == (cause, None)


def test_a_message_given_while_the_day_was_read_is_left_alone(
    analyst: User, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = make_notification(state=State.SCHEDULED)
    make_observation(message.person, kind="died", day=today)

    def given_meanwhile(key: UUID) -> Notification:
        Notification.objects.filter(pk=key).update(state=State.DELIVERED, delivered_at=timezone.now())
        return locked(key)

    monkeypatch.setattr(planning, "locked", given_meanwhile)

    assert actions.plan_due(on=today, by=analyst).cancelled == 0
    assert Notification.objects.get().state == State.DELIVERED


def test_a_seat_at_a_meeting_is_free_again_when_its_message_stops(analyst: User, today: date) -> None:
    seat = make_seat(notification=make_notification(adult()))
    make_observation(seat.notification.person, kind="died", day=today)

    actions.plan_due(on=today, by=analyst)

    seat.refresh_from_db()
    assert seat.ended_at is not None


@pytest.mark.parametrize("cause", ["died", "moved_away"])
def test_nothing_is_planned_for_somebody_who_is_gone(cause: str, analyst: User, today: date) -> None:
    person = adult()
    make_placement(person, "B")
    make_observation(person, kind=cause, day=today)

    run = actions.plan_due(on=today, by=analyst)

    assert (run.planned, Withholding.objects.get().because) == (0, cause)


def test_the_message_is_planned_anew_when_the_death_was_told_in_error(analyst: User, today: date) -> None:
    message = make_notification(adult())
    told = make_observation(message.person, kind="died", day=today)
    actions.plan_due(on=today, by=analyst)
    type(told).objects.filter(pk=told.pk).update(withdrawn_at=timezone.now())

    run, again = (actions.plan_due(on=today, by=analyst) for _ in range(2))

    assert (run.planned, again.planned) == (1, 0)
    assert Notification.objects.exclude(pk=message.pk).get().placement_id == message.placement_id
    assert Withholding.objects.get().ended_at is not None
