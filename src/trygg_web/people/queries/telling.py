"""What a plan needs to know of persons and nobody reads: when they were born, and when they were last reported."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from trygg_web.incidents import queries as incidents
from trygg_web.incidents.models import PartyRole
from trygg_web.people.models import Link, Person
from trygg_web.people.queries.register import chunks


def births(persons: Iterable[UUID]) -> dict[UUID, str]:
    """Each person's day of birth as far as it is known: YYYY-MM-DD, a part of it, or empty."""
    told: dict[UUID, str] = {}
    for some in chunks(list(persons)):
        told |= {row.pk: row.born for row in Person.objects.filter(pk__in=some).only("id", "born")}
    return told


def by_number_keys(keys: Iterable[str]) -> dict[UUID, str]:
    """The persons known by one of these blind keys of a number, each with the key."""
    known = Person.objects.filter(number_key__in=list(keys), until=None)
    return dict(known.values_list("pk", "number_key"))


def last_reported(persons: Iterable[UUID]) -> dict[UUID, datetime]:
    """When each person was last reported as suspected of violence against a partner; who never was is left out."""
    return dict(_last(list(persons)))


def _last(persons: list[UUID]) -> Iterator[tuple[UUID, datetime]]:
    counted = incidents.counted_reports().values("pk")
    suspected = Link.objects.filter(until=None, party__role=PartyRole.SUSPECT, party__report__in=counted)
    for some in chunks(persons):
        rows = suspected.filter(person__in=some).values("person").annotate(at=Max("party__report__reported_at"))
        yield from rows.values_list("person", "at")
