"""Which person a person is today: one that was joined with another lives on in that other."""

from uuid import UUID

from trygg_web.people.models import Person


def current() -> dict[UUID, UUID]:
    """Each person that was joined into another, with the one who stands today."""
    into = dict(Person.objects.exclude(into=None).values_list("id", "into_id"))
    return {person: _last(person, into) for person in into}


def standing(person_id: UUID) -> UUID:
    """The person who stands today for one that may have been joined into another."""
    return current().get(person_id, person_id)


def _last(person: UUID, into: dict[UUID, UUID]) -> UUID:
    seen = {person}
    while person in into and into[person] not in seen:
        person = into[person]
        seen.add(person)
    return person
