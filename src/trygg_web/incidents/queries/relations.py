"""Reports where no file told whether it is about a couple: they wait for a person's ruling."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from trygg_web.access import log
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may, require
from trygg_web.incidents.models import Party, PartyRole, RelationRuling, Report

PAGE = 10


@dataclass(frozen=True, slots=True)
class RelationAsked:
    """One report to rule on: who, when, what, as far as the viewer may see."""

    id: UUID
    number: str
    reported_at: datetime
    district: str
    offences: tuple[str, ...]
    suspect: str
    victim: str
    child_present: bool | None
    ruling: UUID | None = None
    partner: bool | None = None
    because: str = ""
    by: str = ""


def relations_waiting(viewer: User) -> int:
    """How many reports wait for a ruling."""
    require(viewer, Permission.IMPORT_SEE)
    return _waiting().count()


def relation_queue(viewer: User, page: int = 1) -> Sequence[RelationAsked]:
    """Reports that wait for a ruling, newest first. They name people: opening them is logged."""
    require(viewer, Permission.RELATION_RULE)
    first = (max(page, 1) - 1) * PAGE
    reports = list(_waiting().order_by("-reported_at").prefetch_related("incidents", "parties")[first : first + PAGE])
    log.saw(viewer, "report", [report.pk for report in reports], note="relation queue")
    return [_asked(report, viewer) for report in reports]


def ruled(viewer: User, limit: int = 20) -> Sequence[RelationAsked]:
    """The latest rulings that stand, so that one can be taken back."""
    require(viewer, Permission.RELATION_RULE)
    rulings = RelationRuling.objects.filter(undone_at=None).select_related("report", "by").order_by("-at")[:limit]
    log.saw(viewer, "report", [ruling.report_id for ruling in rulings], note="relation rulings")
    return [_asked(ruling.report, viewer, ruling) for ruling in rulings]


def _waiting() -> QuerySet[Report]:
    answered = RelationRuling.objects.filter(report=OuterRef("pk"), undone_at=None)
    return Report.objects.filter(~Exists(answered), partner=None)


def _asked(report: Report, viewer: User, ruling: RelationRuling | None = None) -> RelationAsked:
    parties = {party.role: party for party in report.parties.all()}
    cleared = may(viewer, Permission.PROTECTED_SEE)
    return RelationAsked(
        id=report.pk,
        number=report.number,
        reported_at=report.reported_at,
        district=report.district,
        offences=tuple(sorted({incident.heading for incident in report.incidents.all()})),
        suspect=_name(parties.get(PartyRole.SUSPECT), cleared),
        victim=_name(parties.get(PartyRole.VICTIM), cleared),
        child_present=report.child_present,
        ruling=ruling.pk if ruling else None,
        partner=ruling.partner if ruling else None,
        because=ruling.because if ruling else "",
        by=str(ruling.by) if ruling else "",
    )


def _name(party: Party | None, cleared: bool) -> str:
    # Empty: nobody is named. None of a protected person's name reaches a page of someone who is not cleared.
    if party is None:
        return ""
    if party.protected != "none" and not cleared:
        return "–"
    born = f", {party.born[:4]}" if party.born else ""
    return f"{party.given} {party.family}".strip() + born
