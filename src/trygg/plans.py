"""Plans over columns that are made once and run over whatever rows they are handed.

To put a plan together takes longer than to run it over what is known of one person. So it is made once, over sources
that are empty until it runs; what it says stands in one place, for one person and for all.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import Any

import polars as pl
from polars.io.plugins import register_io_source

FEW = 10_000  # rows; below, to look for a better way through the plan costs more than the rows do
AS_WRITTEN = pl.QueryOptFlags.none()


@dataclass(slots=True)
class Plan:
    """A plan over named sources, one run at a time.

    sources  the columns of each
    make     what is made of the sources, in the order in which they are named
    """

    sources: Mapping[str, pl.Schema]
    make: Callable[..., pl.LazyFrame]
    rows: dict[str, pl.DataFrame] = field(default_factory=dict)
    lock: Any = field(default_factory=Lock)
    made: pl.LazyFrame | None = None

    def run(self, **rows: pl.DataFrame) -> pl.DataFrame:
        """What comes of these rows; a frame for each source, with its columns."""
        with self.lock:
            try:
                self.rows = rows
                return _collected(self._made(), sum(frame.height for frame in rows.values()))
            finally:
                self.rows = {}  # nothing of what was asked stays

    def _made(self) -> pl.LazyFrame:
        if self.made is None:
            read = {name: register_io_source(partial(self._read, name), schema=of) for name, of in self.sources.items()}
            self.made = self.make(*read.values())
        return self.made

    def _read(
        self, name: str, columns: list[str] | None, where: pl.Expr | None, most: int | None, _batch: int | None
    ) -> Iterator[pl.DataFrame]:
        rows = self.rows[name]
        rows = rows.filter(where) if where is not None else rows
        rows = rows.head(most) if most is not None else rows
        yield rows.select(columns) if columns is not None else rows


def _collected(made: pl.LazyFrame, rows: int) -> pl.DataFrame:
    if rows < FEW:  # they are gone before an engine that streams has begun
        return made.collect(engine="in-memory", optimizations=AS_WRITTEN)
    return made.collect()
