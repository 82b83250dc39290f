"""One week's work from file to list, told as a story: only what people can do, on a city where the truth is known."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from random import Random
from uuid import UUID

import pytest
import time_machine

from trygg.synthetic import City, Plan, city
from trygg.synthetic.files import police_file
from trygg_web.access.errors import InvalidInput
from trygg_web.access.models import User
from trygg_web.access.queries import verify
from trygg_web.incidents import actions as incidents
from trygg_web.incidents.models import Report
from trygg_web.listing import actions as listing
from trygg_web.listing import queries as lists
from trygg_web.listing.models import Placement, Proposal, Rank
from trygg_web.people import actions as people
from trygg_web.people import queries as known
from trygg_web.people.models import Link, Person
from trygg_web.project.daily import DayReport, run_day
from trygg_web.project.nights import night

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
WHY = "Enligt samlad bedömning."


class Week:
    """The invented city, its truth, and the people who work with it."""

    def __init__(self, town: City, on: date, analyst: User, officer: User, other: User) -> None:
        self.on, self.analyst, self.officer, self.other = on, analyst, officer, other
        couples = {couple.id: couple for couple in town.couples}
        self.truth = {
            (report.number, role): getattr(couples[report.couple], role).number
            for report in town.reports
            for role in ("suspect", "victim")
        }
        self.file = police_file(town, date.min, on, Random(8))

    def read_in(self) -> None:
        run = incidents.receive(self.file, "vecka.csv", sender="polisen", by=self.analyst)
        incidents.import_reports(run.pk, by=self.analyst)

    def day(self) -> DayReport:
        return run_day(self.on, by=night())

    def answer_all(self) -> list[str]:
        said = []
        for key in list(known.questions(self.officer).values_list("pk", flat=True)):
            asked = known.question(self.officer, key)
            one, other = (self.truth[card.report_number, card.role] for card in (asked.one, asked.other))
            said.append("same" if one == other else "different")
            people.answer(key, said[-1], because=WHY, by=self.officer)
        return said

    def persons_rightly_told_apart(self) -> bool:
        """Whether no person bears two true numbers."""
        links = Link.objects.filter(until=None).values_list("person", "party__report__number", "party__role")
        true: dict[UUID, set[str]] = {}
        for person, report, role in links:
            true.setdefault(person, set()).add(self.truth[report, role])
        return all(len(numbers) == 1 for numbers in true.values())

    def lower(self, person: UUID, level: str) -> UUID:
        people.observe(person, "separation", "yes", day=self.on, source="Socialtjänsten", because="", by=self.officer)
        self.day()
        [row] = [row for row in self.waiting() if row.card.id == person]
        return listing.confirm(row.id, level, because=WHY, by=self.officer).pk

    def waiting(self) -> list[lists.ProposalRow]:
        first = lists.proposals(self.officer, state="waiting")
        pages = [lists.proposals(self.officer, page, "waiting") for page in first.paginator.page_range]
        rows = [row for page in pages for row in page]
        held = known.held([row.card.id for row in rows])
        return [row for row in rows if row.card.id not in held and row.level]

    def listed(self) -> dict[UUID, str]:
        return {row.card.id: row.level for row in lists.the_list(self.officer, lists.Filters())}


def counts() -> list[int]:
    return [table.objects.count() for table in (Report, Person, Proposal, Placement, Rank)]


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(datetime(MONDAY.year, MONDAY.month, MONDAY.day, 8, tzinfo=UTC)):
        yield


@pytest.fixture
def week(analyst: User, officer: User, officer2: User) -> Week:
    return Week(city(Plan(MONDAY, weeks=8, weekly=12), Random(3)), MONDAY, analyst, officer, officer2)


def test_a_week_from_the_police_file_to_the_list(week: Week) -> None:
    # Monday morning the file comes. Whom the programme is unsure of, it asks about.
    week.read_in()
    first = week.day()
    assert first.linked.parties >= 2 * 96
    assert first.proposed.proposed > 50

    # An officer answers as the truth is; then there is nothing left to ask, and no person is two.
    said = week.answer_all()
    week.day()
    assert "same" in said
    assert not known.questions(week.officer)
    assert week.persons_rightly_told_apart()

    # Three are decided as the rules say, the fourth otherwise and with a reason.
    rows = week.waiting()
    plain, other = rows[:3], next(row for row in rows[3:] if row.level != "A")
    for row in plain:
        listing.confirm(row.id, row.level, because="", by=week.officer)
    with pytest.raises(InvalidInput):
        listing.confirm(other.id, "A", because="", by=week.officer)
    listing.confirm(other.id, "A", because=WHY, by=week.officer)
    decided = {row.card.id: row.level for row in plain} | {other.card.id: "A"}
    assert week.listed() == decided

    # Something new is told of the fourth, and so the question is open again: now it is lowered, by two.
    lowered = week.lower(other.card.id, "C")
    assert week.listed() == decided
    listing.second(lowered, True, by=week.other)
    assert week.listed() == decided | {other.card.id: "C"}

    # The same file once more, and the day once more: nothing moves.
    before = counts()
    week.read_in()
    again = week.day()
    assert counts() == before
    assert (again.linked.parties, again.proposed.proposed, again.proposed.superseded) == (0, 0, 0)
    assert week.listed() == decided | {other.card.id: "C"}
    assert verify().whole
