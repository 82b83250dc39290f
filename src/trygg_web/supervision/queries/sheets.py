"""The sheets that were read in, and one of them before it is saved."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.sheets.faults import ROW
from trygg_web.supervision.models import Sheet, SheetState

SHOWN = 30


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A sheet in the list."""

    id: UUID
    filename: str
    state: str
    state_says: str
    counts: dict[str, int]
    received_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class SheetShown:
    """One sheet, with its rows to mend."""

    row: SheetRow
    faults: tuple[tuple[int, str, str], ...]  # number in the sheet, column, what to do


def sheets(viewer: User) -> list[SheetRow]:
    """The newest sheets."""
    require(viewer, Permission.CLIENT_WORK)
    return [_row(one) for one in Sheet.objects.select_related("by").order_by("-received_at")[:SHOWN]]


def sheet(viewer: User, sheet_id: UUID) -> SheetShown:
    """One sheet. Raises NotThere."""
    require(viewer, Permission.CLIENT_WORK)
    found = Sheet.objects.select_related("by").filter(pk=sheet_id).first()
    if found is None:
        raise NotThere
    faults = tuple((row, column, str(ROW[code])) for row, column, code in found.faults)
    return SheetShown(_row(found), faults)


def _row(one: Sheet) -> SheetRow:
    says = SheetState(one.state).label
    return SheetRow(one.pk, one.filename, one.state, str(says), one.counts, one.received_at, str(one.by))
