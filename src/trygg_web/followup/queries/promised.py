"""What a message says will follow, and what it may truthfully say stands, as sentences of the approved texts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings

from trygg.letters.letter import Form
from trygg.letters.messages import template
from trygg.levers import sentence, stands
from trygg.records import Level
from trygg.rulebook import Rules
from trygg_web.followup.models import Lever
from trygg_web.listing.queries.method import rules_on
from trygg_web.notifications.queries.papers import CONSEQUENCE, DETAINED, FACT, LEVER, SUPERVISED, Paper
from trygg_web.people import queries as people

SUPERVISION = "supervision_condition"  # the lever that tells that somebody is supervised


@dataclass(frozen=True, slots=True)
class Standing:
    """A lever that stands: its id in levers.toml, and the sentence that a letter may say."""

    kind: str
    says: str


def what_stands(person_id: UUID, on: date, language: str = "sv") -> tuple[Standing, ...]:
    """What a letter may truthfully say stands against a person on a day: each kind once, in the order of the method.

    For the room that makes letters; it shows nobody anything, so it opens no log entry. A kind for which nobody has
    written a sentence in the language is left out.
    """
    theirs = [person_id, *people.former([person_id])]
    rows = Lever.objects.filter(person__in=theirs, since__lte=on)
    return tuple(Standing(kind, says) for kind, says in standing_levers(rows, on, language, rules_on(on)))


def standing_levers(levers: Iterable[Lever], on: date, language: str, rules: Rules) -> list[tuple[str, str]]:
    """The kinds of levers that stand on a day, each once, with the sentence of the method."""
    kinds = {lever.kind for lever in levers if stands(lever.since, last_day(lever), on)}
    said = [(kind, sentence(rule, language)) for kind, rule in rules.levers.items() if kind in kinds]
    return [(kind, says) for kind, says in said if says]


def public_facts(person_id: UUID, on: date) -> tuple[str, ...]:
    """What a letter may say of public process, as far as the register of levers can make it true on a day."""
    theirs = {person_id, *people.former([person_id])}
    return (SUPERVISED,) if theirs & supervised(on) else ()


def untrue(papers: Iterable[Paper], on: date) -> list[UUID]:
    """The messages whose newest paper says what does not stand on a day: a lever, supervision or custody."""
    asked = list(papers)
    theirs = {paper.person: {paper.person, *people.former([paper.person])} for paper in asked}
    kinds = _kinds_standing({key for keys in theirs.values() for key in keys}, on)
    standing = {person: set().union(*(kinds.get(key, ()) for key in keys)) for person, keys in theirs.items()}
    return [paper.notification for paper in asked if _says_more(paper, standing[paper.person])]


def _kinds_standing(persons: Iterable[UUID], on: date) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = {}
    for row in Lever.objects.filter(person__in=list(persons), since__lte=on):
        if stands(row.since, last_day(row), on):
            found.setdefault(row.person_id, set()).add(row.kind)
    return found


def _says_more(paper: Paper, kinds: set[str]) -> bool:
    true = {(LEVER, kind) for kind in kinds} | ({(FACT, SUPERVISED)} if SUPERVISION in kinds else set())
    true |= {(FACT, DETAINED)} if paper.held else set()
    return any(kind != CONSEQUENCE and (kind, what) not in true for kind, what, _says in paper.said)


def supervised(on: date) -> set[UUID]:
    """The persons whom the probation service is known to supervise on a day: a condition of theirs stands."""
    rows = Lever.objects.filter(kind=SUPERVISION, since__lte=on)
    return {lever.person_id for lever in rows if stands(lever.since, last_day(lever), on)}


def last_day(lever: Lever) -> date | None:
    """The last day that a lever stands; None where none is decided."""
    days = [day for day in (lever.until, lever.ended_on) if day]
    return min(days) if days else None


def consequences(level: str, language: str) -> list[tuple[str, str]]:
    """What the message of a level says can follow, by id of the messages; the same in all forms of the level."""
    told = template(Form.LETTER, Level(level), language, settings.TRYGG_METHOD or None)
    return [(key, told.consequences[key]) for key in told.default_consequences]
