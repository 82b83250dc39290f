"""What a person may be told of what is held about them: where a field starts, and what may bear a masking."""

from dataclasses import dataclass
from datetime import date

from trygg.errors import NoRuleInForce
from trygg.rulebook import in_force
from trygg.sharing.kinds import Masking, Protection, Right, SharingRules, Start

GIVEN, MASKED, WITHHELD = "given", "masked", "withheld"
VERDICTS = (GIVEN, MASKED, WITHHELD)
WHOSE = ("own", "suspected", "victim", "child", "reporter", "other", "mixed", "work")


@dataclass(frozen=True, slots=True)
class Bearer:
    """One way to keep a field from the person: masked, with its provision in print, or left out without a word."""

    masking: Masking
    protection: Protection

    @property
    def verdict(self) -> str:
        """What a field becomes by it."""
        return WITHHELD if self.masking.silent else MASKED


def right_of(holder: str, on: date, rules: SharingRules) -> Right:
    """The right to be told at a holder on a day. Raises NoRuleInForce where the pack has none."""
    for row in in_force(rules.rights, on):
        if holder in row.holders:
            return row
    raise NoRuleInForce(f"insight.toml: no right of {holder} is in force on {on}; add a [[right]]")


def start_of(holder: str, data_class: str, whose: str, on: date, rules: SharingRules) -> Start:
    """What a field is before somebody has looked at it. Raises NoRuleInForce where no row fits."""
    for row in in_force(rules.starts, on):
        fits = (not row.holders or holder in row.holders) and (not row.classes or data_class in row.classes)
        if whose in row.whose and fits:
            return row
    raise NoRuleInForce(f"insight.toml: no start fits data of {whose} on {on}; add a [[start]]")


def bearers(holder: str, data_class: str, whose: str, on: date, rules: SharingRules) -> tuple[Bearer, ...]:
    """Every provision that may keep such a field from the person, in the pack's order; empty: it must be given."""
    known = {row.id: row for row in in_force(rules.protections, on)}
    rows = (row for row in in_force(rules.maskings, on) if row.protection in known and whose in row.whose)
    pairs = (Bearer(row, known[row.protection]) for row in rows)
    return tuple(one for one in pairs if _bears(one, holder, data_class))


def may_be(verdict: str, masking: str, held: tuple[Bearer, ...], start: Start) -> bool:
    """Whether a field may become this: given without a masking, or kept by one that bears that verdict.

    What starts hard stays as it starts.
    """
    if start.hard and verdict != start.verdict:
        return False
    if verdict == GIVEN:
        return not masking
    return any(one.masking.id == masking and one.verdict == verdict for one in held)


def _bears(one: Bearer, holder: str, data_class: str) -> bool:
    holders = one.masking.holders or one.protection.holders
    return holder in holders and data_class in (one.masking.classes or one.protection.classes)
