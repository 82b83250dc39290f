"""How much harm was reported, on how few it rested and whether it grew, read from what was stored."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from trygg.evaluation.indicators import REST, breaks
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.dashboards.drawings import Column
from trygg_web.dashboards.models import Harm
from trygg_web.dashboards.queries.told import Broken, Scope, in_words

SEXES = ("F", "M", "", REST)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The days of one period, sex or area with their interval; None where they are hidden."""

    says: str
    days: float | None
    low: float | None
    high: float | None
    reports: int | None
    begins: date | None = None

    @property
    def each(self) -> float | None:
        """About how many days for each report."""
        return self.days / self.reports if self.days is not None and self.reports else None


@dataclass(frozen=True, slots=True)
class Burden:
    """What may be told of harm as it stood at a count. `few` and `growth`: as the method gives them, or None."""

    years: tuple[Weighed, ...]
    quarters: tuple[Weighed, ...]
    sexes: tuple[Weighed, ...]
    areas: tuple[Weighed, ...]
    few: dict[str, Any] | None
    growth: dict[str, Any] | None
    breaks: tuple[Broken, ...]


def harm(viewer: User, within: Scope) -> Burden:
    """What was told of harm at a scope's count, of its years. Raises NotThere."""
    require(viewer, Permission.FIGURES_SEE)
    stood = Q(since__lte=within.count.at) & (Q(closed=None) | Q(closed__gt=within.count.at))
    row = Harm.objects.filter(stood).first()
    if row is None:
        raise NotThere
    told, asked = row.told, range(within.since, within.until + 1)
    quarters = [_quarter(one) for one in told["quarters"] if int(one["name"][:4]) in asked]
    return Burden(
        years=tuple(_weighed(one, one["name"]) for one in told["years"] if int(one["name"]) in asked),
        quarters=tuple(quarters),
        sexes=tuple(_weighed(one, _sex(one["name"])) for one in told["parts"].get("sex", [])),
        areas=tuple(_weighed(one, _area(one["name"])) for one in told["parts"].get("area", [])),
        few=told["few"],
        growth=told["growth"],
        breaks=tuple(_breaks(quarters)),
    )


def columns(told: Burden) -> tuple[tuple[Column, ...], tuple[date, ...]]:
    """The quarters as what a chart needs of them, and the days that break the series."""
    drawn = (Column(one.begins, one.days, one.low, one.high) for one in told.quarters if one.begins)
    return tuple(drawn), tuple(one.day for one in told.breaks)


def _quarter(one: dict[str, Any]) -> Weighed:
    year, quarter = map(int, one["name"].split())
    says = _("%(year)s kvartal %(quarter)s") % {"year": year, "quarter": quarter}
    return _weighed(one, says, date(year, 3 * quarter - 2, 1))


def _weighed(one: dict[str, Any], says: str, begins: date | None = None) -> Weighed:
    return Weighed(says, one["days"], one["low"], one["high"], one["reports"], begins)


def _sex(name: str) -> str:
    says = (_("kvinnor"), _("män"), _("annat eller inte känt"), _("övriga"))
    return dict(zip(SEXES, says, strict=True))[name]


def _area(name: str) -> str:
    return str(_("övriga")) if name == REST else name or str(_("område inte känt"))


def _breaks(quarters: list[Weighed]) -> list[Broken]:
    days = [one.begins for one in quarters if one.begins]
    return [
        Broken(one.day, in_words(one.says), one.source)
        for one in breaks()
        if "harm" in one.touches and days and days[0] <= one.day <= days[-1].replace(month=12)
    ]
