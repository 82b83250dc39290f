"""What a second person reads before a table leaves: what is new against the last one, and what the two give away.

Two tables that are safe each by itself may not be so together: a count of 12 in May and of 13 in June tells of one
person. So the difference is read as a table of its own.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from trygg.errors import InvalidRecord
from trygg.evaluation.disclosure.suppression import LEAST
from trygg.evaluation.frames import read
from trygg.evaluation.results import Text


class Change(StrEnum):
    """What became of a cell since the last release."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"
    NOW_SHOWN = "now shown"
    NOW_HIDDEN = "now hidden"


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """The cells of two releases side by side, and the seal of the one that is to leave.

    cells    the dimensions, before, after, change, and telling: True where the two together say what neither does
    telling  how many cells are so
    seal     a digest of exactly the table to be released; a second yes is given to this and to nothing else
    """

    cells: pl.DataFrame
    telling: int
    seal: str
    says: Text


def difference(before: object, after: object, dimensions: Sequence[str], *, least: int = LEAST) -> Difference:
    """The table to be released against the one released before, cell by cell.

    before, after  columns `dimensions` (null where summed over) and count (null where hidden), as `suppress` makes them
    returns        every cell of either; telling are cells shown now that were hidden, or the reverse, and cells whose
                   counts differ by less than `least`, since the difference is then a small count itself
    """
    old, new = (_told(frame, dimensions, name) for frame, name in ((before, "before"), (after, "after")))
    both = old.join(new, on=list(dimensions), how="full", nulls_equal=True, coalesce=True, maintain_order="right_left")
    cells = both.with_columns(change=_change()).with_columns(telling=_telling(least))
    kept = cells.select(*dimensions, "before", "after", "change", "telling")
    telling = int(kept["telling"].sum())
    return Difference(kept, telling, seal(after, dimensions), _says(kept, telling, least))


def seal(table: object, dimensions: Sequence[str]) -> str:
    """A digest that is the same for the same cells in any order, and for nothing else."""
    frame = read(table).select(*dimensions, "count")
    lines = sorted(repr(row) for row in frame.iter_rows())
    return hashlib.sha256("\n".join([repr(tuple(dimensions)), *lines]).encode()).hexdigest()


def _told(frame: object, dimensions: Sequence[str], name: str) -> pl.DataFrame:
    table = read(frame)
    absent = [one for one in (*dimensions, "count") if one not in table.columns]
    if absent or table.select(dimensions).is_duplicated().any():
        raise InvalidRecord(f"the table {name} has one row per cell and the columns {', '.join(dimensions)} and count")
    return table.select(*dimensions, pl.col("count").alias(name), pl.lit(True).alias(f"in {name}"))


def _change() -> pl.Expr:
    before, after = pl.col("before"), pl.col("after")
    return (
        pl.when(pl.col("in before").is_null()).then(pl.lit(Change.NEW))
        .when(pl.col("in after").is_null()).then(pl.lit(Change.GONE))
        .when(before.is_null() & after.is_not_null()).then(pl.lit(Change.NOW_SHOWN))
        .when(before.is_not_null() & after.is_null()).then(pl.lit(Change.NOW_HIDDEN))
        .when(before.eq_missing(after)).then(pl.lit(Change.SAME))
        .otherwise(pl.lit(Change.CHANGED))
    )  # fmt: skip


def _telling(least: int) -> pl.Expr:
    small = (pl.col("before") - pl.col("after")).abs() < least
    crossed = pl.col("change").is_in([Change.NOW_SHOWN, Change.NOW_HIDDEN])
    return crossed | ((pl.col("change") == Change.CHANGED) & small.fill_null(False))


def _says(cells: pl.DataFrame, telling: int, least: int) -> Text:
    changed = cells.filter(pl.col("change") != Change.SAME).height
    return Text(
        f"{changed} av {cells.height} celler skiljer sig från det som lämnades ut förut. I {telling} av dem säger de "
        f"två utlämnandena tillsammans mer än vart och ett: en skillnad under {least}, eller något dolt som blir "
        "synligt.",
        f"{changed} of {cells.height} cells differ from what was released before. In {telling} of them the two "
        f"releases together say more than each: a difference below {least}, or something hidden that becomes visible.",
    )
