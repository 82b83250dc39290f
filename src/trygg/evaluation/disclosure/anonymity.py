"""Rows about persons, made coarser until nobody stands with fewer than a handful of others who look alike."""

from collections.abc import Sequence

import polars as pl

from trygg.errors import InsufficientData
from trygg.evaluation.disclosure.suppression import LEAST
from trygg.evaluation.frames import read

SOURCE = "Sweeney 2002, k-anonymity; local suppression as in Hundepool et al. 2012, Statistical Disclosure Control"


def alike(table: object, columns: Sequence[str], *, least: int = LEAST) -> pl.DataFrame:
    """The rows with cells emptied until every combination of the columns is borne by at least `least` rows.

    columns  by what a person could be recognised, the one that is needed most first; the last is emptied first
    returns  the rows in the same order; what was emptied is null
    Raises   InsufficientData where there are fewer rows than `least` in all
    """
    frame = read(table, *columns) if columns else read(table)
    if frame.height < least:
        raise InsufficientData(f"{frame.height} rows cannot be alike in groups of {least}")
    for column in reversed(columns):
        frame = _emptied(frame, column, _rare(frame, columns, least))
    while (rare := _rare(frame, columns, least)).any():  # those left with nothing are still too few: others join them
        joined = frame.filter(~rare).group_by(columns).len().filter(~pl.all_horizontal(pl.col(columns).is_null()))
        smallest = joined.sort("len", *columns).head(1).select(columns)
        others = frame.with_row_index("row").join(smallest, on=list(columns), how="semi", nulls_equal=True)["row"]
        hit = rare | pl.Series(range(frame.height)).is_in(others.to_list())
        for column in columns:
            frame = _emptied(frame, column, hit)
    return frame


def smallest(table: pl.DataFrame, columns: Sequence[str]) -> int:
    """How many rows the rarest combination has."""
    return int(table.group_by(columns).len()["len"].min() or 0)  # type: ignore[arg-type]  # a count of rows


def _rare(frame: pl.DataFrame, columns: Sequence[str], least: int) -> pl.Series:
    return frame.select(few=pl.len().over(columns) < least)["few"]


def _emptied(frame: pl.DataFrame, column: str, where: pl.Series) -> pl.DataFrame:
    return frame.with_columns(pl.when(~where).then(pl.col(column)).alias(column))
