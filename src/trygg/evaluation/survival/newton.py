"""The top of a partial likelihood by Newton's method with halved steps, and the refusal of a ratio that has no end."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from trygg.errors import InsufficientData
from trygg.evaluation.frames import Numbers

STEPS, CLOSE, STILL = 60, 1e-12, 1e-3
FAR, APART = 5.0, 20.0  # how much a step may change a log hazard, and how unlike two persons' may be
SLACK = 1e-10  # a likelihood that falls by no more (of itself) has fallen by rounding only
SHRUNK = 1e-11  # an information this near to singular tells that two covariates say the same

Slopes = tuple[float, Numbers, Numbers]  # a log likelihood, its gradient and its information


@dataclass(frozen=True, slots=True, eq=False)
class Peak:
    """Where a likelihood is greatest: the log ratios, their information, and how likely at nought and here."""

    at: Numbers
    information: Numbers
    log_likelihood: tuple[float, float]
    score: float  # the score test's statistic at nought


def climb(design: Numbers, events: float, slopes: Callable[[Numbers], Slopes]) -> Peak:
    """The log ratios at which the likelihood is greatest.

    design  rows × covariates, centred; events: their number, or their weight
    Raises  InsufficientData where two covariates say the same, or where a ratio has no end
    """
    at = np.zeros(design.shape[1])
    likelihood, gradient, information = slopes(at)
    start, score = likelihood, _score(design, events, gradient, information)
    for _ in range(STEPS):
        step = np.linalg.lstsq(information, gradient)[0]
        gain = float(gradient @ step)
        step /= max(1.0, float(np.abs(design @ step).max()) / FAR)
        slack, before = SLACK * (1 + abs(likelihood)), likelihood
        likelihood, gradient, information = slopes(at + step)
        while not likelihood >= before - slack and gain > slack:
            step /= 2
            likelihood, gradient, information = slopes(at + step)
        at = at + step
        still = np.abs(design @ step).max() < STILL
        if np.ptp(design @ at) > APART or (gain <= CLOSE and not still):
            break  # the likelihood has stopped rising and the ratio goes on to no end
        if gain <= CLOSE:
            return Peak(at, information, (start, likelihood), score)
    raise InsufficientData(
        "no finite ratio: a covariate divides those with an event from those without, or is so uneven that its "
        "logarithm should be taken"
    )


def _score(design: Numbers, events: float, gradient: Numbers, information: Numbers) -> float:
    # What rounding leaves where there is nothing is some 1e-16 of what would be there if each event told most.
    most = np.abs(design).max(axis=0) ** 2 * events
    alone = (np.diag(information) <= SHRUNK * most).any()
    spread = np.sqrt(np.where(alone, 1, np.diag(information)))
    if alone or np.linalg.eigvalsh(information / np.outer(spread, spread))[0] < SHRUNK:
        raise InsufficientData("two covariates say the same, or one never varies while somebody is at risk")
    return float(gradient @ np.linalg.solve(information, gradient))
