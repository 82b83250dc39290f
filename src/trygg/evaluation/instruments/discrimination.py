"""Does a higher rating go with a higher risk? The chance that one with the outcome was rated above one without."""

import math

import numpy as np
import polars as pl
from scipy import stats

from trygg.evaluation.frames import Numbers, numbers
from trygg.evaluation.instruments.followed import ABOUT, SEEN, both, followed
from trygg.evaluation.results import Estimate, Result, Test, Text, Window, span, told

SOURCE = "DeLong, DeLong & Clarke-Pearson 1988, Biometrics 44(3):837–845; Sun & Xu 2014"


def discrimination(
    people: object, *, window: Window, ratings: tuple[str, ...] = ("rating",), within: str = "", level: float = 0.95
) -> Result:
    """The area under the curve of each rating with DeLong's interval, and the differences between ratings.

    people   columns outcome, followed and `ratings` (numbers, higher is graver), one row per person
    within   a column such as sex or area: the area within each of its values too
    returns  `area` by group, the rating, or rating and value; `difference` by group for each rating after the first,
             against the first, with its Test

    Raises InsufficientData where all or none had the outcome, or someone was followed for less than the window.
    """
    table = followed(people, window, *ratings, *((within,) if within else ()))
    estimates, tests = _areas(table, ratings, level)
    for value in table[within].unique().sort().to_list() if within else []:
        part = table.filter(pl.col(within) == value)
        if part["outcome"].n_unique() == 2:
            estimates += _within(part, ratings, str(value), level)
    return Result(
        method="area under the curve, DeLong's interval",
        estimates=tuple(estimates),
        window=window,
        denominator=table.height,
        time_at_risk=table.height * window.length,
        says=_says(estimates[0], table),
        events=int(both(table).sum()),
        tests=tuple(tests),
        notes=(ABOUT, SEEN),
        source=SOURCE,
    )


def area(rating: Numbers, outcome: Numbers) -> tuple[float, Numbers, Numbers]:
    """The area, and what each with and each without the outcome adds to it (DeLong's placements)."""
    with_, without = rating[outcome == 1], rating[outcome == 0]
    ranks = stats.rankdata(np.concatenate([with_, without]))
    above = (ranks[: len(with_)] - stats.rankdata(with_)) / len(without)
    below = 1 - (ranks[len(with_) :] - stats.rankdata(without)) / len(with_)
    return float(above.mean()), above, below


def _areas(table: pl.DataFrame, ratings: tuple[str, ...], level: float) -> tuple[list[Estimate], list[Test]]:
    outcome = both(table)
    found = [area(numbers(table, name), outcome) for name in ratings]
    estimates = [_estimate("area", one, name, level) for name, one in zip(ratings, found, strict=True)]
    tests = []
    for name, one in list(zip(ratings, found, strict=True))[1:]:
        apart = (one[0] - found[0][0], one[1] - found[0][1], one[2] - found[0][2])
        estimates.append(_estimate("difference", apart, name, level))
        z = apart[0] / (estimates[-1].error or math.nan)
        tests.append(Test(f"{name} tells no more than {ratings[0]}", z, 0, 2 * float(stats.norm.sf(abs(z)))))
    return estimates, tests


def _within(part: pl.DataFrame, ratings: tuple[str, ...], value: str, level: float) -> list[Estimate]:
    outcome = numbers(part, "outcome")
    return [_estimate("area", area(numbers(part, name), outcome), f"{name}, {value}", level) for name in ratings]


def _estimate(name: str, one: tuple[float, Numbers, Numbers], group: str, level: float) -> Estimate:
    value, above, below = one
    if min(len(above), len(below)) < 2:
        return Estimate(name, value, math.nan, math.nan, group=group, level=level)
    error = math.sqrt(float(above.var(ddof=1)) / len(above) + float(below.var(ddof=1)) / len(below))
    reach = float(stats.norm.ppf(0.5 + level / 2)) * error
    lowest = 0.0 if name == "area" else -1.0
    low, high = max(lowest, value - reach), min(1.0, value + reach)
    return Estimate(name, value, low, high, error, group, level=level)


def _says(one: Estimate, table: pl.DataFrame) -> Text:
    some, all_ = int(table["outcome"].sum()), table.height
    return Text(
        f"Av {all_} personer hade {some} utfallet. I {told(100 * one.value, 'sv', 0)} av 100 par hade den med utfallet "
        f"högre värde än den utan (yta {told(one.value, 'sv', 2)}, {span(one, 'sv', digits=2)}); 50 är slump.",
        f"Of {all_} persons {some} had the outcome. In {told(100 * one.value, 'en', 0)} of 100 pairs the one with the "
        f"outcome was rated higher than the one without (area {told(one.value, 'en', 2)}, "
        f"{span(one, 'en', digits=2)}); 50 is chance.",
    )
