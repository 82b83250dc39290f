"""What keeps a class of data secret at whoever holds it, and until when."""

from datetime import date

from trygg.rulebook import in_force
from trygg.sharing.kinds import Protection, SharingRules

STRICTEST_FIRST = ("absolute", "reverse", "own", "straight")


def protection(holder: str, data_class: str, on: date, rules: SharingRules) -> tuple[Protection, ...]:
    """What would protect the data at a holder, the strictest first; empty: nothing does, so it may not be sent."""
    found = [row for row in named(holder, data_class, on, rules) if row.carries]
    return tuple(sorted(found, key=lambda row: STRICTEST_FIRST.index(row.test)))


def named(holder: str, data_class: str, on: date, rules: SharingRules) -> tuple[Protection, ...]:
    """Every provision that a masking of the data names at a holder, also those that alone carry nothing."""
    return tuple(row for row in in_force(rules.protections, on) if holder in row.holders and data_class in row.classes)


def protected_until(made: date, held: tuple[Protection, ...]) -> date | None:
    """The last day on which any of the provisions can keep a record of a day secret; None where none has an end.

    Source: the longest of the years that the provisions name, counted from the record's day.
    """
    years = [row.years for row in held if row.years is not None]
    if not years:
        return None
    last = made.year + max(years)
    return date(last, 2, 28) if (made.month, made.day) == (2, 29) else made.replace(year=last)
