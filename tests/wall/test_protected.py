"""A protected identity shows on no page to anyone who is not one of the few."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    THINGS,
    make_ban,
    make_decision,
    make_hold,
    make_link,
    make_number,
    make_observation,
    make_placement,
    make_proposal,
    make_question,
    make_report,
    make_ruling,
    make_stay,
    make_user,
    suspect_of,
    victim_of,
)
from tests.factories.access import clerk
from tests.factories.exchange import make_arrival, make_disclosure, make_request
from tests.wall.addresses import PEOPLE, Door, doors
from trygg_web.access.models import Role, User
from trygg_web.exchange.records import Item
from trygg_web.people import queries as people
from trygg_web.people.models import Person

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
KINDS = ("sekretessmarkering", "skyddad_folkbokforing", "both", "unspecified")
GIVEN, FAMILY, HERS, THEIRS = "Kanarina", "Burfågelsson", "Sångfrida", "Näbbstedt"


@pytest.fixture
def canary() -> dict[str, UUID]:
    """A couple under protection, and one thing of each kind that leads to them."""
    number, her = make_number(), make_number(date(1988, 4, 2), "F")
    report = make_report(
        {"given": GIVEN, "family": FAMILY, "number": number, "protected": "both"},
        {"given": HERS, "family": THEIRS, "number": her, "protected": "sekretessmarkering"},
    )
    one, other = suspect_of(report), victim_of(report)
    link = make_link(one)
    make_link(other)
    person = link.person
    again = make_report({"given": GIVEN, "family": FAMILY, "number": number, "protected": "both"})
    twin = make_link(suspect_of(again)).party
    make_stay(person)
    make_ban(person, protects=her)
    placed = make_placement(person)
    proposal = make_proposal(person)
    question = make_question(one, twin)
    answered = make_proposal(twin.links.get().person, state="second")
    return {
        "person": person.pk,
        "placed_person": person.pk,
        "party": one.pk,
        "report": report.pk,
        "unruled_report": report.pk,
        "ruling": make_ruling(report).pk,
        "link": link.pk,
        "question": question.pk,
        "observation": make_observation(person).pk,
        "hold": make_hold(one=person, other=Person.objects.exclude(pk=person.pk)[0]).pk,
        "proposal": proposal.pk,
        "decision": make_decision(answered).pk,
        "placement": placed.pk,
        **across_houses(number),
    }


def across_houses(number: str) -> dict[str, UUID]:
    """What passed between houses about the same person, opened already."""
    name = Item("name", "person_basics", f"{GIVEN} {FAMILY}")
    about, at = json.dumps({"name": name.value, "number": number}), timezone.now()
    return {
        "arrival": make_arrival(name, protected=True, opened_at=at, opened_by=clerk()).pk,
        "disclosure": make_disclosure(name, protected=True).pk,
        "sent_disclosure": make_disclosure(name, protected=True, state="decided").pk,
        "request": make_request(about=about, protected=True).pk,
    }


def readable() -> list[Door]:
    return [door for door in doors() if door.method == "GET" and any(map(door.lets_in, PEOPLE))]


@pytest.mark.parametrize("door", readable(), ids=lambda door: door.name)
def test_nobody_else_sees_who_a_protected_person_is(
    door: Door, canary: dict[str, UUID], everyone: dict[Role, Client]
) -> None:
    kwargs = {name: canary.get(kind) or THINGS[kind]() for name, kind in door.args.items()}
    others = {role: one for role, one in everyone.items() if role != Role.CLEARED and door.lets_in(role)}

    told = {role: client.get(reverse(door.name, kwargs=kwargs), door.query) for role, client in others.items()}

    shown = {role: text_of(answer) for role, answer in told.items()}
    assert {role for role, answer in told.items() if answer.status_code >= 500} == set()
    assert {(role, word) for role, text in shown.items() for word in secrets_of(canary) if word in text} == set()


def test_the_cleared_see_the_name(canary: dict[str, UUID], client_of: ClientOf) -> None:
    """Without this the test above could pass because no page shows anything."""
    seen = [door for door in doors() if door.args.values() and "person" in door.args.values() and door.method == "GET"]

    client = client_of(make_user("", Role.OFFICER, Role.CLEARED))
    shown = [
        text_of(client.get(reverse(door.name, kwargs={name: canary[kind] for name, kind in door.args.items()})))
        for door in seen
        if set(door.args.values()) <= set(canary)
    ]

    assert any(FAMILY in page for page in shown)


def secrets_of(canary: dict[str, UUID]) -> list[str]:
    person = Person.objects.get(pk=canary["person"])
    number: str = person.number
    return [
        GIVEN,
        FAMILY,
        HERS,
        THEIRS,
        number,
        number[2:],
        f"{number[:8]}-{number[8:]}",
        f"{number[2:8]}-{number[8:]}",
    ]


def text_of(answer: HttpResponse | Any) -> str:
    """All that an answer says; a spreadsheet or a print is opened by the tests of its room."""
    held = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return held.decode("utf-8", errors="replace") + str(answer.headers)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.OFFICER, Role.LEAD])
def test_a_protected_person_is_hidden_from_search(role: Role, canary: dict[str, UUID]) -> None:
    viewer, number = make_user("", role), Person.objects.get(pk=canary["person"]).number

    assert [people.find(viewer, text) for text in (GIVEN, FAMILY, f"{GIVEN} {FAMILY}", number)] == [[], [], [], []]


def test_the_cleared_find_a_protected_person_by_exact_number(canary: dict[str, UUID]) -> None:
    number = Person.objects.get(pk=canary["person"]).number

    assert canary["person"] in people.find(make_user("", Role.OFFICER, Role.CLEARED), number)
