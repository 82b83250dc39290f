"""Facts and levels of a few events on many days, by a plan that is made once for a set of rules.

The definition is the same `facts_by_row` and `indicate` that everything uses.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl

from trygg.facts import WINDOWS, facts_by_row, months_before
from trygg.levels.indication import indicate
from trygg.plans import Plan
from trygg.records import EVENT_TYPES
from trygg.rulebook import Rules

SINCE = {f"since_{months}": pl.Date for months in WINDOWS}
SCHEMA = pl.Schema({**EVENT_TYPES, "on": pl.Date, **SINCE})
PLANS = 8  # rules in use at once: one profile, and those of the days that a test or a trial asks for


def placed_on(events: pl.DataFrame, rules: Rules, days: list[date]) -> dict[date, dict[str, Any]]:
    """The facts, level and fired rules of one person on each of the days on which something had been told.

    events   the events of one person, columns EVENT_COLUMNS
    """
    told = events.drop("person")
    rows = _days(days).join(told, how="cross").select(*SCHEMA)
    placed = _plan(_ByVersion(rules)).run(rows=rows).rows(named=True)
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
def _plan(key: _ByVersion) -> Plan:
    return Plan({"rows": SCHEMA}, lambda rows: indicate(facts_by_row(rows, key.rules), key.rules))
