"""Rows that could not be read: mended by a person and read again by the same reader, or put aside."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.incidents import reports
from trygg_web.incidents.actions import reading, rosters, storing
from trygg_web.incidents.actions.merging import compare, plan, stored
from trygg_web.incidents.models import ImportRun, Rejected, RejectedState
from trygg_web.incidents.rejects import cells_of, cells_text, with_mends


@transaction.atomic
def mend(rejected_id: UUID, cells: Mapping[int, str], *, by: User) -> Rejected:
    """The row with a person's words in some cells, by place, read again.

    It is in when its state says so; otherwise it waits still, with the new fault.
    """
    require(by, Permission.IMPORT)
    row = _claim(rejected_id, RejectedState.MENDED, by)
    mended = with_mends(cells_of(row.cells), cells)
    told = _read(row, mended)
    if told.rejected:
        fault = told.rejected[0]
        row.state, row.by, row.at = RejectedState.WAITING, None, None
        row.column, row.reason = fault.column, fault.reason
    else:
        _store(row.run, told)
    row.cells = cells_text(mended)
    row.save(update_fields=["state", "by", "at", "column", "reason", "cells"])
    log.did(by, Verb.MENDED, "rejected_row", [row.pk], note=row.state)
    return row


@transaction.atomic
def drop_rejected(rejected_id: UUID, *, by: User) -> None:
    """The row put aside; it is kept until the file's retention day, but nobody waits for it."""
    require(by, Permission.IMPORT)
    row = _claim(rejected_id, RejectedState.DROPPED, by)
    log.did(by, Verb.MENDED, "rejected_row", [row.pk], note="dropped")


def _claim(rejected_id: UUID, state: RejectedState, by: User) -> Rejected:
    waiting = Rejected.objects.filter(pk=rejected_id, state=RejectedState.WAITING)
    if not waiting.update(state=state, by=by, at=timezone.now()):
        raise WrongState(_("Någon har redan tagit hand om raden."))
    return Rejected.objects.select_related("run__file").get(pk=rejected_id)


def _read(row: Rejected, cells: tuple[tuple[str, str], ...]) -> reports.Reading:
    # The kept cells are the read columns in the file's order, so the fields follow in the same order.
    spec, on = reading.spec_of(row.run), reading.day_of(row.run)
    kept = tuple(field for field in spec.fields if field and field not in reports.DROPPED)
    labels, values = tuple(label for label, _ in cells), tuple(value.strip() for _, value in cells)
    table = reports.Table(labels, ((row.row, values),))
    return reports.read(table, replace(spec, fields=kept), on=on, rules=reading.rules_on(on))


def _store(run: ImportRun, told: reports.Reading) -> None:
    on = run.until or reading.day_of(run)
    if run.kind != "reports":
        rosters.store(run, told, on)
        return
    for one in (one for one in told.told if isinstance(one, reports.ReportTold)):
        stands = stored([one.number]).get(one.number)
        if stands is None:
            storing.store(plan([one], on), run, on, lambda *_: None)
            continue
        # A row of its own: it adds its offence, whatever stands.
        storing.store_change(compare(stands, one, on, adds=True), run, on)
