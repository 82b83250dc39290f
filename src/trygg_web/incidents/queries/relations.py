"""Pairs of reports where no file told whether they are a couple: they wait for a person's ruling."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from trygg_web.access import log
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may, require
from trygg_web.incidents.models import Incident, Party, PartyRole, RelationRuling, Report

PAGE = 10


@dataclass(frozen=True, slots=True)
class RelationAsked:
    """One pair of a report to rule on: who, when, what, as far as the viewer may see."""

    id: UUID
    number: str
    reported_at: datetime
    district: str
    offences: tuple[str, ...]
    suspect: str
    victim: str
    child_present: bool | None
    pair: tuple[int, int] = (0, 0)  # the places of the two
    ruling: UUID | None = None
    partner: bool | None = None
    because: str = ""
    by: str = ""
    several: bool = False  # the report has more pairs than this one

    @property
    def key(self) -> str:
        """What tells the pair from every other on a page."""
        return f"{str(self.id)[:8]}-{self.pair[0]}-{self.pair[1]}"


def relations_waiting(viewer: User) -> int:
    """How many pairs of reports wait for a ruling."""
    require(viewer, Permission.IMPORT_SEE)
    return _waiting().count()


def relation_queue(viewer: User, page: int = 1) -> Sequence[RelationAsked]:
    """Pairs that wait for a ruling, those of the newest report first. They name people: opening them is logged."""
    require(viewer, Permission.RELATION_RULE)
    first = (max(page, 1) - 1) * PAGE
    asked = list(_waiting().order_by("-report__reported_at", "report", "suspect", "victim")[first : first + PAGE])
    reports = Report.objects.prefetch_related("incidents", "parties").in_bulk([report for report, *_pair in asked])
    log.saw(viewer, "report", reports, note="relation queue")
    return [_asked(reports[report], (suspect, victim), viewer) for report, suspect, victim in asked]


def ruled(viewer: User, limit: int = 20) -> Sequence[RelationAsked]:
    """The latest rulings that stand, so that one can be taken back."""
    require(viewer, Permission.RELATION_RULE)
    rulings = RelationRuling.objects.filter(undone_at=None).select_related("report", "by").order_by("-at")[:limit]
    log.saw(viewer, "report", [ruling.report_id for ruling in rulings], note="relation rulings")
    return [_asked(ruling.report, (ruling.suspect, ruling.victim), viewer, ruling) for ruling in rulings]


def _waiting() -> QuerySet[Incident, tuple[UUID, int, int]]:
    pair = {name: OuterRef(name) for name in ("report", "suspect", "victim")}
    answered = RelationRuling.objects.filter(**pair, undone_at=None)
    rows = Incident.objects.filter(~Exists(answered), partner=None)
    return rows.values_list("report", "suspect", "victim").distinct()


def _asked(report: Report, pair: tuple[int, int], viewer: User, ruling: RelationRuling | None = None) -> RelationAsked:
    parties = {(party.role, party.place): party for party in report.parties.all()}
    cleared = may(viewer, Permission.PROTECTED_SEE)
    return RelationAsked(
        id=report.pk,
        number=report.number,
        reported_at=report.reported_at,
        district=report.district,
        offences=tuple(sorted({one.heading for one in report.incidents.all() if (one.suspect, one.victim) == pair})),
        suspect=_name(parties.get((PartyRole.SUSPECT, pair[0])), cleared),
        victim=_name(parties.get((PartyRole.VICTIM, pair[1])), cleared),
        child_present=report.child_present,
        pair=pair,
        ruling=ruling.pk if ruling else None,
        partner=ruling.partner if ruling else None,
        because=ruling.because if ruling else "",
        by=str(ruling.by) if ruling else "",
        several=len({(one.suspect, one.victim) for one in report.incidents.all()}) > 1,
    )


def _name(party: Party | None, cleared: bool) -> str:
    # Empty: nobody is named. None of a protected person's name reaches a page of someone who is not cleared.
    if party is None:
        return ""
    if party.protected != "none" and not cleared:
        return "–"
    born = f", {party.born[:4]}" if party.born else ""
    return f"{party.given} {party.family}".strip() + born
