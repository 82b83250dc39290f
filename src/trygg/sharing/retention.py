"""Until when a record may be kept and before when it may not be erased, by dated clocks with ceilings and floors."""

from collections.abc import Iterable
from datetime import date

from trygg.sharing.records import Due, Held, SharingRules


def due(records: Iterable[Held], on: date, rules: SharingRules) -> tuple[Due, ...]:
    """What the clocks say of each record on a day, in the order given: it stays, may go, must go, and why.

    A floor wins over a ceiling, and a record that another one holds back stays. Give all records on a person
    together: a dependency on one that is not given cannot be seen.
    """
    raise NotImplementedError
