"""Which person a person is today: one that was joined with another lives on in that other."""

from collections.abc import Iterable
from uuid import UUID

from trygg_web.access import log
from trygg_web.people.models import Person


def current() -> dict[UUID, UUID]:
    """Each person that was joined into another, with the one who stands today."""
    into = dict(Person.objects.filter(into__isnull=False).values_list("id", "into_id"))
    return {person: _last(person, into) for person in into}


def former(persons: Iterable[UUID]) -> dict[UUID, UUID]:
    """Those who were joined into one of these persons, each with the one of these who stands today."""
    wanted = tuple(persons)
    return log.once(("former", wanted), lambda: _former(wanted))


def _former(persons: tuple[UUID, ...]) -> dict[UUID, UUID]:
    now: dict[UUID, UUID] = {}
    last = {person: person for person in persons}
    while last:
        rows = Person.objects.filter(into__in=list(last)).values_list("id", "into_id")
        last = {person: last[into] for person, into in rows if person not in now}
        now |= last
    return now


def standing(person_id: UUID) -> UUID:
    """The person who stands today for one that may have been joined into another."""
    seen = {person_id}
    while (into := Person.objects.filter(pk=person_id).values_list("into_id", flat=True).first()) and into not in seen:
        person_id = into
        seen.add(into)
    return person_id


def _last(person: UUID, into: dict[UUID, UUID]) -> UUID:
    seen = {person}
    while person in into and into[person] not in seen:
        person = into[person]
        seen.add(person)
    return person
