"""A figure cannot be made without what is needed to read it."""

import math
from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from trygg.errors import InvalidRecord
from trygg.evaluation import Estimate, Result, Text, Window
from trygg.evaluation.results import chance, joined, share, span, told

SAYS = Text("Något.", "Something.")
ONE = Estimate("share", 0.25, 0.2, 0.3, at=365, group="D")


def result(**other: object) -> Result:
    plain = {
        "method": "m",
        "estimates": (ONE,),
        "window": Window(365),
        "denominator": 4,
        "time_at_risk": 9.0,
        "says": SAYS,
    }
    return Result(**(plain | other))  # type: ignore[arg-type]  # tries what is wrong


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: result(denominator=-1),
        lambda: result(time_at_risk=-1.0),
        lambda: result(says=Text("", "Something.")),
        lambda: result(says=Text("Något.", " ")),
        lambda: Window(365, "fortnights"),
        lambda: Window(-1),
        lambda: Window(1, since=date(2026, 1, 2), until=date(2026, 1, 2)),
        lambda: Estimate("share", 0.5, 0.6, 0.7),
    ],
)
def test_a_result_without_what_it_needs_is_refused(wrong) -> None:
    with pytest.raises(InvalidRecord):
        wrong()


def test_a_result_is_frozen_and_bears_the_version_that_made_it() -> None:
    one = result()

    assert one.version.startswith("trygg ")
    with pytest.raises(FrozenInstanceError):
        one.denominator = 5  # type: ignore[misc]  # that is the test


def test_a_figure_is_found_by_name_group_and_time() -> None:
    assert result().one("share", group="D", at=365) is ONE
    with pytest.raises(InvalidRecord, match="0 figures"):
        result().one("share")


def test_the_figures_are_a_table_also_where_there_are_none() -> None:
    columns = ["name", "group", "at", "value", "low", "high", "error", "level"]

    assert result().frame().columns == columns
    assert result(estimates=()).frame().columns == columns


@pytest.mark.parametrize(
    ("value", "digits", "sv", "en"),
    [
        (1234.5, 1, "1\N{NO-BREAK SPACE}234,5", "1,234.5"),
        (-0.25, 2, "\N{MINUS SIGN}0,25", "\N{MINUS SIGN}0.25"),
        (math.nan, 1, "ej beräknad", "not estimated"),
        (math.inf, 1, "obegränsad", "unbounded"),
    ],
)
def test_numbers_are_written_as_in_the_language(value: float, digits: int, sv: str, en: str) -> None:
    assert (told(value, "sv", digits), told(value, "en", digits)) == (sv, en)


def test_shares_intervals_chances_and_rows_of_words_read_well() -> None:
    assert share(0.062, "sv") == "6,2\N{NO-BREAK SPACE}%"
    assert span(ONE, "en", percent=True) == "95% confidence interval 20.0 to 30.0%"
    assert span(ONE, "sv", digits=2) == "95\N{NO-BREAK SPACE}% konfidensintervall 0,20–0,30"
    assert (chance(0.0001, "sv"), chance(0.04, "en")) == ("p < 0,001", "p = 0.040")
    assert (joined(["a", "b", "c"], "sv"), joined(["a"], "en")) == ("a, b och c", "a")
