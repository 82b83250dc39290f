"""Counts rounded to a base, for texts and charts where an exact figure says more than it should.

Rounding alone hides nobody: hide small cells first. It blurs what is shown, and what is shown twice.
"""

import numpy as np
import polars as pl
from numpy.random import Generator

from trygg.errors import InvalidRecord
from trygg.evaluation.disclosure.suppression import Released
from trygg.evaluation.frames import read


def rounded(table: object, *, base: int = 5, column: str = "count", rng: Generator | None = None) -> pl.DataFrame:
    """The table with one column rounded to multiples of the base; empty cells stay empty.

    rng  where given, up or down by chance so that the mean is right (a 7 becomes 5 three times in five); otherwise to
         the nearest, half upwards. Each cell is rounded by itself, so parts need not sum to their total.
    """
    if base < 2:
        raise InvalidRecord("the base is two or more")
    frame = read(table)
    counts = frame[column].cast(pl.Float64).fill_null(np.nan).to_numpy()
    chance = rng.random(len(counts)) if rng is not None else np.full(len(counts), 0.5)
    upwards = (counts % base) / base >= 1 - chance if rng is not None else (counts % base) / base >= chance
    whole = (counts // base + upwards) * base
    return frame.with_columns(pl.Series(column, whole).fill_nan(None).cast(pl.Int64))


def share(released: Released, part: dict[str, object], whole: dict[str, object]) -> float | None:
    """A share of two cells that are both shown; None where one is hidden, since a share gives its parts away."""
    counts = [_one(released, where) for where in (part, whole)]
    if counts[0] is None or not counts[1]:
        return None
    return counts[0] / counts[1]


def _one(released: Released, where: dict[str, object]) -> int | None:
    rows = released.table
    for name in released.dimensions:
        value = where.get(name)
        rows = rows.filter(pl.col(name).is_null() if value is None else pl.col(name) == value)
    if rows.height != 1:
        raise InvalidRecord("no such cell in the table; name a value for each dimension that is not summed over")
    count: int | None = rows["count"].item()
    return count
