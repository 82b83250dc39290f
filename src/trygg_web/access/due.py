"""What waits for someone at work: every room tells it in these words, and the first page gathers it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that waits: what, about whom, why, where it is done and by when."""

    kind: str
    says: str
    url: str
    by_when: date
    about: UUID | None = None  # a person; shown by initials until opened
    level: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """All that waits of one kind: how many in words, where the queue is, and the most urgent ones."""

    says: str
    count: int
    url: str
    dues: tuple[Due, ...] = ()
