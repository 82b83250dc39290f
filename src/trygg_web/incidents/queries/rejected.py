"""Rows that could not be read and wait for a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.incidents.models import Rejected, RejectedState
from trygg_web.incidents.rejects import cells_of


@dataclass(frozen=True, slots=True)
class RejectedShown:
    """A row as it stood, with the column at fault."""

    id: UUID
    run: UUID
    row: int
    cells: tuple[tuple[str, str], ...]
    column: str
    reason: str
    state: str


def rejected(viewer: User, run_id: UUID, page: int = 1, size: int = 50) -> Sequence[RejectedShown]:
    """The rows of a run that wait, in the file's order. They hold people: opening them is logged."""
    require(viewer, Permission.IMPORT)
    first = (max(page, 1) - 1) * size
    waiting = Rejected.objects.filter(run=run_id, state=RejectedState.WAITING).order_by("row")
    found = [_shown(row) for row in waiting[first : first + size]]
    log.saw(viewer, "rejected_row", [row.id for row in found])
    return found


def rejected_for_download(viewer: User, run_id: UUID) -> Sequence[RejectedShown]:
    """All rows of a run that wait, for a spreadsheet. That they are taken out is logged."""
    require(viewer, Permission.IMPORT)
    waiting = Rejected.objects.filter(run=run_id, state=RejectedState.WAITING).order_by("row")
    found = [_shown(row) for row in waiting]
    log.did(viewer, log.Verb.EXPORTED, "rejected_row", [row.id for row in found], note=f"run {run_id}")
    return found


def rejected_row(viewer: User, rejected_id: UUID) -> RejectedShown:
    """One row. Raises NotThere."""
    require(viewer, Permission.IMPORT)
    row = Rejected.objects.filter(pk=rejected_id).first()
    if row is None:
        raise NotThere(_("Raden finns inte."))
    log.saw(viewer, "rejected_row", [row.pk])
    return _shown(row)


def _shown(row: Rejected) -> RejectedShown:
    return RejectedShown(row.pk, row.run_id, row.row, tuple(cells_of(row.cells)), row.column, row.reason, row.state)
