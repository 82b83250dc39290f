"""A row that could not be read, as it is kept: its cells as sealed text and a blind fingerprint."""

import json
from collections.abc import Iterable, Mapping

from trygg_web.access.vault import blind

NOT_PROTECTED = ("n", "nej", "0", "ingen")
MASK = "–"


def cells_text(cells: Iterable[tuple[str, str]]) -> str:
    """The cells as JSON; columns that may not be kept never reach it."""
    return json.dumps(list(cells), ensure_ascii=False)


def cells_of(text: str) -> list[tuple[str, str]]:
    """The cells again, label and value in turn."""
    return [(str(label), str(value)) for label, value in json.loads(text)]


def digest_of(reason: str, column: str, cells: Iterable[tuple[str, str]]) -> str:
    """A fingerprint that tells whether the same row came again."""
    return blind(f"{reason}|{column}|{cells_text(cells)}", "row")


def hidden(cells: list[tuple[str, str]], fields: Iterable[str]) -> frozenset[int]:
    """The places of cells that name a protected victim. Where the marking is missing or odd, nobody may guess no."""
    kept = list(fields)
    marks = [value.casefold() for (_label, value), field in zip(cells, kept, strict=False) if field == "protected"]
    if marks and marks[0] in NOT_PROTECTED:
        return frozenset()
    return frozenset(place for place, field in enumerate(kept) if field.startswith("victim_"))


def with_mends(cells: list[tuple[str, str]], mends: Mapping[int, str]) -> tuple[tuple[str, str], ...]:
    """The cells with what a person wrote in place of some, by their place in the row."""
    return tuple((label, mends.get(place, value)) for place, (label, value) in enumerate(cells))
