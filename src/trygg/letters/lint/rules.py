"""What stands in letter_lint.toml: what no message may say, in patterns for each language, dated and with a source."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from trygg.errors import RulebookError
from trygg.rulebook import SHIPPED, Says
from trygg.rulebook.notices import in_force
from trygg.rulebook.reading import many

BY_LOGIC = ("name", "unknown_word", "identity_number", "phone", "measure", "help", "privacy", "sender", "meeting")


@dataclass(frozen=True, slots=True)
class LintRule:
    """One thing that no message may say. `patterns` are regular expressions by language; `any` holds for all.

    `free`: what is approved, such as a help line, may say it. Rules without patterns are found by logic.
    """

    id: str
    says: Says
    since: date
    source: str
    free: bool = False
    patterns: Mapping[str, tuple[str, ...]] | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Ordinary:
    """Ordinary words of a language, so that only what may be a name is asked about.

    `closed`: nobody writes freely in this language, so every word outside the texts is asked about.
    """

    id: str
    closed: bool
    words: str


@dataclass(frozen=True, slots=True)
class LintRules:
    """The rules in force, compiled."""

    rules: Mapping[str, LintRule]
    ordinary: Mapping[str, Ordinary]
    folder: Path

    def patterns(self, rule: LintRule, language: str) -> tuple[re.Pattern[str], ...]:
        """What is looked for in a text of a language: its own patterns, those for all, Swedish and English."""
        held = rule.patterns or {}
        wanted = dict.fromkeys((language, "any", "sv", "en"))
        every = [one for key in wanted for one in held.get(key, ())]
        # All of a rule's patterns are tried in one pass: half the time of one pass for each.
        small, written = ([one for one in every if minds_case(one) is minds] for minds in (False, True))
        return tuple(_compiled("|".join(f"(?:{one})" for one in some)) for some in (small, written) if some)


@cache
def letter_rules(folder: Path | str | None = None, on: date | None = None) -> LintRules:
    """The rules in force on a day; without a day, those that have no end. Raises RulebookError."""
    home = Path(folder or SHIPPED)
    path = home / "letter_lint.toml"
    rows = many(LintRule, path, "rule")
    for rule in rows:
        _check(rule, path)
    held = in_force(rows, on or max(rule.since for rule in rows))
    missing = sorted(set(BY_LOGIC) - {rule.id for rule in rows})
    if missing:
        raise RulebookError(f"{path.name}: {missing[0]} is missing; it is found by logic and needs its words here")
    words = many(Ordinary, path, "ordinary")
    return LintRules({rule.id: rule for rule in held}, {one.id: one for one in words}, home)


def _check(rule: LintRule, path: Path) -> None:
    for patterns in (rule.patterns or {}).values():
        for pattern in patterns:
            try:
                _compiled(pattern)
            except re.error as fault:
                raise RulebookError(f"{path.name}: {rule.id}: {pattern!r} is no pattern ({fault}); mend it") from fault
    if not rule.patterns and rule.id not in BY_LOGIC:
        raise RulebookError(f"{path.name}: {rule.id}: patterns is missing; add at least one")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # A pattern in small letters is tried on the text in small letters, five times as fast as without regard to case.
    return re.compile(pattern, re.IGNORECASE if minds_case(pattern) else 0)


@cache
def minds_case(pattern: str) -> bool:
    """Whether a pattern holds capitals of its own, such as (?-i:[A-D]), and so needs the text as it was written."""
    return bool(re.search(r"(?<!\\)[A-ZÅÄÖ]", pattern))
