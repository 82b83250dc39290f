"""How long it stayed quiet, read from what was stored."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.dashboards.models import Following
from trygg_web.dashboards.queries.told import Scope

SERIES = {"report": _("ny anmälan"), "charge": _("nytt åtal"), "conviction": _("ny dom")}
STARTS = {"first": _("första budskapet"), "latest": _("senaste budskapet")}
LOOKS = (6, 12, 24)  # months that the table shows


@dataclass(frozen=True, slots=True)
class Step:
    """What may be told of one level at one time."""

    months: int
    share: float
    low: float
    high: float
    followed: int


@dataclass(frozen=True, slots=True)
class Line:
    """One level's steps, and how many persons stand behind them."""

    level: str
    persons: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """How long it stayed quiet, by level: which series, from which message, until which day."""

    series: str
    start: str
    until: date
    lines: tuple[Line, ...]

    @property
    def says(self) -> str:
        """What came, in words."""
        return str(SERIES[self.series])

    @property
    def starts(self) -> str:
        """From which message, in words."""
        return str(STARTS[self.start])


def course(viewer: User, within: Scope, series: str, start: str) -> Course:
    """One series from one start, as it stood at a scope's count. Raises NotThere."""
    require(viewer, Permission.FIGURES_SEE)
    stood = Q(since__lte=within.count.at) & (Q(closed=None) | Q(closed__gt=within.count.at))
    row = Following.objects.filter(stood, series=series, start=start).first()
    if row is None:
        raise NotThere
    lines = [_line(level, persons, row.told["points"]) for level, persons in sorted(row.told["persons"].items())]
    return Course(series, start, row.until, tuple(lines))


def _line(level: str, persons: int, points: list[dict[str, Any]]) -> Line:
    names = ("months", "share", "low", "high", "followed")
    steps = (Step(**{name: point[name] for name in names}) for point in points if point["group"] == level)
    return Line(level, persons, tuple(steps))
