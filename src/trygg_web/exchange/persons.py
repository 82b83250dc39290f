"""Whom a disclosure concerns, as keyed fingerprints of the identity numbers in it: so the ledger is found, not read."""

from collections.abc import Iterable
from datetime import date

from trygg.linkage.numbers import number
from trygg_web.access.vault import blind

NUMBERS = frozenset({"number", "victim_number", "child_number"})  # the fields that hold one


def keys_of(fields: Iterable[tuple[str, str | None]], on: date) -> tuple[str, ...]:
    """The fingerprints of every identity number among fields, each once."""
    return tuple(sorted({key_of(value, on) for name, value in fields if name in NUMBERS and value}))


def key_of(text: str, on: date) -> str:
    """The fingerprint of an identity number, the same however it is written; of anything else, of its letters."""
    return blind(number(text, on=on).digits or "".join(text.casefold().split()), "number")
