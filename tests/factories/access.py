"""Users, roles and what every house has."""

import itertools
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils import timezone

from trygg.synthetic import people as invented
from trygg_web.access.models import Grant, Role, User

DAY = date(2026, 2, 2)


counter = itertools.count(1)


def make_user(username: str = "", *roles: Role) -> User:
    """A user with roles held from now on; no password, no second factor."""
    name = username or f"user{next(counter)}"
    user = User.objects.create(username=name, first_name=name.title())
    Grant.objects.bulk_create([Grant(user=user, role=role, since=timezone.now()) for role in roles])
    return user


def clerk() -> User:
    """The user in whose name rows of tests are made."""
    return User.objects.filter(username="clerk").first() or make_user("clerk", Role.ANALYST)


def make_number(born: date = date(1985, 3, 12), sex: str = "M") -> str:
    """A valid identity number of the range set aside for tests, another one each time."""
    place = next(counter)
    return invented.number(born + timedelta(days=place % 9000), sex, Random(place))


def make_grant(**given: Any) -> Grant:
    """A role that a user holds."""
    row = {"user": make_user(), "role": Role.OFFICER, "since": timezone.now()}
    return Grant.objects.create(**(row | given))


# What an address may take the id of. `tests/wall/who_sees_what.toml` names these in `args`.
THINGS: dict[str, Callable[[], Any]] = {
    "user": lambda: make_user().pk,
    "grant": lambda: make_grant().pk,
    "number": lambda: 1,
    "nothing": uuid.uuid4,
    "authenticator": lambda: Authenticator.objects.order_by("-pk").values_list("pk", flat=True).first() or 1,
}
