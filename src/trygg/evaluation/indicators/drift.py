"""Whether the work is done as it was: each month's share against the twelve before, so that drift shows early.

A control chart for shares. The limits are the binomial's own, so that a month with few cases has wide ones; a month
whose count is hidden says nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np

BEFORE = 12  # months that a month is held against
FAR, NEAR = 0.00135, 0.023  # chance beyond three and two standard errors, each way
RUN = 6  # months in a row on one side


class Sign(StrEnum):
    """Why a month stands out."""

    FAR = "far"  # alone so far off as one month in 400 would be by chance
    TWO_OF_THREE = "two_of_three"  # two of three months clearly off on one side
    RUN = "run"  # six months in a row on one side


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a share: of how many, how many (None: hidden)."""

    begins: date
    part: int | None
    whole: int | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A month with its share, what the months before let one expect, and whether it stands out (below or above)."""

    begins: date
    share: float | None
    expected: float | None
    low: float | None
    high: float | None
    sign: Sign | None
    below: bool


def drift(months: Sequence[Month], *, least: int = 30) -> list[Judged]:
    """Each month judged against the twelve before it.

    months  in order, without gaps
    least   cases that the months before must have together; with fewer nothing is expected
    """
    judged: list[Judged] = []
    sides: list[tuple[int, bool]] = []  # per month: -1, 0 or 1 from what was expected, and whether clearly
    for place, month in enumerate(months):
        before = [one for one in months[max(0, place - BEFORE) : place] if one.part is not None and one.whole]
        of = sum(one.whole or 0 for one in before)
        expected = sum(one.part or 0 for one in before) / of if of >= least else None
        sides.append(_side(month, expected))
        share = month.part / month.whole if month.part is not None and month.whole else None
        sign = _sign(month, expected, sides)
        judged.append(Judged(month.begins, share, expected, None, None, sign, sides[-1][0] < 0))
    return _limited(judged, months)


def _side(month: Month, expected: float | None) -> tuple[int, bool]:
    if expected is None or month.part is None or not month.whole:
        return 0, False
    gap = month.part - expected * month.whole
    side = (gap > 0) - (gap < 0)
    return side, _tail(month.part, month.whole, expected, side) < NEAR


def _tail(part: int, whole: int, expected: float, side: int) -> float:
    """The chance of a count as far off, or farther, on its own side."""
    from scipy.special import bdtr  # noqa: PLC0415 - takes half a second to load, and few pages judge months

    if side == 0:
        return 1.0
    if side < 0:
        return float(bdtr(part, whole, expected))
    return float(1 - bdtr(part - 1, whole, expected)) if part else 1.0


def _sign(month: Month, expected: float | None, sides: Sequence[tuple[int, bool]]) -> Sign | None:
    side, clearly = sides[-1]
    if side == 0 or expected is None or month.part is None or not month.whole:
        return None
    if _tail(month.part, month.whole, expected, side) < FAR:
        return Sign.FAR
    if clearly and sum(one == (side, True) for one in sides[-3:]) >= 2:
        return Sign.TWO_OF_THREE
    if len(sides) >= RUN and all(one == side for one, _clearly in sides[-RUN:]):
        return Sign.RUN
    return None


def _limited(judged: Sequence[Judged], months: Sequence[Month]) -> list[Judged]:
    """The same with the limits of each month's share; all at once, since one quantile costs as much as many."""
    from scipy.stats import binom  # noqa: PLC0415 - takes two seconds to load, and few pages judge months

    known = [place for place, one in enumerate(judged) if one.share is not None and one.expected is not None]
    wholes = np.array([months[place].whole or 1 for place in known])
    expected = np.array([judged[place].expected for place in known], dtype=float)
    low, high = (binom.ppf(chance, wholes, expected) / wholes for chance in (FAR, 1 - FAR))
    limited = list(judged)
    for at, place in enumerate(known):
        limited[place] = replace(judged[place], low=float(low[at]), high=float(high[at]))
    return limited
