"""The secret address of a user's calendar: made, shown once, and revoked by its user."""

import secrets

from django.db import transaction
from django.utils import timezone

from trygg_web.access import log
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.notifications.models import CalendarKey
from trygg_web.notifications.queries.calendar import digest_of

BYTES = 32


@transaction.atomic
def make_calendar_key(*, by: User) -> str:
    """The secret of a new calendar address, told this once; a former one ends."""
    require(by, Permission.NOTICE_SEE)
    _revoked(by)
    token = secrets.token_urlsafe(BYTES)
    CalendarKey.objects.create(user=by, digest=digest_of(token), made_at=timezone.now())
    log.did(by, Verb.CALENDAR_MADE, "user", [by.pk])
    return token


@transaction.atomic
def revoke_calendar_key(*, by: User) -> None:
    """Nothing; the calendar's address answers nobody any more."""
    require(by, Permission.NOTICE_SEE)
    if _revoked(by):
        log.did(by, Verb.CALENDAR_REVOKED, "user", [by.pk])


def _revoked(user: User) -> int:
    return CalendarKey.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())
