"""Refuses a language file in which anything is missing, unknown or cannot be filled in."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from string import Formatter
from typing import Any

from trygg.errors import RulebookError
from trygg.letters.catalogue import Catalogue
from trygg.letters.letter import Headings, Regime, Spoken

PARTS = "language heading common form level fact consequence line authority privacy date spoken".split()
LANGUAGE = "id name direction translation since source".split()
COMMON = "message fair forbidden help".split()
TRANSLATION = ("original", "verified", "not_verified")
DIRECTION = ("ltr", "rtl")
SLOTS = ("authority", "contact", "day", "function", "recipient")


def check(path: Path, told: Mapping[str, Any], shared: Catalogue) -> None:
    """Nothing when a language file is whole. Raises RulebookError with the key and the mend."""
    _complete(path, "the file", {key: value for key, value in told.items() if key != "lever"}, PARTS)
    for key, needed in _needed(shared):
        _complete(path, key, told[key], needed)
    _complete(path, "privacy.purpose", told["privacy"].get("purpose", {}), list(Regime))
    _complete(path, "privacy.rights", told["privacy"].get("rights", {}), list(Regime))
    _one_of(path, "translation", told["language"]["translation"], TRANSLATION)
    _one_of(path, "direction", told["language"]["direction"], DIRECTION)
    for lever in told.get("lever", {}):
        _one_of(path, "lever", lever, shared.levers)
    for level in told["level"].values():
        for one in level["consequences"]:
            _one_of(path, "consequences", one, shared.consequences)
    for sentence in _strings({key: told[key] for key in ("form", "common", "level", "spoken", "fact")}):
        _slots(path, sentence)


def _needed(shared: Catalogue) -> list[tuple[str, Collection[str]]]:
    deciders = {one.decided_by for one in shared.consequences.values()}
    deciders |= {lever.decided_by for lever in shared.levers.values()}
    headings = {field.name for field in fields(Headings)} - {"title"}  # each form has its own
    return [
        ("language", LANGUAGE),
        ("common", COMMON),
        ("heading", headings),
        ("spoken", [field.name for field in fields(Spoken)]),
        ("fact", list(shared.facts)),
        ("consequence", list(shared.consequences)),
        ("line", list(shared.lines)),
        ("authority", deciders),
    ]


def _complete(path: Path, key: str, own: Mapping[str, Any], needed: Collection[str]) -> None:
    absent, unknown = sorted(set(needed) - set(own)), sorted(set(own) - set(needed))
    if absent:
        raise RulebookError(f"{path.name}: {key}: {absent[0]} is missing; write it in this language")
    if unknown:
        raise RulebookError(f"{path.name}: {key}: {unknown[0]} is not known; use one of {', '.join(sorted(needed))}")


def _one_of(path: Path, key: str, value: str, known: Iterable[str]) -> None:
    if value not in known:
        raise RulebookError(f"{path.name}: {key}: {value} is not known; use one of {', '.join(known)}")


def _slots(path: Path, sentence: str) -> None:
    try:
        named = [slot for _text, slot, _spec, _conversion in Formatter().parse(sentence) if slot is not None]
    except ValueError as fault:
        raise RulebookError(f"{path.name}: {sentence!r} has a lone brace ({fault}); mend it") from fault
    for slot in named:
        _one_of(path, f"{{{slot}}}", slot, SLOTS)


def _strings(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping | list):
        for one in told.values() if isinstance(told, Mapping) else told:
            yield from _strings(one)
