"""A row that could not be read, as it is kept: its cells as sealed text and a blind fingerprint."""

import json
from collections.abc import Mapping

from trygg_web.access.vault import blind
from trygg_web.incidents.reports import RejectedRow


def cells_text(row: RejectedRow) -> str:
    """The cells as JSON; columns that may not be kept never reach it."""
    return json.dumps(list(row.cells), ensure_ascii=False)


def cells_of(text: str) -> list[tuple[str, str]]:
    """The cells again, label and value in turn."""
    return [(str(label), str(value)) for label, value in json.loads(text)]


def digest_of(row: RejectedRow) -> str:
    """A fingerprint that tells whether the same row came again."""
    return blind(f"{row.reason}|{row.column}|{cells_text(row)}", "row")


def with_mends(cells: list[tuple[str, str]], mends: Mapping[int, str]) -> tuple[tuple[str, str], ...]:
    """The cells with what a person wrote in place of some, by their place in the row."""
    return tuple((label, mends.get(place, value)) for place, (label, value) in enumerate(cells))
