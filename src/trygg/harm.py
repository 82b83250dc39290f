"""How grave an offence or a report is, in days.

Source: the weights of method/harm.toml; one report sums its offences, but where a violation of integrity is
registered the larger of that composite and the sum of its parts counts (instruments.md 4.4, rule 5). That is said of
one report and one victim: a child-peace crime has a child as its victim, is no part of the composite, and always adds.
"""

from collections.abc import Iterable

from trygg.rulebook import Rules

COMPOSITES = ("grov_fridskrankning", "grov_kvinnofridskrankning")
CHILD_PEACE = ("barnfridsbrott", "grovt_barnfridsbrott")


def weight(offence: str, rules: Rules) -> int:
    """The days of one offence; 0 where no weight is known."""
    known = rules.harm.get(offence)
    return (known.days or 0) if known else 0


def harm_days(offences: Iterable[str], rules: Rules) -> int:
    """The days of one report against one victim, with its child-peace crimes on top."""
    weights = [(offence, weight(offence, rules)) for offence in offences]
    wholes = [days for offence, days in weights if offence in COMPOSITES]
    parts = sum(days for offence, days in weights if offence not in (*COMPOSITES, *CHILD_PEACE))
    return max([parts, *wholes]) + sum(days for offence, days in weights if offence in CHILD_PEACE)
