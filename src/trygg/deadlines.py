"""Until when: limits in hours, on-call hours, working days, days and months, in Swedish time.

A deadline is aware and in Europe/Stockholm. Two instants in one time zone compare by their clocks, also in the
hour that comes twice in October, so spans are always counted in UTC, as `left` does.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

from trygg.errors import InvalidRecord
from trygg.rulebook import Rules

STOCKHOLM = ZoneInfo("Europe/Stockholm")
RED = ("public", "de_facto")  # red days by law, and the three eves that the law counts as such (1930:173, 2 §)
SATURDAY = 5
NIGHT = time(23, 59, 59)


def decide_by(level: str, on: date, rules: Rules) -> date:
    """The day by which a proposal of a day is to be decided; an empty level: the rules indicate none."""
    return on + timedelta(days=rules.review.days_to_decide[level or "none"])


class Unit(StrEnum):
    """In what a limit is counted."""

    HOURS = "hours"  # round the clock
    ON_CALL = "on_call_hours"  # only while somebody is on call
    WORKING = "working_days"  # Monday to Friday but no red day nor eve; to the office's closing
    DAYS = "days"  # to the night of that day
    MONTHS = "months"  # to the night of the same day of the month, or of its last


@dataclass(frozen=True, slots=True)
class Limit:
    """How long; `rolls`: where the last day is no working day, the next one counts (for limits of statute)."""

    amount: int
    unit: Unit
    rolls: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """The hours of those on call and of the office, local time, as (opens, closes); 24 is midnight."""

    on_call: tuple[int, int]
    office: tuple[int, int]


def calendar(rules: Rules) -> Calendar:
    """The calendar of the method on its day."""
    hours = rules.notices.hours
    on_call, office = hours["on_call"], hours["office"]
    return Calendar((on_call.opens, on_call.closes), (office.opens, office.closes))


def working(day: date) -> bool:
    """Whether offices work on a day: Monday to Friday, no red day, no midsummer, Christmas or New Year's eve."""
    return day.weekday() < SATURDAY and day not in _red(day.year)


def deadline(start: datetime, limit: Limit, calendar: Calendar) -> datetime:
    """The last instant, in Europe/Stockholm, at which a limit that began at `start` is kept.

    The day on which it begins is not counted in days, working days and months.

    Raises InvalidRecord for a start without a time zone and for an amount below 1.
    Source: lag (1930:173) om beräkning av lagstadgad tid, for months, rolling and eves.
    """
    if limit.amount < 1:
        raise InvalidRecord(f"a limit is at least 1 {limit.unit}, not {limit.amount}; mend it")
    local = _aware(start).astimezone(STOCKHOLM)
    if limit.unit == Unit.HOURS:
        return later(local, timedelta(hours=limit.amount))
    if limit.unit == Unit.ON_CALL:
        return _on_call(local, timedelta(hours=limit.amount), calendar.on_call)
    if limit.unit == Unit.WORKING:
        return _at(_nth_working(local.date(), limit.amount), calendar.office[1])
    days = limit.unit == Unit.DAYS
    last = local.date() + timedelta(days=limit.amount) if days else months_after(local.date(), limit.amount)
    if limit.rolls and not working(last):
        last = _nth_working(last, 1)
    return datetime.combine(last, NIGHT, STOCKHOLM)


def later(at: datetime, span: timedelta) -> datetime:
    """The instant that is so much real time later, in Europe/Stockholm."""
    return (_aware(at).astimezone(UTC) + span).astimezone(STOCKHOLM)


def left(at: datetime, due: datetime) -> timedelta:
    """How much real time is left; below zero when it is past."""
    return _aware(due).astimezone(UTC) - _aware(at).astimezone(UTC)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def _aware(at: datetime) -> datetime:
    # Without a zone Python would take the machine's own, and say nothing.
    if at.tzinfo is None:
        raise InvalidRecord("an instant needs its time zone; give one")
    return at


@cache
def _red(year: int) -> frozenset[date]:
    return frozenset(country_holidays("SE", years=year, categories=RED))


def _at(day: date, hour: int) -> datetime:
    # The 24th hour is the next day's first instant.
    return datetime.combine(day + timedelta(days=hour // 24), time(hour % 24), STOCKHOLM)


def _on_call(at: datetime, span: timedelta, hours: tuple[int, int]) -> datetime:
    day = at.date()
    while True:
        opens, closes = _at(day, hours[0]), _at(day, hours[1])
        begin = opens if left(at, opens) > timedelta() else at
        there = max(left(begin, closes), timedelta())
        if span <= there:
            return later(begin, span)
        span, day = span - there, day + timedelta(days=1)


def _nth_working(day: date, amount: int) -> date:
    while amount:
        day += timedelta(days=1)
        amount -= working(day)
    return day
