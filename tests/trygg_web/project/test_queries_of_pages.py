"""How many times a page asks the database: no more than stated, however much it shows."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from trygg_web.access.models import User
from trygg_web.people.models import Person

Enter = Callable[[User], Client]
MOST = {"/": 27, "/listan/": 14, "search": 22, "person": 34}  # with what is logged, and a savepoint for it


@pytest.fixture
def several(db: None) -> Person:
    """One person with many reports, and many who wait for a review."""
    persons = [factories.make_person(factories.make_report()) for _ in range(15)]
    for one in persons:
        placed = factories.make_placement(one, "B")
        type(placed).objects.filter(pk=placed.pk).update(review_on=timezone.localdate() - timedelta(days=1))
    return persons[0]


def _asked(client: Client, what: str, person: Person) -> int:
    cache.clear()
    address = f"/listan/person/{person.pk}/" if what == "person" else what
    with CaptureQueriesContext(connection) as asked:
        found = client.post("/listan/sok/", {"text": person.family}) if what == "search" else client.get(address)
    assert found.status_code == 200
    return len(asked)


@pytest.mark.parametrize("what", MOST)
def test_a_page_asks_the_database_no_more_often_than_stated(
    officer: User, client_of: Enter, several: Person, what: str
) -> None:
    client = client_of(officer)
    client.get("/listan/")  # the session is moved on once a minute, not on each page

    assert _asked(client, what, several) <= MOST[what]
