"""Frames in: whatever Narwhals reads becomes a Polars frame with the columns a method needs, or is refused."""

from typing import Any, cast

import narwhals as nw
import numpy as np
import polars as pl
from numpy.typing import NDArray

from trygg.errors import InvalidRecord

Numbers = NDArray[np.float64]


def read(frame: object, *columns: str) -> pl.DataFrame:
    """The frame in Polars, with at least the named columns and no empty cell in them.

    Raises InvalidRecord when a column is absent or a cell is empty: a method that drops rows in silence changes its
    denominator in silence.
    """
    table = pl.DataFrame(cast(Any, nw.from_native(cast(Any, frame))).lazy().collect("polars").to_native())
    absent = [name for name in columns if name not in table.columns]
    if absent:
        raise InvalidRecord(f"the frame lacks the columns {', '.join(absent)}; it needs {', '.join(columns)}")
    empty = [name for name in columns if table[name].null_count()]
    if empty:
        raise InvalidRecord(f"the columns {', '.join(empty)} have empty cells; fill or leave out those rows first")
    return table


def numbers(table: pl.DataFrame, column: str) -> Numbers:
    """A column as floating numbers; True counts as one. Raises InvalidRecord where a value is not finite."""
    values: Numbers = table[column].cast(pl.Float64).to_numpy()
    if not np.isfinite(values).all():
        raise InvalidRecord(f"the column {column} holds values that are not numbers")
    return values
