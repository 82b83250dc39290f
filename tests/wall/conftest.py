"""The wall is tested with the same people as the web, one of each role."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.factories import make_user
from tests.trygg_web.conftest import *  # noqa: F403 - fixtures are found by name
from tests.trygg_web.conftest import enter
from tests.wall.addresses import PEOPLE
from trygg_web.access.models import Role


@pytest.fixture(scope="module")
def everyone(django_db_setup: None, django_db_blocker: DjangoDbBlocker, keys: None) -> Iterator[dict[Role, Client]]:
    """One of each role, logged in once for all the doors: each test's own transaction lies within theirs."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield {role: enter(make_user("", role)) for role in PEOPLE}
        transaction.set_rollback(True)
