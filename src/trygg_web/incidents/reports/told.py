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
    """One offence of a report: who is suspected of it against whom, by their places among the report's parties.

    `relation`, `partner`, `weapon`, `strangulation` and `death_threat` are told of the pair and stand alike in all
    its offences. `partner` is None when a person must rule.
    """

    heading: str
    code: str
    offence: str
    attempt: bool
    since: datetime | None
    until: datetime | None
    precision: str
    suspect: int = 0
    victim: int = 0
    relation: str = "unknown"
    partner: bool | None = None
    weapon: bool | None = None
    strangulation: bool | None = None
    death_threat: bool | None = None


@dataclass(frozen=True, slots=True)
class RowTold:
    """One row of a report: one offence by one suspect, as far as they are told, against one victim."""

    number: str
    reported_at: datetime
    district: str
    relation: str
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
    offence: OffenceTold


@dataclass(frozen=True, slots=True)
class SuspectTold:
    """What a report tells of the standing of one suspect; empty: not told."""

    place: int
    suspicion: str
    custody: str


@dataclass(frozen=True, slots=True)
class ReportTold:
    """One report as all its rows told it. The places of suspects, victims and standings are theirs in the tuples.

    What differs between its pairs is told here as the gravest: partners when any pair are, a flag when any has it.
    """

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
    standings: tuple[SuspectTold, ...]
    suspects: tuple[PartyTold, ...]
    victims: tuple[PartyTold, ...]
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
