"""What stands in the method's folder, a dataclass for each kind of line; a field without a default must be written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Says = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LevelRule:
    """A line of the method: when every fact in `all` and one in `any` reaches its number, it leads to the level."""

    id: str
    level: str
    says: Says
    since: date
    source: str
    reviewed: date | None = None
    until: date | None = None
    all: Mapping[str, int] | None = None
    any: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Harm:
    """How grave one offence is; `days` is None where no weight is known."""

    basis: str
    source: str
    since: date
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Penalty:
    """What the law fixes for one offence: its name, statute and dated scales in months."""

    says: Says
    statute: str
    values: tuple[Mapping[str, str | int | date], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """How the police write one offence."""

    id: str
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """What two parties are to each other; `partner` is None where that is not known."""

    id: str
    says: Says
    words: tuple[str, ...]
    partner: bool | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """A crime code that tells whether the parties are a couple, while it was in use."""

    id: str
    partner: bool
    since: date
    source: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """What a fact is called, what kind it is, and how many months back it counts (0: no window)."""

    id: str
    kind: str
    months: int
    says: Says


@dataclass(frozen=True, slots=True)
class Item:
    """One danger flag, control item or frequency in words."""

    id: str
    says: Says
    source: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """How long a level holds (months), a proposal may wait (days; `none`: no level), and how many must agree."""

    since: date
    source: str
    months: Mapping[str, int]
    days_to_decide: Mapping[str, int]
    raising: int
    lowering: int
