"""Her children and the concerns for them: on her track, and for those who work with children."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.victims.models import Child, Concern, ConcernState, Conflict, Opened, Opening
from trygg_web.victims.permissions import open_for, sees_reporter
from trygg_web.victims.queries.parting import last_day, name_of, names

FLOOR = 30  # years of age before which a child's investigation may not be erased


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """One concern as its list shows it: what is next, and by when."""

    id: UUID
    case: str
    child: str
    state: str
    state_says: str
    next_says: str
    until: date | None
    mine: bool
    late: bool


def children(viewer: User, track_id: UUID) -> list[Mapping[str, Any]]:
    """The children of a track with the concerns for them. Raises NotThere; showing them is logged."""
    track = open_for(viewer, track_id)
    rows = list(track.children.order_by("at"))
    log.saw(viewer, "child", [row.pk for row in rows])
    return [{"row": row, "concerns": [_step(one) for one in row.concerns.order_by("known_at")]} for row in rows]


def of_her(viewer: User, concern_id: UUID) -> Concern:
    """A concern that has not left her track. Raises NotThere."""
    row = Concern.objects.filter(pk=concern_id).select_related("child").first()
    if row is None or row.child.track_id is None:
        raise NotThere(_("Oron finns inte."))
    open_for(viewer, row.child.track_id)
    return row


def child(viewer: User, child_id: UUID) -> Child:
    """One child of a track that the viewer may open. Raises NotThere."""
    row = Child.objects.filter(pk=child_id).first()
    if row is None or row.track_id is None:
        raise NotThere(_("Barnet finns inte."))
    open_for(viewer, row.track_id)
    return row


def seen_by(viewer: User) -> QuerySet[Concern]:
    """The concerns that one who works with children may see: those that nobody handles, and one's own."""
    barred = Conflict.objects.filter(user=viewer.pk, ended_at=None).values("track")
    sent = Concern.objects.exclude(state__in=[ConcernState.KNOWN, ConcernState.NOT_NEEDED])
    return sent.filter(Q(holder=None) | Q(holder=viewer.pk)).exclude(child__track__in=barred)


def concerns(viewer: User) -> list[ConcernRow]:
    """The concerns of one who works with children, the most pressing first. Showing them is logged."""
    require(viewer, Permission.CHILD_WORK)
    rows = list(seen_by(viewer).select_related("child", "child__track"))
    log.saw(viewer, "concern", [row.pk for row in rows])
    return sorted((_row(row, viewer) for row in rows), key=lambda row: (row.until is None, row.until or date.max))


def concern(viewer: User, concern_id: UUID) -> Mapping[str, Any]:
    """One concern whole, the reporter only where two have opened it. Raises NotThere; opening it is logged."""
    require(viewer, Permission.CHILD_WORK)
    row = seen_by(viewer).filter(pk=concern_id).select_related("child", "child__track").first()
    if row is None:
        raise NotThere(_("Oron finns inte."))
    log.saw(viewer, "concern", [row.pk, row.child_id])
    who = names([row.holder, row.assessed_by, row.decided_by])
    reporter = row.reporter if _has_reporter(row) else None
    opened = reporter is not None and sees_reporter(viewer, row)
    if reporter is not None and opened:
        log.saw(viewer, "reporter", [row.pk])
    return {
        "row": row, "step": _row(row, viewer), "child": row.child, "track": row.child.track_id,
        "case": row.child.track.case if row.child.track else "", "mine": row.holder == viewer.pk,
        "decision_says": str(Opened(row.decision).label) if row.decision else "",
        "held_by": name_of(who, row.holder), "assessed_by": name_of(who, row.assessed_by),
        "decided_by": name_of(who, row.decided_by), "keep_until": keep_until(row.child),
        "has_reporter": reporter is not None, "reporter": reporter if opened else None,
        "asked": _asked(viewer, row),
    }  # fmt: skip


def _has_reporter(row: Concern) -> bool:
    return hasattr(row, "reporter")


def _asked(viewer: User, row: Concern) -> bool:
    return Opening.objects.filter(concern=row, asked_by=viewer.pk, opened_by=None).exists()


def keep_until(child: Child) -> date | None:
    """The day before which what was investigated about a child may not be erased; None where its age is not known."""
    if not child.born:
        return None
    born = date.fromisoformat(child.born)
    year = born.year + FLOOR
    return date(year, 3, 1) if (born.month, born.day) == (2, 29) else born.replace(year=year)


def next_step(row: Concern) -> tuple[str, date | None]:
    """What is to be done next with a concern, and by when; nothing when it is done."""
    if row.asked_back_on and row.decision and not row.answered_back_on:
        return _("Återkoppla till den som anmälde"), last_day("DL-04", row.decided_on or row.asked_back_on)
    if row.state == ConcernState.ASSESSED:
        return _("Besluta om utredning"), last_day("DL-02", row.received_at or row.at)
    if row.state == ConcernState.DECIDED and row.decision == Opened.YES:
        return _("Avsluta utredningen"), row.until or last_day("DL-03", row.decided_on or timezone.localdate())
    at_once = {
        ConcernState.KNOWN: (_("Anmäl genast"), _day(row.known_at)),
        ConcernState.SENT: (_("Ta emot"), _day(row.sent_at)),
        ConcernState.RECEIVED: (_("Gör skyddsbedömningen"), _day(row.received_at)),
    }
    return at_once.get(ConcernState(row.state), ("", None))


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None


def _step(row: Concern) -> Mapping[str, Any]:
    says, until = next_step(row)
    return {"row": row, "state_says": row.get_state_display(), "next": says, "until": until}


def _row(row: Concern, viewer: User) -> ConcernRow:
    says, until = next_step(row)
    return ConcernRow(
        row.pk, row.child.track.case if row.child.track else "", row.child.name, row.state, row.get_state_display(),
        says, until, row.holder == viewer.pk, bool(until and until < timezone.localdate()),
    )  # fmt: skip
