"""What counts, from which day, and that what is not known stays unknown."""

from datetime import date
from typing import Any

import pytest

from tests.trygg.events import event, frame, offence
from trygg.facts import facts, months_before
from trygg.rulebook import book

ON = date(2026, 6, 1)
RULES = book().on(ON)


def fact(name: str, *events: dict[str, Any], on: date = ON) -> Any:
    return facts(frame(*events), RULES, on).row(0, named=True)[name]


@pytest.mark.parametrize(
    ("on", "months", "day"),
    [
        (date(2026, 6, 1), 12, date(2025, 6, 1)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 1, 15), 24, date(2024, 1, 15)),
        (date(2025, 12, 31), -2, date(2026, 2, 28)),
    ],
)
def test_a_window_begins_on_the_same_day_of_the_month(on: date, months: int, day: date) -> None:
    assert months_before(on, months) == day


@pytest.mark.parametrize(("day", "counted"), [(date(2025, 6, 1), 0), (date(2025, 6, 2), 1), (ON, 1)])
def test_a_report_counts_from_the_day_after_the_window_begins(day: date, counted: int) -> None:
    assert fact("reports_12m", offence(day, "r"), offence(date(2024, 1, 1), "old")) == counted


def test_what_comes_after_the_day_does_not_count() -> None:
    assert fact("reports_36m", offence(date(2026, 5, 1), "r"), offence(date(2026, 6, 2), "later")) == 1


def test_a_report_with_three_offences_is_one_report() -> None:
    rows = [offence(date(2026, 5, 1), "r", key) for key in ("misshandel", "olaga_hot", "ofredande")]

    assert fact("reports_12m", *rows) == 1
    assert fact("harm_sum_24m", *rows) == 187
    assert fact("max_harm_24m", *rows) == 100


def test_a_violation_of_integrity_is_not_counted_on_top_of_its_parts() -> None:
    keys = ("grov_kvinnofridskrankning", "misshandel", "misshandel", "olaga_hot", "ofredande")

    assert fact("harm_sum_24m", *(offence(date(2026, 5, 1), "r", key) for key in keys)) == 548


def test_a_violation_of_integrity_against_one_does_not_swallow_what_was_done_to_another() -> None:
    whole = offence(date(2026, 5, 1), "r", "grov_kvinnofridskrankning")
    rows = [whole, offence(date(2026, 5, 1), "r", "misshandel"), offence(date(2026, 5, 1), "r", "misshandel", "w")]

    assert fact("harm_sum_24m", *rows) == 648
    assert fact("reports_12m", *rows) == 1


def test_a_child_peace_crime_adds_to_a_violation_of_integrity() -> None:
    keys = ("grov_kvinnofridskrankning", "misshandel", "barnfridsbrott")

    assert fact("harm_sum_24m", *(offence(date(2026, 5, 1), "r", key) for key in keys)) == 648


def test_the_same_partner_twice_is_one_victim_and_another_is_a_second() -> None:
    rows = [offence(date(2026, 5, 1), "a"), offence(date(2026, 4, 1), "b"), offence(date(2026, 3, 1), "c", other="w")]

    assert fact("partner_victims_36m", *rows) == 2


def test_nothing_told_of_a_flag_is_not_known_and_a_no_is_a_no() -> None:
    report = offence(date(2026, 5, 1), "r")

    assert fact("flag_weapon", report) is None
    assert fact("flag_weapon", report, event("flag_weapon", ON, answer=None)) is None
    assert fact("flag_weapon", report, event("flag_weapon", ON, answer=False)) == 0


def test_a_later_no_does_not_take_back_an_earlier_yes() -> None:
    rows = [event("flag_weapon", date(2026, 1, 1)), event("flag_weapon", ON, answer=False)]

    assert fact("flag_weapon", *rows) == fact("lethality_flag", *rows) == 1


@pytest.mark.parametrize(
    ("convicted", "counted"), [(date(2026, 4, 30), 1), (date(2026, 5, 1), 0), (date(2021, 5, 1), None)]
)
def test_only_a_conviction_before_the_newest_report_within_five_years_counts(
    convicted: date, counted: int | None
) -> None:
    assert fact("conviction_partner_60m", offence(date(2026, 5, 1), "r"), event("conviction", convicted)) == counted


def test_the_latest_message_decides_which_fact_a_new_report_makes_true() -> None:
    rows = [
        event("notified", date(2025, 1, 1), level="A"),
        event("notified", date(2026, 1, 1), level="C"),
        offence(date(2026, 5, 1), "r"),
    ]

    assert fact("report_after_notification_cd", *rows) == 1
    assert fact("report_after_notification_ab", *rows) == 0


def test_a_report_before_the_message_is_not_a_report_after_it() -> None:
    rows = [offence(date(2026, 5, 1), "r"), event("notified", date(2026, 5, 2), level="B")]

    assert fact("report_after_notification_ab", *rows) == 0


def test_days_since_the_last_report_are_counted_from_it() -> None:
    assert fact("days_since_last", offence(date(2026, 5, 1), "r")) == 31
    assert fact("days_since_last", event("breach", date(2026, 5, 1))) is None
