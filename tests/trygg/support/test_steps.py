"""How an offer of help may move: laws of the table that hold for every history."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trygg.errors import WrongStep
from trygg.support import ENDS, OPEN, TABLE, Act, State, acts, step

# Mostly a step that is possible, so that histories go far; now and then any step at all, with a reason or without.
histories = st.lists(st.tuples(st.integers(0, 20) | st.sampled_from(list(Act)), st.booleans()), max_size=25)
History = list[tuple[int | Act, bool]]


def walk(history: History) -> list[tuple[State, Act, bool, State]]:
    state, walked = State.OFFERED, []
    for wish, why in history:
        could = acts(state)
        act = wish if isinstance(wish, Act) else could[wish % len(could)] if could else Act.ACCEPT
        try:
            to = step(state, act, "för att" if why else "  ")
        except WrongStep:
            continue
        walked.append((state, act, why, to))
        state = to
    return walked


@settings(max_examples=300, deadline=None)
@given(histories)
def test_nobody_comes_before_a_yes_and_a_time(history: History) -> None:
    done = [act for _, act, _, _ in walk(history)]

    if Act.COME in done:
        before = done[: done.index(Act.COME)]
        assert Act.ACCEPT in before
        assert before[-1] == Act.BOOK
        assert before.index(Act.ACCEPT) < before.index(Act.BOOK)


@settings(max_examples=300, deadline=None)
@given(histories)
def test_nothing_is_completed_that_nobody_came_to(history: History) -> None:
    done = [act for _, act, _, _ in walk(history)]

    assert Act.COMPLETE not in done or Act.COME in done[: done.index(Act.COMPLETE)]


@settings(max_examples=300, deadline=None)
@given(histories)
def test_nothing_follows_on_an_end(history: History) -> None:
    walked = walk(history)

    assert all(state in OPEN for state, *_ in walked)
    assert sum(to in ENDS for *_, to in walked) <= 1


@settings(max_examples=300, deadline=None)
@given(histories)
def test_who_drops_it_has_said_yes_and_somebody_says_why(history: History) -> None:
    done = walk(history)

    for place, (_, act, why, _) in enumerate(done):
        if act == Act.DROP:
            assert why
            assert Act.ACCEPT in {one for _, one, _, _ in done[:place]}


@settings(max_examples=300, deadline=None)
@given(histories)
def test_who_came_once_does_not_decline_but_drops(history: History) -> None:
    done = [act for _, act, _, _ in walk(history)]

    assert Act.DECLINE not in done or Act.COME not in done


@pytest.mark.parametrize("state", State)
def test_what_can_happen_is_what_a_step_accepts(state: State) -> None:
    accepted = []
    for act in Act:
        try:
            step(state, act, "för att")
        except WrongStep:
            continue
        accepted.append(act)

    assert sorted(acts(state)) == sorted(accepted)


def test_a_no_needs_no_reason() -> None:
    assert step(State.OFFERED, Act.DECLINE) == State.DECLINED


def test_a_step_that_is_not_possible_says_which_are() -> None:
    with pytest.raises(WrongStep, match="come is not possible when an offer is offered; possible: think, accept"):
        step(State.OFFERED, Act.COME)
    with pytest.raises(WrongStep, match="drop needs a reason"):
        step(State.ATTENDING, Act.DROP, "  ")


def test_the_table_says_each_thing_once() -> None:
    assert len({(row.state, row.act) for row in TABLE}) == len(TABLE)


def test_every_state_is_reached_and_all_but_the_ends_are_left() -> None:
    assert {row.to for row in TABLE} | {State.OFFERED} == set(State)
    assert {row.state for row in TABLE} == OPEN


def test_every_state_leads_to_an_end() -> None:
    ending = set(ENDS)
    for _ in State:
        ending |= {row.state for row in TABLE if row.to in ending}

    assert ending == set(State)
