"""Events for tests, written short."""

from datetime import date
from typing import Any

import polars as pl

from trygg.records import EVENT_COLUMNS, EVENT_TYPES


def event(kind: str, day: date, **more: Any) -> dict[str, Any]:
    """One event of person p; a yes unless told otherwise."""
    return {"person": "p", "kind": kind, "day": day, "answer": True, "source": "polisen", **more}


def offence(day: date, report: str, key: str = "ofredande", other: str = "v") -> dict[str, Any]:
    """One offence of a report."""
    return event("offence", day, report=report, offence=key, other=other)


def frame(*events: dict[str, Any]) -> pl.DataFrame:
    """The events as the method takes them."""
    rows = [{name: one.get(name) for name in EVENT_COLUMNS} for one in events]
    return pl.DataFrame(rows, schema=EVENT_TYPES)
