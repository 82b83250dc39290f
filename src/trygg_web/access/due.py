"""What waits for someone: the one shape in which every room hands its tasks to the first page."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that waits: what, about whom, why, until when, and the one button.

    `about` is a pair of initials or a case number, never a name.
    """

    what: str
    about: str
    level: str | None  # None: not about a level
    why: str
    until: date
    address: str
    does: str
    due: datetime | None = None  # where the hour counts
    late: bool = False
    alarm: bool = False  # stands before all others until someone has seen it
