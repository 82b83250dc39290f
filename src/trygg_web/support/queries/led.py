"""What the one who leads the work sees: case numbers and whose hands they are in, never who they are."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from trygg.support import OPEN
from trygg_web.access.models import Role, User
from trygg_web.access.permissions import Permission, require
from trygg_web.support.models import Participant
from trygg_web.support.permissions import may_help


@dataclass(frozen=True, slots=True)
class Held:
    """One case: its number, who has it, and how many offers are open."""

    id: UUID
    case_number: str
    worker: str
    since: datetime
    open_offers: int
    protected: bool


def held(viewer: User) -> list[Held]:
    """Every case, those in nobody's hands first."""
    require(viewer, Permission.HELP_LEAD)
    rows = Participant.objects.annotate(n=Count("offers", filter=Q(offers__state__in=list(OPEN))))
    found = rows.select_related("worker").order_by("worker__first_name", "-since")
    return sorted((_held(row) for row in found), key=lambda one: one.worker != "")


def workers(viewer: User) -> list[User]:
    """Those who can be given a case."""
    require(viewer, Permission.HELP_LEAD)
    at = timezone.now()
    now = Q(grants__until=None) | Q(grants__until__gt=at)
    found = User.objects.filter(now, grants__role=Role.SUPPORT, grants__since__lte=at, is_active=True)
    return [user for user in found.distinct().order_by("first_name", "pk") if may_help(user)]


def _held(row: Participant) -> Held:
    worker = str(row.worker) if row.worker else ""
    return Held(row.pk, row.case_number, worker, row.since, row.n, row.protected)  # type: ignore[attr-defined]  # annotated above
