"""An office's file, bytes in and rows out: `open_table`, `guess`, `read`. Pure: no database, no clock."""

from collections.abc import Iterable
from datetime import date

from trygg.rulebook import Rules
from trygg_web.incidents.reports import rosters, rows
from trygg_web.incidents.reports.profiles import DROPPED, Shape, Spec, guess, known_labels, mapped, shape_of
from trygg_web.incidents.reports.told import (
    BanTold,
    ObservationRow,
    OffenceTold,
    PartyTold,
    Reading,
    RejectedRow,
    ReportTold,
    StayTold,
    SuspectTold,
)
from trygg_web.sheets.faults import Unreadable
from trygg_web.sheets.tables import Table, table

__all__ = [
    "DROPPED",
    "BanTold",
    "ObservationRow",
    "OffenceTold",
    "PartyTold",
    "Reading",
    "RejectedRow",
    "ReportTold",
    "Shape",
    "Spec",
    "StayTold",
    "SuspectTold",
    "Table",
    "Unreadable",
    "guess",
    "mapped",
    "open_table",
    "read",
    "read_observations",
    "shape_of",
]

READERS = {
    "reports": rows.reports,
    "custody": rosters.stays,
    "bans": rosters.bans,
    "observations": rosters.observations,
}


def open_table(content: bytes, saved: Iterable[Shape] = ()) -> Table:
    """The table in a file. Raises Unreadable with a sentence for the sender."""
    return table(content, known_labels(saved))


def read(table: Table, spec: Spec, *, on: date, rules: Rules) -> Reading:
    """Every row of a table, understood or rejected."""
    context = rows.Context(on, rules, spec.month_first, "protected" in spec.fields)
    return READERS[spec.kind](table, spec, context)


def read_observations(content: bytes, *, on: date, rules: Rules) -> Reading:
    """The sheet of observations: `told` holds ObservationRow. Raises Unreadable."""
    opened = open_table(content)
    return read(opened, guess(opened.header, kind="observations"), on=on, rules=rules)
