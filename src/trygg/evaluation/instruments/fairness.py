"""How often a list or a rating is wrong, and whether it is wrong more often for some than for others."""

import math
from collections.abc import Sequence

import polars as pl
from scipy import stats

from trygg.evaluation.disclosure import LEAST
from trygg.evaluation.frames import numbers
from trygg.evaluation.instruments.followed import ABOUT, SEEN, both, followed
from trygg.evaluation.results import Estimate, Result, Test, Text, Window, share, span
from trygg.evaluation.survival.shares import wilson

SOURCE = "Chouldechova 2017, Big Data 5(2):153–163; interval Wilson 1927; test Fisher 1922"
# Each rate: whom it is a share of (column and value), and what it counts among them.
RATES = {
    "missed": ("outcome", 1, "warned", 0),
    "falsely warned": ("outcome", 0, "warned", 1),
    "right when warned": ("warned", 1, "outcome", 1),
    "right when not": ("warned", 0, "outcome", 0),
}


def error_rates(
    people: object, *, window: Window, at_least: float, groups: Sequence[str] = ("sex", "area"), level: float = 0.95
) -> Result:
    """The shares missed, falsely warned of, and right when warned or not, in all and by sex, area or the like.

    people    columns outcome, followed, rating and those of `groups`, one row per person
    at_least  from which rating one counts as warned of
    returns   the four rates by group: empty for all, else column and value; a Test per group of `missed` and of
              `falsely warned` against the rest. A rate of fewer than five persons is left out as NaN.

    Where the outcome is more common in one group than in another, not all four can be equal (Chouldechova); which of
    them should be is for people to decide.
    """
    table = followed(people, window, "rating", *groups)
    both(table)
    table = table.with_columns(
        warned=(pl.col("rating") >= at_least).cast(pl.Int8), outcome=pl.col("outcome").cast(pl.Int8)
    )
    estimates = [_rate(name, table, "", level) for name in RATES]
    tests = []
    for column, value in _groups(table, groups):
        part, rest = table.filter(pl.col(column) == value), table.filter(pl.col(column) != value)
        group = f"{column} {value}"
        estimates += [_rate(name, part, group, level) for name in RATES]
        tests += [_apart(name, part, rest, group) for name in ("missed", "falsely warned")]
    return Result(
        method=f"error rates of a rating of {at_least:g} or more, Wilson intervals, exact tests between groups",
        estimates=tuple(estimates),
        window=window,
        denominator=table.height,
        time_at_risk=table.height * window.length,
        says=_says(estimates),
        events=int(numbers(table, "outcome").sum()),
        tests=tuple(tests),
        notes=(ABOUT, SEEN),
        source=SOURCE,
    )


def _groups(table: pl.DataFrame, columns: Sequence[str]) -> list[tuple[str, object]]:
    return [(column, value) for column in columns for value in table[column].unique().sort().to_list()]


def _counts(name: str, table: pl.DataFrame) -> tuple[int, int]:
    among, is_, counted, as_ = RATES[name]
    whole = table.filter(pl.col(among) == is_)
    return whole.filter(pl.col(counted) == as_).height, whole.height


def _rate(name: str, table: pl.DataFrame, group: str, level: float) -> Estimate:
    part, whole = _counts(name, table)
    if whole < LEAST:
        return Estimate(name, math.nan, math.nan, math.nan, group=group, level=level)
    return Estimate(name, part / whole, *wilson(part, whole, level), group=group, level=level)


def _apart(name: str, part: pl.DataFrame, rest: pl.DataFrame, group: str) -> Test:
    one, other = _counts(name, part), _counts(name, rest)
    if min(one[1], other[1]) < LEAST:
        return Test(f"{name}: {group} as the rest", math.nan, 0, math.nan)
    table = [[one[0], one[1] - one[0]], [other[0], other[1] - other[0]]]
    return Test(f"{name}: {group} as the rest", math.nan, 0, float(stats.fisher_exact(table).pvalue))


def _says(estimates: list[Estimate]) -> Text:
    missed, false = estimates[:2]
    return Text(
        f"Av dem som hade utfallet var {share(missed.value, 'sv')} inte varnade för "
        f"({span(missed, 'sv', percent=True)}); av dem som inte hade det var {share(false.value, 'sv')} det "
        f"({span(false, 'sv', percent=True)}).",
        f"Of those with the outcome {share(missed.value, 'en')} had not been warned of "
        f"({span(missed, 'en', percent=True)}); of those without, {share(false.value, 'en')} had "
        f"({span(false, 'en', percent=True)}).",
    )
