"""The codebook of an extract, made from its frames: every variable with its type, meaning and what values it has."""

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

MEANING = {
    "pseudonym": "one per person and extract; the key is kept apart and can be erased",
    "year": "year of the first message; empty where too few are alike",
    "sex": "F, M or another as the register tells; empty where not known or too few are alike",
    "age": "lower end of the age band at the first message, 0 under 18; empty where not known or too few are alike",
    "area": "area of the newest report before the first message; empty where not known or too few are alike",
    "followed": "days from the first message to the day the extract ends, or to the person's death or move if earlier",
    "day": "days after the person's first message; below nought before it",
    "level": "level at which the message was given, A gravest",
    "series": "report, charge or conviction of violence against a partner",
    "since": "first day held, in days after the first message",
    "until": "day back, in days after the first message; empty while still held",
}
FEW = 12  # values that are listed one by one


def codebook(frames: Mapping[str, pl.DataFrame]) -> list[dict[str, Any]]:
    """One row per file and variable: file, variable, type, meaning, empty, values."""
    return [
        {"file": f"{name}.csv", "rows": frame.height, **_variable(column)}
        for name, frame in frames.items()
        for column in frame.iter_columns()
    ]


def _variable(column: pl.Series) -> dict[str, Any]:
    return {
        "variable": column.name,
        "type": "number" if column.dtype.is_numeric() else "text",
        "meaning": MEANING[column.name],
        "empty": column.null_count(),
        "values": "; ".join(_values(column)),
    }


def _values(column: pl.Series) -> Iterator[str]:
    known = column.drop_nulls().unique().sort()
    if column.name == "pseudonym" or known.is_empty():
        return
    if column.dtype.is_numeric() and len(known) > FEW:
        yield f"{known[0]} to {known[-1]}"
    elif len(known) <= FEW:
        yield from (str(value) if value != "" else "(not known)" for value in known)
