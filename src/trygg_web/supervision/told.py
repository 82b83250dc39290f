"""What a sheet of clients tells, before anything is kept."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SentenceTold:
    """What one row tells."""

    number: str
    given: str
    family: str
    protected: bool
    kind: str
    since: date
    until: date | None
    conditions: str
    office: str


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that could not be read: its number in the sheet, the column, and the key of what is wrong."""

    row: int
    column: str
    code: str


@dataclass(frozen=True, slots=True)
class SheetTold:
    """What a sheet tells, equal rows once; and the rows to mend."""

    told: tuple[SentenceTold, ...]
    faults: tuple[RowFault, ...]
    rows: int
