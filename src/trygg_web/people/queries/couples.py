"""Couples: who was suspected of violence against whom, since when, in which reports, and whether both ways."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.incidents import queries as incidents
from trygg_web.incidents.models import PartyRole, Report
from trygg_web.people.models import Link, MutualHold
from trygg_web.people.queries.beside import in_reports_of, offences_of
from trygg_web.people.queries.observable import relation_says
from trygg_web.people.queries.persons import PersonCard, cards
from trygg_web.people.queries.register import chunks

MANY = 2000  # above this many persons all couples are read: one scan is quicker than many lists of ids


@dataclass(slots=True)
class Couple:
    """One person and one other: what was reported between them."""

    other: PersonCard
    since: date
    until: date  # the day of the newest report
    relation: str  # as the newest report told it
    suspected: list["CoupleReport"] = field(default_factory=list)  # the person was suspected
    subjected: list["CoupleReport"] = field(default_factory=list)  # the person was the one subjected
    children: int | None = None  # the most that a report told of
    child_present: bool = False
    former: bool = False  # there is a newer couple, and no report said so: a *tidigare partner*
    hold: UUID | None = None  # waits for a person's judgement

    @property
    def relation_says(self) -> str:
        """The relation in words; nothing when it is not told."""
        return "" if self.relation == "unknown" else relation_says(self.relation)

    @property
    def mutual(self) -> bool:
        """Whether each was reported by the other."""
        return bool(self.suspected and self.subjected)


@dataclass(frozen=True, slots=True)
class CoupleReport:
    """One report between two persons."""

    id: UUID
    number: str
    day: date
    partner: bool | None


@dataclass(frozen=True, slots=True)
class Between:
    """One report between a person and one other: the person's role against that one, and what is told of the two."""

    role: str
    report: Report
    relation: str
    partner: bool | None

    @property
    def told(self) -> CoupleReport:
        """The report as a page shows it."""
        return CoupleReport(self.report.pk, self.report.number, _day(self.report.reported_at), self.partner)


def couples(viewer: User, person_id: UUID) -> list[Couple]:
    """Everyone whom a report sets against the person, either way, the newest first; the viewer sees what they may."""
    between = _between(person_id)
    shown = cards(viewer, [person_id, *between])
    holds = _holds_with(person_id)
    found = [_couple(shown[other], rows, holds.get(other)) for other, rows in between.items()]
    found.sort(key=lambda couple: couple.until, reverse=True)
    newest = next((couple for couple in found if _is_partner(couple)), None)
    for couple in found:
        couple.former = _is_partner(couple) and couple is not newest and couple.relation != "former"
    return found


def _between(person_id: UUID) -> dict[UUID, list[Between]]:
    sides = {(one.report, one.role, one.place): one.person for one in in_reports_of(person_id)}
    between: dict[UUID, dict[tuple[UUID, str], Between]] = {}
    for row in offences_of(person_id):
        one = sides.get((row.report_id, PartyRole.SUSPECT, row.suspect))
        other = sides.get((row.report_id, PartyRole.VICTIM, row.victim))
        if one and other and one != other and person_id in (one, other):
            role, beside = (PartyRole.SUSPECT, other) if one == person_id else (PartyRole.VICTIM, one)
            between.setdefault(beside, {})[row.report_id, role] = Between(role, row.report, row.relation, row.partner)
    return {other: list(told.values()) for other, told in between.items()}


def _sides(links: QuerySet[Link]) -> dict[tuple[UUID, str, int], UUID]:
    # (report, role, place) → who stands there
    rows = links.values_list("party__report_id", "party__role", "party__place", "person_id")
    return {(report, role, place): person for report, role, place, person in rows}


def _open(persons: Iterable[UUID]) -> QuerySet[Link]:
    return Link.objects.filter(person__in=list(persons), until=None)


def _couple(other: PersonCard, rows: list[Between], hold: UUID | None) -> Couple:
    rows.sort(key=lambda row: row.report.reported_at)
    first, last = rows[0], rows[-1]
    couple = Couple(other, first.told.day, last.told.day, last.relation, hold=hold)
    for row in rows:
        side = couple.suspected if row.role == PartyRole.SUSPECT else couple.subjected
        side.append(row.told)
    couple.children = max((row.report.children for row in rows if row.report.children is not None), default=None)
    couple.child_present = any(row.report.child_present for row in rows)
    return couple


def _is_partner(couple: Couple) -> bool:
    return any(report.partner is not False for report in (*couple.suspected, *couple.subjected))


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _holds_with(person_id: UUID) -> dict[UUID, UUID]:
    rows = MutualHold.objects.filter(Q(one=person_id) | Q(other=person_id), lifted_at=None)
    return {hold.other_id if hold.one_id == person_id else hold.one_id: hold.pk for hold in rows}


def mutual_pairs(persons: Iterable[UUID]) -> dict[tuple[UUID, UUID], datetime]:
    """The pairs, each in order of id, who each were suspected against the other, with the newest report's instant."""
    wanted = list(dict.fromkeys(persons))
    scopes: list[list[UUID] | None] = [None] if len(wanted) > MANY else [*chunks(wanted)]
    told: dict[tuple[UUID, UUID], datetime] = {}
    for scope in scopes:
        for suspect, victim, at in _counted_couples(scope):
            told[(suspect, victim)] = max(at, told.get((suspect, victim), at))
    pairs: dict[tuple[UUID, UUID], datetime] = {}
    for (suspect, victim), at in told.items():
        if suspect < victim and (back := told.get((victim, suspect))):
            pairs[(suspect, victim)] = max(at, back)
    return pairs


def _counted_couples(persons: list[UUID] | None) -> Iterator[tuple[UUID, UUID, datetime]]:
    links, rows = Link.objects.filter(until=None), incidents.counted_offences()
    if persons is not None:
        reports = list(_open(persons).values_list("party__report_id", flat=True))
        links, rows = links.filter(party__report__in=reports), rows.filter(report__in=reports)
    sides = _sides(links)
    for report, suspect, victim, at in rows.values_list("report_id", "suspect", "victim", "report__reported_at"):
        one, other = sides.get((report, PartyRole.SUSPECT, suspect)), sides.get((report, PartyRole.VICTIM, victim))
        if one and other:
            yield one, other, at


def held(persons: Iterable[UUID]) -> set[UUID]:
    """Those of the persons who stand in a couple that waits for a person's judgement."""
    wanted = set(persons)
    theirs = [MutualHold.objects.filter(Q(one__in=some) | Q(other__in=some), lifted_at=None) for some in chunks(wanted)]
    pairs = [pair for rows in theirs for pair in rows.values_list("one_id", "other_id")]
    return {person for pair in pairs for person in pair} & wanted


@dataclass(frozen=True, slots=True)
class HeldCouple:
    """Two who each reported the other, and what stands between them as seen from the first."""

    id: UUID
    since: datetime
    one: PersonCard
    other: PersonCard
    by_other: list[CoupleReport]  # `one` was suspected
    by_one: list[CoupleReport]  # `other` was suspected


def holds(viewer: User) -> QuerySet[MutualHold]:
    """The couples that wait for a judgement, the oldest first."""
    require(viewer, Permission.LINK_ANSWER)
    return MutualHold.objects.filter(lifted_at=None).order_by("since", "pk")


def held_couples(viewer: User) -> list[HeldCouple]:
    """The couples that wait for a judgement, as the viewer may see them."""
    rows = list(holds(viewer))
    shown = cards(viewer, {person for row in rows for person in (row.one_id, row.other_id)})
    return [_held(row, shown) for row in rows]


def held_couple(viewer: User, hold_id: UUID) -> HeldCouple:
    """One couple that waits for a judgement. Raises NotThere."""
    row = holds(viewer).filter(pk=hold_id).first()
    if row is None:
        raise NotThere(_("Paret väntar inte på någon bedömning."))
    return _held(row, cards(viewer, [row.one_id, row.other_id]))


def _held(row: MutualHold, shown: dict[UUID, PersonCard]) -> HeldCouple:
    between = sorted(_between(row.one_id).get(row.other_id, []), key=lambda told: told.report.reported_at)
    sides: dict[str, list[CoupleReport]] = {PartyRole.SUSPECT: [], PartyRole.VICTIM: []}
    for one_report in between:
        sides[one_report.role].append(one_report.told)
    one, other = shown[row.one_id], shown[row.other_id]
    return HeldCouple(row.pk, row.since, one, other, sides[PartyRole.SUSPECT], sides[PartyRole.VICTIM])
