"""The limits of statute, counted in Swedish time over red days, clock changes and short months."""

from datetime import date, datetime

import pytest

from trygg.deadlines import STOCKHOLM, calendar
from trygg.errors import NoRuleInForce
from trygg.rulebook import book
from trygg.sharing import due_by, limit_of, sharing_rules

RULES = sharing_rules()
CALENDAR = calendar(book().on(date(2026, 11, 23)))


def due(name: str, *start: int) -> datetime:
    at = datetime(*start, tzinfo=STOCKHOLM)  # type: ignore[arg-type]  # year, month, day, hour
    return due_by(limit_of(name, date(2026, 11, 23), RULES), at, CALENDAR)


def test_a_concern_for_a_child_is_due_at_once() -> None:
    assert due("DL-01", 2026, 11, 23, 14, 30) == datetime(2026, 11, 23, 14, 30, tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("name", "start", "last"),
    [
        ("DL-02", (2026, 11, 23, 9), date(2026, 12, 7)),
        ("DL-02", (2026, 12, 10, 9), date(2026, 12, 28)),  # the 24th is an eve, then Christmas and a week-end
        ("DL-03", (2026, 10, 31, 9), date(2027, 3, 1)),  # 28 February is a Sunday
        ("DL-04", (2026, 11, 23, 9), date(2026, 11, 30)),
        ("DL-05", (2027, 4, 26, 9), date(2027, 5, 3)),
        ("DL-06", (2026, 11, 23, 9), date(2027, 1, 4)),
        ("DL-07", (2026, 8, 31, 9), date(2027, 2, 28)),  # a review does not roll: it is at least every six months
        ("DL-09", (2028, 1, 31, 9), date(2028, 2, 29)),
        ("DL-16", (2026, 11, 23, 9), date(2026, 12, 14)),
    ],
)
def test_a_limit_ends_with_its_last_day(name: str, start: tuple[int, ...], last: date) -> None:
    told = due(name, *start)

    assert told.date() == last
    assert (told.hour, told.minute) == (23, 59)


def test_seventy_two_hours_are_hours_of_life_over_the_night_when_clocks_change() -> None:
    assert due("DL-10", 2026, 10, 24, 12) == datetime(2026, 10, 27, 11, tzinfo=STOCKHOLM)


def test_a_limit_that_is_not_in_force_is_refused() -> None:
    with pytest.raises(NoRuleInForce, match="deadlines.toml: nothing of DL-02 is in force on 2025-06-30"):
        limit_of("DL-02", date(2025, 6, 30), RULES)
    with pytest.raises(NoRuleInForce):
        limit_of("DL-99", date(2026, 6, 30), RULES)


def test_only_what_is_due_at_once_has_no_length() -> None:
    assert [one.id for one in RULES.limits if one.amount == 0] == ["DL-01", "DL-04-late"]
