"""Near repeats: do events follow each other in time more often where they lie near in space? Knox's test.

All pairs are sorted by distance and days between. What would be if the two had nothing to do with each other comes from
giving the days to other events, by chance, which keeps every place and every day as they were.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.frames import Numbers, numbers, read
from trygg.evaluation.results import Estimate, Result, Test, Text, Window, span, told

SOURCE = "Knox 1964, Appl Stat 13:25–29; Johnson & Bowers 2004; Ratcliffe 2009, Near Repeat Calculator"
Places = NDArray[np.intp]
Counts = NDArray[np.int64]
Distance = Literal["cityblock", "euclidean"]


@dataclass(frozen=True, slots=True)
class Bands:
    """Where one band ends and the next begins; a pair exactly at an end belongs to the next.

    metres  rising, such as 0.1, 101, 201: same place, then up to 100 m, then up to 200 m; the rest is beyond
    days    rising, such as 8, 15: within a week, within two; the rest is later
    """

    metres: Sequence[float] = (0.1, 101, 201, 301)
    days: Sequence[float] = (8, 15, 22)

    def __post_init__(self) -> None:
        for ends in (self.metres, self.days):
            if not len(ends) or ends[0] <= 0 or any(b <= a for a, b in zip(ends, ends[1:], strict=False)):
                raise InvalidRecord("the ends of bands rise from above zero")


def near_repeats(  # noqa: PLR0913 - what a reader must be able to set
    events: object,
    *,
    rng: Generator,
    bands: Bands | None = None,
    distance: Distance = "euclidean",
    draws: int = 999,
    level: float = 0.95,
) -> Result:
    """How many times more often than by chance events are near in space and time together.

    events    columns x and y in metres and day (a number or a date), one row per event
    distance  cityblock along streets, euclidean as the bird flies
    returns   for each band of metres (group, its end) and days (at, its end; infinity is the rest): `pairs` observed,
              `ratio` to the mean by chance, with the range of the ratio that chance allows for what was observed; one
              Test per band that the pairs are no more than by chance
    """
    cut, table = bands or Bands(), read(events, "x", "y", "day")
    if table.height < 10 or draws < 99:
        raise InsufficientData("near repeats want ten events and ninety-nine draws at the least")
    places = np.column_stack([numbers(table, "x"), numbers(table, "y")])
    days = table["day"].to_physical().cast(float).to_numpy()
    near = _near(places, days, cut, distance)
    seen = _counted(near, days, cut)
    chance = np.array([_counted(near, rng.permutation(days), cut) for _ in range(draws)])
    return Result(
        method=f"Knox's test, {distance} distance, {draws} permutations of the days",
        estimates=tuple(_estimates(seen, chance, cut, level)),
        window=Window(float(np.ptp(days)), "days"),
        denominator=table.height,
        time_at_risk=float(np.ptp(days)),
        says=_says(seen, chance, cut, level),
        counted="events",
        events=table.height,
        tests=tuple(_tests(seen, chance, cut)),
        source=SOURCE,
    )


def pairs(events: object, bands: Bands, distance: Distance = "euclidean") -> Counts:
    """The number of pairs in each band of metres (rows) and days (columns), the last of each beyond all ends."""
    table = read(events, "x", "y", "day")
    places = np.column_stack([numbers(table, "x"), numbers(table, "y")])
    days = table["day"].to_physical().cast(float).to_numpy()
    return _counted(_near(places, days, bands, distance), days, bands)


@dataclass(frozen=True, slots=True, eq=False)
class _Near:
    """The pairs that lie in some band of metres, and all pairs by days, which no draw changes."""

    one: Places
    other: Places
    band: Places
    by_days: Counts


def _near(places: Numbers, days: Numbers, cut: Bands, distance: Distance) -> _Near:
    # Only near pairs are kept: of all those of a town there are too many to count again for every draw.
    power = {"cityblock": 1, "euclidean": 2}[distance]
    found = cKDTree(places).query_pairs(cut.metres[-1], p=power, output_type="ndarray")
    apart = np.abs(places[found[:, 0]] - places[found[:, 1]])
    far = apart.sum(axis=1) if power == 1 else np.sqrt((apart**2).sum(axis=1))
    inside = far < cut.metres[-1]
    band = np.digitize(far[inside], cut.metres)
    return _Near(found[inside, 0], found[inside, 1], band, _by_days(days, cut))


def _by_days(days: Numbers, cut: Bands) -> Counts:
    ordered, many = np.sort(days), len(days)
    within = [(np.searchsorted(ordered, ordered + end, "left") - np.arange(many) - 1).sum() for end in cut.days]
    by_days: Counts = np.diff([0, *within, many * (many - 1) // 2]).astype(np.int64)
    return by_days


def _counted(near: _Near, days: Numbers, cut: Bands) -> Counts:
    later = np.digitize(np.abs(days[near.one] - days[near.other]), cut.days)
    wide = len(cut.days) + 1
    inside = np.bincount(near.band * wide + later, minlength=len(cut.metres) * wide).reshape(-1, wide)
    return np.vstack([inside, near.by_days - inside.sum(axis=0)]).astype(np.int64)


def _places(cut: Bands) -> list[tuple[int, int, str, float]]:
    ends = [*cut.metres, math.inf]
    return [
        (row, column, f"{ends[row]:g}", at)
        for row in range(len(ends))
        for column, at in enumerate([*cut.days, math.inf])
    ]


def _estimates(seen: Counts, chance: Counts, cut: Bands, level: float) -> list[Estimate]:
    found = []
    for row, column, group, at in _places(cut):
        count = float(seen[row, column])
        found.append(Estimate("pairs", count, count, count, group=group, at=at))
        found.append(_ratio(count, chance[:, row, column], group, at, level))
    return found


def _ratio(count: float, draws: Counts, group: str, at: float, level: float) -> Estimate:
    mean, tail = float(draws.mean()), (1 - level) / 2
    if not mean:
        return Estimate("ratio", math.nan, math.nan, math.nan, group=group, at=at, level=level)
    few, many = (float(one) for one in np.quantile(draws, [tail, 1 - tail]))
    value = count / mean
    low, high = count / max(many, mean), count / min(few, mean) if few else math.inf
    return Estimate("ratio", value, low, high, group=group, at=at, level=level)


def _tests(seen: Counts, chance: Counts, cut: Bands) -> list[Test]:
    return [
        Test(
            f"no more pairs than by chance, below {group} m and {at:g} days",
            float(seen[row, column]),
            len(chance),
            (1 + int((chance[:, row, column] >= seen[row, column]).sum())) / (len(chance) + 1),
        )
        for row, column, group, at in _places(cut)
    ]


def _says(seen: Counts, chance: Counts, cut: Bands, level: float) -> Text:
    """The band nearest in space and time, and that many bands were looked at."""
    place = 1 if len(cut.metres) > 1 else 0
    ratio = _ratio(float(seen[place, 0]), chance[:, place, 0], "", 0, level)
    bands = seen.size
    return Text(
        f"Inom {told(cut.metres[place], 'sv', 0)} m och {told(cut.days[0], 'sv', 0)} dagar fanns "
        f"{told(ratio.value, 'sv', 2)} gånger så många par som av en slump ({span(ratio, 'sv', digits=2)}). "
        f"{bands} rutor har prövats; några blir utslag av en slump.",
        f"Within {told(cut.metres[place], 'en', 0)} m and {told(cut.days[0], 'en', 0)} days there were "
        f"{told(ratio.value, 'en', 2)} times as many pairs as by chance ({span(ratio, 'en', digits=2)}). {bands} "
        "bands were tried; some stand out by chance.",
    )
