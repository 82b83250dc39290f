"""Reads a country's pack, refuses what is wrong with file, rule, key and the mend, and gives all days of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from trygg.errors import RulebookError
from trygg.rulebook.kinds import Item
from trygg.rulebook.reading import keyed, many, one
from trygg.sharing.checking import check, unasked
from trygg.sharing.kinds import (
    Clock,
    Condition,
    DataClass,
    Ground,
    HarmQuestion,
    Holder,
    Masking,
    Offer,
    Policy,
    Protection,
    Refusal,
    Right,
    SharingRules,
    Start,
    TimeLimit,
)

PACKS = Path(__file__).parent.parent / "packs"
SHIPPED = PACKS / "se"


@cache
def sharing_rules(folder: Path | str | None = None) -> SharingRules:
    """The law of a pack. Raises RulebookError with file, rule, key and the mend.

    folder      another country's, or another city's, pack; the shipped one where none is given
    """
    home = Path(folder or SHIPPED)
    tables: Mapping[str, Any] = {
        "policy": one(Policy, home / "grounds.toml", "policy"),
        "holders": keyed(Holder, home / "holders.toml", "holder"),
        "classes": keyed(DataClass, home / "holders.toml", "class"),
        "purposes": keyed(Item, home / "holders.toml", "purpose"),
        "circumstances": keyed(Item, home / "holders.toml", "circumstance"),
        "grounds": many(Ground, home / "grounds.toml", "ground"),
        "offers": many(Offer, home / "offers.toml", "offer"),
        "refusals": many(Refusal, home / "offers.toml", "refusal"),
        "protections": many(Protection, home / "secrecy.toml", "protection"),
        "harm_questions": many(HarmQuestion, home / "harm_test.toml", "question"),
        "clocks": many(Clock, home / "retention.toml", "clock"),
        "limits": many(TimeLimit, home / "deadlines.toml", "limit"),
        "rights": many(Right, home / "insight.toml", "right"),
        "starts": many(Start, home / "insight.toml", "start"),
        "maskings": many(Masking, home / "insight.toml", "masking"),
    }
    conditions = keyed(Condition, home / "grounds.toml", "condition")
    asking = _asking(tables["grounds"], conditions, tables["policy"])
    rules = SharingRules(_digest(home), **{**tables, "grounds": asking})
    for name in unasked(conditions, rules):
        raise RulebookError(f"grounds.toml: {name}: no ground asks it; name it in asks, or take it away")
    check(rules)
    return rules


def _asking(grounds: tuple[Ground, ...], conditions: Mapping[str, Condition], policy: Policy) -> tuple[Ground, ...]:
    for ground in grounds:
        for name in ground.asks:
            if name not in conditions:
                raise RulebookError(f"grounds.toml: {ground.id}: asks {name} is not known; add a [[condition]] for it")
    return tuple(
        replace(
            ground,
            conditions=tuple(
                conditions[name]
                for name in ground.asks
                if policy.prefer_special_rule or not conditions[name].special_first
            ),
        )
        for ground in grounds
    )


def _digest(home: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(path for path in home.glob("*.toml") if path.name.count(".") == 1):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()
