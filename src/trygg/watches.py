"""What came after a message: when one looks again, and whether it stayed quiet. Days in custody are no days at risk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from trygg.deadlines import months_after
from trygg.errors import InvalidRecord
from trygg.rulebook import Rules

DAY = timedelta(days=1)


class Outcome(StrEnum):
    """How a watch came out."""

    QUIET = "quiet"  # every day at risk passed with nothing new
    BREACHED = "breached"  # a new report or breach
    ENDED = "ended"  # nobody could be watched any more: dead, moved, acquitted, taken off


@dataclass(frozen=True, slots=True)
class Held:
    """Days in custody or prison; `until` is the last whole day held, None while the person is still held."""

    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What came after one message: new incidents by the day they happened, days held, the day all watching ended."""

    delivered: date
    incidents: tuple[date, ...] = ()
    held: tuple[Held, ...] = ()
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """One look again: after how many days at risk, and on which day that is; None while the person is held."""

    id: str
    days: int
    due: date | None


def watches(course: Course, rules: Rules) -> tuple[Watch, ...]:
    """The looks that the method asks for, earliest first.

    Their ids are day_1, day_7 … month_12. A month is as long as it was on the calendar from the delivery.
    """
    told, asked = course.delivered, rules.notices.watching
    needed = {f"day_{days}": days for days in asked.days}
    needed |= {f"month_{months}": (months_after(told, months) - told).days for months in asked.months}
    return tuple(Watch(name, days, _reached(course, days)) for name, days in needed.items())


def at_risk(course: Course, until: date) -> int:
    """How many days after the delivery, the last one counted, the person was free."""
    held = sum(max((min(span_end, until) - begin).days + 1, 0) for begin, span_end in _spans(course, until))
    return max((until - course.delivered).days - held, 0)


def outcome(course: Course, watch: Watch, on: date) -> Outcome | None:
    """How a watch came out, as known on a day; None while it runs.

    An incident while held counts: one can threaten from a cell. One on the day of the delivery does not, since it
    may have come first. What is known to have ended a watch before anything happened ends it.
    """
    last = min(on, watch.due or on)
    news = min((day for day in course.incidents if course.delivered < day <= last), default=None)
    if news and (course.ended is None or news <= course.ended):
        return Outcome.BREACHED
    if course.ended and course.ended <= last:
        return Outcome.ENDED
    return Outcome.QUIET if watch.due and watch.due < on else None


def _reached(course: Course, days: int) -> date | None:
    day = course.delivered
    for begin, end in _spans(course, None):
        free = max((begin - day).days - 1, 0)
        if days <= free:
            break
        if end == date.max:
            return None
        days, day = days - free, max(end, day)
    return day + days * DAY


def _spans(course: Course, until: date | None) -> Iterator[tuple[date, date]]:
    # Days held after the delivery, in order, merged where they touch; still held is held for ever.
    begin: date | None = None
    end = date.min
    for since, last in sorted(_checked(course.held)):
        first = max(since, course.delivered + DAY)
        if last < first or (until and first > until):
            continue
        if begin is not None and first <= end + (DAY if end < date.max else timedelta()):
            end = max(end, last)
            continue
        if begin is not None:
            yield begin, end
        begin, end = first, last
    if begin is not None:
        yield begin, end


def _checked(held: Iterable[Held]) -> Iterator[tuple[date, date]]:
    for span in held:
        if span.until is not None and span.until < span.since:
            raise InvalidRecord("a person is released before being taken in; swap the two days")
        yield span.since, span.until or date.max
