"""How long it stays quiet, so told that no step is a person: only where at least five events came since the last point.

A Kaplan–Meier curve with its count at risk tells of every single event. Here it is read off at a few times.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from trygg.evaluation.disclosure import LEAST
from trygg.evaluation.survival import Curve, curves

MONTH = 365.25 / 12  # days
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
    """The points of every group that may be told of, and how many persons stand behind each."""

    points: tuple[Point, ...]
    persons: dict[str, int]


def quiet(frame: pl.DataFrame, group: str, *, times: Sequence[int] = TIMES, least: int = LEAST) -> Told:
    """What may be told of the curves of person-time.

    frame    as `spells(…).only()` gives it, with the column `group`
    times    months after the message; a time is told of where at least `least` events came since the time before that
             is told of and at least twice as many are still followed
    """
    persons = dict(frame.group_by(group).agg(pl.col("person").n_unique()).rows())
    points = [point for curve in curves(frame, group=group) for point in _points(curve, frame, group, times, least)]
    kept = {point.group for point in points}
    return Told(tuple(points), {name: many for name, many in sorted(persons.items()) if name in kept})


def _points(curve: Curve, frame: pl.DataFrame, group: str, times: Sequence[int], least: int) -> Iterator[Point]:
    mine = frame.filter(pl.col(group) == curve.group)
    told_of = 0.0
    for months in times:
        at = months * MONTH
        came = float(curve.events[curve.time <= at].sum())
        followed = mine.filter(pl.col("start") < at, pl.col("stop") >= at).height
        if came - told_of >= least and followed >= 2 * least:
            told_of, place = came, int(np.searchsorted(curve.time, at, side="right")) - 1
            low, share, high = (round(1 - float(side[place]), 4) for side in (curve.high, curve.quiet, curve.low))
            yield Point(curve.group, months, share, low, high, followed // 5 * 5)
