"""A previewed file read in: whole or not at all, and never twice."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.incidents import reports
from trygg_web.incidents.actions import reading, rosters, storing
from trygg_web.incidents.actions.merging import plan
from trygg_web.incidents.models import ImportRun, RunState

Tell = Callable[[str, int, int], None]
OPEN = (RunState.PREVIEWED, RunState.RUNNING, RunState.FAILED)


@transaction.atomic
def start(run_id: UUID, *, by: User) -> None:
    """The run marked for the worker, which reads it in while people do other things."""
    require(by, Permission.IMPORT)
    states = (RunState.PREVIEWED, RunState.FAILED)
    if not ImportRun.objects.filter(pk=run_id, state__in=states).update(state=RunState.RUNNING, stage="waiting"):
        raise WrongState(_("Inläsningen har redan börjat eller är klar."))
    _readable(ImportRun.objects.get(pk=run_id))
    log.did(by, Verb.IMPORTED, "import_run", [run_id], note="started")


def import_reports(run_id: UUID, *, tell: Tell | None = None, by: User) -> ImportRun:
    """The file read in, in one transaction: killed at any moment it is either in or not.

    A run that is done already is returned as it is. Progress goes to `tell` and to a small file, since what
    happens inside the transaction cannot be seen from outside.
    """
    require(by, Permission.IMPORT)
    run = ImportRun.objects.select_related("file").filter(pk=run_id).first()
    if run is None:
        raise NotThere(_("Inläsningen finns inte."))
    if run.state == RunState.DONE:
        return run
    _readable(run)
    say = _teller(run, tell)
    try:
        say("reading", 0, run.total)
        told = reading.read(run)
        return _stored(run, told, say, by)
    except WrongState:
        raise
    except Exception as fault:
        open_runs = ImportRun.objects.filter(pk=run_id, state__in=OPEN)
        open_runs.update(state=RunState.FAILED, fault=type(fault).__name__[:40])
        raise


@transaction.atomic
def _stored(run: ImportRun, told: reports.Reading, say: Tell, by: User) -> ImportRun:
    # Claimed in the database: of two workers the second waits, then finds the run done.
    claimed = ImportRun.objects.filter(pk=run.pk, state__in=OPEN).update(state=RunState.DONE)
    if not claimed:
        raise WrongState(_("Filen är redan inläst."))
    counts = _KINDS[run.kind](run, told, say)
    counts["rejected_new"] = storing.store_rejected(told.rejected, run)
    run.refresh_from_db(fields=["state"])
    run.counts, run.done, run.stage, run.fault = run.counts | counts, told.rows, "done", ""
    run.finished_at, run.shown = timezone.now(), ""
    run.save(update_fields=["counts", "done", "stage", "fault", "finished_at", "shown"])
    log.did(by, Verb.IMPORTED, "import_run", [run.pk], note=_note(counts))
    say("done", told.rows, told.rows)
    return run


def _of_reports(run: ImportRun, told: reports.Reading, say: Tell) -> dict[str, int]:
    found = [one for one in told.told if isinstance(one, reports.ReportTold)]
    on = _told_on(run, told)
    say("comparing", 0, len(found))
    made = plan(found, on)
    storing.store(made, run, on, say)
    return {"new": len(made.new), "updated": len(made.changed), "same": len(made.same)}


def _of_rosters(run: ImportRun, told: reports.Reading, say: Tell) -> dict[str, int]:
    say("new", 0, len(told.told))
    return rosters.store(run, told, run.until or reading.day_of(run))


_KINDS = {"reports": _of_reports, "custody": _of_rosters, "bans": _of_rosters}


def _told_on(run: ImportRun, told: reports.Reading) -> date:
    came = reading.day_of(run)
    return min(told.until or came, came)


def _readable(run: ImportRun) -> None:
    if run.state == RunState.DROPPED:
        raise WrongState(_("Filen är kastad. Läs in den på nytt."))
    if reading.spec_of(run).missing:
        raise WrongState(_("Kolumner som måste finnas är inte utpekade ännu. Gå tillbaka och välj dem."))


def _note(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(counts.items()))


def _teller(run: ImportRun, tell: Tell | None) -> Tell:
    folder = Path(settings.TRYGG_PROGRESS)
    folder.mkdir(parents=True, exist_ok=True)
    path, fresh = folder / f"{run.pk}.json", folder / f"{run.pk}.new"

    def say(stage: str, done: int, total: int) -> None:
        fresh.write_text(json.dumps({"stage": stage, "done": done, "total": total}))
        fresh.replace(path)
        if tell:
            tell(stage, done, total)

    return say
