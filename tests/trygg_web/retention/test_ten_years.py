"""Ten years ahead on the real tables of a police house, against days that were worked out by hand from the law."""

import json
import pathlib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from tests.factories import make_link, make_observation, make_placement, make_report, make_run, suspect_of
from trygg_web.access.errors import InvalidInput, NotAllowed, WrongState
from trygg_web.access.models import User
from trygg_web.access.queries import verify
from trygg_web.incidents.models import ReceivedFile, Report, Standing
from trygg_web.listing.models import Placement
from trygg_web.people.models import Person
from trygg_web.retention import actions, queries, vault
from trygg_web.retention.models import Protocol

pytestmark = pytest.mark.room("people")

NEVER = date.max
# The last day on which each may be kept. PBDL 4:7: the end of the calendar year of the last registration and three
# years, five where the crime can give two years' prison; 4:4: the end of the year of the closing and five years.
LAST_DAY = {
    "assault": date(2029, 12, 31),  # reported 2024; assault can give two years
    "lesser": date(2027, 12, 31),  # reported 2024; minor assault cannot
    "registered again": date(2029, 12, 31),  # minor assault reported 2024; the same person observed in 2026
    "dropped": date(2030, 12, 31),  # closed in 2025
    "charged": NEVER,  # goes on
}


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 10, tzinfo=UTC)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 11, tzinfo=UTC)


def made(offence: str = "misshandel", standing: tuple[str, date] | None = None, **given: Any) -> Report:
    run = make_run()
    ReceivedFile.objects.filter(pk=run.file_id).update(received_at=at(2024, 5, 12))
    report = make_report(reported_at=at(2024, 5, 10), run=run, **given)
    report.incidents.update(offence=offence)
    make_link(suspect_of(report))
    if standing:
        Standing.objects.create(report=report, kind="suspicion", value=standing[0], since=standing[1], run=run)
    return report


@pytest.fixture
def house(db: None) -> dict[str, Report]:
    again = made("ringa_misshandel")
    make_observation(again.parties.get(role="suspect").links.get().person, day=date(2026, 2, 1))
    return {
        "assault": made(),
        "lesser": made("ringa_misshandel"),
        "registered again": again,
        "dropped": made(standing=("dropped", date(2025, 2, 1))),
        "charged": made(standing=("charged", date(2025, 2, 1))),
    }


@pytest.mark.parametrize("name", LAST_DAY)
def test_each_report_is_due_on_its_last_day_and_not_before(house: dict[str, Report], name: str) -> None:
    last, key = LAST_DAY[name], house[name].pk

    def due_on(day: date) -> bool:
        return key in {one.kept.key for one in queries.found_due(day)}

    if last == NEVER:
        assert not any(due_on(date(year, 12, 31)) for year in range(2024, 2037))
    else:
        assert (due_on(last - timedelta(days=1)), due_on(last)) == (False, True)


def test_ten_years_of_nights_leave_what_the_law_leaves(
    house: dict[str, Report], night: User, lead: User, lead2: User
) -> None:
    gone: dict[str, date] = {}
    for day in [date(year, 12, 31) for year in range(2026, 2037)]:
        with time_machine.travel(noon(day), tick=False):
            _one_night(day, night, lead, lead2)
        left = set(Report.objects.values_list("pk", flat=True))
        gone |= {name: day for name, report in house.items() if report.pk not in left and name not in gone}

    assert gone == {name: day for name, day in LAST_DAY.items() if day != NEVER}
    assert list(Report.objects.values_list("pk", flat=True)) == [house["charged"].pk]
    assert not ReceivedFile.objects.filter(erased_at=None).exists()
    assert verify().faults == ()


def _one_night(day: date, night: User, lead: User, lead2: User) -> None:
    actions.run_day(on=day, by=night)
    if ids := queries.waiting_ids(lead):
        actions.approve(ids, by=lead)
        actions.carry_out(by=lead2)


@pytest.fixture
def erased(house: dict[str, Report], night: User, lead: User, lead2: User) -> Protocol:
    with time_machine.travel(noon(date(2027, 12, 31)), tick=False):
        actions.run_day(on=date(2027, 12, 31), by=night)
        actions.approve(queries.waiting_ids(lead), by=lead)
        return actions.carry_out(by=lead2)


def test_what_hangs_on_a_report_goes_through_every_room(night: User, lead: User, lead2: User) -> None:
    report = made("ringa_misshandel")
    person = report.parties.get(role="suspect").links.get().person
    make_placement(person)
    with time_machine.travel(noon(date(2028, 1, 1)), tick=False):
        _one_night(date(2028, 1, 1), night, lead, lead2)

    assert not Report.objects.exists()
    assert not Person.objects.filter(pk=person.pk).exists()
    assert not Placement.objects.exists()


def test_a_person_whom_another_report_tells_of_stays(night: User, lead: User, lead2: User) -> None:
    lesser, other = made("ringa_misshandel"), made(standing=("charged", date(2025, 2, 1)))
    person = suspect_of(other).links.get().person
    make_link(lesser.parties.get(role="victim"), person)
    with time_machine.travel(noon(date(2028, 1, 1)), tick=False):
        _one_night(date(2028, 1, 1), night, lead, lead2)

    assert Person.objects.filter(pk=person.pk).exists()
    assert list(Report.objects.all()) == [other]


def test_the_protocol_tells_kinds_and_provisions_and_nobody(erased: Protocol, lead: User, lead2: User) -> None:
    told = json.dumps([erased.kinds, erased.rules, erased.tables])

    assert erased.kinds == {"report": 1, "file": 5}
    assert erased.rules == {"police-activity": 1, "police-not-common": 5}
    assert (erased.tables["incidents.report"], erased.tables["people.person"]) == (1, 1)
    assert (list(erased.approved_by.all()), erased.by) == ([lead], lead2)
    assert "Sven" not in told
    assert "5000-K" not in told


def test_the_one_who_approved_cannot_carry_out(house: dict[str, Report], night: User, lead: User) -> None:
    with time_machine.travel(noon(date(2027, 12, 31)), tick=False):
        actions.run_day(on=date(2027, 12, 31), by=night)
        actions.approve(queries.waiting_ids(lead), by=lead)
        with pytest.raises(WrongState):
            actions.carry_out(by=lead)

    assert Report.objects.count() == len(house)


def test_a_new_registration_after_the_approval_stops_the_erasing(
    house: dict[str, Report], night: User, lead: User, lead2: User
) -> None:
    ReceivedFile.objects.update(erased_at=at(2027, 1, 1))
    with time_machine.travel(noon(date(2027, 12, 31)), tick=False):
        actions.run_day(on=date(2027, 12, 31), by=night)
        actions.approve(queries.waiting_ids(lead), by=lead)
        make_observation(suspect_of(house["lesser"]).links.get().person, day=date(2027, 12, 30))
        with pytest.raises(WrongState):
            actions.carry_out(by=lead2)

    assert Report.objects.filter(pk=house["lesser"].pk).exists()


def test_a_deferral_needs_a_reason_and_comes_back_on_its_day(house: dict[str, Report], night: User, lead: User) -> None:
    with time_machine.travel(noon(date(2027, 12, 31)), tick=False):
        actions.run_day(on=date(2027, 12, 31), by=night)
        ids = queries.waiting_ids(lead)
        with pytest.raises(InvalidInput):
            actions.defer(ids, date(2028, 3, 1), " ", by=lead)
        actions.defer(ids, date(2028, 3, 1), "Begäran om utdrag pågår.", by=lead)
        actions.run_day(on=date(2028, 2, 28), by=night)
        assert queries.waiting_ids(lead) == []
        actions.run_day(on=date(2028, 3, 1), by=night)

    assert set(queries.waiting_ids(lead)) == set(ids)


def test_an_officer_neither_sees_nor_decides(house: dict[str, Report], officer: User) -> None:
    with pytest.raises(NotAllowed):
        actions.approve([], by=officer)
    with pytest.raises(NotAllowed):
        queries.groups(officer)


def test_a_report_that_comes_back_with_an_old_file_is_erased_again(
    erased: Protocol, house: dict[str, Report], night: User
) -> None:
    made(number=house["lesser"].number)

    again = actions.erase_again(by=night)

    assert again is not None
    assert again.kinds == {"report": 1}
    assert not Report.objects.filter(number=house["lesser"].number).exists()
    assert actions.erase_again(by=night) is None


def test_the_list_of_the_erased_names_nobody_and_shows_tampering(erased: Protocol, own_list: pathlib.Path) -> None:
    text = own_list.read_text()
    own_list.write_text("\n".join(text.splitlines()[1:]) + "\n")

    assert "5000-K" not in text
    assert own_list.stat().st_mode & 0o077 == 0
    with pytest.raises(ImproperlyConfigured):
        vault.buried()


def test_leaders_approve_and_carry_out_on_the_page(
    house: dict[str, Report], night: User, lead: User, lead2: User, client_of: Callable[[User], Client]
) -> None:
    with time_machine.travel(noon(date(2027, 12, 31)), tick=False):
        actions.run_day(on=date(2027, 12, 31), by=night)
        first, second = client_of(lead), client_of(lead2)
        page = first.get("/gallring/")
        first.post("/gallring/godkann/", {"chosen": [str(one) for one in queries.waiting_ids(lead)]})
        second.post("/gallring/gallra/")
        protocol = second.get("/gallring/protokoll/")

    assert "lagen.nu/2018:1693#K4P7" in page.content.decode()
    assert lead.username in protocol.content.decode() or str(lead) in protocol.content.decode()
    assert Report.objects.count() == len(house) - 1
