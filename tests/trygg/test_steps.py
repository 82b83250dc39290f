"""How a message may move: laws of the table that hold for every history."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trygg.errors import WrongStep
from trygg.steps import BEFORE_DELIVERY, OPEN, TABLE, Act, State, acts, step

TELLING = {Act.SCHEDULE, Act.MISS, Act.REFUSE, Act.DELIVER}
# Mostly a step that is possible, so that histories go far; now and then any step at all.
possible = st.tuples(st.integers(0, 20), st.booleans())
histories = st.lists(possible | st.tuples(st.sampled_from(list(Act)), st.booleans()), max_size=20)


def walk(history: list[tuple[int | Act, bool]]) -> list[tuple[State, Act, bool, State]]:
    state, walked = State.PLANNED, []
    for wish, gates_open in history:
        could = acts(state, gates_open)
        act = wish if isinstance(wish, Act) else could[wish % len(could)] if could else Act.CANCEL
        try:
            to = step(state, act, gates_open)
        except WrongStep:
            continue
        walked.append((state, act, gates_open, to))
        state = to
    return walked


@settings(max_examples=200, deadline=None)
@given(histories)
def test_nobody_is_told_anything_while_a_gate_is_shut(history: list[tuple[int | Act, bool]]) -> None:
    for _, act, gates_open, to in walk(history):
        assert gates_open or (act not in TELLING and to not in {State.DELIVERED, State.REFUSED, State.ATTEMPTED})


@settings(max_examples=200, deadline=None)
@given(histories)
def test_nobody_is_told_twice_in_one_message(history: list[tuple[int | Act, bool]]) -> None:
    assert [to for *_, to in walk(history)].count(State.DELIVERED) <= 1


@settings(max_examples=200, deadline=None)
@given(histories)
def test_what_was_delivered_is_recorded_and_followed_before_it_closes(history: list[tuple[int | Act, bool]]) -> None:
    seen = [to for *_, to in walk(history)]

    if State.DELIVERED in seen and State.CLOSED in seen:
        after = seen[seen.index(State.DELIVERED) :]
        assert after == [State.DELIVERED, State.RECORDED, State.FOLLOWED, State.CLOSED]


@settings(max_examples=100, deadline=None)
@given(histories)
def test_what_can_be_done_is_what_a_step_accepts(history: list[tuple[int | Act, bool]]) -> None:
    walked = walk(history)
    state = walked[-1][3] if walked else State.PLANNED

    for gates_open in (True, False):
        accepted = []
        for act in Act:
            try:
                step(state, act, gates_open)
            except WrongStep:
                continue
            accepted.append(act)
        assert sorted(acts(state, gates_open)) == sorted(accepted)


def test_the_table_says_each_thing_once() -> None:
    assert len({(row.state, row.act) for row in TABLE}) == len(TABLE)


def test_every_state_is_reached_and_all_but_the_ends_are_left() -> None:
    assert {row.to for row in TABLE} | {State.PLANNED} == set(State)
    assert {row.state for row in TABLE} == OPEN


def test_every_state_leads_to_an_end() -> None:
    ending = {State.CANCELLED, State.CLOSED}
    for _ in State:
        ending |= {row.state for row in TABLE if row.to in ending}

    assert ending == set(State)


def test_a_planned_message_can_be_stopped_until_it_is_delivered() -> None:
    assert {State.DELIVERED, State.RECORDED, State.FOLLOWED, *(set(State) - OPEN)} == set(State) - BEFORE_DELIVERY


def test_a_shut_gate_is_named_as_the_reason() -> None:
    with pytest.raises(WrongStep, match="deliver needs every gate open"):
        step(State.READY, Act.DELIVER, gates_open=False)


def test_an_impossible_step_says_what_is_possible() -> None:
    with pytest.raises(WrongStep, match="deliver is not possible when a message is delivered; possible: record"):
        step(State.DELIVERED, Act.DELIVER, gates_open=True)


def test_the_end_says_that_nothing_is_possible() -> None:
    with pytest.raises(WrongStep, match="possible: nothing"):
        step(State.CLOSED, Act.CANCEL, gates_open=True)


def test_a_threat_that_was_heard_stops_the_follow_up_but_not_the_record() -> None:
    assert step(State.DELIVERED, Act.RECORD, gates_open=False) == State.RECORDED
    with pytest.raises(WrongStep, match="follow needs every gate open"):
        step(State.RECORDED, Act.FOLLOW, gates_open=False)
