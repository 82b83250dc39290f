"""Facts and levels of a few events on many days, by a plan that is made once for a set of rules.

To build the columns' plan takes longer than to run it over one person's events. So the plan is built once over an
input that is handed in at each run; the definition is the same `facts_by_row` and `indicate` that everything uses.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from threading import Lock
from typing import Any

import polars as pl
from polars.io.plugins import register_io_source

from trygg.facts import WINDOWS, facts_by_row, months_before
from trygg.levels.indication import indicate
from trygg.records import EVENT_TYPES
from trygg.rulebook import Rules

SINCE = {f"since_{months}": pl.Date for months in WINDOWS}
SCHEMA = pl.Schema({**EVENT_TYPES, "on": pl.Date, **SINCE})
AS_WRITTEN = pl.QueryOptFlags.none()  # to look for a better way costs more than the few rows do
PLANS = 8  # rules in use at once: one profile, and those of the days that a test or a trial asks for


@dataclass(slots=True)
class _Plan:
    """A plan over rows that are handed in when it runs, one run at a time."""

    rows: pl.DataFrame = field(default_factory=SCHEMA.to_frame)
    lock: Any = field(default_factory=Lock)
    made: pl.LazyFrame | None = None

    def read(
        self, columns: list[str] | None, where: pl.Expr | None, most: int | None, _batch: int | None
    ) -> Iterator[pl.DataFrame]:
        rows = self.rows.filter(where) if where is not None else self.rows
        rows = rows.head(most) if most is not None else rows
        yield rows.select(columns) if columns is not None else rows

    def run(self, rows: pl.DataFrame) -> pl.DataFrame:
        with self.lock:
            self.rows = rows
            return self.made.collect(optimizations=AS_WRITTEN) if self.made is not None else rows


def placed_on(events: pl.DataFrame, rules: Rules, days: list[date]) -> dict[date, dict[str, Any]]:
    """The facts, level and fired rules of one person on each of the days on which something had been told.

    events   the events of one person, columns EVENT_COLUMNS
    """
    told = events.drop("person")
    rows = _days(days).join(told, how="cross").select(*SCHEMA)
    placed = _plan(_ByVersion(rules)).run(rows).rows(named=True)
    return {date.fromisoformat(row["person"]): row for row in placed}


def _days(days: list[date]) -> pl.DataFrame:
    # The same events once for each day, under the day's name in the person's place.
    since = {f"since_{months}": [months_before(day, months) for day in days] for months in WINDOWS}
    types = {"person": pl.String, "on": pl.Date, **SINCE}
    return pl.DataFrame({"person": [day.isoformat() for day in days], "on": days, **since}, schema=types)


@dataclass(frozen=True, slots=True)
class _ByVersion:
    """Rules as a key: those of one version are the same rules."""

    rules: Rules

    def __hash__(self) -> int:
        return hash(self.rules.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByVersion) and self.rules.version == other.rules.version


@lru_cache(maxsize=PLANS)
def _plan(key: _ByVersion) -> _Plan:
    plan = _Plan()
    source = register_io_source(plan.read, schema=SCHEMA)
    plan.made = indicate(facts_by_row(source, key.rules), key.rules)
    return plan
