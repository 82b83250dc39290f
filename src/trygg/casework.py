"""The worked cases beside the rules: a sentence, a situation, the answer that the method must give."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from trygg.errors import RulebookError
from trygg.levels import indicate
from trygg.records import COUNTS, FACTS
from trygg.rulebook import SHIPPED, Rules


@dataclass(frozen=True, slots=True)
class Case:
    """One situation: facts that are known, the level they call for, the rules of that level that fire."""

    name: str
    on: date
    facts: Mapping[str, int]
    level: str
    fired: tuple[str, ...]


def cases(folder: Path | str | None = None, profile: str = "malmo") -> Iterator[Case]:
    """The cases of a profile's levels. Raises RulebookError for a fact that is not known."""
    name = "levels.cases.toml" if profile == "malmo" else f"levels.{profile}.cases.toml"
    path = Path(folder or SHIPPED) / name
    if not path.exists():
        return
    for row in tomllib.loads(path.read_text("utf-8"))["case"]:
        for fact in row.get("facts", {}):
            if fact not in FACTS:
                raise RulebookError(f"{name}: {row['name']}: {fact} is not a known fact; see facts.toml")
        yield Case(row["name"], row["on"], row.get("facts", {}), row["level"], tuple(row["fired"]))


def wrong(case: Case, rules: Rules) -> str:
    """What the method answers instead of what the case demands; empty when they agree."""
    row: dict[str, Any] = {fact: case.facts.get(fact, 0 if fact in COUNTS else None) for fact in FACTS}
    placed = indicate(pl.DataFrame([row], schema=dict.fromkeys(FACTS, pl.Int64)), rules).row(0, named=True)
    level = placed["level"] or "none"
    levels = {rule.id: rule.level for rule in rules.levels}
    fired = tuple(one for one in (placed["fired"] or "").split(",") if one and levels[one] == level)
    if (level, fired) == (case.level, case.fired):
        return ""
    return f"gives {level} by {', '.join(fired) or 'no rule'}, not {case.level} by {', '.join(case.fired) or 'no rule'}"
