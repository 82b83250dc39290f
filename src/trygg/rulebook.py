"""Reads the method's folder, refuses what is wrong with file, rule, key and the mend, and answers for one day."""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin

from trygg.errors import NoRuleInForce, RulebookError
from trygg.records import FACTS, Level

SHIPPED = Path(__file__).parent / "method"
LANGUAGES = ("sv", "en")
Says = Mapping[str, str]
TAKES = {int: "a whole number from 0", str: "text", bool: "true or false", date: "a day such as 2026-01-01"}
TABLES = {"flags.toml": ("flag", "control", "frequency")}  # files that hold more than one kind
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LevelRule:
    """A line of the method: when every fact in `all` and one in `any` reaches its number, it leads to the level."""

    id: str
    level: str
    says: Says
    since: date
    source: str
    reviewed: date | None = None
    until: date | None = None
    all: Mapping[str, int] | None = None
    any: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Harm:
    """How grave one offence is; `days` is None where no weight is known."""

    basis: str
    source: str
    since: date
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Penalty:
    """What the law fixes for one offence: its name, statute and dated scales in months."""

    says: Says
    statute: str
    values: tuple[Mapping[str, str | int | date], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """How the police write one offence."""

    id: str
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """What two parties are to each other; `partner` is None where that is not known."""

    id: str
    says: Says
    words: tuple[str, ...]
    partner: bool | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """A crime code that tells whether the parties are a couple, while it was in use."""

    id: str
    partner: bool
    since: date
    source: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """What a fact is called, what kind it is, and how many months back it counts (0: no window)."""

    id: str
    kind: str
    months: int
    says: Says


@dataclass(frozen=True, slots=True)
class Item:
    """One danger flag, control item or frequency in words."""

    id: str
    says: Says
    source: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """How long a level holds, in months, and how many must agree to move it."""

    since: date
    source: str
    months: Mapping[str, int]
    raising: int
    lowering: int


@dataclass(frozen=True, slots=True)
class Rules:
    """The method on one day, with the digest of the files it was read from."""

    version: str
    profile: str
    levels: tuple[LevelRule, ...]
    harm: Mapping[str, Harm]
    offences: Mapping[str, Penalty]
    headings: tuple[Heading, ...]
    relations: Mapping[str, Relation]
    codes: tuple[Code, ...]
    facts: Mapping[str, Fact]
    flags: Mapping[str, Item]
    control: Mapping[str, Item]
    frequencies: Mapping[str, Item]
    review: Review


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All days of a method's folder."""

    version: str
    profile: str
    tables: Mapping[str, Any]

    def on(self, day: date) -> Rules:
        """The rules in force on a day. Raises NoRuleInForce when none are."""
        levels = tuple(
            rule for rule in self.tables["levels"] if rule.since <= day and (rule.until is None or day <= rule.until)
        )
        if not levels:
            raise NoRuleInForce(f"no rule of profile {self.profile} is in force on {day}; the first begins later")
        return Rules(version=self.version, profile=self.profile, **(dict(self.tables) | {"levels": levels}))


def profiles(folder: Path | str | None = None) -> tuple[str, ...]:
    """The names of the profiles that a folder has."""
    found = Path(folder or SHIPPED).glob("levels.*.toml")
    return ("malmo", *sorted(path.name.split(".")[1] for path in found if ".cases" not in path.name))


@cache
def book(folder: Path | str | None = None, profile: str = "malmo") -> Rulebook:
    """The rulebook of a folder and a profile. Raises RulebookError with file, rule, key and the mend."""
    home = Path(folder or SHIPPED)
    levels = home / ("levels.toml" if profile == "malmo" else f"levels.{profile}.toml")
    facts = _keyed(Fact, home / "facts.toml", "fact")
    tables = {
        "levels": tuple(_level(rule, levels, facts) for rule in _many(LevelRule, levels, "rule")),
        "harm": _named(Harm, home / "harm.toml"),
        "offences": _named(Penalty, home / "penalties.toml"),
        "headings": _many(Heading, home / "offences.toml", "offence"),
        "relations": _keyed(Relation, home / "relations.toml", "relation"),
        "codes": _many(Code, home / "crime_codes.toml", "code"),
        "facts": facts,
        "flags": _keyed(Item, home / "flags.toml", "flag"),
        "control": _keyed(Item, home / "flags.toml", "control"),
        "frequencies": _keyed(Item, home / "flags.toml", "frequency"),
        "review": _one(Review, home / "review.toml", "review"),
    }
    _harm_for_every_offence(tables, home / "offences.toml")
    return Rulebook(_digest(home, levels), profile, tables)


def _digest(home: Path, levels: Path) -> str:
    read = [path for path in home.glob("*.toml") if ".cases" not in path.name and not path.name.startswith("levels")]
    total = hashlib.sha256()
    for path in (*sorted(read), levels):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


@cache
def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as fault:
        raise RulebookError(
            f"{path.name}: the file is missing from {path.parent.name}/; copy it from Trygg's"
        ) from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise RulebookError(f"{path.name}: cannot be read as TOML ({fault}); mend that line") from fault


def _many(kind: type[T], path: Path, key: str) -> tuple[T, ...]:
    rows = _known(path, key).get(key)
    if not isinstance(rows, list):
        raise RulebookError(f"{path.name}: holds no [[{key}]]; add at least one")
    made = tuple(_make(kind, row, path, _called(row, place)) for place, row in enumerate(rows, 1))
    names = [row["id"] for row in rows]
    for name in names:
        if names.count(name) > 1:
            raise RulebookError(f"{path.name}: {key} {name} stands twice; give one of them another id")
    return made


def _called(row: Any, place: int) -> str:
    return str(row["id"]) if isinstance(row, dict) and "id" in row else f"number {place}"


def _known(path: Path, key: str) -> dict[str, Any]:
    known = TABLES.get(path.name, (key,))
    for name in _read(path):
        if name not in known:
            raise RulebookError(f"{path.name}: {name} is not known; use one of {', '.join(known)}")
    return _read(path)


def _keyed(kind: type[T], path: Path, key: str) -> Mapping[str, T]:
    return {row.id: row for row in _many(kind, path, key)}  # type: ignore[attr-defined]  # every kind read so has an id


def _named(kind: type[T], path: Path) -> Mapping[str, T]:
    return {name: _make(kind, row, path, name) for name, row in _read(path).items()}


def _one(kind: type[T], path: Path, key: str) -> T:
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
    says = row.get("says")
    if says is not None:
        absent = [f"says.{language}" for language in LANGUAGES if not says.get(language)]
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


def _level(rule: LevelRule, path: Path, facts: Mapping[str, Fact]) -> LevelRule:
    if rule.level not in list(Level):
        raise RulebookError(f"{path.name}: {rule.id}: level {rule.level} is not known; use one of A, B, C, D")
    wanted = {**(rule.all or {}), **(rule.any or {})}
    if not wanted:
        raise RulebookError(f"{path.name}: {rule.id}: all and any are empty; name at least one fact")
    for fact, least in wanted.items():
        if fact not in facts or fact not in FACTS:
            raise RulebookError(f"{path.name}: {rule.id}: {fact} is not a known fact; see facts.toml")
        if not isinstance(least, int) or isinstance(least, bool) or least < 1:
            raise RulebookError(f"{path.name}: {rule.id}: {fact} is {least!r}; it takes a whole number from 1")
    return rule


def _harm_for_every_offence(tables: Mapping[str, Any], path: Path) -> None:
    for heading in tables["headings"]:
        if heading.id not in tables["harm"]:
            raise RulebookError(f"{path.name}: {heading.id} has no weight; add it to harm.toml, with basis not_found")
