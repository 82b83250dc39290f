"""How long it stays quiet, so told that no step is a person: only where at least five events came since the last point.

A Kaplan–Meier curve with its count at risk tells of every single event. Here it is read off at a few times.

The same persons told of by sex and by area as well could be subtracted from each other. So all groups of such a part
are told of at the same times or not at all, small groups are told of together, and persons are told in fives.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from trygg.evaluation.disclosure import LEAST
from trygg.evaluation.indicators.together import REST, small
from trygg.evaluation.survival import Curve, curves

MONTH = 365.25 / 12  # days
FIVES = 5
TIMES = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 18, 21, 24)  # months


@dataclass(frozen=True, slots=True)
class Point:
    """The share of a group with a new event within so many months, its band, and about how many were still followed."""

    group: str
    months: int
    share: float
    low: float
    high: float
    followed: int  # rounded down to five


@dataclass(frozen=True, slots=True)
class Told:
    """The points of every group that may be told of, and how many persons stand behind each, rounded down to five."""

    points: tuple[Point, ...]
    persons: dict[str, int]


def quiet(frame: pl.DataFrame, group: str, *, times: Sequence[int] = TIMES, least: int = LEAST) -> Told:
    """What may be told of the curves of person-time.

    frame    as `spells(…).only()` gives it, with the column `group`
    times    months after the message; a time is told of where at least `least` events came since the time before that
             is told of and at least twice as many are still followed
    """
    told = {one.curve.group: (one, _moments([one], times, least)) for one in _groups(frame, group)}
    points = [point for one, moments in told.values() for point in _points(one, moments)]
    return Told(tuple(points), {name: one.persons for name, (one, moments) in sorted(told.items()) if moments})


def quiet_apart(frame: pl.DataFrame, part: str, *, times: Sequence[int] = TIMES, least: int = LEAST) -> Told:
    """What may be told of the same persons parted in another way as well, so that no two parts can be subtracted.

    frame    as for `quiet`, with the column `part` (sex, area)
    returns  points at times that all groups share; groups too small are one named REST, with the next smallest where
             they still are too few; nothing where fewer than two groups remain
    """
    found = _groups(_merged(frame, part, least), part)
    moments = _moments(found, times, least) if len(found) > 1 else []
    points = tuple(point for one in found for point in _points(one, moments))
    return Told(points, {one.curve.group: one.persons for one in found} if points else {})


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    """A curve and the person-time that it is of."""

    curve: Curve
    frame: pl.DataFrame

    @property
    def persons(self) -> int:
        return self.frame["person"].n_unique() // FIVES * FIVES

    def came(self, at: float) -> float:
        return float(self.curve.events[self.curve.time <= at].sum())

    def followed(self, at: float) -> int:
        return self.frame.filter(pl.col("start") < at, pl.col("stop") >= at).height


def _groups(frame: pl.DataFrame, name: str) -> list[_Group]:
    return [_Group(curve, frame.filter(pl.col(name) == curve.group)) for curve in curves(frame, group=name)]


def _merged(frame: pl.DataFrame, part: str, least: int) -> pl.DataFrame:
    """The frame with small groups, and then the next smallest until they are enough, under one name."""
    sizes = frame.group_by(part).agg(events=pl.col("event").cast(pl.Int64).sum(), persons=pl.col("person").n_unique())
    rows = {name: (events, persons) for name, events, persons in sizes.sort("events", part).iter_rows()}

    def enough(names: Collection[str]) -> bool:
        events, persons = (sum(int(rows[name][place]) for name in names) for place in (0, 1))
        return events >= least and persons >= 2 * least

    together = small(list(rows), enough)
    return frame.with_columns(pl.when(pl.col(part).is_in(together)).then(pl.lit(REST)).otherwise(part).alias(part))


def _moments(groups: Sequence[_Group], times: Sequence[int], least: int) -> list[int]:
    """The times that may be told of: enough came in every group since the time before, and enough are followed."""
    moments: list[int] = []
    told_of = [0.0] * len(groups)
    for months in times:
        came = [one.came(months * MONTH) for one in groups]
        enough = all(now - before >= least for now, before in zip(came, told_of, strict=True))
        if enough and all(one.followed(months * MONTH) >= 2 * least for one in groups):
            moments.append(months)
            told_of = came
    return moments


def _points(one: _Group, moments: Sequence[int]) -> Iterator[Point]:
    curve = one.curve
    for months in moments:
        place = int(np.searchsorted(curve.time, months * MONTH, side="right")) - 1
        low, share, high = (round(1 - float(side[place]), 4) for side in (curve.high, curve.quiet, curve.low))
        yield Point(curve.group, months, share, low, high, one.followed(months * MONTH) // FIVES * FIVES)
