"""How much each person moves a figure: the ground of errors that hold when one person has many rows or events.

The infinitesimal jackknife: the derivative of the figure with respect to a person's weight. The sum of its squares is
the variance with persons as the sample (Lin & Wei 1989; Therneau & Grambsch 2000, chapter 8).
"""

import numpy as np

from trygg.evaluation.frames import Numbers
from trygg.evaluation.survival.risk import Codes, RiskTime, Tally, by_person


def before(steps: Numbers) -> Numbers:
    """Running sums with a nought in front, so that `sums[b] - sums[a]` is the sum of steps a to b."""
    return np.concatenate([np.zeros((1, *steps.shape[1:])), np.cumsum(steps, axis=0)])


def hazard_variance(rows: RiskTime, steps: Tally, places: Numbers | Codes, *, product: bool = False) -> Numbers:
    """The variance of the cumulative hazard at some of the moments, with persons as the sample; shape (moments,).

    places   the indices of the moments
    product  the hazard whose exponential is Kaplan–Meier's curve, instead of Nelson–Aalen's
    """
    events, at_risk = steps.all, steps.at_risk
    below = at_risk - events if product else at_risk
    safe = np.where(below > 0, below, np.inf)
    jump, drift = 1 / safe, before(events / at_risk / safe)
    out = []
    for place in places.astype(int):
        seen = (steps.hit >= 0) & (steps.hit <= place)
        mine = np.where(seen, jump[np.maximum(steps.hit, 0)], 0)
        end = np.minimum(steps.after, place + 1)
        mine = mine - (drift[np.maximum(end, steps.first)] - drift[steps.first])
        out.append(float((by_person(mine, rows.person) ** 2).sum()))
    return np.array(out)
