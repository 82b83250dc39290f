"""A small city for the tests of this room."""

import pytest

from tests.trygg_web.people.rows import City
from trygg_web.access.models import User


@pytest.fixture
def city(analyst: User) -> City:
    return City(analyst)
