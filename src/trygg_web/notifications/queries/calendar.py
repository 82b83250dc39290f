"""What a user's calendar holds: deadlines and bookings, and nothing about whom."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may, require
from trygg_web.access.vault import stamp
from trygg_web.notifications.models import CalendarKey, Notification
from trygg_web.notifications.queries.covering import covered
from trygg_web.notifications.queries.messages import FILTERS

MOST = 500


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One instant of one message: its deadline, or when it is booked. Nobody's name, no place."""

    message: UUID
    level: str
    at: datetime
    booked: bool


def calendar_key(viewer: User) -> CalendarKey | None:
    """The viewer's calendar address as it stands, without the secret; None when there is none."""
    require(viewer, Permission.NOTICE_SEE)
    return CalendarKey.objects.filter(user=viewer, revoked_at=None).first()


def digest_of(token: str) -> str:
    """The keyed fingerprint under which a calendar's secret is kept."""
    return stamp(token, "calendar")


def calendar_entries(token: str) -> list[CalendarEntry]:
    """What waits for the one whose secret this is. Raises NotThere for any other secret, also one that is revoked.

    Nothing personal leaves with it, so it is no entry of the log; when it was last read stands on the user's page.
    """
    key = CalendarKey.objects.filter(digest=digest_of(token), revoked_at=None).select_related("user").first()
    if key is None or not may(key.user, Permission.NOTICE_SEE):
        raise NotThere(_("Kalendern finns inte."))
    CalendarKey.objects.filter(pk=key.pk).update(read_at=timezone.now())
    return _entries(key.user)


def _entries(user: User) -> list[CalendarEntry]:
    mine = Q(assigned_to__in=[user, *covered(user, timezone.localdate())])
    mine = mine | Q(assigned_to=None) if may(user, Permission.NOTICE_WORK) else mine
    rows = Notification.objects.filter(FILTERS["oppna"], mine).order_by("due_at", "pk")[:MOST]
    entries = [CalendarEntry(row.pk, row.level, row.due_at, False) for row in rows]
    entries += [CalendarEntry(row.pk, row.level, row.scheduled_at, True) for row in rows if row.scheduled_at]
    return entries
