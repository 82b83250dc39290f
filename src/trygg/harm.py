"""How grave an offence or a report is, in days.

Source: the weights of method/harm.toml; one report sums its offences, but where a violation of integrity is
registered the larger of that composite and the sum of its parts counts (instruments.md 4.4, rule 5).
"""

from collections.abc import Iterable

from trygg.rulebook import Rules

COMPOSITES = ("grov_fridskrankning", "grov_kvinnofridskrankning")


def weight(offence: str, rules: Rules) -> int:
    """The days of one offence; 0 where no weight is known."""
    known = rules.harm.get(offence)
    return (known.days or 0) if known else 0


def harm_days(offences: Iterable[str], rules: Rules) -> int:
    """The days of one report against one victim."""
    weights = [(offence in COMPOSITES, weight(offence, rules)) for offence in offences]
    parts = sum(days for composite, days in weights if not composite)
    return max([parts, *(days for composite, days in weights if composite)])
