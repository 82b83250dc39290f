"""The small words of the templates."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils.translation import override

from trygg_web.project.templatetags import pages

NOON = datetime(2026, 11, 12, 12, 0, tzinfo=UTC)  # 13.00 in Malmö


@pytest.mark.parametrize(
    ("at", "says"),
    [
        (datetime(2026, 11, 12, 11, 59, 30, tzinfo=UTC), "nyss"),
        (datetime(2026, 11, 12, 11, 40, tzinfo=UTC), "för 20 minuter sedan"),
        (datetime(2026, 11, 12, 7, 5, tzinfo=UTC), "i dag 08.05"),
        (datetime(2026, 11, 11, 22, 30, tzinfo=UTC), "i går 23.30"),
        (datetime(2026, 11, 9, 8, 0, tzinfo=UTC), "för 3 dagar sedan"),
        (datetime(2026, 1, 9, 8, 0, tzinfo=UTC), "9 januari 2026 09.00"),
    ],
)
def test_a_moment_is_said_as_people_say_it_and_keeps_the_exact_time(at: datetime, says: str) -> None:
    with time_machine.travel(NOON, tick=False), override("sv"):
        shown = pages.moment(at)
    assert f">{says}</time>" in shown
    assert 'title="' in shown


@pytest.mark.parametrize(
    ("until", "says"),
    [
        (date(2026, 11, 10), "2 dagar försenat"),
        (date(2026, 11, 12), "i dag"),
        (date(2026, 11, 13), "1 dag kvar"),
        (None, "–"),
    ],
)
def test_time_left_is_said_in_words(until: date | None, says: str) -> None:
    with time_machine.travel(NOON, tick=False), override("sv"):
        assert pages.left(until) == says


def test_a_day_is_written_out() -> None:
    with override("sv"):
        assert pages.day(date(2026, 11, 12)) == "12 november 2026"


@pytest.mark.parametrize(("language", "says"), [("sv", "12\u00a0345,6"), ("en", "12,345.6")])
def test_numbers_follow_the_language(language: str, says: str) -> None:
    with override(language):
        assert pages.number(12345.6, 1) == says


def test_a_level_says_its_name_and_not_only_a_colour() -> None:
    with override("sv"):
        shown = pages.level("A")
    assert "Nivå A" in shown
    assert "trygg-level--A" in shown


def test_a_chip_escapes_what_it_says() -> None:
    assert "&lt;b&gt;" in pages.chip("<b>")
