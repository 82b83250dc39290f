"""Rows that could not be read and wait for a person."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may, require
from trygg_web.incidents.models import ImportRun, Rejected, RejectedState
from trygg_web.incidents.rejects import MASK, cells_of, hidden

UNKEPT = ("", "place", "free_text", "phone")  # columns whose cells never were kept


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
    masked: frozenset[int] = frozenset()  # places of cells that this viewer may not see


def rejected(viewer: User, run_id: UUID, page: int = 1, size: int = 50) -> Sequence[RejectedShown]:
    """The rows of a run that wait, in the file's order. They hold people: opening them is logged."""
    require(viewer, Permission.IMPORT)
    first = (max(page, 1) - 1) * size
    waiting = Rejected.objects.filter(run=run_id, state=RejectedState.WAITING).select_related("run").order_by("row")
    found = [_shown(row, viewer) for row in waiting[first : first + size]]
    log.saw(viewer, "rejected_row", [row.id for row in found])
    return found


def rejected_for_download(viewer: User, run_id: UUID) -> Sequence[RejectedShown]:
    """All rows of a run that wait, for a spreadsheet. That they are taken out is logged. Raises NotThere."""
    require(viewer, Permission.IMPORT)
    if not ImportRun.objects.filter(pk=run_id).exists():
        raise NotThere(_("Inläsningen finns inte."))
    waiting = Rejected.objects.filter(run=run_id, state=RejectedState.WAITING).select_related("run").order_by("row")
    found = [_shown(row, viewer) for row in waiting]
    log.did(viewer, log.Verb.EXPORTED, "rejected_row", [row.id for row in found], note=f"run {run_id}")
    return found


def rejected_row(viewer: User, rejected_id: UUID) -> RejectedShown:
    """One row. Raises NotThere."""
    require(viewer, Permission.IMPORT)
    row = Rejected.objects.select_related("run").filter(pk=rejected_id).first()
    if row is None:
        raise NotThere(_("Raden finns inte."))
    log.saw(viewer, "rejected_row", [row.pk])
    return _shown(row, viewer)


def _shown(row: Rejected, viewer: User) -> RejectedShown:
    cells, masked = cells_of(row.cells), frozenset[int]()
    if row.run.kind == "reports" and not may(viewer, Permission.PROTECTED_SEE):
        spec = json.loads(row.run.spec or "{}")
        masked = hidden(cells, [field for field in spec.get("fields", ()) if field not in UNKEPT])
    seen = tuple((label, MASK if place in masked else value) for place, (label, value) in enumerate(cells))
    return RejectedShown(row.pk, row.run_id, row.row, seen, row.column, row.reason, row.state, masked)
