"""When one looks again after a message, and how it came out."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trygg.errors import InvalidRecord
from trygg.rulebook import book
from trygg.watches import Course, Held, Outcome, Watch, at_risk, outcome, watches

RULES = book().on(date(2026, 6, 1))
TOLD = date(2026, 1, 10)
WEEK = Watch("day_7", 7, date(2026, 1, 17))


def day(number: int) -> date:
    return TOLD + timedelta(days=number)


def dues(course: Course) -> dict[str, date | None]:
    return {watch.id: watch.due for watch in watches(course, RULES)}


def test_one_looks_again_as_often_as_the_method_says() -> None:
    assert dues(Course(TOLD)) == {
        "day_1": date(2026, 1, 11),
        "day_7": date(2026, 1, 17),
        "day_14": date(2026, 1, 24),
        "day_28": date(2026, 2, 7),
        "month_6": date(2026, 7, 10),
        "month_12": date(2027, 1, 10),
    }


def test_a_message_on_a_leap_day_is_looked_at_on_the_last_of_february() -> None:
    assert dues(Course(date(2028, 2, 29)))["month_12"] == date(2029, 2, 28)


def test_days_held_move_every_watch_that_they_meet() -> None:
    course = Course(TOLD, held=(Held(day(3), day(12)),))

    assert dues(course)["day_1"] == day(1)
    assert dues(course)["day_7"] == day(17)
    assert dues(course)["month_6"] == date(2026, 7, 20)


def test_whoever_was_told_in_custody_is_watched_from_the_release() -> None:
    course = Course(TOLD, held=(Held(date(2025, 12, 1), day(20)),))

    assert dues(course)["day_1"] == day(21)


def test_nobody_still_held_has_a_day_to_look_again() -> None:
    course = Course(TOLD, held=(Held(day(3)),))

    assert dues(course) == {
        "day_1": day(1),
        "day_7": None,
        "day_14": None,
        "day_28": None,
        "month_6": None,
        "month_12": None,
    }


def test_spans_that_overlap_or_touch_count_once() -> None:
    spans = (Held(day(3), day(9)), Held(day(5), day(12)), Held(day(13), day(14)))

    assert dues(Course(TOLD, held=spans)) == dues(Course(TOLD, held=(Held(day(3), day(14)),)))


def test_custody_before_the_message_moves_nothing() -> None:
    assert dues(Course(TOLD, held=(Held(date(2025, 1, 1), TOLD),))) == dues(Course(TOLD))


def test_a_release_before_the_intake_is_refused() -> None:
    with pytest.raises(InvalidRecord, match="released before being taken in"):
        watches(Course(TOLD, held=(Held(day(3), day(2)),)), RULES)


@pytest.mark.parametrize(
    ("says", "course", "on", "gives"),
    [
        ("it runs", Course(TOLD), day(6), None),
        ("its last day is not over", Course(TOLD), day(7), None),
        ("quiet", Course(TOLD), day(8), Outcome.QUIET),
        ("breached, known at once", Course(TOLD, incidents=(day(2),)), day(2), Outcome.BREACHED),
        ("breached on the last day", Course(TOLD, incidents=(day(7),)), day(30), Outcome.BREACHED),
        ("an incident after it is another watch's", Course(TOLD, incidents=(day(8),)), day(30), Outcome.QUIET),
        ("what happened before is no answer", Course(TOLD, incidents=(day(0), day(-5))), day(30), Outcome.QUIET),
        ("not yet known on that day", Course(TOLD, incidents=(day(5),)), day(4), None),
        ("ended", Course(TOLD, ended=day(3)), day(3), Outcome.ENDED),
        ("ended after it", Course(TOLD, ended=day(9)), day(30), Outcome.QUIET),
        ("breached, then ended", Course(TOLD, (day(2),), ended=day(3)), day(30), Outcome.BREACHED),
        ("breached on the day it ended", Course(TOLD, (day(3),), ended=day(3)), day(30), Outcome.BREACHED),
        ("ended, and then something", Course(TOLD, (day(5),), ended=day(3)), day(30), Outcome.ENDED),
    ],
)
def test_a_watch_comes_out_as_its_course_says(says: str, course: Course, on: date, gives: Outcome | None) -> None:
    assert outcome(course, WEEK, on) == gives, says


def test_an_incident_from_the_cell_breaches_a_watch_that_has_no_day() -> None:
    course = Course(TOLD, incidents=(day(40),), held=(Held(day(3)),))
    week = watches(course, RULES)[1]

    assert week.due is None
    assert outcome(course, week, day(39)) is None
    assert outcome(course, week, day(40)) == Outcome.BREACHED


numbers = st.integers(-60, 500)
spans = st.builds(lambda since, length: Held(day(since), day(since + length)), numbers, st.integers(0, 90))
courses = st.builds(
    Course,
    delivered=st.just(TOLD),
    incidents=st.lists(numbers.map(day), max_size=4).map(tuple),
    held=st.lists(spans, max_size=5).map(tuple),
    ended=st.none() | numbers.map(day),
)


@settings(max_examples=150, deadline=None)
@given(courses)
def test_a_watch_is_due_on_the_first_day_with_as_many_at_risk(course: Course) -> None:
    for watch in watches(course, RULES):
        assert watch.due is not None
        assert at_risk(course, watch.due) == watch.days
        assert at_risk(course, watch.due - timedelta(days=1)) == watch.days - 1


@settings(max_examples=150, deadline=None)
@given(courses, numbers)
def test_days_at_risk_are_the_days_on_which_nothing_held_the_person(course: Course, until: int) -> None:
    days = [day(number) for number in range(1, until + 1)]
    free = [one for one in days if not any(span.since <= one <= (span.until or one) for span in course.held)]

    assert at_risk(course, day(until)) == len(free)


@settings(max_examples=150, deadline=None)
@given(courses, spans)
def test_more_time_held_never_brings_a_watch_forward(course: Course, span: Held) -> None:
    longer = Course(course.delivered, course.incidents, (*course.held, span), course.ended)

    for one, other in zip(watches(course, RULES), watches(longer, RULES), strict=True):
        assert one.due is not None
        assert other.due is not None
        assert one.due <= other.due


@settings(max_examples=150, deadline=None)
@given(courses, numbers, st.integers(0, 60))
def test_what_came_out_stays_so(course: Course, on: int, more: int) -> None:
    for watch in watches(course, RULES):
        known = outcome(course, watch, day(on))

        assert known is None or outcome(course, watch, day(on + more)) == known
