"""A few rows as they stood beside as they are read: what the page shows before anything is saved."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from trygg.rulebook import Rules
from trygg_web.incidents.reports import rosters, rows
from trygg_web.incidents.reports.profiles import DROPPED, Spec
from trygg_web.incidents.reports.told import PartyTold, ReportTold, SuspectTold, Told
from trygg_web.sheets.cells import HERE
from trygg_web.sheets.tables import Table
from trygg_web.sheets.words import words

MANY = 10
SHUT = "skyddad eller inte läst"
PARTS = {  # field of a column → attribute, where they differ
    "person_number": "number",
    "place_name": "place",
    "ban_kind": "kind",
    "protects_number": "protects",
    "subject": "number",
    "observed": "kind",
}


@dataclass(frozen=True, slots=True)
class Sample:
    """One row: its number in the file, and for each column its label, what stood there and what is read."""

    row: int
    cells: tuple[tuple[str, str, str], ...]
    reason: str = ""


def samples(table: Table, spec: Spec, *, on: date, rules: Rules) -> list[Sample]:
    """The first rows of a table, spread over it, as they stood and as they are read."""
    step = max(1, len(table.rows) // MANY)
    return [_sample(table, spec, row, rows.Context(on, rules, spec.month_first)) for row in table.rows[::step][:MANY]]


def _sample(table: Table, spec: Spec, row: tuple[int, tuple[str, ...]], context: rows.Context) -> Sample:
    reader = {"reports": rows.reports, "custody": rosters.stays, "bans": rosters.bans}.get(
        spec.kind, rosters.observations
    )
    reading = reader(replace(table, rows=(row,), notices=()), spec, context)
    told = reading.told[0] if reading.told else None
    shut = isinstance(told, ReportTold) and any(victim.protected != "none" for victim in told.victims)
    pairs = tuple(
        (label, "–", SHUT)
        if field.startswith("victim_") and (shut or told is None)
        else (label, value, shown(told, field, context.rules) if told else "")
        for label, value, field in zip(table.header, row[1], spec.fields, strict=False)
        if field and field not in DROPPED
    )
    return Sample(row[0], pairs, reading.rejected[0].reason if reading.rejected else "")


def shown(told: Told, field: str, rules: Rules) -> str:
    """What a field is read as, in words for a page."""
    if isinstance(told, ReportTold):
        role, _, part = field.partition("_")
        if role in ("suspect", "victim"):
            return _party(next(iter(told.suspects if role == "suspect" else told.victims), None), part)
        return _of_report(told, field, rules)
    return _words(getattr(told, PARTS.get(field, field)))


def _of_report(told: ReportTold, field: str, rules: Rules) -> str:
    offence, standing = told.offences[0], next(iter(told.standings), SuspectTold(0, "", ""))
    special: dict[str, Callable[[], object]] = {
        "heading": lambda: rules.offences[offence.offence].says["sv"] if offence.offence in rules.offences else "",
        "relation": lambda: rules.relations[told.relation].says["sv"] if told.relation in rules.relations else "",
        "suspicion": lambda: _said("suspicion", standing.suspicion),
        "custody": lambda: _said("custody", standing.custody),
        "injury": lambda: _said("injury", told.injury),
        "code": lambda: offence.code,
        "attempt": lambda: offence.attempt,
        "since": lambda: _when(offence.since, offence.precision),
        "until": lambda: _when(offence.until, "minute"),
        "protected": lambda: _said("protected", told.victims[0].protected) if told.victims else "",
    }
    return _words(special[field]() if field in special else getattr(told, field))


def _party(party: PartyTold | None, part: str) -> str:
    if party is None:
        return ""
    if part == "number":
        return _number(party)
    if part == "sex":
        return _said("sex", party.sex)
    if part == "name":
        return f"{party.given} {party.family}".strip()
    return str(getattr(party, part))


def _number(party: PartyTold) -> str:
    if party.number_kind == "masked":
        return f"född {party.born}"
    digits = f"{party.number[:8]}-{party.number[8:]}" if len(party.number) == 12 else party.number
    return f"{digits} (stämmer inte)" if party.number_kind == "invalid" else digits


def _said(column: str, value: str) -> str:
    # The longest of the words that mean the same is the one that people say in full.
    return max((word for word, meant in words()[column].items() if meant == value), key=len, default=value)


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return _when(value, "minute") if isinstance(value, datetime) else str(value)


def _when(at: datetime | None, precision: str) -> str:
    forms = {"minute": "%Y-%m-%d %H:%M", "day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
    return at.astimezone(HERE).strftime(forms[precision]) if at and precision in forms else ""
