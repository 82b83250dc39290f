"""Harm by period: the days of every report against each person, summed, and their rate per inhabitant.

Two indices are kept beside each other, since each has its bias: the Swedish, from the method's own table, and any
other, such as Cambridge's, whose official sheet the user reads in. One table serves all periods, so that a reform of
penalties does not look like a change in violence.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from scipy import stats

from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.frames import Numbers, numbers, read
from trygg.evaluation.results import Estimate, Result, Text, Window, span, told
from trygg.harm import harm_days
from trygg.records import Kind
from trygg.rulebook import Rules

SOURCE = "Sherman, Neyroud & Neyroud 2016; Kärrholm, Neyroud & Smaaland 2020; interval Fay & Feuer 1997, Stat Med 16"


@dataclass(frozen=True, slots=True)
class Index:
    """A way to weigh the offences of one report against one person, in days, and where its weights come from."""

    name: str
    weigh: Callable[[Iterable[str]], float]
    source: str


def swedish(rules: Rules) -> Index:
    """The index of the method's own table, by the method's own rule for reports of several offences."""
    return Index("Swedish", lambda offences: float(harm_days(offences, rules)), f"method/harm.toml {rules.version}")


def table_index(name: str, days: Mapping[str, float], source: str) -> Index:
    """An index from a table of days by offence, such as the official Cambridge sheet; offences of a report add up."""
    if not days or min(days.values()) < 0 or not source:
        raise InvalidRecord("an index has weights of zero or more and says where they come from, with its version")
    return Index(name, lambda offences: float(sum(days.get(one, 0.0) for one in offences)), source)


def reports(events: object, index: Index) -> pl.DataFrame:
    """The harm of every report: one row per report and person subjected, with person, other, report, day and harm.

    events  columns of trygg.records.EVENT_COLUMNS; only offences count
    """
    table = read(events, "person", "kind", "day").filter(pl.col("kind") == Kind.OFFENCE)
    read(table, "report", "other", "offence")
    whole = table.group_by("person", "other", "report").agg(pl.col("day").min(), pl.col("offence"))
    harm = [index.weigh(offences) for offences in whole["offence"]]
    return whole.drop("offence").with_columns(harm=pl.Series(harm, dtype=pl.Float64)).sort("day", "report")


def harm_by_period(  # noqa: PLR0913 - harm is nothing without its index and its window
    weighed: object,
    *,
    index: Index,
    since: date,
    until: date,
    every: str = "1y",
    inhabitants: float | None = None,
    level: float = 0.95,
) -> Result:
    """The harm and the number of reports in each period, and per 100 000 inhabitants where their number is told.

    weighed  as `reports` makes it: columns day and harm
    since    the first day; until: the first day not counted; every: 1y, 1q, 1mo or 1w
    returns  `harm`, `reports` and `harm per report` by group, the first day of the period; `harm rate` likewise

    Source of the interval: the gamma interval of Fay & Feuer for a weighted sum of Poisson counts, which holds for few
    grave events too and allows each period the gravest report of the whole window; reports are taken as independent.
    """
    table = read(weighed, "day", "harm").filter(pl.col("day").is_between(since, until, closed="left"))
    if until <= since or table.is_empty():
        raise InsufficientData("no report lies between the two days")
    periods = pl.date_range(since, until, every, closed="left", eager=True)
    estimates = _periods(table, periods, inhabitants, level)
    return Result(
        method=f"harm index {index.name}, {every} periods, gamma interval",
        estimates=tuple(estimates),
        window=Window((until - since).days, "days", since, until),
        denominator=table.height,
        time_at_risk=inhabitants * (until - since).days if inhabitants else None,
        says=_says(estimates, periods.len()),
        counted="reports",
        events=table.height,
        notes=(_note(index),),
        source=f"{SOURCE}; weights: {index.source}",
    )


def _periods(table: pl.DataFrame, periods: pl.Series, inhabitants: float | None, level: float) -> list[Estimate]:
    placed = table.with_columns(period=pl.Series(np.searchsorted(periods, table["day"], side="right") - 1))
    gravest = float(numbers(table, "harm").max())
    found: list[Estimate] = []
    for place, first in enumerate(periods):
        days = numbers(placed.filter(pl.col("period") == place), "harm")
        found += _of_period(days, gravest, inhabitants, level, first.isoformat())
    return found


def _of_period(days: Numbers, gravest: float, inhabitants: float | None, level: float, group: str) -> list[Estimate]:
    total, ends = float(days.sum()), weighted_interval(days, level, gravest)
    count = float(len(days))
    found = [
        Estimate("harm", total, *ends, group=group, level=level),
        Estimate("reports", count, *weighted_interval(np.ones(len(days)), level), group=group, level=level),
    ]
    if count:
        found.append(Estimate("harm per report", total / count, math.nan, math.nan, group=group))
    if inhabitants:
        rate = 100_000 / inhabitants
        found.append(Estimate("harm rate", total * rate, ends[0] * rate, ends[1] * rate, group=group, level=level))
    return found


def weighted_interval(weights: Numbers, level: float = 0.95, largest: float = 1.0) -> tuple[float, float]:
    """The ends of the gamma interval of a sum of weighted Poisson events.

    weights  one per event that happened; with all of them one it is the exact Poisson interval of the count
    largest  the weight of the gravest event that could have happened; what was not seen may still come
    """
    tail = (1 - level) / 2
    positive = weights[weights > 0]
    total, square = float(positive.sum()), float((positive**2).sum())
    low = square / total * float(stats.gamma.ppf(tail, total**2 / square)) if total else 0.0
    largest = max(largest, float(positive.max(initial=0)))
    more, wider = total + largest, square + largest**2
    return low, wider / more * float(stats.gamma.isf(tail, more**2 / wider))


def _note(index: Index) -> Text:
    return Text(
        f"Vikterna ({index.source}) är desamma för alla perioder. Index räknar anmäld skada; bättre anmälan "
        "syns som mer.",
        f"The weights ({index.source}) are the same for all periods. The index counts reported harm; better reporting "
        "shows as more.",
    )


def _says(estimates: list[Estimate], periods: int) -> Text:
    harm = [one for one in estimates if one.name == "harm"]
    last = harm[-1]
    return Text(
        f"Den anmälda skadan i den sista av {periods} perioder var {told(last.value, 'sv', 0)} dagar "
        f"({span(last, 'sv', digits=0)}). Enstaka mycket grova brott flyttar summan mycket.",
        f"The reported harm in the last of {periods} periods was {told(last.value, 'en', 0)} days "
        f"({span(last, 'en', digits=0)}). Single very grave offences move the sum a great deal.",
    )
