"""What a file told, row by row: frozen records between the reader and the tables."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class PartyTold:
    """A person as named in a report."""

    number: str = ""
    number_kind: str = "none"
    born: str = ""
    given: str = ""
    family: str = ""
    sex: str = ""
    protected: str = "none"

    @property
    def named(self) -> bool:
        """Whether anything at all is known of who it is."""
        return bool(self.number or self.born or self.given or self.family)


@dataclass(frozen=True, slots=True)
class OffenceTold:
    """One offence of a report."""

    heading: str
    code: str
    offence: str
    attempt: bool
    since: datetime | None
    until: datetime | None
    precision: str


@dataclass(frozen=True, slots=True)
class ReportTold:
    """One report as all its rows told it. `partner` is None when a person must rule."""

    number: str
    reported_at: datetime
    district: str
    relation: str
    partner: bool | None
    child_present: bool | None
    children: int | None
    injury: str
    weapon: bool | None
    strangulation: bool | None
    death_threat: bool | None
    suspicion: str
    custody: str
    suspect: PartyTold | None
    victim: PartyTold | None
    offences: tuple[OffenceTold, ...]


@dataclass(frozen=True, slots=True)
class StayTold:
    """A stay in remand prison as a roster told it."""

    number: str
    number_kind: str
    given: str
    family: str
    place: str
    since: date
    restrictions: bool | None
    visit_allowed: bool | None
    planned_release: date | None


@dataclass(frozen=True, slots=True)
class BanTold:
    """A contact ban as a list told it."""

    number: str
    protects: str
    kind: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """A fact that a person wrote in a sheet: about whom or which report, what, since when, from where."""

    number: str  # twelve digits, or a report number
    kind: str
    value: bool | None
    day: date
    source: str
    row: int


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that could not be read: its cells by label, the column at fault and the code of what is wrong."""

    row: int
    cells: tuple[tuple[str, str], ...]
    column: str
    reason: str


Told = ReportTold | StayTold | BanTold | ObservationRow


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a file."""

    told: tuple[Told, ...]
    rejected: tuple[RejectedRow, ...]
    notices: tuple[tuple[str, int], ...]
    rows: int
    until: date | None  # the newest day of which the file tells
