"""A sheet of observations: each row to the one person with exactly that number; the rest wait to be mended."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.incidents import reports
from trygg_web.incidents.reports.told import ObservationRow, RejectedRow
from trygg_web.people.actions.observing import observe
from trygg_web.people.models import Observation, Unplaced, UnplacedState
from trygg_web.people.queries.observable import rules_on
from trygg_web.people.queries.subjects import Subject, subject_of


@dataclass(frozen=True, slots=True)
class SheetRun:
    """What one reading of a sheet did."""

    placed: int = 0
    same: int = 0
    waiting: int = 0


@transaction.atomic
def read_sheet(content: bytes, *, on: date, by: User) -> SheetRun:
    """The sheet's observations placed, all or none; the same sheet twice changes nothing."""
    require(by, Permission.OBSERVE)
    reading = reports.read_observations(content, on=on, rules=rules_on(on))
    file = sha256(content).hexdigest()
    placed, same, odd = 0, 0, [_rejected(row, file) for row in reading.rejected]
    for row in reading.told:
        if not isinstance(row, ObservationRow):
            continue
        outcome = _place(row, by)
        placed, same = placed + (outcome == "placed"), same + (outcome == "same")
        if outcome not in ("placed", "same"):
            odd.append(_unplaced(file, row.row, _cells(row), outcome))
    waiting = _keep(odd, file)
    log.did(by, Verb.IMPORTED, "observation", note=f"{placed} placed, {same} same, {waiting} waiting")
    return SheetRun(placed, same, waiting)


def _place(row: ObservationRow, by: User) -> str:
    found = subject_of(row.number)
    if isinstance(found, str):
        return found
    value = "no" if row.value is False else "yes"
    told = Observation.objects.filter(
        person=found.person, kind=row.kind, value=value, day=row.day, source=row.source, report=found.report
    )
    if told.exists():
        return "same"
    return _observed(found, row.kind, value, row.day, row.source, by)


def _observed(found: Subject, kind: str, value: str, day: date, source: str, by: User) -> str:  # noqa: PLR0913 -- an observation's parts
    try:
        observe(found.person, kind, value, day=day, source=source, because="", report_id=found.report, by=by)
    except InvalidInput:
        return "refused"
    return "placed"


def _cells(row: ObservationRow) -> dict[str, str]:
    value = "no" if row.value is False else "yes"
    return {"subject": row.number, "kind": row.kind, "value": value, "day": row.day.isoformat(), "source": row.source}


def _rejected(row: RejectedRow, file: str) -> Unplaced:
    return _unplaced(file, row.row, dict(row.cells), row.reason)


def _unplaced(file: str, row: int, cells: Mapping[str, str], reason: str) -> Unplaced:
    return Unplaced(file=file, row=row, cells=json.dumps(dict(cells)), reason=reason, at=timezone.now())


def _keep(rows: Iterable[Unplaced], file: str) -> int:
    known = set(Unplaced.objects.filter(file=file).values_list("row", flat=True))
    fresh = [row for row in rows if row.row not in known]
    Unplaced.objects.bulk_create(fresh)
    return len(fresh)


@transaction.atomic
def place(  # noqa: PLR0913 -- the same parts as an observation
    unplaced_id: UUID, subject: str, kind: str, value: str, *, day: date, source: str, because: str, by: User
) -> Observation:
    """The mended row as an observation of the one person whom its number names."""
    require(by, Permission.OBSERVE)
    found = subject_of(subject)
    if isinstance(found, str):
        raise InvalidInput(_("Numret hör inte till precis en person. Kontrollera det, eller lägg raden åt sidan."))
    _claim(unplaced_id, UnplacedState.PLACED, by)
    return observe(found.person, kind, value, day=day, source=source, because=because, report_id=found.report, by=by)


@transaction.atomic
def drop_unplaced(unplaced_id: UUID, *, by: User) -> None:
    """Lays a row aside; it stays readable."""
    require(by, Permission.OBSERVE)
    _claim(unplaced_id, UnplacedState.DROPPED, by)
    log.did(by, Verb.MENDED, "unplaced", [unplaced_id], note="dropped")


def _claim(unplaced_id: UUID, state: UnplacedState, by: User) -> None:
    waiting = Unplaced.objects.filter(pk=unplaced_id, state=UnplacedState.WAITING)
    if not waiting.update(state=state, by=by):
        if not Unplaced.objects.filter(pk=unplaced_id).exists():
            raise NotThere(_("Raden finns inte."))
        raise WrongState(_("Någon har redan tagit hand om raden. Läs in sidan igen."))
