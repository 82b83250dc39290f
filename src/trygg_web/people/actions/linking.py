"""Believing who new parties are: equal or weighed alike they join a person, in doubt a question is asked."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import polars as pl
from django.db import transaction
from django.utils import timezone

from trygg import linkage
from trygg_web.access import log
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.people.actions.holding import hold_mutual
from trygg_web.people.actions.shown import BATCH, refresh, show
from trygg_web.people.models import Link, LinkQuestion, Move, MoveKind, Person
from trygg_web.people.queries import register

NEW = "new:"  # how linkage names a person that nobody knew before
LATER_NUMBER = "later_number"  # why a pair is asked about: a number told later is another person's


@dataclass(frozen=True, slots=True)
class LinkRun:
    """What one run of linkage did, in numbers."""

    parties: int = 0
    persons: int = 0  # new ones
    known: int = 0  # parties that joined a person known before
    questions: int = 0
    holds: int = 0


@transaction.atomic
def link_new_parties(*, on: date, by: User) -> LinkRun:
    """All parties that nobody is believed to be yet, linked to persons, with questions where it is doubtful."""
    require(by, Permission.LINK_ANSWER)
    _renew()
    new = register.frame(register.new_parties())
    if new.is_empty():
        return LinkRun()
    known = register.candidates(new)
    linked = linkage.link(new, known, register.verdicts([*new["id"], *known["id"]]))
    run = _save(new, linked, by)
    log.did(
        by, Verb.LINKED, "party", note=f"{run.parties} parties, {run.persons} new persons, {run.questions} questions"
    )
    return run


def _renew() -> None:
    # A later file may have told more of a party that is linked already: its person shows it, and a number that
    # now is another person's becomes a question.
    amended = register.amended_parties()
    refresh(Link.objects.filter(party__in=amended, until=None).values_list("person_id", flat=True))
    at = timezone.now()
    pairs = register.shared_numbers(amended)
    rows = [LinkQuestion(party_id=a, other_id=b, why=LATER_NUMBER, asked_at=at) for a, b in pairs]
    LinkQuestion.objects.bulk_create(rows, ignore_conflicts=True)


def _save(new: pl.DataFrame, linked: "linkage.Linked", by: User) -> LinkRun:
    at = timezone.now()
    move = Move.objects.create(kind=MoveKind.RUN, by=by, at=at, because="")
    fresh = set(new["id"])
    rows = [row for row in linked.clusters.iter_rows(named=True) if row["id"] in fresh]
    persons = _persons(rows, at)
    believed = {row["id"]: persons[row["person"]] for row in rows}
    made = {person.pk: person for name, person in persons.items() if name.startswith(NEW)}
    _show(new, believed, made.values())
    Link.objects.bulk_create((_link(row, believed[row["id"]], move) for row in rows), batch_size=BATCH)
    refresh(person.pk for person in persons.values() if person.pk not in made)
    asked = _ask(linked, at)
    held = hold_mutual({person.pk for person in persons.values()}, at)
    joined = sum(not row["person"].startswith(NEW) for row in rows)
    return LinkRun(len(rows), len(made), joined, asked, held)


def _persons(rows: Iterable[dict[str, Any]], at: datetime) -> dict[str, Person]:
    # "new:…" → a person made now; an id → the person known before
    names = {row["person"] for row in rows}
    made = {name: Person(since=at) for name in names if name.startswith(NEW)}
    stand = Person.objects.in_bulk([UUID(name) for name in names if not name.startswith(NEW)])
    return made | {str(key): person for key, person in stand.items()}


def _show(new: pl.DataFrame, believed: Mapping[str, Person], made: Collection[Person]) -> None:
    # Persons made now, from the frame at hand: their parties need not be opened again.
    told: dict[UUID, list[dict[str, Any]]] = {person.pk: [] for person in made}
    for row in new.iter_rows(named=True):
        if believed[row["id"]].pk in told:
            told[believed[row["id"]].pk].append(row)
    show(list(made), told)


def _link(row: dict[str, Any], person: Person, move: Move) -> Link:
    return Link(
        party_id=UUID(row["id"]),
        person=person,
        because=row["because"],
        weight=row["weight"],
        since=move.at,
        by=move.by,
        move=move,
    )


def _ask(linked: "linkage.Linked", at: datetime) -> int:
    asked = {frozenset(pair) for pair in LinkQuestion.objects.values_list("party_id", "other_id")}
    rows: dict[frozenset[UUID], LinkQuestion] = {}
    for question in linked.questions:
        one, other = sorted((UUID(question.a), UUID(question.b)))
        if frozenset((one, other)) not in asked:
            rows[frozenset((one, other))] = LinkQuestion(
                party_id=one,
                other_id=other,
                weight=question.weight,
                why=question.why,
                fields=[dict(field) for field in question.fields],
                asked_at=at,
            )
    LinkQuestion.objects.bulk_create(rows.values(), batch_size=BATCH)
    return len(rows)
