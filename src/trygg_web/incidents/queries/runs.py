"""Imports: how each file was read, what it will do or did, and how far one has come."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.incidents.models import ImportRun, Rejected, RejectedState, RelationRuling, RunState

PAGE = 30


@dataclass(frozen=True, slots=True)
class RunShown:
    """One import as a page shows it."""

    id: UUID
    kind: str
    state: str
    state_says: str
    sender: str
    filename: str
    size: int
    by: str
    at: datetime
    finished_at: datetime | None
    counts: dict[str, int]
    waiting: int  # rejected rows that nobody has taken care of
    keep_until: Any


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file: its label and the field it is read as."""

    label: str
    field: str


@dataclass(frozen=True, slots=True)
class CodedColumn:
    """A column of codes: each word that stands in it, with what it is read as (empty: not known)."""

    field: str
    label: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What was understood of a file, before anything is saved."""

    run: RunShown
    profile: str  # the layout that was recognised; empty when it was guessed label by label
    columns: tuple[Column, ...]
    missing: tuple[str, ...]
    samples: tuple[tuple[int, tuple[tuple[str, str, str], ...], str], ...]
    rejected: tuple[tuple[int, str, str, tuple[tuple[str, str], ...]], ...]
    notices: tuple[tuple[str, int], ...]
    coded: tuple[CodedColumn, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come."""

    stage: str
    done: int
    total: int

    @property
    def percent(self) -> int:
        """From 0 to 100."""
        return min(100, 100 * self.done // self.total) if self.total else 0


def runs(viewer: User, page: int = 1) -> Sequence[RunShown]:
    """Imports, newest first, thirty to a page."""
    require(viewer, Permission.IMPORT_SEE)
    first = (max(page, 1) - 1) * PAGE
    rows = _all().defer("spec", "shown").order_by("-at")
    return [_shown(one) for one in rows[first : first + PAGE]]


def run(viewer: User, run_id: UUID) -> RunShown:
    """One import. Raises NotThere."""
    require(viewer, Permission.IMPORT_SEE)
    return _shown(_one(run_id))


def preview(viewer: User, run_id: UUID, required: dict[str, tuple[str, ...]] | None = None) -> Preview:
    """What was understood of a file that waits to be read in. People stand in it: opening it is logged."""
    require(viewer, Permission.IMPORT)
    found = _one(run_id)
    log.saw(viewer, "import_preview", [found.pk])
    spec = json.loads(found.spec or "{}") or {"name": "", "fields": [], "sure": False}
    kept = json.loads(found.shown or "{}")
    columns = tuple(map(Column, kept.get("header", []), spec["fields"]))
    return Preview(
        run=_shown(found),
        profile=spec["name"] if spec["sure"] else "",
        columns=columns,
        missing=tuple(field for field in (required or {}).get(found.kind, ()) if field not in spec["fields"]),
        samples=tuple((row, tuple(map(tuple, cells)), reason) for row, cells, reason in kept.get("samples", [])),
        rejected=tuple(
            (row, column, reason, tuple(map(tuple, cells))) for row, column, reason, cells in kept.get("rejected", [])
        ),
        notices=tuple((code, count) for code, count in kept.get("notices", [])),
        coded=tuple(
            CodedColumn(field, label, tuple(map(tuple, words))) for field, label, words in kept.get("words", [])
        ),
    )


def progress(viewer: User, run_id: UUID) -> Progress:
    """How far a run has come, from the file that the reader writes: its transaction cannot be seen into."""
    require(viewer, Permission.IMPORT_SEE)
    found = _one(run_id)
    if found.state != RunState.RUNNING:
        return Progress(found.state, found.done, found.total)
    try:
        told = json.loads((Path(settings.TRYGG_PROGRESS) / f"{found.pk}.json").read_text())
        return Progress(told["stage"], told["done"], told["total"])
    except (OSError, ValueError, KeyError):
        return Progress("waiting", 0, found.total)


def runs_to_work() -> list[ImportRun]:
    """Imports that somebody started and that are not in yet, oldest first. For the worker: no viewer."""
    return list(ImportRun.objects.filter(state=RunState.RUNNING).select_related("by").order_by("at"))


def newest_fact() -> datetime | None:
    """When something was last read in, mended or ruled on, by whom and where ever. For the worker: no viewer."""
    moments = (
        ImportRun.objects.aggregate(at=Max("finished_at"))["at"],
        Rejected.objects.aggregate(at=Max("at"))["at"],
        *RelationRuling.objects.aggregate(made=Max("at"), undone=Max("undone_at")).values(),
    )
    return max((moment for moment in moments if moment), default=None)


def _all() -> Any:
    waiting = Count("rejected", filter=Q(rejected__state=RejectedState.WAITING))
    return ImportRun.objects.select_related("file", "by").defer("file__content").annotate(waiting=waiting)


def _one(run_id: UUID) -> Any:
    found = _all().filter(pk=run_id).first()
    if found is None:
        raise NotThere(_("Inläsningen finns inte."))
    return found


def _shown(one: Any) -> RunShown:
    return RunShown(
        id=one.pk,
        kind=one.kind,
        state=one.state,
        state_says=str(RunState(one.state).label),
        sender=one.file.sender,
        filename=one.file.filename,
        size=one.file.size,
        by=str(one.by),
        at=one.at,
        finished_at=one.finished_at,
        counts=one.counts,
        waiting=one.waiting,
        keep_until=one.file.keep_until,
    )
