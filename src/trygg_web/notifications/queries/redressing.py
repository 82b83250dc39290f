"""What was given to somebody of whom no suspicion stands any more, and what has been done to put it right."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.notifications.models import Notification, Redress
from trygg_web.people import queries as people
from trygg_web.people.queries.register import chunks

PAGE = 60


@dataclass(frozen=True, slots=True)
class ToRedress:
    """One message that was given, the day the last suspicion fell, and how much more was said on the way."""

    id: UUID
    card: people.PersonCard
    level: str
    given_at: datetime
    cleared_on: date
    papers: int
    houses: int  # questions to other houses; these learn of it by the corrections of the exchange
    redress: Redress | None


def to_redress(viewer: User, done: bool = False) -> list[ToRedress]:
    """What was given and waits to be put right, the oldest first; or what has been, the newest first."""
    require(viewer, Permission.NOTICE_SEE)
    days = _days()
    rows = [row for some in chunks(days) for row in _given(some, done)]
    cards = people.cards(viewer, [row.person_id for row in rows])
    found = [_row(row, cards[row.person_id], days[row.person_id], done) for row in rows]
    found.sort(key=lambda one: one.redress.at if one.redress else one.given_at, reverse=done)
    return found[:PAGE]


def redress_count(viewer: User) -> int:
    """How many given messages nobody has put right yet."""
    require(viewer, Permission.NOTICE_SEE)
    return sum(_given(some, done=False).count() for some in chunks(_days()))


def _days() -> dict[UUID, date]:
    return {UUID(person): day for person, day in people.cleared().select("person", "day").iter_rows()}


def _given(persons: list[UUID], done: bool) -> QuerySet[Notification]:
    rows = Notification.objects.filter(person__in=persons, delivered_at__isnull=False, redress__isnull=not done)
    counted = {"papers": Count("issued", distinct=True), "houses": Count("inquiries", distinct=True)}
    return rows.select_related("redress__by").annotate(**counted)


def _row(row: Notification, card: people.PersonCard, cleared: date, done: bool) -> ToRedress:
    more = (row.papers, row.houses)  # type: ignore[attr-defined]  # annotated above
    assert row.delivered_at is not None  # noqa: S101 - asked for above
    return ToRedress(row.pk, card, row.level, row.delivered_at, cleared, *more, row.redress if done else None)
