"""Two houses that have met, and drafts that the law lets pass."""

import pathlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import get_resolver

from tests.trygg_web.exchange.houses import House, connection_of, copy_of_the_database, house


@pytest.fixture(scope="session")
def lines(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Any, Any]]:
    """Connections to the databases of two houses."""
    place = tmp_path_factory.mktemp("houses")
    with django_db_blocker.unblock():
        found = tuple(connection_of(copy_of_the_database(place / name)) for name in ("one", "other"))
    yield found  # type: ignore[misc]  # exactly two
    with django_db_blocker.unblock():
        for line in found:
            line.close()


@pytest.fixture
def strangers(lines: tuple[Any, Any], tmp_path: pathlib.Path, db: None) -> Iterator[tuple[House, House]]:
    """The police and social services of a city, each with its keys; they have not met."""
    get_resolver().url_patterns  # noqa: B018 - read while this process is still the house that it started as
    with (
        house("police-a", "police", tmp_path / "police", lines[0]) as police,
        house("social-a", "social", tmp_path / "social", lines[1]) as social,
    ):
        yield police, social


@pytest.fixture
def houses(strangers: tuple[House, House]) -> tuple[House, House]:
    """The two, after each has taken the other's card."""
    police, social = strangers
    police.meet(social)
    social.meet(police)
    return police, social
