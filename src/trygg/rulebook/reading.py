"""Reads one file of the method and refuses what is wrong with its name, rule, key and the mend."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin

from trygg.errors import RulebookError

LANGUAGES = ("sv", "en")
TAKES = {int: "a whole number from 0", str: "text", bool: "true or false", date: "a day such as 2026-01-01"}
TABLES = {  # files that hold more than one kind, by the name before the first full stop
    "flags": ("flag", "control", "frequency"),
    "notices": (*"form function gate notice hours attempts watching answer minors call_in trigger release".split(),),
    "levers": ("lever", "authority"),
    "letter_lint": ("rule", "ordinary"),
    "holders": ("holder", "class", "purpose", "circumstance"),
    "grounds": ("policy", "condition", "ground"),
    "offers": ("offer", "refusal"),
    "secrecy": ("protection",),
    "harm_test": ("question",),
    "retention": ("clock",),
    "deadlines": ("limit",),
    "insight": ("right", "start", "masking"),
    "messages": ("agency", "fact", "consequence", "line", "step"),
    "help": ("need", "help"),
}
BILINGUAL = ("says", "letter")
T = TypeVar("T")


@cache
def read(path: Path) -> dict[str, Any]:
    """A file as TOML. Raises RulebookError where it is missing or broken."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as fault:
        raise RulebookError(
            f"{path.name}: the file is missing from {path.parent.name}/; copy it from Trygg's"
        ) from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise RulebookError(f"{path.name}: cannot be read as TOML ({fault}); mend that line") from fault


def many(kind: type[T], path: Path, key: str) -> tuple[T, ...]:
    """Every row of one kind in a file; an id may come again only where the spans of days do not meet."""
    rows = _known(path, key).get(key)
    if not isinstance(rows, list):
        raise RulebookError(f"{path.name}: holds no [[{key}]]; add at least one")
    made = tuple(_make(kind, row, path, _called(row, place)) for place, row in enumerate(rows, 1))
    for one, other in combinations(made, 2):
        if one.id == other.id and _meet(one, other):  # type: ignore[attr-defined]  # every kind read so has an id
            raise RulebookError(f"{path.name}: {key} {one.id} stands twice; give one of them another id")  # type: ignore[attr-defined]  # every named table has an id
    return made


def _meet(one: Any, other: Any) -> bool:
    if not (hasattr(one, "since") and hasattr(one, "until")):
        return True
    return bool(one.since <= (other.until or date.max) and other.since <= (one.until or date.max))


def _called(row: Any, place: int) -> str:
    return str(row["id"]) if isinstance(row, dict) and "id" in row else f"number {place}"


def _known(path: Path, key: str) -> dict[str, Any]:
    known = TABLES.get(path.name.split(".")[0], (key,))
    for name in read(path):
        if name not in known:
            raise RulebookError(f"{path.name}: {name} is not known; use one of {', '.join(known)}")
    return read(path)


def keyed(kind: type[T], path: Path, key: str) -> Mapping[str, T]:
    """The rows of one kind by their ids."""
    return {row.id: row for row in many(kind, path, key)}  # type: ignore[attr-defined]  # every kind read so has an id


def named(kind: type[T], path: Path) -> Mapping[str, T]:
    """The tables of a file by their names."""
    return {name: _make(kind, row, path, name) for name, row in read(path).items()}


def one(kind: type[T], path: Path, key: str) -> T:
    """The only table of a file."""
    return _make(kind, _known(path, key).get(key, {}), path, key)


def _make(kind: type[T], row: Any, path: Path, rule: str) -> T:
    if not isinstance(row, dict):
        raise RulebookError(f"{path.name}: {rule} is {row!r}; it takes a table of {kind.__name__.lower()}")
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]  # all kinds are dataclasses
    needed = {name for name, field in known.items() if field.default is MISSING}
    _refuse(sorted(set(row) - set(known)), path, rule, "is not known", f"use one of {', '.join(known)}")
    _refuse(sorted(needed - set(row)), path, rule, "is missing", "add it")
    for name, value in row.items():
        for fault, takes in _misfits(name, value, known[name].type):
            raise RulebookError(f"{path.name}: {rule}: {fault}; it takes {takes}")
    _bilingual(row, path, rule)
    _sourced(row, path, rule)
    _ordered(row, path, rule)
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in row.items()})


def _misfits(key: str, value: Any, kind: Any) -> Iterator[tuple[str, str]]:
    # The types that the dataclass names decide; a yes is no number, and no number of the method is below zero.
    kinds = [one for one in (get_args(kind) if isinstance(kind, UnionType) else (kind,)) if one is not type(None)]
    origin, inner = get_origin(kinds[0]), get_args(kinds[0])
    if origin is None:
        if type(value) not in kinds or (type(value) is int and value < 0):
            yield f"{key} is {value!r}", " or ".join(TAKES[one] for one in kinds)
    elif not isinstance(value, list if origin is tuple else dict):
        yield f"{key} is {value!r}", "a list" if origin is tuple else "a table"
    else:
        parts = value.items() if isinstance(value, dict) else enumerate(value, 1)
        for name, one in parts:
            yield from _misfits(f"{key}.{name}", one, inner[-1] if isinstance(value, dict) else inner[0])


def _refuse(keys: Iterable[str], path: Path, rule: str, fault: str, mend: str) -> None:
    for key in keys:
        raise RulebookError(f"{path.name}: {rule}: {key} {fault}; {mend}")


def _bilingual(row: Mapping[str, Any], path: Path, rule: str) -> None:
    for key in BILINGUAL:
        says = row.get(key)
        if says is not None:
            absent = [f"{key}.{language}" for language in LANGUAGES if not says.get(language)]
            _refuse(absent, path, rule, "is missing", "write the sentence in both languages")


def _sourced(row: Mapping[str, Any], path: Path, rule: str) -> None:
    if "source" in row and not str(row["source"]).strip():
        raise RulebookError(f"{path.name}: {rule}: source is empty; say where the value comes from")


def _ordered(row: Mapping[str, Any], path: Path, rule: str) -> None:
    days = [value.get("since") for value in row.get("values", [])]
    if not all(type(day) is date for day in days):
        raise RulebookError(f"{path.name}: {rule}: values.since is missing or no day; it takes {TAKES[date]}")
    if days != sorted(set(days)):
        raise RulebookError(f"{path.name}: {rule}: values are out of order or two hold on one day; sort them by since")
    if row.get("until") and row["until"] < row["since"]:
        raise RulebookError(f"{path.name}: {rule}: until is before since; swap them")
