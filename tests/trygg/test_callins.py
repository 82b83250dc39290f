"""Meetings of several: who may come, who must not meet whom, and that nobody is left out without a reason."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trygg.callins import Bar, Candidate, Cause, Left, Pairs, bars, meets, pairs, seating, too_soon
from trygg.rulebook import Rules, book

DAY = date(2026, 6, 1)
DUE = datetime(2026, 6, 20, 12, tzinfo=UTC)
FINE = Candidate(key="a", level="B", due=DUE, minor=False)


@pytest.fixture(scope="module")
def rules() -> Rules:
    return book(None, "high-point").on(DAY)


def test_whoever_nothing_stands_against_may_be_called(rules: Rules) -> None:
    assert bars(FINE, rules) == ()


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"level": "C"}, (Bar.LEVEL,)),
        ({"minor": True}, (Bar.MINOR,)),
        ({"minor": None}, (Bar.MINOR,)),
        ({"protected": True}, (Bar.PROTECTED,)),
        ({"held": True}, (Bar.HELD,)),
        ({"held": True, "restrictions": None}, (Bar.HELD, Bar.RESTRICTIONS)),
        ({"mutual": True, "threat": True}, (Bar.MUTUAL, Bar.THREAT)),
    ],
)
def test_each_bar_keeps_a_person_away(known: dict[str, object], why: tuple[Bar, ...], rules: Rules) -> None:
    assert bars(replace(FINE, **known), rules) == why  # type: ignore[arg-type]  # a test's words


def test_two_who_must_not_meet_are_so_whoever_is_told_of_first(rules: Rules) -> None:
    told = [("a", "b", Cause.KIN), ("b", "a", Cause.CONTACT_BAN), ("c", "c", Cause.KIN)]

    assert pairs(told, rules) == {frozenset("ab"): frozenset({Cause.KIN, Cause.CONTACT_BAN})}


def test_the_nearest_deadline_is_seated_first_and_the_other_is_told_whom_it_depends_on(rules: Rules) -> None:
    later = replace(FINE, key="b", due=DUE + timedelta(days=1))

    told = seating([later, FINE], pairs([("a", "b", Cause.KIN)], rules), seats=5)

    assert told.groups == (("a",),)
    assert (told.left, told.blocked) == ({"b": Left.APART}, {"b": ("a",)})


def test_two_who_must_not_meet_sit_in_two_meetings(rules: Rules) -> None:
    told = seating([FINE, replace(FINE, key="b")], pairs([("a", "b", Cause.KIN)], rules), seats=5, meetings=2)

    assert told.groups == (("a",), ("b",))


def test_those_who_sit_already_stay_and_take_their_seats() -> None:
    told = seating([FINE], {}, seats=1, seated=["z"])

    assert (told.groups, told.left) == ((("z",),), {"a": Left.FULL})


@pytest.mark.parametrize(
    ("days", "others", "soon"),
    [(13, (), True), (14, (), False), (100, (17,), True), (100, (16,), False), (20, (103,), True), (20, (104,), False)],
)
def test_a_meeting_leaves_time_for_summons_and_lies_apart_from_others(
    days: int, others: tuple[int, ...], soon: bool, rules: Rules
) -> None:
    assert too_soon(_in(days), DAY, map(_in, others), rules) is soon


def _in(days: int) -> date:
    return DAY + timedelta(days=days)


KEYS = [f"p{number:02}" for number in range(12)]
crowds = st.dictionaries(st.sampled_from(KEYS), st.integers(0, 5)).map(
    lambda found: [replace(FINE, key=key, due=DUE + timedelta(days=days)) for key, days in found.items()]
)
graphs = st.sets(st.sampled_from([frozenset(pair) for pair in combinations(KEYS, 2)])).map(
    lambda edges: dict.fromkeys(edges, frozenset({Cause.CONFLICT}))
)
sizes = st.integers(1, 6)
Shuffle = Callable[[list[Candidate]], None]


@given(crowds, graphs, sizes, st.integers(1, 3))
def test_no_two_who_must_not_meet_are_ever_seated_together(
    crowd: list[Candidate], apart: Pairs, seats: int, meetings: int
) -> None:
    told = seating(crowd, apart, seats=seats, meetings=meetings)

    assert all(frozenset(two) not in apart for group in told.groups for two in combinations(group, 2))
    assert all(len(group) <= seats for group in told.groups)


@given(crowds, graphs, sizes, st.integers(1, 3))
def test_everyone_is_seated_once_or_left_out_for_a_reason(
    crowd: list[Candidate], apart: Pairs, seats: int, meetings: int
) -> None:
    told = seating(crowd, apart, seats=seats, meetings=meetings)

    placed = [key for group in told.groups for key in group]
    assert sorted([*placed, *told.left]) == sorted(one.key for one in crowd)
    for key, why in told.left.items():
        free = [group for group in told.groups if len(group) < seats]
        assert all(meets(key, group, apart) for group in free)
        assert bool(told.blocked.get(key)) is (why == Left.APART)


@given(crowds, graphs, sizes, st.data())
def test_the_order_in_which_people_are_named_never_matters(
    crowd: list[Candidate], apart: Pairs, seats: int, data: st.DataObject
) -> None:
    other = data.draw(st.permutations(crowd))

    assert seating(crowd, apart, seats=seats) == seating(other, apart, seats=seats)
