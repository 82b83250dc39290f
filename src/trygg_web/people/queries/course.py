"""What came after, of all persons at once: new suspicions, breaches and days in custody. Ids and days, no names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from trygg.records import Kind
from trygg.watches import Held
from trygg_web.incidents import queries as incidents
from trygg_web.incidents.models import CustodyStay, PartyRole, Standing
from trygg_web.people.models import SUSPICION_WITHDRAWN, Link, Observation
from trygg_web.people.queries.standing import current

SURE = ("minute", "day")  # how exactly the day of an offence must be known to count as that day


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A counted report that stands against a person; `days`: when it happened, else the day of the report."""

    person: UUID
    report: UUID
    reported_at: datetime
    days: tuple[date, ...]


def suspicions(since: datetime) -> Iterator[Suspicion]:
    """What persons have been reported for since an instant, without reports whose suspicion fell."""
    reported, dropped, fell, happened = _reported(since), _dropped(since), _fell(), _happened(since)
    suspected = Link.objects.filter(until=None, party__role=PartyRole.SUSPECT, party__report__reported_at__gte=since)
    places: dict[tuple[UUID, UUID], list[int]] = {}
    for person, report, place in suspected.values_list("person_id", "party__report_id", "party__place").iterator(5000):
        stands = (report, place) in reported and (report, place) not in dropped and (person, report) not in fell
        if stands:
            places.setdefault((person, report), []).append(place)
    for (person, report), own in places.items():
        at = reported[report, own[0]]
        days = tuple(day for place in own for day in happened.get((report, place), ()))
        yield Suspicion(person, report, at, days or (timezone.localtime(at).date(),))


def _reported(since: datetime) -> dict[tuple[UUID, int], datetime]:
    # The suspects of counted offences, as report and place, with when they were reported.
    rows = incidents.counted_offences().filter(report__reported_at__gte=since)
    told = rows.values_list("report_id", "suspect", "report__reported_at").iterator(5000)
    return {(report, suspect): at for report, suspect, at in told}


def _dropped(since: datetime) -> set[tuple[UUID, int]]:
    told = Standing.objects.filter(kind="suspicion", report__reported_at__gte=since).order_by("since")
    newest = {(report, place): value for report, place, value in told.values_list("report_id", "suspect", "value")}
    return {suspect for suspect, value in newest.items() if value == "dropped"}


def _fell() -> set[tuple[UUID, UUID]]:
    # What an agency has told of one person's suspicion leaves the report's other suspects as they are.
    told = Observation.objects.filter(kind=SUSPICION_WITHDRAWN, withdrawn_at=None, report__isnull=False)
    now = current()
    rows = told.values_list("person_id", "report_id")
    return {(now.get(person, person), report) for person, report in rows if report}


def _happened(since: datetime) -> dict[tuple[UUID, int], tuple[date, ...]]:
    # The last day that an offence may have happened on, so that none after a message is taken for one before.
    rows = incidents.counted_offences().filter(report__reported_at__gte=since, precision__in=SURE, since__isnull=False)
    days: dict[tuple[UUID, int], tuple[date, ...]] = {}
    for report, place, begun, ended in rows.values_list("report_id", "suspect", "since", "until").iterator(5000):
        day = timezone.localtime(ended or begun).date()
        days[report, place] = (*days.get((report, place), ()), day)
    return days


def breaches(since: date) -> list[tuple[UUID, date]]:
    """Persons whom an agency has told to have broken a ban or a condition since a day, each with the day."""
    told = Observation.objects.filter(kind=Kind.BREACH.value, withdrawn_at=None, day__gte=since).exclude(value="no")
    now = current()
    return [(now.get(person, person), day) for person, day in told.values_list("person_id", "day")]


def days_held(on: date) -> dict[UUID, list[Held]]:
    """The days in custody of everyone whom a roster has told of and whose number is one person's.

    A stay that the newest roster tells of is open; another ended on the last day that one told of it.
    """
    newest = CustodyStay.objects.aggregate(day=Max("last_seen"))["day"] or on
    held: dict[UUID, list[Held]] = {}
    stays = list(CustodyStay.objects.values_list("number_key", "since", "last_seen"))
    holders = persons_of({key for key, _since, _last in stays})
    for key, since, last in stays:
        if key in holders:
            held.setdefault(holders[key], []).append(Held(since, None if last == newest else max(since, last)))
    return held


def persons_of(number_keys: Iterable[str]) -> dict[str, UUID]:
    """The one person that stands in reports under each blind key; a number that several bear names nobody."""
    found: dict[str, set[UUID]] = {}
    keys = sorted({key for key in number_keys if key})
    for some in _some(keys):
        rows = Link.objects.filter(until=None, party__number_key__in=some)
        for key, person in rows.values_list("party__number_key", "person_id"):
            found.setdefault(key, set()).add(person)
    return {key: persons.pop() for key, persons in found.items() if len(persons) == 1}


def _some(keys: list[str]) -> Iterator[list[str]]:
    yield from (keys[start : start + 400] for start in range(0, len(keys), 400))
