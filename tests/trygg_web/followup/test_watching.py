"""The watches after a message: opened once, judged by what is known, and judged anew when more is known."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.factories import (
    make_decision,
    make_lever,
    make_link,
    make_observation,
    make_person,
    make_proposal,
    make_report,
    make_stay,
    make_told,
    make_watch,
    suspect_of,
)
from trygg_web.access.errors import NotAllowed, WrongState
from trygg_web.access.models import User
from trygg_web.followup.actions import WatchRun, judge_watches, look_at_watch, note_breach, open_watches
from trygg_web.followup.models import Watch
from trygg_web.followup.queries import outcomes as counted_outcomes
from trygg_web.followup.queries import to_look_at, watched, watches_of
from trygg_web.incidents.models import Incident, Standing
from trygg_web.listing.models import Placement
from trygg_web.notifications.models import Notification
from trygg_web.people.models import Person

pytestmark = pytest.mark.django_db
TOLD = datetime(2026, 1, 10, 12, tzinfo=ZoneInfo("Europe/Stockholm"))


def day(number: int) -> date:
    return TOLD.date() + timedelta(days=number)


@pytest.fixture
def told(db: None) -> Notification:
    return make_told(delivered_at=TOLD)


def reported(person: Person, number: int) -> None:
    report = make_report(reported_at=TOLD + timedelta(days=number))
    make_link(suspect_of(report), person)


def run(number: int, by: User) -> WatchRun:
    open_watches(on=day(number), by=by)
    return judge_watches(on=day(number), by=by)


def outcomes() -> dict[str, str]:
    return dict(Watch.objects.values_list("look", "outcome"))


def test_six_looks_are_opened_once_after_each_message_given(told: Notification, analyst: User) -> None:
    make_told(delivered_at=None, state="planned")

    first, again = open_watches(on=day(0), by=analyst), open_watches(on=day(0), by=analyst)

    assert (first, again) == (6, 0)
    assert dict(Watch.objects.values_list("look", "due")) == {
        "day_1": day(1),
        "day_7": day(7),
        "day_14": day(14),
        "day_28": day(28),
        "month_6": date(2026, 7, 10),
        "month_12": date(2027, 1, 10),
    }


def test_a_day_that_passed_with_nothing_new_is_quiet_the_day_after(told: Notification, analyst: User) -> None:
    assert run(7, analyst).quiet == 1  # the first day
    assert run(8, analyst).quiet == 1  # the seventh
    assert run(8, analyst) == WatchRun()


def test_a_new_report_breaks_the_watches_that_still_run(told: Notification, analyst: User) -> None:
    run(3, analyst)
    reported(told.person, 3)

    assert run(4, analyst).breached == 5
    assert outcomes()["day_1"] == "quiet"


def test_a_report_that_comes_to_light_late_turns_what_was_quiet(told: Notification, analyst: User) -> None:
    run(20, analyst)
    report = make_report(reported_at=TOLD + timedelta(days=15))
    make_link(suspect_of(report), told.person)
    Incident.objects.filter(report=report).update(since=TOLD + timedelta(days=5))

    run(20, analyst)

    assert outcomes() == {
        "day_1": "quiet", "day_7": "breached", "day_14": "breached", "day_28": "breached",
        "month_6": "breached", "month_12": "breached",
    }  # fmt: skip


def test_a_suspicion_that_fell_gives_the_quiet_back(told: Notification, analyst: User) -> None:
    reported(told.person, 5)
    broken = run(10, analyst)
    report = told.person.links.get(party__report__reported_at__gt=TOLD).party.report
    Standing.objects.create(report=report, kind="suspicion", value="dropped", since=day(9), run=report.run)

    mended = run(10, analyst)

    assert (broken.breached, mended.quiet, mended.reopened) == (5, 1, 4)


def test_days_in_custody_are_no_days_at_risk(told: Notification, analyst: User) -> None:
    make_stay(told.person, since=day(3), last_seen=day(12))
    make_stay(make_person(), last_seen=day(30))  # a newer roster that no longer tells of the first

    run(2, analyst)

    week = Watch.objects.get(look="day_7")
    assert (week.due, week.held) == (day(17), 10)


def test_whoever_is_held_has_no_day_until_the_release(told: Notification, analyst: User) -> None:
    stay = make_stay(told.person, since=day(3), last_seen=day(5))
    run(5, analyst)
    held = Watch.objects.get(look="day_7").due
    make_stay(make_person(), since=day(6), last_seen=day(6))

    run(6, analyst)

    assert held is None
    assert stay.last_seen == day(5)
    assert Watch.objects.get(look="day_7").due == day(10)


def test_a_breach_that_was_noted_breaks_the_watch(told: Notification, analyst: User, officer: User) -> None:
    lever = make_lever(told.person, since=day(-30), until=day(300))
    note_breach(lever.pk, day(3), because="Sökte upp bostaden.", by=officer)

    assert run(4, analyst).breached == 5


def test_a_breach_that_did_not_happen_breaks_nothing(told: Notification, analyst: User) -> None:
    make_observation(told.person, day=day(3), value="no")

    assert run(4, analyst).breached == 0


def test_who_was_taken_off_the_list_is_watched_no_longer(told: Notification, analyst: User) -> None:
    Placement.objects.filter(person=told.person).update(until=day(10))
    proposal = make_proposal(told.person, state="decided")
    make_decision(proposal, level="", at=TOLD + timedelta(days=10))

    run(11, analyst)

    assert outcomes() == {
        "day_1": "quiet", "day_7": "quiet", "day_14": "ended", "day_28": "ended", "month_6": "ended",
        "month_12": "ended",
    }  # fmt: skip


def test_a_person_looks_and_notes_but_the_outcome_is_not_theirs(officer: User, lead: User) -> None:
    watch = make_watch(outcome="breached")

    look_at_watch(watch.pk, note="Pratat med patrullen.", by=officer)

    seen = Watch.objects.get()
    assert (seen.looked_by, seen.note, seen.outcome) == (officer, "Pratat med patrullen.", "breached")
    with pytest.raises(WrongState):
        look_at_watch(watch.pk, by=lead)


def test_an_analyst_looks_at_no_watch(analyst: User) -> None:
    with pytest.raises(NotAllowed):
        look_at_watch(make_watch().pk, by=analyst)


def test_what_is_due_waits_to_be_looked_at(officer: User) -> None:
    due, later = make_watch(), make_watch(due=date.today() + timedelta(days=5))
    seen = make_watch()
    look_at_watch(seen.pk, by=officer)

    assert to_look_at(officer, date.today()) == (1, 0)
    assert [row.id for row in watched(officer, "nu")] == [due.pk]
    assert [row.id for row in watched(officer, "kommande")] == [later.pk]
    assert [row.look for row in watches_of(officer, due.notification.person_id)] == ["efter 7 dagar"]


def test_outcomes_are_counted_by_look_in_the_order_of_days(officer: User) -> None:
    for look, days, outcome in (
        ("day_7", 7, "quiet"),
        ("day_1", 1, "quiet"),
        ("day_7", 7, "breached"),
        ("day_7", 7, ""),
    ):
        make_watch(look=look, days=days, outcome=outcome)

    told = counted_outcomes(officer, date.today(), date.today())

    assert list(told) == ["efter 1 dag", "efter 7 dagar"]
    assert told["efter 7 dagar"] == {"due": 3, "quiet": 1, "breached": 1, "ended": 0}


@pytest.mark.parametrize("kind", ["died", "moved_away"])
def test_a_watch_of_one_who_died_or_moved_away_is_ended(told: Notification, analyst: User, kind: str) -> None:
    run(1, analyst)
    make_observation(told.person, kind=kind, value="yes", day=day(5))

    run(8, analyst)

    assert outcomes()["day_1"] == "quiet"
    assert {outcomes()[look] for look in ("day_7", "day_14", "month_12")} == {"ended"}


@pytest.mark.parametrize("by_standing", [True, False])
def test_a_watch_is_ended_when_no_suspicion_is_left_and_not_before(
    told: Notification, analyst: User, by_standing: bool
) -> None:
    first = told.person.links.get().party.report
    reported(told.person, -1)
    other = told.person.links.exclude(party__report=first).get().party.report
    run(1, analyst)
    make_observation(told.person, kind="suspicion_withdrawn", value="yes", day=day(3), report=first)
    run(4, analyst)
    before = outcomes()["day_7"]

    if by_standing:
        Standing.objects.create(report=other, kind="suspicion", value="dropped", since=day(5), run=other.run)
    else:
        make_observation(told.person, kind="suspicion_withdrawn", value="yes", day=day(5), report=other)
    run(8, analyst)

    assert (before, outcomes()["day_1"], outcomes()["day_7"]) == ("", "quiet", "ended")
