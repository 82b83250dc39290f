"""Persons, what links them to parties, what is asked and what was seen."""

import json
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from tests.factories.access import DAY, clerk, counter
from tests.factories.incidents import make_report, make_run, suspect_of
from trygg_web.access.vault import blind
from trygg_web.incidents.models import ContactBan, CustodyStay, Party, PartyRole, Report
from trygg_web.people.models import (
    KeyKind,
    Link,
    LinkQuestion,
    Move,
    MoveKind,
    MutualHold,
    NameKey,
    Observation,
    Person,
    Unplaced,
)


def make_move(kind: str = MoveKind.RUN) -> Move:
    """One act that opens links."""
    return Move.objects.create(kind=kind, because="", by=clerk(), at=timezone.now())


def make_link(party: Party, person: Person | None = None, **given: Any) -> Link:
    """The belief that a party is a person; without one, a new person of the same name."""
    if person is None:
        person = _person_as(party)
    row = {"because": "number", "since": timezone.now(), "by": clerk()}
    move = given.pop("move", None) or make_move()
    return Link.objects.create(party=party, person=person, move=move, **(row | given))


def make_person(report: Report | None = None, role: str = PartyRole.SUSPECT, **party: Any) -> Person:
    """A person linked to one party of a report, a new report when none is given. Further fields are the party's."""
    if report is None:
        report = make_report(**{role: party})
    one = report.parties.get(role=role)
    return make_link(one).person


def _person_as(party: Party) -> Person:
    person = Person.objects.create(
        given=party.given,
        family=party.family,
        number=party.number,
        number_key=party.number_key,
        born=party.born,
        sex=party.sex,
        protected=party.protected,
        since=timezone.now(),
    )
    words = {word.lower() for word in f"{party.given} {party.family}".split()}
    NameKey.objects.bulk_create([NameKey(person=person, kind=KeyKind.NAME, key=blind(word, "name")) for word in words])
    return person


def make_parting() -> Move:
    """A report that a person took out of another person, and that can be put back."""
    link, move = make_link(suspect_of(make_report())), make_move(MoveKind.PART)
    Link.objects.filter(pk=link.pk).update(until=move.at, ended=move)
    make_link(link.party, Person.objects.create(since=move.at), because="parted", move=move)
    return move


def make_unplaced(**given: Any) -> Unplaced:
    """A row of an observation sheet that names nobody."""
    place = next(counter)
    row = {"file": f"{place:064x}", "row": place, "cells": json.dumps({}), "reason": "nobody", "at": timezone.now()}
    return Unplaced.objects.create(**(row | given))


def make_observation(person: Person | None = None, **given: Any) -> Observation:
    """A fact that an agency supplied."""
    row = {
        "kind": "breach",
        "day": DAY,
        "source": "Polisen, PM",
        "because": "",
        "by": clerk(),
        "at": timezone.now(),
    }
    return Observation.objects.create(person=person or make_person(), **(row | given))


def make_question(one: Party | None = None, other: Party | None = None, **given: Any) -> LinkQuestion:
    """Two parties that may be one person, both linked to persons of their own."""
    one = one or make_link(suspect_of(make_report())).party
    other = other or make_link(suspect_of(make_report())).party
    row = {"why": "near", "weight": 4.0, "asked_at": timezone.now(), "because": ""}
    return LinkQuestion.objects.create(party=one, other=other, **(row | given))


def make_hold(**given: Any) -> MutualHold:
    """Two people who each reported the other."""
    row = {"one": make_person(), "other": make_person(), "since": timezone.now(), "because": ""}
    return MutualHold.objects.create(**(row | given))


def make_stay(person: Person | None = None, **given: Any) -> CustodyStay:
    """A stay in remand prison."""
    person = person or make_person()
    row = {
        "number": person.number,
        "number_key": person.number_key,
        "given": person.given,
        "family": person.family,
        "place": "Häktet Malmö",
        "since": DAY,
        "first_seen": DAY,
        "last_seen": DAY,
    }
    return CustodyStay.objects.create(run=make_run(kind="custody"), **(row | given))


def make_ban(person: Person | None = None, **given: Any) -> ContactBan:
    """A contact ban."""
    person = person or make_person()
    row = {
        "number": person.number,
        "number_key": person.number_key,
        "protects": "",
        "kind": "kontaktförbud",
        "since": DAY,
        "last_told": DAY,
    }
    return ContactBan.objects.create(run=make_run(kind="bans"), **(row | given))


# What an address may take the id of. `tests/wall/who_sees_what.toml` names these in `args`.
THINGS: dict[str, Callable[[], Any]] = {
    "person": lambda: make_person().pk,
    "link": lambda: make_link(suspect_of(make_report())).pk,
    "question": lambda: make_question().pk,
    "unplaced": lambda: make_unplaced().pk,
    "parting": lambda: make_parting().pk,
    "hold": lambda: make_hold().pk,
    "observation": lambda: make_observation().pk,
}
