"""What a print may hold, read and logged for the one who takes it out."""

from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.listing.prints.sheets import Frame, ListSheet, PersonSheet
from trygg_web.listing.queries import person as persons
from trygg_web.listing.queries.leaving import cells, header
from trygg_web.listing.queries.the_list import ListRow
from trygg_web.listing.queries.timeline import timeline

MOST_REASONS, MOST_MOMENTS, MOST_DAYS = 6, 12, 4  # so that a person fits one page
HOUSES = {"police": "Polisen", "joint": "Gemensamt hus"}


def frame(viewer: User) -> Frame:
    """What stands on every page of a print."""
    return Frame(HOUSES[settings.ZONE], str(viewer), timezone.localtime(), get_language() or "sv")


def person(viewer: User, person_id: UUID) -> PersonSheet:
    """One person for print: why, what is not known, what happened last; nobody else's name. Raises NotThere."""
    require(viewer, Permission.PRINT)
    head, told = persons.head(viewer, person_id), persons.overview(viewer, person_id)
    log.did(viewer, Verb.PRINTED, "person", [person_id])
    reasons = [(one.level, one.says, _days(one)) for one in told.explained.reasons[:MOST_REASONS]]
    changes = [f"{one.says}{f' ({one.on.isoformat()})' if one.on else ''}" for one in told.explained.changes]
    return PersonSheet(
        name=head.card.name,
        born="" if head.card.masked else head.card.born,
        level=head.level,
        since=head.placement.since.isoformat() if head.placement else "",
        review=head.placement.review_on.isoformat() if head.placement else "",
        marks=tuple(says for says, _kind in head.marks),
        reasons=tuple(reasons),
        unknown="; ".join(told.explained.unknown),
        changes=tuple(changes),
        moments=tuple(_moments(viewer, person_id)),
    )


def _days(reason: object) -> str:
    days = sorted({day for fact in reason.evidence for day in fact.days}, reverse=True)  # type: ignore[attr-defined]  # a Reason of trygg.levels
    more = ", …" if len(days) > MOST_DAYS else ""
    return ", ".join(day.isoformat() for day in days[:MOST_DAYS]) + more


def _moments(viewer: User, person_id: UUID) -> list[tuple[str, str, str]]:
    # Titles only: what a moment says may name someone who was subjected to violence.
    told = timeline(viewer, person_id)[:MOST_MOMENTS]
    return [(one.day.isoformat(), one.title, one.source) for one in told]


def list_rows(rows: list[ListRow]) -> ListSheet:
    """The list for print, as text."""
    day = timezone.localdate().isoformat()
    count = _("%d personer") % len(rows)
    return ListSheet(day, count, tuple(header()), tuple(cells(rows)))
