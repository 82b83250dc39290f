"""The worked cases beside the rules: a sentence, a situation, the answer that the method must give."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from trygg.errors import RulebookError
from trygg.levels import indicate
from trygg.notices import Plan, Situation, Withheld, plan
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


@dataclass(frozen=True, slots=True)
class NoticeCase:
    """One situation in which a message is planned, and every part of the plan that the case demands."""

    name: str
    situation: Situation
    gives: Mapping[str, Any]

    @property
    def on(self) -> date:
        """The day whose rules count."""
        return self.situation.trigger.date()


GIVES = ("form", "by", "due", "warn", "gates", "victim_attempts", "victim_hours", "rule", "withheld", "to")


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


def notice_cases(folder: Path | str | None = None, profile: str = "malmo") -> Iterator[NoticeCase]:
    """The cases of a profile's messages. Raises RulebookError for a key that is not known."""
    home = Path(folder or SHIPPED)
    own = home / f"notices.{profile}.cases.toml"
    path = own if (home / f"notices.{profile}.toml").exists() else home / "notices.cases.toml"
    if not path.exists():
        return
    known = {field.name for field in fields(Situation)}
    for row in tomllib.loads(path.read_text("utf-8"))["case"]:
        for key in set(row) - known - {"name", *GIVES}:
            raise RulebookError(f"{path.name}: {row['name']}: {key} is not known; use one of {', '.join(GIVES)}")
        situation = {name: value for name, value in row.items() if name in known}
        yield NoticeCase(row["name"], Situation(**situation), {key: row[key] for key in GIVES if key in row})


def notice_wrong(case: NoticeCase, rules: Rules) -> str:
    """Which parts of a plan differ from what the case demands; empty when all agree."""
    made = _told(plan(case.situation, rules))
    wrong = {key: made.get(key) for key, demanded in case.gives.items() if made.get(key) != demanded}
    return "; ".join(f"gives {key} {told}, not {case.gives[key]}" for key, told in wrong.items())


def _told(planned: Plan | Withheld) -> dict[str, Any]:
    if isinstance(planned, Withheld):
        return {"withheld": planned.because.value, "to": planned.to}
    told = {key: getattr(planned, key) for key in GIVES if hasattr(planned, key)}
    lists = {"by": list(planned.by), "gates": [gate.id for gate in planned.gates]}
    return told | lists | {"due": _at(planned.due), "warn": planned.warn and _at(planned.warn)}


def _at(instant: datetime) -> datetime:
    # Of one instant in two zones Python says they are equal; of one clock time with and without a fold it does not.
    return instant.astimezone(UTC)
