"""Reads the method's folder, refuses what is wrong with file, rule, key and the mend, and answers for one day."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from trygg.errors import NoRuleInForce, RulebookError
from trygg.records import FACTS, Level
from trygg.rulebook.kinds import Code, Fact, Harm, Heading, Item, LevelRule, Penalty, Relation, Review, Says
from trygg.rulebook.notices import Lever, Notices, in_force, levers, notices, notices_on
from trygg.rulebook.reading import LANGUAGES, keyed, many, named, one

__all__ = [
    "LANGUAGES",
    "SHIPPED",
    "LevelRule",
    "Lever",
    "Rulebook",
    "Rules",
    "Says",
    "book",
    "in_force",
    "profiles",
    "rules",
]
SHIPPED = Path(__file__).parent.parent / "method"


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
    notices: Notices
    levers: Mapping[str, Lever]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All days of a method's folder."""

    version: str
    profile: str
    tables: Mapping[str, Any]

    def newest(self) -> Rules:
        """The rules on the day when the last line begins: what is decided now, also for later."""
        dated = [row for rows in (self.tables["levels"], self.tables["levers"]) for row in rows]
        return self.on(max(row.since for row in (*dated, *self.tables["notices"]["levels"])))

    def on(self, day: date) -> Rules:
        """The rules in force on a day. Raises NoRuleInForce when none are."""
        levels = in_force(self.tables["levels"], day)
        if not levels:
            raise NoRuleInForce(f"no rule of profile {self.profile} is in force on {day}; the first begins later")
        dated = {
            "levels": levels,
            "notices": notices_on(self.tables["notices"], day),
            "levers": {lever.id: lever for lever in in_force(self.tables["levers"], day)},
        }
        return Rules(version=self.version, profile=self.profile, **(dict(self.tables) | dated))


def profiles(folder: Path | str | None = None) -> tuple[str, ...]:
    """The names of the profiles that a folder has."""
    found = Path(folder or SHIPPED).glob("levels.*.toml")
    return ("malmo", *sorted(path.name.split(".")[1] for path in found if ".cases" not in path.name))


@cache
def book(folder: Path | str | None = None, profile: str = "malmo") -> Rulebook:
    """The rulebook of a folder and a profile. Raises RulebookError with file, rule, key and the mend."""
    home = Path(folder or SHIPPED)
    levels = home / ("levels.toml" if profile == "malmo" else f"levels.{profile}.toml")
    shared, own = home / "notices.toml", home / f"notices.{profile}.toml"
    own = own if own.exists() else shared
    facts = keyed(Fact, home / "facts.toml", "fact")
    tables = {
        "levels": tuple(_level(rule, levels, facts) for rule in many(LevelRule, levels, "rule")),
        "harm": named(Harm, home / "harm.toml"),
        "offences": named(Penalty, home / "penalties.toml"),
        "headings": many(Heading, home / "offences.toml", "offence"),
        "relations": keyed(Relation, home / "relations.toml", "relation"),
        "codes": many(Code, home / "crime_codes.toml", "code"),
        "facts": facts,
        "flags": keyed(Item, home / "flags.toml", "flag"),
        "control": keyed(Item, home / "flags.toml", "control"),
        "frequencies": keyed(Item, home / "flags.toml", "frequency"),
        "review": _review(home / "review.toml"),
        "notices": notices(own, shared),
        "levers": levers(home / "levers.toml"),
    }
    _harm_for_every_offence(tables, home / "offences.toml")
    return Rulebook(_digest(home, levels, own), profile, tables)


@lru_cache(maxsize=64)  # a page asks a dozen times, and always of the same day
def rules(folder: Path | str | None, profile: str, on: date) -> Rules:
    """The rules of a folder and a profile in force on a day. Raises RulebookError and NoRuleInForce."""
    return book(folder, profile).on(on)


def _digest(home: Path, *chosen: Path) -> str:
    # What every profile shares, and of the files that differ by profile only those of this one.
    shared = {path for path in home.glob("*.toml") if path.name.count(".") == 1 and path.name != "levels.toml"}
    total = hashlib.sha256()
    for path in sorted(shared | set(chosen)):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


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


def _review(path: Path) -> Review:
    told = one(Review, path, "review")
    levels = [str(level) for level in Level]
    for key, wanted in (("months", levels), ("days_to_decide", [*levels, "none"])):
        table = getattr(told, key)
        for name in (*wanted, *table):
            if name not in table:
                raise RulebookError(f"{path.name}: review: {key}.{name} is missing; add it")
            if name not in wanted:
                raise RulebookError(f"{path.name}: review: {key}.{name} is not known; use {', '.join(wanted)}")
            if table[name] < 1:
                raise RulebookError(f"{path.name}: review: {key}.{name} is 0; it takes a whole number from 1")
    for key in ("raising", "lowering"):
        if getattr(told, key) not in (1, 2):
            raise RulebookError(f"{path.name}: review: {key} is {getattr(told, key)!r}; it takes 1 or 2 persons")
    return told


def _harm_for_every_offence(tables: Mapping[str, Any], path: Path) -> None:
    for heading in tables["headings"]:
        if heading.id not in tables["harm"]:
            raise RulebookError(f"{path.name}: {heading.id} has no weight; add it to harm.toml, with basis not_found")
