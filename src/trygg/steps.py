"""Where a message stands and how it may move: one table, from which the manual's diagram is made.

No step that tells the person anything can be taken while a gate is shut. What only records, stops or waits can.
"""

from dataclasses import dataclass
from enum import StrEnum

from trygg.errors import WrongStep


class State(StrEnum):
    """Where a message stands. *Cancelled* and *closed* are the ends."""

    PLANNED = "planned"  # born: form, deadline and gates are set, every gate shut
    GATED = "gated"  # somebody works on the gates; at least one is shut
    READY = "ready"  # every gate is open
    SCHEDULED = "scheduled"  # time, place and who delivers are set
    ATTEMPTED = "attempted"  # tried at least once, not met
    DELIVERED = "delivered"
    REFUSED = "refused"  # met, and would not take it
    NOT_FOUND = "not_found"  # tried as often as the method says, not met or not let in; the meeting decides
    CANCELLED = "cancelled"
    RECORDED = "recorded"  # reaction, what was understood and what is promised are written down
    FOLLOWED = "followed"  # the victim side has been in touch, the watches run
    CLOSED = "closed"


class Act(StrEnum):
    """What somebody does with a message."""

    START = "start"  # begin on the gates
    CLEAR = "clear"  # the last gate has been opened or overridden
    SHUT = "shut"  # a gate shuts again: a consent withdrawn, a threat heard
    SCHEDULE = "schedule"
    MISS = "miss"  # tried, not met
    DELIVER = "deliver"
    REFUSE = "refuse"
    EXHAUST = "exhaust"  # no attempt is left
    REPLAN = "replan"  # the meeting has decided on another form
    CANCEL = "cancel"
    RECORD = "record"
    FOLLOW = "follow"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the table: from a state by an act to a state, and whether every gate must be open for it."""

    state: State
    act: Act
    to: State
    gates_open: bool


def _steps(states: tuple[State, ...], act: Act, to: State, gates_open: bool = False) -> tuple[Step, ...]:
    return tuple(Step(state, act, to, gates_open) for state in states)


S = State
TABLE: tuple[Step, ...] = (
    *_steps((S.PLANNED,), Act.START, S.GATED),
    *_steps((S.PLANNED, S.GATED), Act.CLEAR, S.READY, True),
    *_steps((S.READY, S.SCHEDULED, S.ATTEMPTED, S.REFUSED), Act.SHUT, S.GATED),
    *_steps((S.READY, S.SCHEDULED, S.ATTEMPTED, S.REFUSED), Act.SCHEDULE, S.SCHEDULED, True),
    *_steps((S.READY, S.SCHEDULED, S.ATTEMPTED), Act.MISS, S.ATTEMPTED, True),
    *_steps((S.READY, S.SCHEDULED, S.ATTEMPTED), Act.REFUSE, S.REFUSED, True),
    *_steps((S.READY, S.SCHEDULED, S.ATTEMPTED), Act.DELIVER, S.DELIVERED, True),
    *_steps((S.GATED, S.SCHEDULED, S.ATTEMPTED, S.REFUSED), Act.EXHAUST, S.NOT_FOUND),
    *_steps((S.REFUSED, S.NOT_FOUND), Act.REPLAN, S.GATED),
    *_steps((S.DELIVERED, S.REFUSED), Act.RECORD, S.RECORDED),
    *_steps((S.RECORDED,), Act.FOLLOW, S.FOLLOWED, True),  # not while a threat that was heard is unseen
    *_steps((S.NOT_FOUND, S.FOLLOWED), Act.CLOSE, S.CLOSED),
    *_steps((S.PLANNED, S.GATED, S.READY, S.SCHEDULED, S.ATTEMPTED, S.REFUSED, S.NOT_FOUND), Act.CANCEL, S.CANCELLED),
)
OPEN = frozenset(State) - {State.CANCELLED, State.CLOSED}
BEFORE_DELIVERY = frozenset(row.state for row in TABLE if row.act == Act.CANCEL)
_FOUND = {(row.state, row.act): row for row in TABLE}


def step(state: State, act: Act, gates_open: bool) -> State:
    """The state after an act. Raises WrongStep when the act is not possible there, or needs gates that are shut.

    gates_open  every gate of the message is open or has been overridden, read in the same transaction
    """
    row = _FOUND.get((state, act))
    if row is None:
        could = ", ".join(sorted(acts(state, True))) or "nothing"
        raise WrongStep(f"{act} is not possible when a message is {state}; possible: {could}")
    if row.gates_open and not gates_open:
        raise WrongStep(f"{act} needs every gate open; open or override those that are shut")
    return row.to


def acts(state: State, gates_open: bool) -> tuple[Act, ...]:
    """What can be done with a message now, in the order of the table."""
    return tuple(row.act for row in TABLE if row.state == state and (gates_open or not row.gates_open))
