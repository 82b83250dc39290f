"""What stands in the registers about one person: reports, custody, contact bans, observations."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.incidents.models import ContactBan, CustodyStay, Incident, Party, PartyRole, Report, Standing
from trygg_web.incidents.reports.gathering import summary
from trygg_web.people.models import Observation, Person
from trygg_web.people.queries.beside import in_reports_of, offences_of
from trygg_web.people.queries.observable import observables, value_says
from trygg_web.people.queries.persons import PersonCard, cards, person
from trygg_web.people.queries.register import chunks
from trygg_web.people.queries.standing import former

Key = tuple[UUID, str]  # a report, and the person's role in it
OF_PAIR = ("relation", "partner", "weapon", "strangulation", "death_threat")


@dataclass(frozen=True, slots=True)
class Offence:
    """One offence of a report."""

    heading: str
    key: str
    attempt: bool
    since: datetime | None
    precision: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report as it concerns one person in one role: their own offences, and those on the other side of them."""

    id: UUID
    number: str
    reported_at: datetime
    day: date
    role: str  # suspect or victim
    relation: str
    partner: bool | None
    district: str
    offences: tuple[Offence, ...]
    suspicion: str  # the newest standing, or empty
    others: tuple[PersonCard, ...]
    child_present: bool | None
    children: int | None
    injury: str
    weapon: bool | None
    strangulation: bool | None
    death_threat: bool | None
    link: UUID


@dataclass(frozen=True, slots=True)
class BanLine:
    """A contact ban: the person may not contact, or must not be contacted by, someone."""

    id: UUID
    binds: bool  # True: the person is the one who may not
    kind: str
    since: date
    until: date | None
    former: tuple[tuple[date, date | None], ...] = ()  # the day that told otherwise, and the last day until then


@dataclass(frozen=True, slots=True)
class Observed:
    """One thing that an agency told, in words."""

    id: UUID
    person: UUID
    kind: str
    says: str
    value: str
    answer: str
    day: date
    report: str  # the report's number, or empty
    source: str
    because: str
    by: str
    at: datetime
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_because: str
    counts: bool  # whether the rules for the levels count it


def reports_of(viewer: User, person_id: UUID) -> list[ReportLine]:
    """The reports in which a person stands, the newest first; one where they stand in both roles comes twice."""
    person(viewer, person_id)
    places = _places(person_id)
    reports = {report for report, _role in places}
    rows, offences = Report.objects.filter(pk__in=reports).in_bulk(), _incidents(person_id)
    own = {key: [row for row in offences.get(key[0], ()) if getattr(row, key[1]) in places[key]] for key in places}
    across = _across(own, _others(person_id))
    shown = cards(viewer, {other for others in across.values() for other in others})
    suspicion = _suspicion(reports)
    log.saw(viewer, "report", reports)
    made = [
        _line(
            rows[key[0]],
            key[1],
            held,
            own[key],
            _newest(suspicion, key, held),
            tuple(shown[one] for one in across[key]),
        )
        for key, held in places.items()
    ]
    return sorted(made, key=lambda line: (-line.reported_at.timestamp(), line.number, line.role))


def _across(own: Mapping[Key, list[Incident]], beside: Mapping[tuple[UUID, str, int], UUID]) -> dict[Key, list[UUID]]:
    # Those whom the person's own offences set on the other side; nobody who only stands in the same report.
    found: dict[Key, list[UUID]] = {}
    for (report, role), rows in own.items():
        others = (beside.get((report, _ACROSS[role], getattr(row, _ACROSS[role]))) for row in rows)
        found[report, role] = list(dict.fromkeys(other for other in others if other))
    return found


def _newest(suspicion: Mapping[tuple[UUID, int], str], key: Key, places: Iterable[int]) -> str:
    report, role = key
    if role != PartyRole.SUSPECT:
        return ""
    return next((suspicion[report, place] for place in places if (report, place) in suspicion), "")


_ACROSS = {PartyRole.SUSPECT.value: PartyRole.VICTIM.value, PartyRole.VICTIM.value: PartyRole.SUSPECT.value}


def _places(person_id: UUID) -> dict[Key, dict[int, UUID]]:
    # (report, role) → the person's places there, each with its link
    found: dict[Key, dict[int, UUID]] = {}
    for one in in_reports_of(person_id):
        if one.person == person_id:
            found.setdefault((one.report, one.role), {})[one.place] = one.link
    return found


def _others(person_id: UUID) -> dict[tuple[UUID, str, int], UUID]:
    others = [one for one in in_reports_of(person_id) if one.person != person_id]
    return {(one.report, one.role, one.place): one.person for one in others}


def _incidents(person_id: UUID) -> dict[UUID, list[Incident]]:
    found: dict[UUID, list[Incident]] = {}
    for row in offences_of(person_id):
        found.setdefault(row.report_id, []).append(row)
    return found


def _suspicion(reports: Iterable[UUID]) -> dict[tuple[UUID, int], str]:
    rows = Standing.objects.filter(report__in=list(reports), kind="suspicion").order_by("since")
    return {(report, place): value for report, place, value in rows.values_list("report_id", "suspect", "value")}


def _line(
    row: Report,
    role: str,
    held: Mapping[int, UUID],
    own: list[Incident],
    suspicion: str,
    others: tuple[PersonCard, ...],
) -> ReportLine:
    offences = tuple(Offence(one.heading, one.offence, one.attempt, one.since, one.precision) for one in own)
    bears = summary(own) if own else {name: getattr(row, name) for name in OF_PAIR}
    return ReportLine(
        id=row.pk, number=row.number, reported_at=row.reported_at, day=timezone.localtime(row.reported_at).date(),
        role=role, district=row.district, offences=offences, suspicion=suspicion, others=others,
        child_present=row.child_present, children=row.children, injury=row.injury, link=held[min(held)], **bears,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Registers:
    """What the registers beside the reports tell of one person, each the newest first; nothing of a masked person."""

    stays: list[CustodyStay]  # in remand prison
    bans: list[BanLine]
    observed: list[Observed]  # withdrawn ones too


def registers_of(viewer: User, person_id: UUID) -> Registers:
    """Custody, contact bans and observations of a person the viewer may see. Raises NotThere."""
    if person(viewer, person_id).masked:
        return Registers([], [], [])
    keys = _number_keys(person_id)
    return Registers(_stays(keys), _bans(keys), _observations(person_id))


def _stays(keys: list[str]) -> list[CustodyStay]:
    rows = CustodyStay.objects.filter(number_key__in=keys).prefetch_related("amendments")
    return list(rows.order_by("-since", "place"))


def _bans(keys: list[str]) -> list[BanLine]:
    found = ContactBan.objects.filter(Q(number_key__in=keys) | Q(protects_key__in=keys))
    rows = found.order_by("-since", "kind").prefetch_related("amendments")
    return [BanLine(row.pk, row.number_key in keys, row.kind, row.since, row.until, _former(row)) for row in rows]


def _former(ban: ContactBan) -> tuple[tuple[date, date | None], ...]:
    return tuple((one.on, one.until) for one in sorted(ban.amendments.all(), key=lambda one: one.on, reverse=True))


def _number_keys(person_id: UUID) -> list[str]:
    held = Party.objects.filter(links__person=person_id, links__until=None).exclude(number_key="")
    return list(held.values_list("number_key", flat=True).distinct())


def _observations(person_id: UUID) -> list[Observed]:
    theirs = [person_id, *former([person_id])]
    rows = Observation.objects.filter(person__in=theirs).select_related("report", "by", "withdrawn_by")
    return [_observed(row) for row in rows.order_by("-day", "-at")]


def observation(viewer: User, observation_id: UUID) -> Observed:
    """One thing told of a person the viewer may see. Raises NotThere."""
    row = Observation.objects.select_related("report", "by", "withdrawn_by").filter(pk=observation_id).first()
    if row is None or person(viewer, row.person_id).masked:
        raise NotThere(_("Uppgiften finns inte."))
    return _observed(row)


def _observed(row: Observation) -> Observed:
    known = next((one for one in observables(timezone.localdate()) if one.kind == row.kind), None)
    return Observed(
        row.pk, row.person_id, row.kind, known.says if known else row.kind, row.value, value_says(row.value), row.day,
        row.report.number if row.report else "", row.source, row.because, str(row.by), row.at, row.withdrawn_at,
        str(row.withdrawn_by or ""), row.withdrawn_because, bool(known and known.counts),
    )  # fmt: skip


def custody_now(persons: Iterable[UUID] | None) -> dict[UUID, CustodyStay]:
    """The persons (None: all) who stand in the newest roster, with their stay; for lists of persons already logged."""
    newest = CustodyStay.objects.order_by("-last_seen").values_list("last_seen", flat=True).first()
    if newest is None:
        return {}
    inside, stays = dict[UUID, CustodyStay](), CustodyStay.objects.filter(last_seen=newest)
    for persons_of_some in _numbered(persons, stays):
        keys = dict(persons_of_some.values_list("pk", "number_key"))
        held = {stay.number_key: stay for stay in stays.filter(number_key__in=list(keys.values()))}
        inside |= {pk: held[key] for pk, key in keys.items() if key in held}
    return inside


def _numbered(persons: Iterable[UUID] | None, stays: QuerySet[CustodyStay]) -> Iterator[QuerySet[Person]]:
    known = Person.objects.exclude(number_key="")
    if persons is None:
        yield from (known.filter(number_key__in=some) for some in chunks(stays.values_list("number_key", flat=True)))
    else:
        yield from (known.filter(pk__in=some) for some in chunks(persons))
