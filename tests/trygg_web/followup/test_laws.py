"""What holds whatever comes: no alert is lost or doubled, and the watches follow from what is known."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import clerk, make_link, make_number, make_person, make_report, make_told, suspect_of
from trygg.rulebook import book
from trygg.watches import Course, outcome, watches
from trygg_web.access.models import User
from trygg_web.followup.actions import judge_watches, open_watches, raise_alerts
from trygg_web.followup.models import Alert, AlertState, Watch
from trygg_web.incidents.models import Report, Standing
from trygg_web.people.models import Link, Person

BEGIN = datetime(2026, 3, 2, 12, tzinfo=UTC)
FEW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PLACES = st.integers(0, 2)
HISTORIES = st.lists(
    st.one_of(
        st.tuples(st.just("report"), PLACES, st.integers(0, 40)),
        st.tuples(st.just("tell"), PLACES, st.integers(0, 40)),
        st.tuples(st.just("drop"), st.integers(0, 9), st.just(0)),
        st.tuples(st.just("revive"), st.integers(0, 9), st.just(0)),
        st.tuples(st.just("relink"), st.integers(0, 9), PLACES),
        st.tuples(st.just("join"), PLACES, PLACES),
        st.tuples(st.just("run"), st.just(0), st.just(0)),
    ),
    max_size=14,
)


class City:
    """Three persons, their reports and their messages, played out in the database."""

    def __init__(self) -> None:
        self.people = [make_person(make_report(reported_at=BEGIN - timedelta(days=30))) for _place in range(3)]
        self.reports: list[Report] = []
        self.told: list[tuple[Person, datetime]] = []
        self.by = clerk()

    def at(self, day: int) -> datetime:
        return BEGIN + timedelta(days=day, hours=len(self.reports) % 5)

    def report(self, place: int, day: int) -> None:
        report = make_report({"number": make_number()}, reported_at=self.at(day))
        make_link(suspect_of(report), self.now(self.people[place]))
        self.reports.append(report)

    def tell(self, place: int, day: int) -> None:
        at = self.at(day) + timedelta(minutes=7)
        before = self.people[place].notifications.first()
        how = {"placement": before.placement} if before else {"person": self.people[place]}
        make_told(delivered_at=at, **how)
        self.told.append((self.people[place], at))

    def drop(self, which: int, _rest: int) -> None:
        self.stand(which, "dropped")

    def revive(self, which: int, _rest: int) -> None:
        self.stand(which, "reasonable")

    def stand(self, which: int, value: str) -> None:
        if which < len(self.reports):
            report = self.reports[which]
            day = date(2026, 1, 1) + timedelta(days=Standing.objects.count())
            Standing.objects.create(report=report, kind="suspicion", value=value, since=day, run=report.run)

    def relink(self, which: int, place: int) -> None:
        if which < len(self.reports):
            Link.objects.filter(party__report=self.reports[which]).update(person=self.now(self.people[place]))

    def join(self, place: int, other: int) -> None:
        one, two = self.now(self.people[place]), self.now(self.people[other])
        if one.pk != two.pk:
            Link.objects.filter(person=one).update(person=two)
            Person.objects.filter(pk=one.pk).update(into=two, until=timezone.now())

    def run(self, _one: int = 0, _two: int = 0) -> None:
        raise_alerts(on=date(2026, 6, 1), by=self.by)

    def now(self, person: Person) -> Person:
        person = Person.objects.get(pk=person.pk)
        return self.now(person.into) if person.into else person

    def wanted(self) -> set[tuple[object, object]]:
        """The reports that stand, each with the person of today, where a message came before."""
        stands = {
            report.pk: Standing.objects.filter(report=report).order_by("since").values_list("value", flat=True).last()
            for report in self.reports
        }
        who = {link.party.report_id: link.person_id for link in Link.objects.select_related("party")}
        return {
            (who[report.pk], report.pk)
            for report in self.reports
            if stands[report.pk] != "dropped"
            and any(self.now(told).pk == who[report.pk] and at < report.reported_at for told, at in self.told)
        }

    def raised(self) -> list[tuple[object, object]]:
        rows = Alert.objects.exclude(state=AlertState.WITHDRAWN).select_related("person")
        return [(self.now(row.person).pk, row.report_id) for row in rows]


@pytest.mark.django_db
@FEW
@given(history=HISTORIES)
def test_no_alert_is_lost_or_doubled_whatever_the_history(history: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        city = City()
        for word, one, two in history:
            getattr(city, word)(one, two)
        city.run()

        first = city.raised()
        city.run()

        assert sorted(map(str, first)) == sorted(map(str, city.wanted()))
        assert city.raised() == first
        transaction.set_rollback(True)


@pytest.mark.django_db
@FEW
@given(
    days=st.lists(st.integers(-5, 60), max_size=4),
    runs=st.lists(st.integers(0, 70), min_size=1, max_size=4),
    last=st.integers(0, 70),
)
def test_watches_come_out_the_same_however_often_they_were_judged(days: list[int], runs: list[int], last: int) -> None:
    with transaction.atomic():
        told, by = make_told(delivered_at=BEGIN), clerk()
        for number in days:
            make_link(suspect_of(make_report(reported_at=BEGIN + timedelta(days=number))), told.person)
        for number in sorted((*runs, last)):  # days only go forward
            judged(number, by)

        incidents = tuple(BEGIN.date() + timedelta(days=number) for number in days if number > 0)
        course, rules = Course(BEGIN.date(), incidents), book().on(BEGIN.date())
        on = BEGIN.date() + timedelta(days=max(*runs, last))
        wanted = {look.id: (look.due, outcome(course, look, on) or "") for look in watches(course, rules)}

        assert {row.look: (row.due, row.outcome) for row in Watch.objects.all()} == wanted
        transaction.set_rollback(True)


def judged(number: int, by: User) -> None:
    on = BEGIN.date() + timedelta(days=number)
    open_watches(on=on, by=by)
    judge_watches(on=on, by=by)
