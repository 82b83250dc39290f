"""From counted things to tables that may leave the house: one in time and one in place for each year.

The two share only the year's totals. A table in place is told of only where both tell of the same totals: then nobody
can subtract the one from the other, since any two tables with the same totals fit together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

import polars as pl

from trygg.evaluation.disclosure import LEAST, suppress
from trygg.evaluation.indicators.catalogue import Indicator

THING: dict[str, type[pl.DataType]] = {
    "day": pl.Date,
    "area": pl.String,
    "sex": pl.String,
    "outcome": pl.String,
    "hours": pl.Float64,
}
TIME, PLACE = ("quarter", "month", "outcome"), ("area", "sex", "outcome")
EMPTY = pl.DataFrame(schema=THING)


@dataclass(frozen=True, slots=True)
class Spread:
    """How long it took in a quarter (None: the year): the hours that 25, 50 and 75 in a hundred took at most."""

    quarter: int | None
    many: int
    first: float
    median: float
    third: float


@dataclass(frozen=True, slots=True, eq=False)
class Year:
    """What may be told of one indicator and year.

    time   quarter (1–4), month of the quarter (1–3), outcome, count; null where summed over, count null where hidden
    place  area, sex, outcome, count in the same way; None where it would give away what `time` hides, or makes no sense
    hours  the spread of the hours, of quarters whose total is shown
    """

    time: pl.DataFrame
    place: pl.DataFrame | None
    hours: tuple[Spread, ...]
    least: int


def of_year(things: pl.DataFrame, indicator: Indicator, year: int, *, until: date, least: int = LEAST) -> Year:
    """One year of an indicator, with small counts hidden.

    things  columns of THING: each counted thing with its day, area, sex (F, M or else), outcome and hours (or null)
    until   the first day not counted: months that have not ended are left out, in every column
    """
    mine = _of_year(things, indicator, year, until)
    cells = _cells(mine, TIME, _moments(year, until), list(indicator.outcomes))
    time = suppress(cells, TIME, least=least, show_zeros=True).table  # that nothing came in a month says nobody's name
    return Year(time, _place(mine, indicator, time, least), tuple(_hours(mine, indicator, time, least)), least)


def years(things: pl.DataFrame, until: date) -> range:
    """The years that things were counted in, to the one of the last finished month."""
    first = things.filter(pl.col("day") < until)["day"].min()
    begun = first.year if isinstance(first, date) else until.year
    return range(begun, until.year + 1 if until.month > 1 else until.year)


def raw(things: pl.DataFrame, indicator: Indicator, year: int, *, until: date) -> pl.DataFrame:
    """All that a year's tables are made of, in one order: equal where nothing has changed. Never to be shown."""
    mine = _of_year(things, indicator, year, until)
    return mine.group_by("quarter", "month", "area", "sex", "outcome", "hours").len().sort(pl.all())


def _of_year(things: pl.DataFrame, indicator: Indicator, year: int, until: date) -> pl.DataFrame:
    counted = things.filter(pl.col("day").dt.year() == year, pl.col("day") < until)
    month = pl.col("day").dt.month() - 1
    known = pl.when(pl.col("sex").is_in(["F", "M"])).then("sex").otherwise(pl.lit(""))
    made = counted.with_columns(
        quarter=(month // 3 + 1).cast(pl.Int64), month=(month % 3 + 1).cast(pl.Int64), sex=known
    )
    return made.filter(pl.col("outcome").is_in(list(indicator.outcomes)))


def _moments(year: int, until: date) -> list[tuple[int, int]]:
    ended = [month for month in range(1, 13) if date(year, month, 1) < until]
    return [((month - 1) // 3 + 1, (month - 1) % 3 + 1) for month in ended]


def _cells(
    mine: pl.DataFrame, names: Sequence[str], places: Sequence[tuple[object, object]], outcomes: Sequence[str]
) -> pl.DataFrame:
    every = [(*place, outcome) for place, outcome in product(places, outcomes)]
    frame = pl.DataFrame(every, schema={name: mine.schema[name] for name in names}, orient="row")
    counted = mine.group_by(names).agg(count=pl.len())
    return frame.join(counted, on=list(names), how="left").with_columns(pl.col("count").fill_null(0).cast(pl.Int64))


def _place(mine: pl.DataFrame, indicator: Indicator, time: pl.DataFrame, least: int) -> pl.DataFrame | None:
    if not indicator.place or mine.is_empty():
        return None
    # What the year has none of in the whole city is told of; to hide its noughts here would hide others for nothing.
    came = [outcome for outcome in indicator.outcomes if outcome in set(mine["outcome"])]
    places = list(product(sorted(set(mine["area"])), sorted(set(mine["sex"]))))
    told = suppress(_cells(mine, PLACE, places, came), PLACE, least=least).table
    known = _totals(time, TIME)
    return told if all(known[outcome] == count for outcome, count in _totals(told, PLACE).items()) else None


def _totals(table: pl.DataFrame, names: Sequence[str]) -> dict[str | None, int | None]:
    whole = table.filter(*(pl.col(name).is_null() for name in names[:-1]))
    return dict(whole.select("outcome", "count").iter_rows())


def _hours(mine: pl.DataFrame, indicator: Indicator, time: pl.DataFrame, least: int) -> Iterator[Spread]:
    shown = time.filter(pl.col("outcome").is_null(), pl.col("month").is_null(), pl.col("count").is_not_null())
    for quarter in shown["quarter"] if indicator.hours else ():
        hours = mine.filter(True if quarter is None else pl.col("quarter") == quarter)["hours"].drop_nulls()
        if len(hours) >= 2 * least:  # so few that a quarter of them is one or two persons tell of those
            marks = [round(float(hours.quantile(share, "linear") or 0), 1) for share in (0.25, 0.5, 0.75)]
            yield Spread(quarter, len(hours) // 5 * 5, *marks)
