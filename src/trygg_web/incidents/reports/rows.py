"""The rows of a police export, read cell by cell. Pure: equal tables give equal readings."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as member
from datetime import date, datetime, timedelta
from typing import TypeVar

from trygg.linkage import identity
from trygg.offences import Offence, offence_of
from trygg.relations import UNKNOWN, relation_of
from trygg.rulebook import Rules
from trygg_web.incidents.reports import gathering
from trygg_web.incidents.reports.profiles import DROPPED, Spec, Words
from trygg_web.incidents.reports.told import OffenceTold, PartyTold, Reading, RejectedRow, ReportTold, RowTold
from trygg_web.sheets import cells
from trygg_web.sheets.faults import Odd
from trygg_web.sheets.tables import Table

T = TypeVar("T")
LENGTHS = {"district": 60, "heading": 120, "suspect_given": 120, "suspect_family": 120, "victim_given": 120}
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Context:
    """What every row is read with: the day it came, the method's rules, and how the file writes its days."""

    on: date
    rules: Rules
    month_first: bool = False
    protected_told: bool = True
    offences: dict[tuple[str, str], Offence] = member(default_factory=dict)  # found so far: most rows have the same few


class Fault(Exception):
    """A row is odd: which field, and why."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code = field, code


class Row:
    """One row's cells by field. Reading a cell names its field when it is odd."""

    def __init__(self, told: Mapping[str, str], own: Words | None = None) -> None:
        self.told, self.own = told, own or {}

    def text(self, field: str) -> str:
        """The cell as it stands; empty when the file has no such column or says that nothing is known."""
        return cells.told(self.told.get(field, ""))

    def read(self, field: str, reader: Callable[[str], T]) -> T:
        """The cell through a reader. Raises Fault with the field's name."""
        try:
            return reader(self.told.get(field, ""))
        except Odd as odd:
            raise Fault(field, odd.code) from odd

    def word(self, field: str, column: str = "") -> str:
        """What the cell's word means, by the sender's own list before the shipped one; empty: not told."""
        own = self.own.get(field, {}).get(cells.key_of(self.told.get(field, "")))
        if own is not None:
            return "" if own == UNKNOWN else own
        return self.read(field, lambda text: cells.word(text, column or field))

    def yes_no(self, field: str) -> bool | None:
        """True, False, or None when it is not told."""
        if field in self.own:
            return {"yes": True, "no": False, "": None}[self.word(field, "yes_no")]
        return self.read(field, cells.yes_no)

    def demand(self, field: str) -> str:
        """The cell, which may not be empty."""
        if not self.text(field):
            raise Fault(field, "missing")
        return self.text(field)


def row_of(values: tuple[str, ...], spec: Spec) -> Row:
    """A row's cells by field, checked for what no cell may hold. Dropped columns are left out here and for good."""
    if len(values) > len(spec.fields) and any(values[len(spec.fields) :]):
        raise Fault("", "too_many_cells")
    told = {field: value for field, value in zip(spec.fields, values, strict=False) if field and field not in DROPPED}
    for field, value in told.items():
        if value.startswith("="):
            raise Fault(field, "formula")
        if "\n" in value or "\r" in value:
            raise Fault(field, "line_break")
        if len(value) > LENGTHS.get(field, LONGEST):
            raise Fault(field, "too_long")
    return Row(told, spec.words)


def rejected(row: int, values: tuple[str, ...], table: Table, spec: Spec, fault: Fault) -> RejectedRow:
    """The row as a person will see it: only columns that may be kept, and the one at fault by its label."""
    kept = [
        (label, value, field)
        for label, value, field in zip(table.header, values, spec.fields, strict=False)
        if field and field not in DROPPED
    ]
    column = next((label for label, _, field in kept if field == fault.field), "")
    return RejectedRow(row, tuple((label, value) for label, value, _ in kept), column, fault.code)


def reports(table: Table, spec: Spec, context: Context) -> Reading:
    """Every report that a table tells of, and every row that it could not read."""
    read: dict[str, list[tuple[int, RowTold]]] = {}
    faults: dict[int, Fault] = {}
    for place, (_number, values) in enumerate(table.rows):
        try:
            told = _row(row_of(values, spec), context)
            read.setdefault(told.number, []).append((place, told))
        except Fault as fault:
            faults[place] = fault
    known = [_gathered(rows, context, faults) for rows in read.values()]
    notices = _notices(known, table, spec)
    until = max((cells.local_day(told.reported_at) for told in known), default=None)
    odd = tuple(rejected(*table.rows[place], table, spec, faults[place]) for place in sorted(faults))
    return Reading(tuple(known), odd, tuple((+notices).items()), len(table.rows), until)


def _gathered(rows: list[tuple[int, RowTold]], context: Context, faults: dict[int, Fault]) -> ReportTold:
    told, odd = gathering.gathered([row for _, row in rows], context.rules)
    faults.update({rows[at][0]: Fault(field, "disagrees") for at, field in odd.items()})
    return told


def _row(row: Row, context: Context) -> RowTold:
    number = row.read("number", cells.report_number)
    reported = _reported(row, context)
    offence = _offence(row, reported, context)
    suspect, victim = _party(row, "suspect", context), _party(row, "victim", context)
    if victim is None:
        raise Fault("victim_family", "party_missing")
    if suspect and suspect.number and suspect.number == victim.number:
        raise Fault("victim_number", "same_person")
    relation = _relation(row, context.rules)
    return RowTold(
        number=number,
        reported_at=reported,
        district=row.text("district"),
        relation=relation,
        child_present=row.yes_no("child_present"),
        children=row.read("children", cells.count),
        injury=row.word("injury"),
        weapon=row.yes_no("weapon"),
        strangulation=row.yes_no("strangulation"),
        death_threat=row.yes_no("death_threat"),
        suspicion=row.word("suspicion"),
        custody=row.word("custody"),
        suspect=suspect,
        victim=victim,
        offence=offence,
    )


def _relation(row: Row, rules: Rules) -> str:
    own = row.own.get("relation", {}).get(cells.key_of(row.text("relation")), "")
    return own if own in rules.relations else relation_of(row.text("relation"), rules)


def _reported(row: Row, context: Context) -> datetime:
    row.demand("reported_at")
    when = row.read("reported_at", lambda text: cells.moment(text, context.on, context.month_first))
    if when.at is None or when.day is None:
        raise Fault("reported_at", "date_partial")
    if when.day > context.on + timedelta(days=1):
        raise Fault("reported_at", "date_future")
    return when.at


def _offence(row: Row, reported: datetime, context: Context) -> OffenceTold:
    heading, code = row.demand("heading"), row.read("code", cells.crime_code)
    since = row.read("since", lambda text: cells.moment(text, context.on, context.month_first))
    until = row.read("until", lambda text: cells.moment(text, context.on, context.month_first))
    if since.at and cells.local_day(since.at) > cells.local_day(reported):
        raise Fault("since", "date_order")
    found = context.offences.get((heading, code))
    if found is None:
        found = context.offences[heading, code] = offence_of(heading, code, context.rules)
    attempt = found.attempt or row.word("attempt") == "yes"
    return OffenceTold(heading, code, found.key, attempt, since.at, until.at, since.precision)


def _party(row: Row, role: str, context: Context) -> PartyTold | None:
    given, family = row.text(f"{role}_given"), row.text(f"{role}_family")
    if whole := row.text(f"{role}_name"):
        given, family = _parted(whole)
    number = identity.number(row.text(f"{role}_number"), on=context.on)
    party = PartyTold(
        number=number.digits,
        number_kind=str(number.kind),
        born=number.born.isoformat() if number.born else "",
        given=given,
        family=family,
        sex=row.word(f"{role}_sex", "sex"),
        protected=_protected(row, context) if role == "victim" else "none",
    )
    return party if party.named else None


def _protected(row: Row, context: Context) -> str:
    # The marking is the victim's. Where it should stand and does not, nobody may guess that it is no.
    if not context.protected_told:
        return ""
    if not row.text("protected"):
        raise Fault("protected", "protected_missing")
    return row.word("protected")


def _parted(whole: str) -> tuple[str, str]:
    if "," in whole:
        family, given = whole.split(",", 1)
        return given.strip(), family.strip()
    *given_words, last = whole.split()
    return " ".join(given_words), last


def _notices(known: Iterable[ReportTold], table: Table, spec: Spec) -> Counter[str]:
    notices: Counter[str] = Counter(dict(table.notices))
    parties = [party for told in known for party in (*told.suspects, *told.victims)]
    notices["masked"] = sum(party.number_kind == "masked" for party in parties)
    notices["invalid_numbers"] = sum(party.number_kind == "invalid" for party in parties)
    notices["lost_letters"] = sum("?" in party.family + party.given for party in parties)
    notices["no_suspect"] = sum(not told.suspects for told in known)
    notices["partial_dates"] = sum(
        offence.precision in ("month", "year") for told in known for offence in told.offences
    )
    notices["same_rows"] = len(table.rows) - len({values for _, values in table.rows})
    notices["dropped_columns"] = sum(field in DROPPED or not field for field in spec.fields)
    notices["no_protected"] = 0 if "protected" in spec.fields else 1
    return notices
