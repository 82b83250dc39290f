"""The frame of every page, and its language."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client, override_settings

from trygg_web.access.models import User
from trygg_web.project.frame import HOUSES, ways

HOME = "/konto/tva-steg/"
NO_SECOND_FACTOR = override_settings(TRYGG_DEMANDS_MFA=False)


@pytest.mark.room("listing")
def test_each_sees_only_the_ways_that_are_open(officer: User, auditor: User) -> None:
    assert "Listan" in [str(way["says"]) for way in ways(officer, "/")]
    assert "Listan" not in [str(way["says"]) for way in ways(auditor, "/")]
    assert "Loggen" in [str(way["says"]) for way in ways(auditor, "/")]


def test_one_way_at_most_is_where_one_stands(officer: User) -> None:
    assert sum(bool(way["here"]) for way in ways(officer, "/listan/forslag/")) <= 1


@pytest.mark.django_db
def test_a_page_speaks_swedish_whatever_the_browser_wishes(client: Client) -> None:
    answer = client.get("/konto/logga-in/", headers={"accept-language": "en"})
    assert answer.headers["Content-Language"] == "sv"
    assert 'lang="sv"' in answer.content.decode()


@pytest.mark.django_db
def test_a_stranger_may_choose_english_and_stays_where_she_was(client: Client) -> None:
    answer = client.post("/sprak/", {"language": "en", "next": "/konto/logga-in/"})
    assert answer.headers["Location"] == "/konto/logga-in/"
    assert client.get("/konto/logga-in/").headers["Content-Language"] == "en"


@pytest.mark.django_db
def test_the_way_back_never_leaves_the_house(client: Client) -> None:
    answer = client.post("/sprak/", {"language": "en", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"


@NO_SECOND_FACTOR
def test_a_chosen_language_follows_the_user(officer: User, client_of: Callable[[User], Client]) -> None:
    client_of(officer).post("/sprak/", {"language": "en"})
    assert client_of(officer).get(HOME).headers["Content-Language"] == "en"


@NO_SECOND_FACTOR
def test_every_page_says_its_house_in_words(officer: User, client_of: Callable[[User], Client]) -> None:
    page = client_of(officer).get(HOME).content.decode()
    assert f"house-{settings.ZONE}" in page
    assert str(HOUSES[settings.ZONE]) in page
