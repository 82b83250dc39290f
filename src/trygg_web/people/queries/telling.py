"""What a plan needs to know of persons and nobody reads: when they were born, and when they were last reported."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from trygg_web.incidents import queries as incidents
from trygg_web.incidents.models import PartyRole
from trygg_web.people.models import Link, Person
from trygg_web.people.queries.register import chunks


@dataclass(frozen=True, slots=True)
class Told:
    """Who a person is, as far as another house must be told to know whom it is about."""

    id: UUID
    name: str
    number: str
    protected: bool


def told_of(person_id: UUID) -> Told:
    """Who a person is. For what is disclosed, which is logged where it is decided; nobody reads it here."""
    return _told(Person.objects.get(pk=person_id))


def subjected_to(person_id: UUID, since: datetime) -> list[Told]:
    """Those whom a person has been suspected of partner violence against, in reports since an instant."""
    own = Link.objects.filter(person=person_id, until=None, party__role=PartyRole.SUSPECT)
    places = set(own.values_list("party__report_id", "party__place"))
    rows = incidents.counted_offences().filter(report__in={report for report, _place in places})
    rows = rows.filter(report__reported_at__gte=since)
    pairs = rows.values_list("report_id", "suspect", "victim")
    against = {(report, victim) for report, suspect, victim in pairs if (report, suspect) in places}
    links = Link.objects.filter(
        until=None, party__role=PartyRole.VICTIM, party__report__in={one for one, _v in against}
    )
    found = {
        link.person_id: link.person
        for link in links.select_related("person", "party")
        if (link.party.report_id, link.party.place) in against
    }
    return [_told(row) for key, row in sorted(found.items(), key=str) if key != person_id]


def _told(row: Person) -> Told:
    return Told(row.pk, f"{row.given} {row.family}".strip(), row.number, row.protected != "none")


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
    # From the few persons to their few reports: the other way round reads every report of the house each time.
    suspected = Link.objects.filter(until=None, party__role=PartyRole.SUSPECT)
    for some in chunks(persons):
        told = suspected.filter(person__in=some).values_list(
            "person_id", "party__report_id", "party__place", "party__report__reported_at"
        )
        rows = sorted(told, key=lambda row: row[3])
        counted = _counted({report for _person, report, _place, _at in rows})
        yield from ((person, at) for person, report, place, at in rows if (report, place) in counted)


def _counted(reports: Iterable[UUID]) -> set[tuple[UUID, int]]:
    # The suspects of counted offences, as report and place.
    found: set[tuple[UUID, int]] = set()
    for some in chunks(reports):
        rows = incidents.counted_offences().filter(report__in=some)
        found |= {(report, suspect) for report, suspect in rows.values_list("report_id", "suspect")}
    return found
