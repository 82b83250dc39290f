"""What a stepped roll-out can show, area by area and period by period."""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from trygg.errors import InvalidRecord
from trygg.evaluation.planning.sizes import NOT_ESTIMATED
from trygg.evaluation.results import Estimate, Result, Text, Window, share, told
from trygg.evaluation.survival.normal import quantile, tail_of

SOURCE = "Hussey & Hughes 2007, Contemporary Clinical Trials 28"


def stepped_power(  # noqa: PLR0913 - the design, the effect, and how alike those of one area are
    starts: Sequence[int],
    periods: int,
    *,
    effect: float,
    spread: float,
    alike: float,
    each: int,
    unit: str = "months",
    alpha: float = 0.05,
) -> Result:
    """The power of a roll-out in which areas begin one after another.

    starts   the period, from 0, in which each area begins; one number per area
    effect   the difference to be seen, in the unit of the outcome; spread: its standard deviation between persons
    alike    the intra-class correlation: how much of the variation lies between areas
    each     persons measured per area and period, new ones each time
    returns  `power` and the standard `error` of the effect
    Raises   InvalidRecord where all areas begin at once, since time and measure then cannot be told apart
    """
    on = design(starts, periods)
    if not (spread > 0 and 0 <= alike < 1 and each > 0):
        raise InvalidRecord("a spread is above 0, a correlation between 0 and 1, and someone is measured")
    between = alike * spread**2
    within = (1 - alike) * spread**2 / each
    error = math.sqrt(_variance(on, between, within))
    z = quantile(1 - alpha)
    power = tail_of(abs(effect) / error - z) + tail_of(-abs(effect) / error - z)
    estimates = (
        Estimate("power", power, NOT_ESTIMATED, NOT_ESTIMATED),
        Estimate("error", error, NOT_ESTIMATED, NOT_ESTIMATED),
    )
    says = Text(*(_sentence(len(starts), periods, effect, power, language) for language in ("sv", "en")))
    total = len(starts) * periods * each
    return Result("stepped roll-out, power", estimates, Window(periods, unit), total, None, says, source=SOURCE)


def design(starts: Sequence[int], periods: int) -> npt.NDArray[np.float64]:
    """Which areas have begun in which periods, as ones and noughts; shape (areas, periods)."""
    if not starts or min(starts) < 0 or max(starts) > periods:
        raise InvalidRecord("each area begins in one of the periods, or in the first one after them")
    on = (np.arange(periods)[None, :] >= np.asarray(starts)[:, None]).astype(float)
    if len(set(starts)) == 1:
        raise InvalidRecord("all areas begin at once: time and the measure cannot be told apart")
    return on


def _variance(on: npt.NDArray[np.float64], between: float, within: float) -> float:
    # Of the generalised least squares estimate, with a level for each period and a random one for each area.
    areas, periods = on.shape
    covariance = within * np.eye(periods) + between
    weight = np.linalg.inv(covariance)
    information = np.zeros((periods + 1, periods + 1))
    for area in range(areas):
        columns = np.column_stack([on[area], np.eye(periods)])
        information += columns.T @ weight @ columns
    return float(np.linalg.inv(information)[0, 0])


def _sentence(areas: int, periods: int, effect: float, power: float, language: str) -> str:
    size, chance = told(effect, language, 2), share(power, language, 0)
    if language == "sv":
        return (
            f"Ett stegvis införande i {areas} områden under {periods} perioder ser en skillnad på {size} med {chance} "
            "sannolikhet, om inget annat ändras olika i områdena samtidigt."
        )
    return (
        f"A stepped roll-out in {areas} areas over {periods} periods sees a difference of {size} with a probability of "
        f"{chance}, if nothing else changes differently in the areas at the same time."
    )
