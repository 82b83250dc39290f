"""Small readings that every page of the track shares: names of users, and a case number as people write it."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone

from trygg.deadlines import calendar
from trygg.sharing import due_by, limit_of, sharing_rules
from trygg_web.access.models import User
from trygg_web.victims.knowledge import rules_on

CASE = re.compile(r"(\d{4})[- ]?([2-9BCDFGHJKMNPQRTVWXY]{6})")


def case_written(told: str) -> str:
    """The case number that a text is; empty when it is none."""
    read = CASE.fullmatch(told.strip().upper())
    return f"{read[1]}-{read[2]}" if read else ""


def names(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """User id → name, for those who still stand in the house."""
    wanted = {one for one in ids if one}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=wanted)} if wanted else {}


def name_of(held: dict[UUID, str], user: UUID | None) -> str:
    """The name of a user, or a dash."""
    return held.get(user, "–") if user else "–"


def last_day(limit: str, start: datetime | date) -> date:
    """The last day on which a limit of statute is kept, counted from an instant or a day."""
    if not isinstance(start, datetime):
        start = timezone.make_aware(datetime.combine(start, time(12)))
    on = timezone.localdate(start)
    return timezone.localdate(due_by(limit_of(limit, on, sharing_rules()), start, calendar(rules_on(on))))
