"""Addresses and ids of other houses: not found, never forbidden, and never another answer than for what is nowhere."""

import re
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

import trygg_web
from tests.factories import THINGS
from tests.wall.addresses import EVERYTHING, PEOPLE, Door, doors
from tests.wall.test_factories import WORDS
from trygg_web.access.models import Role, User
from trygg_web.project.urls import PREFIX
from trygg_web.project.zones import ROOMS

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
HOME = Path(trygg_web.__file__).parent
CONVERTERS = {"uuid": str(uuid.uuid4()), "int": "1", "slug": "x", "str": "x"}
NOWHERE = "/finns-inte-i-nagot-hus/"


def of_other_houses() -> Iterator[str]:
    """Every address of every room that this house does not have, read from the files: they cannot be imported here."""
    for room in sorted(EVERYTHING - set(ROOMS[settings.ZONE])):
        for found in re.findall(r'path\(\s*"([^"]*)"', (HOME / room / "urls.py").read_text()):
            yield "/" + PREFIX[room] + re.sub(r"<(\w+):\w+>", lambda one: CONVERTERS[one[1]], found)


def main_of(answer: HttpResponse) -> str:
    found = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)
    return found[0] if found else answer.content.decode()


@pytest.mark.parametrize("role", PEOPLE)
def test_no_role_finds_an_address_of_another_house(role: Role, everyone: dict[Role, Client]) -> None:
    client = everyone[role]
    nowhere = main_of(client.get(NOWHERE))

    for address in of_other_houses():
        for answer in (client.get(address), client.post(address, {"x": "1"})):
            assert (answer.status_code, main_of(answer)) == (404, nowhere), address


def test_the_addresses_of_other_houses_are_found_in_the_files() -> None:
    """Without this the test above could pass because it knocks nowhere."""
    assert len(list(of_other_houses())) > 10 or settings.ZONE == "joint"


def with_ids() -> list[Door]:
    # The log about one thing is a page for any id: the same empty one for what another house has and what nobody has.
    return [door for door in doors() if set(door.args.values()) - WORDS and door.name != "access:log_about"]


@pytest.mark.parametrize("door", with_ids(), ids=lambda door: door.name)
def test_an_id_of_another_house_is_not_there_for_any_role(door: Door, everyone: dict[Role, Client]) -> None:
    """Whoever may use the address is told that there is nothing; whoever may not learns nothing by the id."""
    ids = {name: THINGS[kind]() if kind in WORDS else uuid.uuid4() for name, kind in door.args.items()}
    address = reverse(door.name, kwargs=ids)

    told = {
        role: client.post(address, dict.fromkeys(door.data, "x")) if door.method == "POST" else client.get(address)
        for role, client in everyone.items()
        if door.lets_in(role)
    }

    assert {role for role, answer in told.items() if answer.status_code in {403, 500}} == set()
    assert {role for role, answer in told.items() if answer.status_code < 400 and door.method == "GET"} == set()
