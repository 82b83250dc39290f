"""Until when: every kind of limit, over red days, clock changes, leap days and the end of the year."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trygg.deadlines import Calendar, Limit, Unit, calendar, deadline, later, left, months_after, working
from trygg.errors import InvalidRecord
from trygg.rulebook import book

STOCKHOLM = ZoneInfo("Europe/Stockholm")
CALENDAR = Calendar(on_call=(7, 22), office=(8, 17))
NIGHT_TOO = Calendar(on_call=(0, 24), office=(8, 17))
HOURS, ON_CALL, WORKING, DAYS, MONTHS = Unit.HOURS, Unit.ON_CALL, Unit.WORKING, Unit.DAYS, Unit.MONTHS

# From when, how much of what, until when: Swedish clock times.
TABLE = [
    ("a plain day and night", "2026-02-03 08:00", 24, HOURS, "2026-02-04 08:00:00"),
    ("clocks forward: a day has 23 hours", "2026-03-28 12:00", 24, HOURS, "2026-03-29 13:00:00"),
    ("clocks back: a day has 25 hours", "2026-10-24 12:00", 24, HOURS, "2026-10-25 11:00:00"),
    ("48 hours over a leap day", "2028-02-28 10:00", 48, HOURS, "2028-03-01 10:00:00"),
    ("48 hours without one", "2027-02-27 10:00", 48, HOURS, "2027-03-01 10:00:00"),
    ("48 hours over the end of the year", "2026-12-30 20:00", 48, HOURS, "2027-01-01 20:00:00"),
    ("on call: within one shift", "2026-02-03 08:00", 4, ON_CALL, "2026-02-03 12:00:00"),
    ("on call: from the night, the shift's start counts", "2026-02-03 02:00", 4, ON_CALL, "2026-02-03 11:00:00"),
    ("on call: over the night", "2026-02-03 21:00", 4, ON_CALL, "2026-02-04 10:00:00"),
    ("on call: to the very end of a shift", "2026-02-03 18:00", 4, ON_CALL, "2026-02-03 22:00:00"),
    ("on call: every day of the year", "2026-12-24 21:00", 16, ON_CALL, "2026-12-25 22:00:00"),
    ("on call: over more than one night", "2026-02-03 12:00", 30, ON_CALL, "2026-02-05 12:00:00"),
    ("on call: over the night when clocks change", "2026-03-28 21:00", 2, ON_CALL, "2026-03-29 08:00:00"),
    ("a working day", "2026-02-03 08:00", 1, WORKING, "2026-02-04 17:00:00"),
    ("from Friday to Monday", "2026-02-06 08:00", 1, WORKING, "2026-02-09 17:00:00"),
    ("from Saturday to Monday", "2026-02-07 08:00", 1, WORKING, "2026-02-09 17:00:00"),
    ("over Easter", "2026-04-02 08:00", 1, WORKING, "2026-04-07 17:00:00"),
    ("over Epiphany", "2026-01-05 08:00", 1, WORKING, "2026-01-07 17:00:00"),
    ("over the first of May", "2026-04-30 08:00", 1, WORKING, "2026-05-04 17:00:00"),
    ("over Ascension Day, not the day after", "2026-05-13 08:00", 1, WORKING, "2026-05-15 17:00:00"),
    ("over midsummer: the eve is no working day", "2026-06-18 08:00", 1, WORKING, "2026-06-22 17:00:00"),
    ("over Christmas: the eve is no working day", "2026-12-23 08:00", 1, WORKING, "2026-12-28 17:00:00"),
    ("over New Year", "2026-12-30 08:00", 1, WORKING, "2027-01-04 17:00:00"),
    ("over the national day on a Saturday", "2026-06-05 08:00", 1, WORKING, "2026-06-08 17:00:00"),
    ("over All Saints' Day, always a Saturday", "2026-10-30 08:00", 1, WORKING, "2026-11-02 17:00:00"),
    ("Whit Monday works since 2005", "2026-05-22 08:00", 1, WORKING, "2026-05-25 17:00:00"),
    ("ten working days: 15–18, 21–23 and 28–30", "2026-12-14 08:00", 10, WORKING, "2026-12-30 17:00:00"),
    ("30 days to the night of the last", "2026-02-03 08:00", 30, DAYS, "2026-03-05 23:59:59"),
    ("days over a leap day", "2028-02-28 08:00", 2, DAYS, "2028-03-01 23:59:59"),
    ("days over clocks back", "2026-10-24 23:59", 1, DAYS, "2026-10-25 23:59:59"),
    ("a month", "2026-02-03 08:00", 1, MONTHS, "2026-03-03 23:59:59"),
    ("a month from the last of January", "2026-01-31 08:00", 1, MONTHS, "2026-02-28 23:59:59"),
    ("the same in a leap year", "2028-01-31 08:00", 1, MONTHS, "2028-02-29 23:59:59"),
    ("twelve months from a leap day", "2028-02-29 08:00", 12, MONTHS, "2029-02-28 23:59:59"),
    ("months over the end of the year", "2026-11-30 08:00", 3, MONTHS, "2027-02-28 23:59:59"),
    ("to December", "2026-11-15 08:00", 1, MONTHS, "2026-12-15 23:59:59"),
]


@pytest.mark.parametrize(("says", "start", "amount", "unit", "due"), TABLE, ids=[row[0] for row in TABLE])
def test_a_limit_ends_when_the_calendar_says(says: str, start: str, amount: int, unit: Unit, due: str) -> None:
    ends = deadline(datetime.fromisoformat(start).replace(tzinfo=STOCKHOLM), Limit(amount, unit), CALENDAR)

    assert f"{ends:%Y-%m-%d %H:%M:%S}" == due, says
    assert ends.tzinfo == STOCKHOLM


ROLLED = [
    ("from a Sunday", "2026-02-01", "2026-02-15", "2026-02-16"),
    ("from midsummer eve", "2026-06-05", "2026-06-19", "2026-06-22"),
    ("from Christmas Eve to after the weekend", "2026-12-10", "2026-12-24", "2026-12-28"),
    ("not from a working day", "2026-02-02", "2026-02-16", "2026-02-16"),
]


@pytest.mark.parametrize(("says", "start", "plain", "rolled"), ROLLED, ids=[row[0] for row in ROLLED])
def test_a_limit_of_statute_rolls_to_the_next_working_day(says: str, start: str, plain: str, rolled: str) -> None:
    at = datetime.fromisoformat(start).replace(hour=10, tzinfo=STOCKHOLM)

    ends = [deadline(at, Limit(14, DAYS, rolls), CALENDAR) for rolls in (False, True)]

    assert [f"{end:%Y-%m-%d}" for end in ends] == [plain, rolled], says


def test_an_instant_of_another_zone_counts_by_swedish_days() -> None:
    late = datetime(2026, 2, 3, 23, 30, tzinfo=UTC)  # half past midnight on the 4th in Sweden

    assert deadline(late, Limit(1, DAYS), CALENDAR).date() == date(2026, 2, 5)


def test_what_is_left_is_real_time_also_when_clocks_change() -> None:
    at = datetime(2026, 10, 25, 1, tzinfo=STOCKHOLM)
    due = datetime(2026, 10, 25, 4, tzinfo=STOCKHOLM)

    assert due - at == timedelta(hours=3)  # what Python says of two clock times
    assert left(at, due) == timedelta(hours=4)
    assert left(due, at) == timedelta(hours=-4)


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    ends = deadline(datetime(2026, 10, 24, 2, 30, tzinfo=STOCKHOLM), Limit(25, HOURS), CALENDAR)

    assert (ends.hour, ends.minute, ends.fold) == (2, 30, 1)


def test_an_instant_without_a_zone_is_refused() -> None:
    naive, aware = datetime(2026, 2, 3), datetime(2026, 2, 3, tzinfo=UTC)

    for ask in (
        lambda: deadline(naive, Limit(1, HOURS), CALENDAR),
        lambda: left(aware, naive),
        lambda: left(naive, aware),
        lambda: later(naive, timedelta()),
    ):
        with pytest.raises(InvalidRecord, match="an instant needs its time zone"):
            ask()


def test_a_limit_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidRecord, match="at least 1 working_days, not 0"):
        deadline(datetime(2026, 2, 3, tzinfo=UTC), Limit(0, WORKING), CALENDAR)


def test_the_methods_hours_make_the_calendar() -> None:
    assert calendar(book().on(date(2026, 6, 1))) == CALENDAR


def test_a_year_has_the_working_days_that_the_almanac_counts() -> None:
    # 2026: 261 weekdays less Epiphany, Good Friday, Easter Monday, 1 May, Ascension, midsummer, Christmas and New
    # Year's eves, Christmas Day and New Year's Day.
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]

    assert sum(map(working, days)) == 261 - 10


instants = st.datetimes(datetime(2024, 1, 1), datetime(2032, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))
limits = st.builds(Limit, st.integers(1, 60), st.sampled_from(list(Unit)), st.booleans())
calendars = st.sampled_from([CALENDAR, NIGHT_TOO])


@settings(max_examples=150, deadline=None)
@given(instants, instants, limits, calendars)
def test_a_later_start_never_gives_an_earlier_deadline(
    one: datetime, other: datetime, limit: Limit, hours: Calendar
) -> None:
    first, second = sorted([one, other])

    assert left(deadline(first, limit, hours), deadline(second, limit, hours)) >= timedelta()


@settings(max_examples=100, deadline=None)
@given(instants, limits, calendars)
def test_a_longer_limit_never_ends_sooner(start: datetime, limit: Limit, hours: Calendar) -> None:
    longer = Limit(limit.amount + 1, limit.unit, limit.rolls)

    assert left(deadline(start, limit, hours), deadline(start, longer, hours)) >= timedelta()


@settings(max_examples=100, deadline=None)
@given(instants, limits, calendars)
def test_a_deadline_is_after_its_start_and_aware(start: datetime, limit: Limit, hours: Calendar) -> None:
    ends = deadline(start, limit, hours)

    assert left(start, ends) > timedelta()
    assert ends.tzinfo == STOCKHOLM


@settings(max_examples=100, deadline=None)
@given(instants, st.integers(1, 500))
def test_hours_are_always_real_hours(start: datetime, amount: int) -> None:
    assert left(start, deadline(start, Limit(amount, HOURS), CALENDAR)) == timedelta(hours=amount)


@settings(max_examples=100, deadline=None)
@given(instants, st.integers(1, 200))
def test_whoever_is_always_on_call_counts_every_hour(start: datetime, amount: int) -> None:
    ends = [deadline(start, Limit(amount, unit), NIGHT_TOO) for unit in (HOURS, ON_CALL)]

    assert left(*ends) == timedelta()


@settings(max_examples=100, deadline=None)
@given(instants, st.integers(1, 60))
def test_a_limit_in_working_days_ends_on_one_with_as_many_behind_it(start: datetime, amount: int) -> None:
    first = start.astimezone(STOCKHOLM).date()

    last = deadline(start, Limit(amount, WORKING), CALENDAR).date()

    behind = [first + timedelta(days=number) for number in range(1, (last - first).days + 1)]
    assert working(last)
    assert sum(map(working, behind)) == amount


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.integers(0, 60), st.integers(0, 60))
def test_months_keep_the_day_or_take_the_months_last(day: date, months: int, more: int) -> None:
    later = months_after(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)
    assert months_after(day, months + more) >= later
