"""The definitions, and the days that break a series."""

import dataclasses
from datetime import date

import pytest

from trygg.errors import RulebookError
from trygg.evaluation.indicators import breaks, digest, indicators, published, receivers

ON = date(2026, 6, 1)


def test_every_indicator_says_what_it_counts_and_what_it_does_not() -> None:
    for one in indicators(ON).values():
        assert all(one.counts[language] and one.leaves_out[language] for language in ("sv", "en"))
        assert one.source


def test_before_its_first_day_an_indicator_does_not_hold() -> None:
    assert indicators(date(2025, 12, 31)) == {}


def test_an_outcome_in_one_language_is_refused() -> None:
    one = indicators(ON)["reports"]

    with pytest.raises(RulebookError, match="every sentence"):
        dataclasses.replace(one, outcomes={"all": {"sv": "alla"}})


def test_a_good_outcome_that_is_none_is_refused() -> None:
    with pytest.raises(RulebookError, match="no outcome"):
        dataclasses.replace(indicators(ON)["reports"], good=("quiet",))


def test_breaks_come_in_order_and_touch_what_is_counted() -> None:
    days = [one.day for one in breaks()]

    assert days == sorted(days)
    assert {name for one in breaks() for name in one.touches} <= set(indicators(ON))


def test_a_break_of_what_is_not_counted_is_refused() -> None:
    with pytest.raises(RulebookError, match="no indicator"):
        dataclasses.replace(breaks()[0], touches=("weather",))


def test_a_published_share_is_what_its_numbers_say() -> None:
    first = next(one for one in published() if one.id == "high_point_2013")

    assert (first.share, first.events, first.of) == (59, 40, 673)
    with pytest.raises(RulebookError, match="share is not"):
        dataclasses.replace(first, share=79)


def test_a_published_figure_says_how_long_anybody_was_followed() -> None:
    assert all(one.followed["sv"] and one.outcome["en"] and one.source for one in published())


def test_the_digest_names_the_definitions() -> None:
    assert len(digest()) == 64


def test_a_receiver_who_asks_for_what_is_not_counted_is_refused() -> None:
    with pytest.raises(RulebookError, match="no indicator"):
        dataclasses.replace(receivers()["kolada"], indicators=("happiness",))


def test_the_first_receiver_asks_for_everything() -> None:
    first = next(iter(receivers().values()))

    assert all(first.asks(name) for name in indicators(ON))
