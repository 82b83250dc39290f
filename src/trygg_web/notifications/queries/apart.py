"""Who must not meet whom: what the registers tell, and what somebody has said."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from uuid import UUID

from django.db.models import Q

from trygg.callins import Cause, Pairs, pairs
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.incidents.models import ContactBan, PartyRole
from trygg_web.listing.queries.method import rules_on
from trygg_web.notifications.models import Apart
from trygg_web.people import queries as people
from trygg_web.people.models import Link, Person

Told = Iterator[tuple[str, str, Cause]]


def apart_now(persons: Iterable[UUID], on: date) -> Pairs:
    """Those of the persons who must not meet on a day, two by two, with every cause; keys are ids as text."""
    wanted = sorted(set(persons))
    return pairs((*_said(wanted, on), *_reported(wanted), *_banned(wanted, on)), rules_on(on))


@dataclass(frozen=True, slots=True)
class ApartRow:
    """What somebody has said of two, with their cards."""

    said: Apart
    one: people.PersonCard
    other: people.PersonCard


def aparts(viewer: User) -> list[ApartRow]:
    """What somebody has said of two who must not meet and that still stands, the newest first."""
    require(viewer, Permission.NOTICE_ASSIGN)
    rows = list(Apart.objects.filter(ended_at=None).select_related("by").order_by("-at"))
    cards = people.cards(viewer, [person for row in rows for person in (row.one_id, row.other_id)])
    return [ApartRow(row, cards[row.one_id], cards[row.other_id]) for row in rows]


def _said(wanted: list[UUID], on: date) -> Told:
    now = {person: person for person in wanted} | people.former(wanted)  # those who turned out to be one of them
    rows = Apart.objects.filter(Q(until=None) | Q(until__gte=on), ended_at=None, since__lte=on)
    for one, other, kind in rows.filter(one__in=list(now), other__in=list(now)).values_list("one", "other", "kind"):
        yield str(now[one]), str(now[other]), Cause(kind)


def _reported(wanted: list[UUID]) -> Told:
    # By report, not by offence: of two who stand in one report it is enough to know that.
    named = _links(Link.objects.filter(until=None, person__in=wanted).values_list("party__report_id", flat=True))
    by_victim: dict[UUID, set[UUID]] = defaultdict(set)
    mine = set(wanted)
    for roles in named.values():
        accused = roles[PartyRole.SUSPECT] & mine
        yield from _each(accused, Cause.CO_SUSPECTS)
        for victim in roles[PartyRole.VICTIM]:
            yield from ((str(one), str(victim), Cause.COUPLE) for one in accused if victim in mine)
            by_victim[victim] |= accused
    for suspects_of_one in by_victim.values():
        yield from _each(suspects_of_one, Cause.SAME_VICTIM)


def _links(reports: Iterable[UUID]) -> dict[UUID, dict[str, set[UUID]]]:
    told: dict[UUID, dict[str, set[UUID]]] = defaultdict(lambda: defaultdict(set))
    rows = Link.objects.filter(until=None, party__report__in=list(set(reports)))
    for report, role, person in rows.values_list("party__report_id", "party__role", "person_id"):
        told[report][role].add(person)
    return told


def _banned(wanted: list[UUID], on: date) -> Told:
    keys = dict(Person.objects.filter(pk__in=wanted).exclude(number_key="").values_list("number_key", "pk"))
    rows = ContactBan.objects.filter(Q(until=None) | Q(until__gte=on), since__lte=on, number_key__in=list(keys))
    protected: dict[str, set[UUID]] = defaultdict(set)
    for whose, whom in rows.exclude(protects_key="").values_list("number_key", "protects_key"):
        protected[whom].add(keys[whose])
        if whom in keys:
            yield str(keys[whose]), str(keys[whom]), Cause.CONTACT_BAN
    for persons in protected.values():
        yield from _each(persons, Cause.SAME_VICTIM)


def _each(persons: set[UUID], cause: Cause) -> Told:
    yield from ((str(one), str(other), cause) for one, other in combinations(sorted(persons), 2))
