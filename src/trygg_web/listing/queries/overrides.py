"""How people decide beside the rules: how often otherwise, how fast, and whether the facts were opened.

Shown to the one who leads the work, against automation bias. Only decisions that were agreed count.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.listing.models import Decision
from trygg_web.people import queries as people

MONTHS_SHOWN = 12
MOST = 200


@dataclass(frozen=True, slots=True)
class Figures:
    """The decisions of one level or one month, counted."""

    key: str  # a level, "-" for none, or a month as 2026-11
    decided: int
    otherwise: int
    graver: int
    opened: int
    minutes: float | None  # median time on the page
    days: float | None  # median from proposal to decision

    @property
    def rate(self) -> float:
        """The share decided otherwise than indicated, in percent."""
        return 100 * self.otherwise / self.decided if self.decided else 0.0

    @property
    def opened_rate(self) -> float:
        """The share in which the facts were opened, in percent."""
        return 100 * self.opened / self.decided if self.decided else 0.0


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision behind a figure."""

    id: UUID
    proposal: UUID
    card: people.PersonCard
    indicated: str
    level: str
    by: str
    second_by: str
    at: object
    because: str
    seconds: int | None
    opened: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What a figure is counted from."""

    indicated: str
    level: str
    opened: bool
    seconds: int | None
    waited: timedelta
    on: date


def overrides(viewer: User) -> tuple[list[Figures], list[Figures]]:
    """The figures of the last twelve months by indicated level, and by month, the newest first."""
    require(viewer, Permission.OVERRIDES_SEE)
    told = [_told(row) for row in _counted().select_related("proposal").defer("because", "second_because")]
    levels = [_figures(key, [one for one in told if (one.indicated or "-") == key]) for key in (*"ABCD", "-")]
    months = sorted({f"{one.on:%Y-%m}" for one in told}, reverse=True)
    return levels, [_figures(key, [one for one in told if f"{one.on:%Y-%m}" == key]) for key in months]


def override_rows(viewer: User, key: str, only: str = "") -> list[Decided]:
    """The decisions behind a figure: of a level or a month, all or only otherwise, graver or with facts opened."""
    require(viewer, Permission.OVERRIDES_SEE)
    rows = _behind(_counted().select_related("proposal", "by", "second_by"), key)
    fitting = [row for row in rows.order_by("-at") if _fits(_told(row), only)][:MOST]
    shown = people.cards(viewer, [row.proposal.person_id for row in fitting])
    return [_decided(row, shown[row.proposal.person_id]) for row in fitting]


def _counted() -> QuerySet[Decision]:
    since = timezone.now() - timedelta(days=31 * MONTHS_SHOWN)
    return Decision.objects.filter(at__gte=since, refused=False, proposal__state="decided")


def _behind(rows: QuerySet[Decision], key: str) -> QuerySet[Decision]:
    if key in (*"ABCD", "-"):
        return rows.filter(proposal__level=key.replace("-", ""))
    year, _dash, month = key.partition("-")
    if not (year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12 and 1 <= int(year) <= 9999):  # noqa: PLR2004 - months
        return rows.none()
    return rows.filter(at__year=int(year), at__month=int(month))


def _told(row: Decision) -> Told:
    waited, on = row.at - row.proposal.at, timezone.localtime(row.at).date()
    return Told(row.proposal.level, row.level, row.facts_opened, row.seconds_open, waited, on)


def _figures(key: str, told: list[Told]) -> Figures:
    seconds = [one.seconds for one in told if one.seconds is not None]
    return Figures(
        key=key,
        decided=len(told),
        otherwise=sum(_fits(one, "otherwise") for one in told),
        graver=sum(_fits(one, "graver") for one in told),
        opened=sum(one.opened for one in told),
        minutes=median(seconds) / 60 if seconds else None,
        days=median(one.waited / timedelta(days=1) for one in told) if told else None,
    )


def _fits(one: Told, only: str) -> bool:
    return {
        "otherwise": one.level != one.indicated,
        "graver": (one.level or "E") < (one.indicated or "E"),
        "opened": one.opened,
    }.get(only, True)


def _decided(row: Decision, card: people.PersonCard) -> Decided:
    return Decided(
        row.pk, row.proposal_id, card, row.proposal.level, row.level, str(row.by), str(row.second_by or ""), row.at,
        row.because, row.seconds_open, row.facts_opened,
    )  # fmt: skip
