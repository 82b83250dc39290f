"""Whom somebody may open: those in their own hands and those in nobody's, but never one that a conflict bars."""

from django.db.models import Q, QuerySet

from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may
from trygg_web.support.models import Participant


def open_to(user: User, assigned: bool = True) -> QuerySet[Participant]:
    """The persons whom a user may open. `assigned` False: whom the user could be given, whoever has them now."""
    rows = Participant.objects.exclude(barred__user=user)
    if assigned:
        rows = rows.filter(Q(worker=user) | Q(worker=None))
    return rows if may(user, Permission.PROTECTED_SEE) else rows.filter(protected=False)
