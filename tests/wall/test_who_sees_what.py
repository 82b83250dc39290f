"""Every address against every role, as the table says."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import THINGS, make_user
from tests.wall.addresses import ANYONE, EVERYONE, PEOPLE, Door, doors, views
from trygg_web.access.models import Role, User

pytestmark = pytest.mark.django_db
REFUSED = {403, 404}


def test_every_address_stands_in_the_table_and_no_other() -> None:
    told, real = {door.name for door in doors()}, {name for name, _view in views()}

    assert real - told == set(), "add these to tests/wall/who_sees_what.toml"
    assert told - real == set(), "these addresses are gone; take them out"


def test_every_role_of_the_table_exists() -> None:
    assert {role for door in doors() for role in door.roles} <= {*Role.values, EVERYONE, ANYONE}


def test_every_door_has_a_sign() -> None:
    """A view says which permission it needs, or the table says that everyone may."""
    open_to_all = {door.name for door in doors() if not door.roles or {EVERYONE, ANYONE} & set(door.roles)}

    bare = [name for name, view in views() if not hasattr(view, "permission") and name not in open_to_all]

    assert bare == []


@pytest.mark.parametrize("role", PEOPLE)
@pytest.mark.parametrize("door", doors(), ids=lambda door: door.name)
def test_address_lets_in_those_of_the_table_only(door: Door, role: Role, client_of: Callable[[User], Client]) -> None:
    client = client_of(make_user("", role))

    status = knock(client, door).status_code

    assert status not in {405, 500}
    assert (status not in REFUSED) == door.lets_in(role)


@pytest.mark.parametrize("door", doors(), ids=lambda door: door.name)
def test_a_stranger_is_led_to_the_log_in(door: Door) -> None:
    answer = knock(Client(), door)

    if ANYONE in door.roles:
        assert answer.status_code not in REFUSED
    else:
        assert answer.status_code in REFUSED or answer.headers["Location"].startswith(reverse("account_login"))


def knock(client: Client, door: Door) -> HttpResponse:
    """The answer at a door, with things made for what its address takes."""
    address = reverse(door.name, kwargs={name: THINGS[kind]() for name, kind in door.args.items()})
    if door.method == "POST":
        return client.post(address, {name: _made(value) for name, value in door.data.items()})
    return client.get(address, {name: _made(value) for name, value in door.query.items()})


def _made(value: str) -> str:
    return str(THINGS[value[1:]]()) if value.startswith("@") else value
