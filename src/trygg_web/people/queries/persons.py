"""Who a person is: cards for those who may see them, and finding someone by exact words or numbers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.linkage.identity import name_words, number
from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may, require
from trygg_web.access.vault import blind
from trygg_web.incidents.models import Party
from trygg_web.people.models import KeyKind, NameKey, Person

OPEN = "none"  # no protection
REPORT_NUMBER = re.compile(r"\d{4}-?K\d{1,7}-?\d{2}", re.IGNORECASE)
MOST = 200  # hits shown; more means that the words were too few


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person as one viewer may see them; `masked` says that the rest is withheld."""

    id: UUID
    name: str
    given: str
    family: str
    number: str
    born: str  # YYYY-MM-DD, or as much of it as is known
    sex: str
    protected: str
    masked: bool
    ended: bool  # joined into another person

    @property
    def year(self) -> str:
        """The year of birth, or nothing."""
        return self.born[:4]

    @property
    def initials(self) -> str:
        """The first letters of the names; a dash for a protected identity."""
        return "".join(word[0] for word in (self.given[:1], self.family[:1]) if word) or "–"


@dataclass(frozen=True, slots=True)
class HeldNumber:
    """An identity number under which a person was reported, and in how many reports."""

    number: str
    kind: str
    reports: int


def person(viewer: User, person_id: UUID) -> PersonCard:
    """The card of one person. Raises NotThere."""
    found = cards(viewer, [person_id])
    if person_id not in found:
        raise NotThere(_("Personen finns inte, eller så får du inte se den."))
    return found[person_id]


def cards(viewer: User, ids: Iterable[UUID]) -> dict[UUID, PersonCard]:
    """The cards of the persons by id, protected ones masked unless the viewer is cleared; logged as one entry."""
    require(viewer, Permission.PERSON_SEE)
    wanted, cleared = list(dict.fromkeys(ids)), may(viewer, Permission.PROTECTED_SEE)
    known: dict[UUID, PersonCard | None] = log.once(("cards", cleared), dict)
    if fresh := [one for one in wanted if one not in known]:
        rows = Person.objects.in_bulk(fresh)
        known |= {one: card_of(rows[one], cleared) if one in rows else None for one in fresh}
    found = {one: card for one in wanted if (card := known[one])}
    if found:
        log.saw(viewer, "person", found)
    return found


def card_of(row: Person, cleared: bool) -> PersonCard:
    """A person as those who are cleared, or those who are not, may see them."""
    masked = row.protected != OPEN and not cleared
    ended = row.until is not None
    if masked:
        return PersonCard(row.pk, _("Skyddad identitet"), "", "", "", "", "", row.protected, True, ended)
    name = f"{row.given} {row.family}".strip() or _("Namn saknas")
    return PersonCard(row.pk, name, row.given, row.family, row.number, row.born, row.sex, row.protected, False, ended)


def find(viewer: User, text: str) -> list[UUID]:
    """The persons with this identity number, report number, or all of these words in their names.

    A protected person is found only by exact number, and only by those who are cleared.
    """
    require(viewer, Permission.PERSON_SEE)
    hits = list(_matching(viewer, text.strip()).values_list("pk", flat=True).distinct()[:MOST])
    log.did(viewer, Verb.SEARCHED, "person", hits)
    return hits


def _matching(viewer: User, text: str) -> QuerySet[Person]:
    standing = Person.objects.filter(until=None)
    told = number(text, on=timezone.localdate())
    if told.digits and told.kind not in ("none", "masked", "invalid"):
        theirs = Party.objects.filter(number_key=blind(told.digits, "number"))
        known = standing.filter(links__party__in=theirs, links__until=None)
        return known if may(viewer, Permission.PROTECTED_SEE) else known.filter(protected=OPEN)
    if REPORT_NUMBER.fullmatch(text):
        return standing.filter(links__party__report__number=_report_number(text), links__until=None, protected=OPEN)
    return _named(standing.filter(protected=OPEN), name_words(text))


def _report_number(text: str) -> str:
    plain = text.upper().replace("-", "")
    return f"{plain[:4]}-{plain[4:-2]}-{plain[-2:]}"


def _named(persons: QuerySet[Person], words: tuple[str, ...]) -> QuerySet[Person]:
    # From the rarest word: each of the few that bear it is asked for the others.
    if not words:
        return persons.none()
    bearing = [NameKey.objects.filter(kind=KeyKind.NAME, key=blind(word, "name")) for word in words]
    rarest, *others = sorted(bearing, key=lambda rows: rows.count())
    for rows in others:
        rarest = rarest.filter(Exists(rows.filter(person=OuterRef("person"))))
    return persons.filter(pk__in=rarest.values("person"))


def identity_numbers_of(viewer: User, person_id: UUID) -> list[HeldNumber]:
    """The numbers under which a person was reported, the most frequent first; none of a masked person."""
    if person(viewer, person_id).masked:
        return []
    counts: dict[tuple[str, str], int] = {}
    for party in Party.objects.filter(links__person=person_id, links__until=None).only("number", "number_kind"):
        if party.number:
            key = (party.number, party.number_kind)
            counts[key] = counts.get(key, 0) + 1
    held = [HeldNumber(digits, kind, reports) for (digits, kind), reports in counts.items()]
    return sorted(held, key=lambda one: (-one.reports, one.number))
