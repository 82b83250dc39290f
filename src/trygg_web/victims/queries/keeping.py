"""What this room keeps, as the rules of keeping ask for it: ids, kinds and days, never what is in it."""

from datetime import date

from django.utils import timezone

from trygg.sharing import Held
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.victims.models import Child, Concern, Opened, Track
from trygg_web.victims.queries.children import keep_until

ZONE, FILE, CHILD, NOT_OPENED, PLACEMENT = "social", "file", "child_investigation", "not_opened", "child_placement"


def kept(viewer: User) -> list[Held]:
    """Every record with a clock of its own: tracks, children's investigations, concerns not opened, placements."""
    require(viewer, Permission.TRACK_LEAD)
    return [*map(_file, Track.objects.all()), *_placements(), *_concerns()]


def _file(row: Track) -> Held:
    days = [row.opened_at, *([row.ended_at] if row.ended_at else [])]
    days += list(row.contacts.order_by("-at").values_list("at", flat=True)[:1])
    return Held(str(row.pk), ZONE, FILE, str(row.pk), {"last_entry": timezone.localdate(max(days))})


def _placements() -> list[Held]:
    rows = Track.objects.filter(shelters__child=True).distinct()
    return [Held(f"{row.pk}:placement", ZONE, PLACEMENT, str(row.pk), {}) for row in rows]


def _concerns() -> list[Held]:
    found = []
    for row in Concern.objects.select_related("child"):
        opened = row.decision in (Opened.YES, Opened.RUNS)
        events = {"last_entry": row.ended_on or row.decided_on or timezone.localdate(row.at)}
        if opened and (born := _born(row.child)):
            events["born"] = born
        kind = CHILD if opened else NOT_OPENED
        found.append(Held(str(row.pk), ZONE, kind, str(row.child.track_id or row.child_id), events))
    return found


def _born(child: Child) -> date | None:
    return date.fromisoformat(child.born) if keep_until(child) else None
