"""The watches as a user may see them: what is to be looked at, what comes, and how each came out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.followup.models import Outcome, Watch
from trygg_web.listing.queries import levels_of
from trygg_web.people import queries as people

PAGE = 50
BACK, AHEAD = timedelta(days=14), timedelta(days=14)
FILTERS = ("nu", "kommande", "nytt", "hallna", "alla")


@dataclass(frozen=True, slots=True)
class WatchRow:
    """One watch: of whom, which look, when, and how it came out."""

    id: UUID
    card: people.PersonCard
    level: str
    look: str  # in words
    delivered_at: datetime | None
    due: date | None  # None: the person is held
    held: int  # days in custody that do not count
    outcome: str  # empty: it runs
    outcome_says: str
    looked_by: User | None
    looked_at: datetime | None
    note: str  # withheld for a masked person


def watched(viewer: User, which: str = "nu", page: int = 1) -> Page[WatchRow]:
    """The watches under one filter, by due day."""
    require(viewer, Permission.NOTICE_SEE)
    rows = _rows_of(_where(which, timezone.localdate())).order_by("due", "pk")
    found = Paginator(rows, PAGE).get_page(page)
    return Page(_shown(viewer, list(found.object_list)), found.number, found.paginator)  # type: ignore[arg-type]  # the rows of the page in words


def to_look_at(viewer: User, on: date) -> tuple[int, int]:
    """How many watches are due and looked at by nobody, and in how many of them something new came."""
    require(viewer, Permission.NOTICE_SEE)
    due = Watch.objects.filter(_where("nu", on))
    return due.count(), due.filter(outcome=Outcome.BREACHED).count()


def watches_of(viewer: User, person_id: UUID) -> list[WatchRow]:
    """All watches of one person, by message and day. Raises NotThere."""
    require(viewer, Permission.NOTICE_SEE)
    who = people.standing(people.person(viewer, person_id).id)
    theirs = Q(notification__person__in=[who, *people.former([who])])
    return _shown(viewer, list(_rows_of(theirs).order_by("-notification__delivered_at", "days")))


def watch(viewer: User, watch_id: UUID) -> WatchRow:
    """One watch. Raises NotThere; opening is logged."""
    require(viewer, Permission.NOTICE_SEE)
    row = _rows_of(Q(pk=watch_id)).first()
    if row is None:
        raise NotThere(_("Bevakningen finns inte."))
    log.saw(viewer, "watch", [row.pk])
    return _shown(viewer, [row])[0]


def outcomes(viewer: User, since: date, until: date) -> dict[str, dict[str, int]]:
    """Look, in words → how many were due in a span of days, both counted, and how many of them came out how."""
    require(viewer, Permission.NOTICE_SEE)
    told: dict[str, dict[str, int]] = {}
    rows = Watch.objects.filter(due__gte=since, due__lte=until).values_list("look", "outcome")
    first = Min("days")  # a month is not always as long
    for look, outcome, _days, n in rows.annotate(first=first, n=Count("pk")).order_by("first"):
        counted = told.setdefault(look, dict.fromkeys(["due", *Outcome.values], 0))
        counted["due"] += n
        if outcome:
            counted[outcome] += n
    return {look_says(look): counted for look, counted in told.items()}


def look_says(look: str) -> str:
    """A look in words: after seven days, after six months."""
    unit, amount = look.split("_")
    if unit == "month":
        return ngettext("efter %(n)s månad", "efter %(n)s månader", int(amount)) % {"n": amount}
    return ngettext("efter %(n)s dag", "efter %(n)s dagar", int(amount)) % {"n": amount}


def _rows_of(scope: Q) -> QuerySet[Watch]:
    return Watch.objects.filter(scope).select_related("notification", "looked_by")


def _where(which: str, on: date) -> Q:
    return {
        "nu": Q(looked_at=None, due__gte=on - BACK, due__lte=on),
        "kommande": Q(due__gt=on, due__lte=on + AHEAD, outcome=""),
        "nytt": Q(outcome=Outcome.BREACHED),
        "hallna": Q(due=None, outcome=""),
    }.get(which, Q())


def _shown(viewer: User, rows: Iterable[Watch]) -> list[WatchRow]:
    held = list(rows)
    persons = [row.notification.person_id for row in held]
    cards, levels = people.cards(viewer, persons), levels_of(persons)
    return [_row(row, cards[row.notification.person_id], levels.get(row.notification.person_id, "")) for row in held]


def _row(row: Watch, card: people.PersonCard, level: str) -> WatchRow:
    says = str(Outcome(row.outcome).label) if row.outcome else _("pågår")
    return WatchRow(
        id=row.pk,
        card=card,
        level=level,
        look=look_says(row.look),
        delivered_at=row.notification.delivered_at,
        due=row.due,
        held=row.held,
        outcome=row.outcome,
        outcome_says=says if row.due or row.outcome else _("i häkte, tiden räknas inte"),
        looked_by=row.looked_by,
        looked_at=row.looked_at,
        note="" if card.masked else row.note,
    )
