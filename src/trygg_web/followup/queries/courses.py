"""What came after each message, for all persons at once: new incidents, days held, and the day all watching ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Min
from django.utils import timezone

from trygg.watches import Course, Held
from trygg_web.listing.models import Decision, Placement, ProposalState
from trygg_web.notifications.models import Notification
from trygg_web.people import queries as people


@dataclass(frozen=True, slots=True)
class Courses:
    """What is known of everyone who was told, by the person who stands today."""

    incidents: Mapping[UUID, tuple[date, ...]]
    held: Mapping[UUID, tuple[Held, ...]]
    ended: Mapping[UUID, date]
    now: Mapping[UUID, UUID]  # a person who was joined → who they are today

    def of(self, person: UUID, delivered_at: datetime) -> Course:
        """What came after one message to a person."""
        who = self.now.get(person, person)
        told, over = timezone.localtime(delivered_at).date(), self.ended.get(who)
        return Course(
            delivered=told,
            incidents=self.incidents.get(who, ()),
            held=self.held.get(who, ()),
            ended=over if over and over >= told else None,
        )

    def has_news(self, person: UUID) -> bool:
        """Whether anything at all is known that could move or turn a watch of a person."""
        who = self.now.get(person, person)
        return who in self.incidents or who in self.held or who in self.ended


def courses(on: date) -> Courses:
    """What came after the messages, as known on a day."""
    first = Notification.objects.aggregate(at=Min("delivered_at"))["at"]
    if first is None:
        return Courses({}, {}, {}, {})
    held = {person: tuple(spans) for person, spans in people.days_held(on).items()}
    return Courses(_incidents(first, on), held, _ended(on), people.current())


def _incidents(first: datetime, on: date) -> dict[UUID, tuple[date, ...]]:
    found: dict[UUID, set[date]] = {}
    for one in people.suspicions(first):
        found.setdefault(one.person, set()).update(one.days)
    for person, day in people.breaches(timezone.localtime(first).date()):
        found.setdefault(person, set()).add(day)
    return {person: tuple(sorted(day for day in days if day <= on)) for person, days in found.items()}


def _ended(on: date) -> dict[UUID, date]:
    # Taken off the list by a decision, and not on it since.
    now = people.current()
    rows = Decision.objects.filter(level="", refused=False, proposal__state=ProposalState.DECIDED).order_by("at")
    over: dict[UUID, date] = {}
    for person, at, agreed in rows.values_list("proposal__person_id", "at", "second_at"):
        over[now.get(person, person)] = timezone.localtime(agreed or at).date()
    listed = {now.get(person, person) for person in _listed(set(over))}
    return {person: day for person, day in over.items() if person not in listed and day <= on}


def _listed(over: set[UUID]) -> set[UUID]:
    rows = Placement.objects.filter(until=None).values_list("person_id", flat=True) if over else ()
    return set(rows)
