"""What may be told of harm: how much by period, sex and area, on how few it rests, and whether it grows.

A sum of days can give away what a hidden count would: one grave offence more. So it is told of only where every band of
gravity has none or enough, where nobody stands for nearly all of it, and in three figures.
"""

import math
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import numpy as np
import polars as pl

from trygg.errors import InsufficientData
from trygg.evaluation.concentration import escalation, fewest, gini, lorenz, power_few, weighted_interval
from trygg.evaluation.disclosure import LEAST, dominated
from trygg.evaluation.indicators.together import REST, small
from trygg.evaluation.results import Estimate, Window

BANDS = (10, 100, 365)  # days, where one band of gravity ends and the next begins
FIGURES, FIVES = 3, 5
QUARTERS = 4
HELD, TOP = 0.8, 0.05
PARTS = ("sex", "area")


@dataclass(frozen=True, slots=True)
class Sum:
    """The days of harm of one period or group; None where they are hidden."""

    name: str  # 2026, 2026 2 (the quarter), a sex, an area
    days: float | None = None
    low: float | None = None
    high: float | None = None
    reports: int | None = None  # rounded down to five


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Few:
    """On how few persons most of the harm of a year rested, and what was known of those before the year began."""

    year: int
    persons: int  # with any report, rounded down to five
    holding: Share  # of these: who together stand for 80 % of the harm
    gini: float
    top: float  # share of the harm of the first 5 % of persons
    listed: Share | None  # of the few: on the list when the year began; None where too few or all but too few
    unknown: Share | None  # of the few: no report before


@dataclass(frozen=True, slots=True)
class Growth:
    """What each further report of the same couple brought: times the space before it, times its gravity."""

    couples: int  # with any report, rounded down to five
    alone: Share  # with one report only
    gap: Share
    gravity: Share


@dataclass(frozen=True, slots=True)
class Burden:
    """All that may be told of harm."""

    years: tuple[Sum, ...]
    quarters: tuple[Sum, ...]
    parts: dict[str, tuple[Sum, ...]]  # sex, area: of the newest whole year
    few: Few | None
    growth: Growth | None


def burden(reports: pl.DataFrame, listed: Callable[[date], Collection[str]], *, until: date) -> Burden:
    """What may be told of the harm of whole quarters.

    reports  person, other (null where not known), report, day, harm, gravest (of the report's offences), sex, area:
             one row per report and couple
    listed   who was on the list on a day
    until    the first day not counted
    """
    end = date(until.year, 3 * ((until.month - 1) // 3) + 1, 1)
    told = reports.filter(pl.col("day") < end).with_columns(
        year=pl.col("day").dt.year(), quarter=pl.col("day").dt.quarter()
    )
    if told.is_empty():
        return Burden((), (), {}, None, None)
    gravest = float(told["harm"].max() or 0)  # type: ignore[arg-type]  # a number: the column is
    newest = told.filter(pl.col("year") == end.year - 1)
    return Burden(
        years=tuple(_years(told, end, gravest)),
        quarters=tuple(_quarters(told, end, gravest)),
        parts={part: tuple(_part(newest, part, gravest)) for part in PARTS},
        few=_few(told, newest, end.year - 1, listed),
        growth=_growth(told),
    )


def _years(told: pl.DataFrame, end: date, gravest: float) -> Iterator[Sum]:
    for year in range(_first(told), end.year):
        yield _sum(told.filter(pl.col("year") == year), str(year), gravest)


def _quarters(told: pl.DataFrame, end: date, gravest: float) -> Iterator[Sum]:
    every = [(year, quarter) for year in range(_first(told), end.year + 1) for quarter in range(1, QUARTERS + 1)]
    begun = min(told.select("year", "quarter").rows())
    ended = [one for one in every if begun <= one < (end.year, (end.month - 1) // 3 + 1)]
    for _year, quarters in groupby(ended, key=lambda one: one[0]):
        rows = {f"{y} {q}": told.filter(pl.col("year") == y, pl.col("quarter") == q) for y, q in quarters}
        # One that is hidden alone could be worked out from the year.
        shown = all(_may_be_told(frame) for frame in rows.values())
        yield from (_sum(frame, name, gravest) if shown else Sum(name) for name, frame in rows.items())


def _first(told: pl.DataFrame) -> int:
    return int(told["year"].min())  # type: ignore[arg-type]  # a number: the column is


def _part(newest: pl.DataFrame, part: str, gravest: float) -> Iterator[Sum]:
    sizes = newest.group_by(part).agg(pl.col("harm").sum()).sort("harm", part)
    together = small(sizes[part].to_list(), lambda names: _may_be_told(newest.filter(pl.col(part).is_in(names))))
    merged = newest.with_columns(pl.when(pl.col(part).is_in(together)).then(pl.lit(REST)).otherwise(part).alias(part))
    groups = [_sum(frame, str(name), gravest) for (name,), frame in merged.group_by([part])]
    if len(groups) > 1 and all(one.days is not None for one in groups):
        yield from sorted(groups, key=lambda one: (one.name == REST, one.name))


def _may_be_told(rows: pl.DataFrame) -> bool:
    """Whether a sum of these gives nobody away."""
    once = rows.unique(["person", "report"])["gravest"]  # as the count of reports by harm has them
    bands = [many for days in (rows["harm"], once) for many in np.bincount(np.digitize(days.to_numpy(), BANDS))]
    persons = rows.group_by("person").agg(pl.col("harm").sum())["harm"].to_numpy()
    enough = len(persons) == 0 or (len(persons) >= 2 * LEAST and not dominated(persons))
    return enough and all(many == 0 or many >= LEAST for many in bands)


def _sum(rows: pl.DataFrame, name: str, gravest: float) -> Sum:
    if not _may_be_told(rows):
        return Sum(name)
    days = rows["harm"].to_numpy().astype(float)
    low, high = weighted_interval(days, largest=gravest) if gravest else (0.0, 0.0)
    return Sum(name, _rough(float(days.sum())), _rough(low), _rough(high), len(days) // FIVES * FIVES)


def _rough(value: float) -> float:
    """The value in three figures."""
    return round(value, FIGURES - 1 - math.floor(math.log10(value))) if value > 0 else 0.0


def _few(told: pl.DataFrame, newest: pl.DataFrame, year: int, listed: Callable[[date], Collection[str]]) -> Few | None:
    units = newest.group_by("person").agg(pl.col("harm").sum()).sort("person").rename({"person": "unit"})
    harm = units["harm"].to_numpy().astype(float)
    if len(harm) < FIVES * 2 * LEAST or dominated(harm) or fewest(harm, HELD) < 2 * LEAST:
        return None
    first = date(year, 1, 1)
    before = told.filter(pl.col("day") < first)["person"].unique()
    known = units.with_columns(
        listed=pl.col("unit").is_in(list(listed(first))), known=pl.col("unit").is_in(before.implode())
    )
    found = power_few(known, window=Window(365, since=first, until=date(year + 1, 1, 1)), of=HELD)
    many = fewest(harm, HELD)
    told_before = not before.is_empty()  # else nobody could have been known or listed
    return Few(
        year=year,
        persons=len(harm) // FIVES * FIVES,
        holding=_share(found.one("units holding")),
        gini=round(gini(harm), 2),
        top=round(lorenz(harm, TOP), 2),
        listed=_shown(found.one("caught"), many) if told_before else None,
        unknown=_shown(found.one("unknown"), many) if told_before else None,
    )


def _shown(estimate: Estimate, many: int) -> Share | None:
    part = round(estimate.value * many)
    return _share(estimate) if all(one == 0 or one >= LEAST for one in (part, many - part)) else None


def _growth(told: pl.DataFrame) -> Growth | None:
    couples = told.drop_nulls("other").select(
        couple=pl.concat_str("person", "other", separator=" "), day="day", harm="harm"
    )
    sizes = couples.group_by("couple").len()["len"]
    if min((sizes == 1).sum(), (sizes > 1).sum()) < LEAST:
        return None
    try:
        found = escalation(couples, window=Window(_span(couples["day"].to_list())))
    except InsufficientData:
        return None
    named = [_share(found.one(name)) for name in ("one event only", "gap ratio", "gravity ratio")]
    return Growth(len(sizes) // FIVES * FIVES, *named)


def _span(days: Sequence[date]) -> float:
    return float((max(days) - min(days)).days + 1)


def _share(estimate: Estimate) -> Share:
    return Share(*(round(value, FIGURES) for value in (estimate.value, estimate.low, estimate.high)))
