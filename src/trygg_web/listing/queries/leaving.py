"""The whole list for a print or an export, read and logged for the one who takes it out."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.listing.queries.filters import Filters, narrowed
from trygg_web.listing.queries.the_list import ListRow, rows_of


def printed_rows(viewer: User, filters: Filters) -> list[ListRow]:
    """The whole list as filtered, for print."""
    return _taken(viewer, filters, Permission.PRINT, Verb.PRINTED, "pdf")


def exported_rows(viewer: User, filters: Filters, kind: str) -> list[ListRow]:
    """The whole list as filtered, for a file."""
    return _taken(viewer, filters, Permission.LIST_EXPORT, Verb.EXPORTED, kind)


def _taken(viewer: User, filters: Filters, permission: Permission, verb: Verb, kind: str) -> list[ListRow]:
    require(viewer, permission)
    on = timezone.localdate()
    rows = rows_of(viewer, list(narrowed(viewer, filters, on)), on)
    log.did(viewer, verb, "list", [row.card.id for row in rows], kind)
    return rows


def header() -> list[str]:
    """The names of the columns."""
    return [
        _("Nivå"), _("Namn"), _("Född"), _("Nivå sedan"), _("Ompröva senast"), _("Varför"), _("Senaste anmälan"),
        _("Område"), "RFGV",
    ]  # fmt: skip


def cells(rows: Iterable[ListRow]) -> list[tuple[str, ...]]:
    """The list's rows as text, the same on paper and in files."""
    return [_cells(row) for row in rows]


def _cells(row: ListRow) -> tuple[str, ...]:
    last = row.last_act.isoformat() if row.last_act else ""
    year = "" if row.card.masked else row.card.year
    since, review = row.since.isoformat(), row.review_on.isoformat()
    return (row.level, row.card.name, year, since, review, row.why, last, row.district, f"{row.rank.score:.1f}")
