"""Who may be given a message, who is away, and who does the work of those."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from trygg_web.access.models import Role, User
from trygg_web.access.permissions import MATRIX, Permission, may, require
from trygg_web.notifications.models import Cover


def colleagues(viewer: User) -> list[User]:
    """Everyone who may work with messages today, by name."""
    require(viewer, Permission.NOTICE_SEE)
    at = timezone.now()
    able = [role for role in Role if Permission.NOTICE_WORK in MATRIX[role]]
    holds = Q(grants__until=None) | Q(grants__until__gt=at)
    rows = User.objects.filter(holds, grants__role__in=able, grants__since__lte=at, is_active=True).distinct()
    return list(rows.order_by("first_name", "last_name"))


def covered(user: User, on: date) -> list[User]:
    """Those whose work a user does on a day."""
    rows = Cover.objects.filter(user=user, since__lte=on, until__gte=on, ended_at=None).select_related("stands_in_for")
    return [row.stands_in_for for row in rows]


def covers(viewer: User, on: date) -> list[Cover]:
    """The covers that last or come: the viewer's own both ways, and everyone's for those who share out the work."""
    require(viewer, Permission.NOTICE_WORK)
    rows = Cover.objects.filter(until__gte=on, ended_at=None).select_related("user", "stands_in_for")
    if not may(viewer, Permission.NOTICE_ASSIGN):
        rows = rows.filter(Q(user=viewer) | Q(stands_in_for=viewer))
    return list(rows.order_by("since", "until"))
