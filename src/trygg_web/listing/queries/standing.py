"""Which level stands for persons; for the rooms above, which show names of their own."""

from collections.abc import Iterable
from uuid import UUID

from trygg_web.listing.models import Placement
from trygg_web.people.queries.register import chunks


def levels_of(persons: Iterable[UUID]) -> dict[UUID, str]:
    """The decided level of each of the persons who stand on the list."""
    told: dict[UUID, str] = {}
    for some in chunks(persons):
        told |= dict(Placement.objects.filter(person__in=some, until=None).values_list("person_id", "level"))
    return told
