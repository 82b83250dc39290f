"""Whom a number names, exactly; and the rows of sheets that name nobody."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.linkage.identity import VALID, number
from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.access.vault import blind
from trygg_web.incidents.models import PartyRole
from trygg_web.people.models import Link, Unplaced, UnplacedState
from trygg_web.sheets.faults import ROW


@dataclass(frozen=True, slots=True)
class Subject:
    """The one person whom a number names, and the report when it was a report's number."""

    person: UUID
    report: UUID | None


@dataclass(frozen=True, slots=True)
class UnplacedRow:
    """A row of a sheet that waits."""

    id: UUID
    row: int
    cells: Mapping[str, str]
    reason: str


def subject_of(text: str) -> Subject | str:
    """The one person; or why there is none: nobody, several, number_invalid."""
    if "K" in text.upper():
        rows = Link.objects.filter(
            until=None, party__role=PartyRole.SUSPECT, party__report__number=text.strip().upper()
        )
        return _only({Subject(person, report) for person, report in rows.values_list("person", "party__report")})
    told = number(text, on=timezone.localdate())
    if told.kind not in VALID:
        return "number_invalid"
    rows = Link.objects.filter(until=None, party__number_key=blind(told.digits, "number"))
    return _only({Subject(person, None) for person in rows.values_list("person", flat=True)})


def _only(found: set[Subject]) -> Subject | str:
    if len(found) == 1:
        return found.pop()
    return "several" if found else "nobody"


def unplaced(viewer: User) -> list[UnplacedRow]:
    """The rows that wait, in the order they came."""
    require(viewer, Permission.OBSERVE)
    rows = list(Unplaced.objects.filter(state=UnplacedState.WAITING).order_by("at", "row"))
    if rows:
        log.saw(viewer, "unplaced", [row.pk for row in rows])
    return [_shown(row) for row in rows]


def unplaced_row(viewer: User, unplaced_id: UUID) -> UnplacedRow:
    """One row that waits. Raises NotThere."""
    require(viewer, Permission.OBSERVE)
    row = Unplaced.objects.filter(pk=unplaced_id, state=UnplacedState.WAITING).first()
    if row is None:
        raise NotThere(_("Raden väntar inte längre."))
    log.saw(viewer, "unplaced", [row.pk])
    return _shown(row)


def _shown(row: Unplaced) -> UnplacedRow:
    own = {
        "nobody": _("Ingen person har det numret."),
        "several": _("Flera personer har det numret. Svara på frågan om de är samma person först."),
        "refused": _("Uppgiften passar inte personen eller anmälan."),
    }
    return UnplacedRow(row.pk, row.row, json.loads(row.cells), own.get(row.reason) or str(ROW.get(row.reason, "")))
