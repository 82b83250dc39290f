"""Where an offer of help stands and how it may move: one table, from which the manual's diagram is made.

Help before a conviction is voluntary: it begins with a yes, and a no needs no reason.
"""

from dataclasses import dataclass
from enum import StrEnum

from trygg.errors import WrongStep


class State(StrEnum):
    """Where an offer stands. *Declined*, *completed* and *dropped* are the ends; a new offer is a new one."""

    OFFERED = "offered"  # born: told what help there is
    THINKING = "thinking"  # wants to think; asked again on a day
    ACCEPTED = "accepted"  # said yes; no first time is set, or the first was missed
    BOOKED = "booked"  # a first time is set
    ATTENDING = "attending"  # came at least once
    DECLINED = "declined"
    COMPLETED = "completed"
    DROPPED = "dropped"


class Act(StrEnum):
    """What happens to an offer."""

    THINK = "think"
    ACCEPT = "accept"
    DECLINE = "decline"
    BOOK = "book"  # a time is set
    COME = "come"  # came to it
    MISS = "miss"  # did not come, or it was cancelled
    COMPLETE = "complete"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the table: from a state by an act to a state, and whether somebody must say why."""

    state: State
    act: Act
    to: State
    says_why: bool


def _steps(states: tuple[State, ...], act: Act, to: State, says_why: bool = False) -> tuple[Step, ...]:
    return tuple(Step(state, act, to, says_why) for state in states)


S = State
TABLE: tuple[Step, ...] = (
    *_steps((S.OFFERED, S.THINKING), Act.THINK, S.THINKING),
    *_steps((S.OFFERED, S.THINKING), Act.ACCEPT, S.ACCEPTED),
    *_steps((S.OFFERED, S.THINKING, S.ACCEPTED, S.BOOKED), Act.DECLINE, S.DECLINED),
    *_steps((S.ACCEPTED,), Act.BOOK, S.BOOKED),
    *_steps((S.ATTENDING,), Act.BOOK, S.ATTENDING),
    *_steps((S.BOOKED, S.ATTENDING), Act.COME, S.ATTENDING),
    *_steps((S.BOOKED,), Act.MISS, S.ACCEPTED),
    *_steps((S.ATTENDING,), Act.MISS, S.ATTENDING),
    *_steps((S.ATTENDING,), Act.COMPLETE, S.COMPLETED),
    *_steps((S.ACCEPTED, S.BOOKED, S.ATTENDING), Act.DROP, S.DROPPED, True),
)
ENDS = frozenset({State.DECLINED, State.COMPLETED, State.DROPPED})
OPEN = frozenset(State) - ENDS
_FOUND = {(row.state, row.act): row for row in TABLE}


def step(state: State, act: Act, because: str = "") -> State:
    """The state after an act. Raises WrongStep when the act is not possible there, or has no reason and needs one."""
    row = _FOUND.get((state, act))
    if row is None:
        could = ", ".join(acts(state)) or "nothing"
        raise WrongStep(f"{act} is not possible when an offer is {state}; possible: {could}")
    if row.says_why and not because.strip():
        raise WrongStep(f"{act} needs a reason; say why")
    return row.to


def acts(state: State) -> tuple[Act, ...]:
    """What can happen to an offer now, in the order of the table."""
    return tuple(row.act for row in TABLE if row.state == state)
