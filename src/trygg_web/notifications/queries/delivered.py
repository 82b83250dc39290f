"""What was delivered, for those above who follow it up; and how often gates were passed without being opened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count

from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.notifications.models import GateDecision, Notification, Verdict
from trygg_web.people.queries.register import chunks


@dataclass(frozen=True, slots=True)
class Delivered:
    """One message that was given: nobody's name."""

    id: UUID
    person: UUID
    level: str
    at: datetime


def delivered(persons: Iterable[UUID] | None = None) -> list[Delivered]:
    """The messages that were given to the persons (None: to anyone), the oldest first."""
    rows = Notification.objects.filter(delivered_at__isnull=False).order_by("delivered_at")
    scopes = [rows] if persons is None else [rows.filter(person__in=some) for some in chunks(persons)]
    fields = ("pk", "person_id", "level", "delivered_at")
    return [Delivered(*row) for scope in scopes for row in scope.values_list(*fields)]


def gate_figures(viewer: User, since: date, until: date) -> dict[str, dict[str, int]]:
    """Gate → how often it was opened, overridden and shut in a span of days, both counted."""
    require(viewer, Permission.OVERRIDES_SEE)
    rows = GateDecision.objects.filter(at__date__gte=since, at__date__lte=until)
    counts: dict[str, dict[str, int]] = {}
    for gate, verdict, n in rows.values_list("gate__gate", "verdict").annotate(n=Count("pk")):
        counts.setdefault(gate, dict.fromkeys(Verdict.values, 0))[verdict] = n
    return counts
