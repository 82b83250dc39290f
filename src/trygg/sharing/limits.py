"""The limits of statute in the exchange and in the houses, counted by `trygg.deadlines`."""

from datetime import date, datetime

from trygg.deadlines import Calendar, Limit, Unit, deadline
from trygg.errors import NoRuleInForce
from trygg.rulebook import in_force
from trygg.sharing.kinds import SharingRules, TimeLimit

AT_ONCE = "at_once"


def limit_of(name: str, on: date, rules: SharingRules) -> TimeLimit:
    """The limit of a name, such as *DL-02*, on a day. Raises NoRuleInForce where there is none."""
    for row in in_force(rules.limits, on):
        if row.id == name:
            return row
    raise NoRuleInForce(f"deadlines.toml: nothing of {name} is in force on {on}; the first begins later")


def due_by(limit: TimeLimit, start: datetime, calendar: Calendar) -> datetime:
    """The last instant, in Europe/Stockholm, at which a limit is kept; *at once* is the start itself.

    Source: `trygg.deadlines.deadline`.
    """
    if limit.unit == AT_ONCE:
        return start
    return deadline(start, Limit(limit.amount, Unit(limit.unit), limit.rolls), calendar)
