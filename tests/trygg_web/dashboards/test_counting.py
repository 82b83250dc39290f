"""The night's count: what it keeps, when it counts anew, and that what was told stays told."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.factories import make_link, make_person, make_report, suspect_of
from tests.factories.access import make_user
from tests.factories.followup import make_alert, make_promise, make_watch
from tests.factories.listing import make_decision, make_placement, make_proposal
from tests.factories.notifications import make_attempt, make_told
from tests.factories.people import make_observation
from trygg_web.access.errors import NotAllowed
from trygg_web.access.models import Role, User
from trygg_web.dashboards import actions, queries
from trygg_web.dashboards.models import Count, Table
from trygg_web.people.models import Link

NIGHT = date(2026, 11, 23)
pytestmark = pytest.mark.django_db


@pytest.fixture
def night() -> User:
    return make_user("dagen", Role.NIGHT)


def reported(many: int, on: date, district: str = "Norr") -> None:
    """So many persons, each with one report on a day."""
    for _ in range(many):
        at = timezone.make_aware(datetime(on.year, on.month, on.day, 12))
        report = make_report(reported_at=at, district=district)
        make_link(suspect_of(report), make_person(sex="M"))


def counts(indicator: str, year: int) -> dict[tuple[object, ...], int | None]:
    """The stored cells in time of the open table."""
    table = Table.objects.get(indicator=indicator, year=year, closed=None)
    return {tuple(cell[:3]): cell[3] for cell in table.told["time"]}


def test_reports_are_counted_in_the_month_they_came(night: User) -> None:
    reported(7, date(2026, 3, 10))

    actions.run_day(on=NIGHT, by=night)

    assert counts("reports", 2026)[1, 3, None] == 7
    assert counts("reports", 2026)[1, 1, None] == 0


def test_a_small_count_is_not_stored_anywhere(night: User) -> None:
    reported(3, date(2026, 3, 10))
    reported(9, date(2026, 5, 10))

    actions.run_day(on=NIGHT, by=night)

    assert counts("reports", 2026)[1, 3, None] is None
    assert counts("reports", 2026)[2, 2, None] in (9, None)
    for table in Table.objects.all():
        cells = [*table.told["time"], *(table.told["place"] or [])]
        assert not {cell[3] for cell in cells} & {1, 2, 3, 4}


def test_the_running_month_is_left_out(night: User) -> None:
    reported(8, date(2026, 11, 10))

    actions.run_day(on=NIGHT, by=night)

    assert counts("reports", 2026)[None, None, None] == 0


def test_the_next_night_counts_nothing_and_the_next_month_does(night: User) -> None:
    reported(7, date(2026, 3, 10))

    first = actions.run_day(on=NIGHT, by=night)
    reported(6, date(2026, 3, 12))
    second = actions.run_day(on=NIGHT + timedelta(days=1), by=night)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        third = actions.run_day(on=date(2026, 12, 1), by=night)

    assert (first is not None, second, third is not None) == (True, None, True)
    assert counts("reports", 2026)[1, 3, None] == 13


def test_what_a_count_told_is_told_again_after_the_next(night: User, lead: User) -> None:
    reported(7, date(2026, 3, 10))
    first = actions.run_day(on=NIGHT, by=night)
    assert first is not None
    before = queries.one(lead, "reports", queries.scope(lead, first.pk))
    reported(6, date(2026, 3, 12))
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        actions.run_day(on=date(2026, 12, 1), by=night)

    assert queries.one(lead, "reports", queries.scope(lead, first.pk)) == before
    assert queries.one(lead, "reports", queries.scope(lead)) != before


def test_a_table_that_nothing_changed_stands(night: User) -> None:
    reported(7, date(2025, 3, 10))
    actions.run_day(on=NIGHT, by=night)
    stood = Table.objects.get(indicator="reports", year=2025, closed=None).pk
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        actions.run_day(on=date(2026, 12, 1), by=night)

    assert Table.objects.get(indicator="reports", year=2025, closed=None).pk == stood


def test_a_settled_year_stands_when_its_persons_are_erased(night: User) -> None:
    """Otherwise the past would shrink as what is old is erased, as law wants."""
    reported(7, date(2022, 3, 10))
    reported(8, date(2026, 3, 10))
    actions.run_day(on=NIGHT, by=night)
    Link.objects.all().delete()
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        actions.run_day(on=date(2026, 12, 1), by=night)

    assert counts("reports", 2022)[1, 3, None] == 7


def test_every_indicator_finds_its_things(night: User) -> None:
    """One of each, six times over, so that six are told."""
    day = timezone.make_aware(datetime(2026, 6, 10, 12))
    for _ in range(6):
        placed = make_placement(since=day.date(), level="C")
        told = make_told(placement=placed, delivered_at=day, triggered_at=day - timedelta(hours=30), due_at=day)
        make_attempt(told, number=9, outcome="delivered", help="accepted", at=day)
        alert = make_alert(told, reported_at=day, due_at=day + timedelta(hours=24))
        make_promise(alert, result="done", by=night, at=day, done_at=day + timedelta(hours=3))
        make_watch(told, look="month_6", outcome="quiet", due=NIGHT - timedelta(days=1), looked_at=day, looked_by=night)
        proposal = make_proposal(state="decided", on=day.date(), decide_by=day.date(), at=day)
        make_decision(proposal, level="B", at=day)

    actions.run_day(on=NIGHT, by=night)

    june = (2, 3)
    assert counts("levels", 2026)[*june, "C"] == 6
    assert counts("moves", 2026)[*june, "new"] == 6
    assert counts("told_in_time", 2026)[*june, "in_time"] == 6
    assert counts("victim_first", 2026)[None, None, None] == 6
    assert counts("help", 2026)[*june, "accepted"] == 6
    assert counts("consequence", 2026)[*june, "done"] == 6
    assert counts("answered_in_time", 2026)[*june, "in_time"] == 6
    assert counts("quiet_6m", 2026)[*june, "quiet"] == 6
    assert counts("as_indicated", 2026)[*june, "graver"] == 6
    assert counts("decided_in_time", 2026)[*june, "in_time"] == 6
    assert counts("workload", 2026)[*june, "promise"] == 6


def test_new_reports_after_a_message_are_followed(night: User, lead: User) -> None:
    told = timezone.make_aware(datetime(2025, 9, 1, 12))
    for number in range(24):
        person = make_person()
        make_told(placement=make_placement(person), delivered_at=told)
        if number < 12:
            at = told + timedelta(days=30 + number)
            make_link(suspect_of(make_report(reported_at=at)), person)

    count = actions.run_day(on=NIGHT, by=night)

    assert count is not None
    within = queries.scope(lead, count.pk)
    (line,) = queries.course(lead, within, "report", "first").lines
    assert (line.group, line.persons) == ("C", 20)  # of 24
    assert line.steps[-1].share == 0.5
    assert queries.course(lead, within, "charge", "first").lines == ()


def test_women_and_men_are_followed_apart_and_small_areas_together(night: User, lead: User) -> None:
    told = timezone.make_aware(datetime(2025, 9, 1, 12))
    for number in range(48):
        person = make_person(sex="F" if number % 2 else "M")
        area = "Norr" if number < 28 else f"By {number % 4}"
        first = make_report(reported_at=told - timedelta(days=9), district=area)
        make_link(suspect_of(first), person)
        make_told(placement=make_placement(person), delivered_at=told)
        if number % 4 < 2:
            at = told + timedelta(days=30 + number)
            make_link(suspect_of(make_report(reported_at=at)), person)

    count = actions.run_day(on=NIGHT, by=night)

    assert count is not None
    within = queries.scope(lead, count.pk)
    by = {part: queries.course(lead, within, "report", "first", part).lines for part in ("sex", "area")}
    # Of 24 in each, 8 came within two months; the last 4 are fewer than five.
    told_of = [(line.group, line.persons, line.steps[-1].share) for line in by["sex"]]
    assert told_of == [("F", 20, 0.3333), ("M", 20, 0.3333)]
    assert {line.group for line in by["area"]} == {"Norr", "rest"}
    assert [step.months for step in by["area"][0].steps] == [step.months for step in by["area"][1].steps]


def test_a_message_whose_six_months_still_run_is_in_no_share(night: User) -> None:
    """What is new is known at once, that all is quiet only when the time has passed."""
    told = timezone.make_aware(datetime(2026, 9, 10, 12))
    for _ in range(6):
        make_watch(make_told(delivered_at=told), look="month_6", days=181, outcome="breached", due=date(2027, 3, 10))

    actions.run_day(on=NIGHT, by=night)

    assert counts("quiet_6m", 2026)[None, None, None] == 0


@pytest.mark.parametrize("cause", ["died", "moved_away"])
def test_who_died_or_moved_is_followed_no_longer(cause: str, night: User, lead: User) -> None:
    told = timezone.make_aware(datetime(2025, 9, 1, 12))
    for number in range(30):
        person = make_person()
        make_told(placement=make_placement(person), delivered_at=told)
        if number < 10:
            at = told + timedelta(days=30 + number)
            make_link(suspect_of(make_report(reported_at=at)), person)
        elif number < 20:
            make_observation(person, kind=cause, day=date(2025, 9, 20))

    count = actions.run_day(on=NIGHT, by=night)

    assert count is not None
    (line,) = queries.course(lead, queries.scope(lead, count.pk), "report", "first").lines
    assert line.steps[-1].share == 0.5


def test_nobody_but_the_night_counts(lead: User) -> None:
    with pytest.raises(NotAllowed):
        actions.run_day(on=NIGHT, by=lead)

    assert not Count.objects.exists()


def test_harm_is_weighed_by_year_and_one_grave_report_hides_it(night: User, lead: User) -> None:
    reported(12, date(2025, 3, 10))
    first = actions.run_day(on=NIGHT, by=night)
    assert first is not None

    told = queries.harm(lead, queries.scope(lead, first.pk))

    (year,) = told.years
    assert (year.says, year.reports) == ("2025", 10)
    assert year.days is not None
    assert (told.few, told.growth) == (None, None)


def test_harm_that_was_told_of_a_settled_year_stands_when_its_persons_are_erased(night: User, lead: User) -> None:
    reported(12, date(2022, 3, 10))
    first = actions.run_day(on=NIGHT, by=night)
    assert first is not None
    before = queries.harm(lead, queries.scope(lead, first.pk)).years[0]
    Link.objects.all().delete()
    reported(12, date(2025, 3, 10))
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        actions.run_day(on=date(2026, 12, 1), by=night)

    assert queries.harm(lead, queries.scope(lead)).years[0] == before


def decided(many: int, by: User, day: datetime) -> None:
    for _ in range(many):
        make_decision(make_proposal(state="decided", on=day.date(), at=day), level="B", by=by, at=day)


def test_work_is_told_of_by_role_and_a_role_of_two_among_others(night: User) -> None:
    day = timezone.make_aware(datetime(2026, 6, 10, 12))
    with time_machine.travel(day - timedelta(days=400)):
        officers = [make_user(f"o{number}", Role.OFFICER) for number in range(3)]
        leads = [make_user(f"l{number}", Role.LEAD) for number in range(2)]
        analysts = [make_user("a0", Role.ANALYST)]
    for who in (*officers, *leads, *analysts):
        decided(5, who, day)

    actions.run_day(on=NIGHT, by=night)

    assert counts("workload_by_role", 2026)[2, 3, "officer"] == 15
    assert counts("workload_by_role", 2026)[2, 3, "other"] == 15
    assert counts("workload_by_role", 2026)[2, 3, "lead"] == 0


def test_a_lone_lead_is_counted_with_the_next_smallest_role(night: User) -> None:
    day = timezone.make_aware(datetime(2026, 6, 10, 12))
    with time_machine.travel(day - timedelta(days=400)):
        workers = [make_user(f"o{number}", Role.OFFICER) for number in range(4)] + [make_user("l0", Role.LEAD)]
    for who in workers:
        decided(6, who, day)

    actions.run_day(on=NIGHT, by=night)

    assert counts("workload_by_role", 2026)[2, 3, "other"] == 30
