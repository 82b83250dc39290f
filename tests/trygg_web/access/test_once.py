"""What a page has read is remembered until the page is made, and no longer than until something is done."""

import pytest

from trygg_web.access import log
from trygg_web.access.models import User

pytestmark = pytest.mark.django_db


def _twice() -> int:
    read: list[int] = []
    for _ in range(2):
        log.once("key", lambda: read.append(1))
    return len(read)


def test_a_page_reads_once_what_it_shows_twice() -> None:
    with log.one_page():
        assert _twice() == 1


def test_the_next_page_reads_anew() -> None:
    with log.one_page():
        log.once("key", lambda: "old")
    with log.one_page():
        assert log.once("key", lambda: "new") == "new"


def test_outside_a_page_nothing_is_remembered() -> None:
    assert _twice() == 2


def test_a_deed_makes_the_page_forget(officer: User) -> None:
    with log.one_page():
        log.once("key", lambda: "before")
        log.did(officer, log.Verb.LINKED, "person")

        assert log.once("key", lambda: "after") == "after"
