"""What a room keeps and for how long it may: the one shape in which every room tells the retention of its records.

A room whose app says `keeps = True` has `queries.kept()` and `actions.erase(kind, keys, by=)`.
"""

from dataclasses import dataclass
from uuid import UUID

from trygg.sharing import Held


@dataclass(frozen=True, slots=True)
class Kept:
    """One record: its kind, its row, what it is known as, and what the clocks need to know of it.

    `known_as` is the same in every copy of the house and never leaves it but as a keyed fingerprint.
    """

    kind: str
    key: UUID
    known_as: str
    record: Held
