"""How long it stayed quiet, read from what was stored."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trygg.evaluation.indicators import REST
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.dashboards.models import Following
from trygg_web.dashboards.queries.told import Scope

SERIES = {"report": _("ny anmälan"), "charge": _("nytt åtal"), "conviction": _("ny dom")}
STARTS = {"first": _("första budskapet"), "latest": _("senaste budskapet")}
PARTS = {"level": _("nivå"), "sex": _("kön"), "area": _("område")}
SEXES = {"F": _("kvinnor"), "M": _("män"), REST: _("övriga"), "": _("annat eller inte känt")}


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
    """One level's, sex's or area's steps, what it is called, and about how many persons stand behind them."""

    group: str
    says: str
    persons: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """How long it stayed quiet: which series, from which message, parted by what, until which day."""

    series: str
    start: str
    by: str
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

    @property
    def parts(self) -> str:
        """What the lines are, in words."""
        return str(PARTS[self.by])


def course(viewer: User, within: Scope, series: str, start: str, by: str = "level") -> Course:
    """One series from one start, parted by level, sex or area, as it stood at a scope's count. Raises NotThere."""
    require(viewer, Permission.FIGURES_SEE)
    stood = Q(since__lte=within.count.at) & (Q(closed=None) | Q(closed__gt=within.count.at))
    row = Following.objects.filter(stood, series=series, start=start).first()
    if row is None or by not in PARTS:
        raise NotThere
    told = row.told[by]
    lines = [_line(by, group, persons, told["points"]) for group, persons in sorted(told["persons"].items())]
    return Course(series, start, by, row.until, tuple(lines))


def _line(by: str, group: str, persons: int, points: list[dict[str, Any]]) -> Line:
    names = ("months", "share", "low", "high", "followed")
    steps = (Step(**{name: point[name] for name in names}) for point in points if point["group"] == group)
    return Line(group, _says(by, group), persons, tuple(steps))


def _says(by: str, group: str) -> str:
    if by == "level":
        return str(_("nivå %(level)s") % {"level": group})
    if by == "sex":
        return str(SEXES[group])
    return str(SEXES[REST]) if group == REST else group or str(_("område inte känt"))
