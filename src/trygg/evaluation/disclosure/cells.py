"""A table with all its totals, and the sums that tie its cells together: what anyone can add and subtract."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trygg.errors import InvalidRecord
from trygg.evaluation.frames import read

if TYPE_CHECKING:  # half a second to load, and few processes hide cells
    from scipy import sparse

Counts = NDArray[np.int64]
Key = tuple[object, ...]  # one value per dimension; None stands for all of them together


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The cells of a table and its totals, in order, and the sums between them as a matrix whose rows give nought."""

    keys: tuple[Key, ...]
    counts: Counts
    sums: "sparse.csr_array"


def cells(table: object, dimensions: Sequence[str]) -> Cells:
    """The table with the totals over every set of its dimensions.

    table       columns `dimensions` and count, one row per cell that can exist, those of none with a count of 0; a
                combination that is absent is taken to be known as impossible
    dimensions  such as period, area and sex; one may be nested in another, such as district and town
    """
    finest = read(table, *dimensions, "count")
    if not dimensions or finest.select(dimensions).is_duplicated().any():
        raise InvalidRecord("a table has at least one dimension, and one row per cell")
    if finest["count"].dtype.is_float() or (finest["count"] < 0).any():
        raise InvalidRecord("counts are whole numbers of zero or more")
    counts = dict(_summed(finest, dimensions))
    keys = tuple(counts)
    return Cells(keys, np.array(list(counts.values()), dtype=np.int64), _sums(keys))


def _summed(finest: pl.DataFrame, dimensions: Sequence[str]) -> Iterator[tuple[Key, int]]:
    for size in range(len(dimensions), -1, -1):
        for kept in combinations(dimensions, size):
            grouped = finest.group_by(kept, maintain_order=True).agg(pl.col("count").sum()) if kept else finest.sum()
            for row in grouped.iter_rows(named=True):
                yield tuple(row[name] if name in kept else None for name in dimensions), row["count"]


def _sums(keys: tuple[Key, ...]) -> "sparse.csr_array":
    """One row per total and dimension it is summed over: its parts count one, itself minus one."""
    from scipy import sparse  # noqa: PLC0415 - half a second to load, and few processes hide cells

    place = {key: at for at, key in enumerate(keys)}
    parts: dict[tuple[int, int], list[int]] = {}
    for key, at in place.items():
        for dimension, value in enumerate(key):
            if value is not None:
                whole = place[*key[:dimension], None, *key[dimension + 1 :]]
                parts.setdefault((whole, dimension), []).append(at)
    rows = [(row, at, 1) for row, (_, of) in enumerate(parts.items()) for at in of]
    rows += [(row, whole, -1) for row, (whole, _) in enumerate(parts)]
    row, column, value = (np.array(one) for one in zip(*rows, strict=True))
    return sparse.csr_array((value.astype(float), (row, column)), shape=(len(parts), len(keys)))
