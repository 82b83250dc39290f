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
from trygg_web.incidents.models import CustodyStay, Incident, PartyRole, Standing
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
    counted = incidents.counted_reports().filter(reported_at__gte=since)
    fallen, happened = _fallen(since), _happened(since)
    reported = dict(counted.values_list("pk", "reported_at"))
    suspected = Link.objects.filter(until=None, party__role=PartyRole.SUSPECT, party__report__reported_at__gte=since)
    for person, report in suspected.values_list("person_id", "party__report_id").iterator(5000):
        if report in reported and report not in fallen:
            at = reported[report]
            yield Suspicion(person, report, at, happened.get(report) or (timezone.localtime(at).date(),))


def _fallen(since: datetime) -> set[UUID]:
    told = Standing.objects.filter(kind="suspicion", report__reported_at__gte=since).order_by("since")
    newest = dict(told.values_list("report_id", "value"))
    fell = Observation.objects.filter(kind=SUSPICION_WITHDRAWN, withdrawn_at=None, report__isnull=False)
    return {report for report, value in newest.items() if value == "dropped"} | {
        report for report in fell.values_list("report_id", flat=True) if report
    }


def _happened(since: datetime) -> dict[UUID, tuple[date, ...]]:
    # The last day that an offence may have happened on, so that none after a message is taken for one before.
    rows = Incident.objects.filter(report__reported_at__gte=since, precision__in=SURE, since__isnull=False)
    days: dict[UUID, tuple[date, ...]] = {}
    for report, begun, ended in rows.values_list("report_id", "since", "until").iterator(5000):
        day = timezone.localtime(ended or begun).date()
        days[report] = (*days.get(report, ()), day)
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
