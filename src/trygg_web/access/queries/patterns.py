"""What is unusual in the log, told in words so that a person can ask about it. It accuses nobody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay, TruncDay, TruncHour
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trygg_web.access.log import Verb
from trygg_web.access.models import Entry, User
from trygg_web.access.permissions import Permission, require

LOOKS_BACK = timedelta(days=14)
MANY_PERSONS = 40  # opened by one user within one hour
MANY_FAILURES = 5  # failed log-ins for one user on one day
WORK = range(6, 20)  # hours that surprise nobody
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Unusual:
    """One thing to ask about, and whose entries to look at."""

    says: str
    who: UUID | None


def unusual(viewer: User, at: datetime) -> list[Unusual]:
    """What stood out in the two weeks before `at`, newest first."""
    require(viewer, Permission.LOG_SEE)
    since = at - LOOKS_BACK
    names = {str(user.pk): user for user in User.objects.all()}
    found = [*_many(since, names), *_late(since, names), *_failed(since, names)]
    return [one for _day, one in sorted(found, key=lambda pair: pair[0], reverse=True)[:SHOWN]]


Found = Iterator[tuple[datetime, Unusual]]


def _opened(since: datetime) -> "QuerySet[Entry]":
    return Entry.objects.filter(at__gte=since, verb=Verb.SAW, kind="person")


def _many(since: datetime, names: dict[str, User]) -> Found:
    hours = _opened(since).annotate(hour=TruncHour("at")).values("actor", "hour")
    for row in hours.annotate(count=Count("subjects__subject", distinct=True)).filter(count__gte=MANY_PERSONS):
        says = _("%(who)s öppnade %(count)d personer under en timme, %(when)s.")
        yield _told(says, row["actor"], row["hour"], row["count"], names)


def _late(since: datetime, names: dict[str, User]) -> Found:
    nights = _opened(since).annotate(day=TruncDay("at"), hour=ExtractHour("at"), weekday=ExtractIsoWeekDay("at"))
    outside = nights.exclude(hour__in=list(WORK), weekday__lte=5).values("actor", "day")
    for row in outside.annotate(count=Count("subjects__subject", distinct=True)):
        says = ngettext(
            "%(who)s öppnade en person utanför vanlig arbetstid, %(when)s.",
            "%(who)s öppnade %(count)d personer utanför vanlig arbetstid, %(when)s.",
            row["count"],
        )
        yield _told(says, row["actor"], row["day"], row["count"], names)


def _failed(since: datetime, names: dict[str, User]) -> Found:
    tries = Entry.objects.filter(at__gte=since, verb=Verb.LOGIN_FAILED, subjects__isnull=False)
    days = tries.annotate(day=TruncDay("at")).values("subjects__subject", "day")
    for row in days.annotate(count=Count("seq")).filter(count__gte=MANY_FAILURES):
        says = _("Någon försökte logga in som %(who)s %(count)d gånger utan att lyckas, %(when)s.")
        yield _told(says, row["subjects__subject"], row["day"], row["count"], names)


def _told(says: str, who: str, at: datetime, count: int, names: dict[str, User]) -> tuple[datetime, Unusual]:
    local = timezone.localtime(at)
    when = date_format(local, "j F") + (_(" klockan %(hour)d") % {"hour": local.hour} if local.hour else "")
    user = names.get(who)
    words = {"who": str(user) if user else _("okänd"), "count": count, "when": when}
    return at, Unusual(says % words, user.pk if user else None)
