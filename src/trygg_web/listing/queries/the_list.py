"""The list as a page shows it: who stands on which level since when, why, and what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.listing.models import LEVELS, Proposal, Rank
from trygg_web.listing.queries.counted import counted
from trygg_web.listing.queries.filters import FRESH_DAYS, SORTS, Filters, narrowed
from trygg_web.listing.queries.method import rule_words
from trygg_web.people import queries as people

PAGE, MOST_FOUND = 30, people.MOST
ADULT = 18
# Put into words only where they are true: eight of them for each of thirty rows is a tenth of a page's time.
SHIELDED = gettext_lazy("skyddad identitet")
MUTUAL = gettext_lazy("ömsesidiga anmälningar, bedöms")
REPORTED = gettext_lazy("ny anmälan sedan beslutet")
OVERDUE = gettext_lazy("omprövning försenad")
INSIDE = gettext_lazy("i häkte nu")
YOUNG = gettext_lazy("under 18 år")
NEW = gettext_lazy("ny på listan")
RAISED = gettext_lazy("höjd från %s")


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next for a person, and by when."""

    says: str
    until: date
    late: bool = False
    proposal: UUID | None = None  # to decide


@dataclass(frozen=True, slots=True)
class ListRow:
    """One person on the list, as the viewer may see them."""

    card: people.PersonCard
    level: str
    since: date
    review_on: date
    why: str
    last_act: date | None
    district: str
    rank: Rank
    step: Step
    marks: tuple[tuple[str, str], ...]  # words and kind of chip

    @property
    def parts(self) -> tuple[tuple[str, str, float], ...]:
        """The four parts of RFGV: letter, words, value from 0 to 100."""
        return (
            ("R", _("hur nyligen"), self.rank.recency),
            ("F", _("hur ofta"), self.rank.frequency),
            ("G", _("hur grovt"), self.rank.gravity),
            ("V", _("hur många utsatta"), self.rank.victims),
        )


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over the list: how many on each level, and what the last week changed."""

    counts: dict[str, int]
    new: int
    raised: int
    overdue: int

    @property
    def total(self) -> int:
        """How many stand on the list."""
        return sum(self.counts.values())


def the_list(viewer: User, filters: Filters, page: int = 1, most: int = PAGE) -> Page[ListRow]:
    """One page of the list, so many to a page, as filtered and sorted. The names shown are logged as one entry."""
    require(viewer, Permission.LIST_SEE)
    on = timezone.localdate()
    fitting = narrowed(viewer, filters, on)
    rows: Paginator[Any] = Paginator(fitting, most)
    if filters.lasting:
        rows.count = counted(f"rows-{filters.name}", on, fitting.count)
    shown = rows.get_page(page)
    return Page(rows_of(viewer, list(shown.object_list), on), shown.number, rows)


def found(viewer: User, text: str) -> tuple[list[ListRow], list[people.PersonCard]]:
    """Those whom a name or number finds: on the list, and known but not on it."""
    require(viewer, Permission.LIST_SEE)
    hits = people.find(viewer, text)
    ranks = list(Rank.objects.filter(person__in=hits).exclude(level="").order_by(*SORTS["niva"]))
    shown, listed = people.cards(viewer, hits), {rank.person_id for rank in ranks}
    return rows_of(viewer, ranks, timezone.localdate()), [shown[hit] for hit in hits if hit not in listed]


def preview(viewer: User, person_id: UUID) -> ListRow:
    """The row of one person on the list. Raises NotThere."""
    require(viewer, Permission.LIST_SEE)
    rank = Rank.objects.filter(person=person_id).exclude(level="").first()
    if rank is None:
        raise NotThere(_("Personen står inte på listan."))
    return rows_of(viewer, [rank], timezone.localdate())[0]


def rows_of(viewer: User, ranks: list[Rank], on: date) -> list[ListRow]:
    """The rows as shown, with names, reasons, next steps and marks read in one batch each."""
    ids = [rank.person_id for rank in ranks]
    shown, words = people.cards(viewer, ids), rule_words(on)
    newest, held, inside = _newest(ids), people.held(ids), people.custody_now(ids)
    return [
        _row(
            shown[one],
            rank,
            _why(rank, newest.get(one), words),
            _step(rank, newest.get(one), on),
            _signs(one, held, inside),
        )
        for one, rank in zip(ids, ranks, strict=True)
    ]


def head(viewer: User) -> Head:
    """How many stand on each level, and what changed within a week."""
    require(viewer, Permission.LIST_SEE)
    on = timezone.localdate()
    return counted("head", on, lambda: _head(viewer, on))


def _head(viewer: User, on: date) -> Head:
    levels = Rank.objects.filter(level__in=LEVELS).values("level").annotate(n=Count("*"))  # `*` reads the index only
    told = dict(levels.values_list("level", "n"))
    changed = {state: narrowed(viewer, Filters(state=state), on).count() for state in ("new", "raised", "overdue")}
    return Head({level: told.get(level, 0) for level in LEVELS}, **changed)


def areas(viewer: User) -> list[str]:
    """The districts in which those on the list were last reported."""
    require(viewer, Permission.LIST_SEE)
    told = Rank.objects.exclude(district="").values_list("district", flat=True).distinct()
    return counted("areas", timezone.localdate(), lambda: sorted(told))


def _newest(ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    rows = Proposal.objects.filter(person__in=list(ids)).exclude(state="superseded").order_by("at")
    fields = ("pk", "person_id", "level", "strongest", "state", "on", "decide_by")
    return {row["person_id"]: dict(row) for row in rows.values(*fields)}


def _signs(one: UUID, held: set[UUID], inside: dict[UUID, Any]) -> tuple[bool, bool]:
    return one in held, one in inside


def _why(rank: Rank, newest: dict[str, Any] | None, words: dict[str, str]) -> str:
    if newest is None:
        return ""
    why = words.get(newest["strongest"], _("ingen regel nås"))
    if newest["state"] == "decided" and newest["level"] != rank.level:
        return _("beslutat annat än reglerna (%(level)s): %(why)s") % {"level": newest["level"] or "–", "why": why}
    return why


def _row(card: people.PersonCard, rank: Rank, why: str, step: Step, signs: tuple[bool, bool]) -> ListRow:
    since, review_on = rank.since or rank.on, rank.review_on or rank.on
    marks = tuple(marks_of(card, rank, timezone.localdate(), *signs))
    return ListRow(card, rank.level, since, review_on, why, rank.last_act, rank.district, rank, step, marks)


def _step(rank: Rank, newest: dict[str, Any] | None, on: date) -> Step:
    if newest is None or newest["state"] not in ("waiting", "second"):
        until = rank.review_on or rank.on
        return Step(_("Ompröva"), until, until <= on)
    until = newest["decide_by"] or newest["on"]
    if newest["state"] == "waiting":
        return Step(_("Besluta"), until, until < on, newest["pk"])
    return Step(_("Väntar på en andra person"), until, until < on)


def marks_of(card: people.PersonCard, rank: Rank, on: date, held: bool, inside: bool) -> Iterable[tuple[str, str]]:
    """The warnings about a person: words and kind of chip."""
    fresh = rank.since is not None and rank.since > on - timedelta(days=FRESH_DAYS)
    raised = fresh and bool(rank.former) and rank.former > rank.level
    told = (
        (card.masked or card.protected != "none", SHIELDED, "shield"),
        (held, MUTUAL, "warn"),
        (bool(rank.last_act and rank.since and rank.last_act > rank.since), REPORTED, "warn"),
        (bool(rank.review_on and rank.review_on <= on), OVERDUE, "late"),
        (inside, INSIDE, "done"),
        (_young(card, on), YOUNG, "warn"),
        (fresh and not rank.former, NEW, "new"),
        (raised, RAISED % rank.former if raised else "", "new"),
    )
    return ((str(says), kind) for true, says, kind in told if true)


def _young(card: people.PersonCard, on: date) -> bool:
    try:
        born = date.fromisoformat(card.born)
    except ValueError:
        return False
    return (on.year - born.year) - ((on.month, on.day) < (born.month, born.day)) < ADULT
