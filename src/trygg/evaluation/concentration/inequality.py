"""How unevenly events or harm fall on persons, couples or places: Gini, Lorenz and the few who stand for most.

Where there are fewer events than units, most units must have none, and the usual Gini calls even the most even fall
unequal. The generalised Gini measures from what is possible instead.
"""

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.frames import Numbers, numbers, read
from trygg.evaluation.results import Estimate, Result, Text, Window, share, span, told

SOURCE = "Bernasco & Steenbeek 2017, J Quant Criminol 33(3):455–467; Gini 1914; Lorenz 1905"
DRAWS = 999
PLACES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
HELD = (0.5, 0.8, 0.9)


def gini(values: Sequence[float] | Numbers) -> float:
    """The Gini coefficient, from 0 where all have the same to 1 − 1/n where one has all."""
    ordered = _ordered(values)
    many = len(ordered)
    return float((2 * np.arange(1, many + 1) - many - 1) @ ordered / (many * ordered.sum()))


def unbiased_gini(values: Sequence[float] | Numbers) -> float:
    """The Gini coefficient times n / (n − 1): 1 where one has all, whatever the number of units."""
    many = len(values)
    if many < 2:
        raise InsufficientData("one unit alone can be neither even nor uneven")
    return gini(values) * many / (many - 1)


def generalised_gini(counts: Sequence[float] | Numbers) -> float:
    """The Gini coefficient measured from the most even fall that whole events allow; equal to `gini` with many events.

    counts  whole numbers of events per unit, units of none included
    """
    ordered = _ordered(counts)
    if (ordered != np.rint(ordered)).any():
        raise InvalidRecord("the generalised Gini is for counts of events; harm in days takes the usual one")
    many, events = len(ordered), float(ordered.sum())
    ranked = float(np.arange(1, many + 1) @ ordered) / events
    return max(1 / events, 1 / many) * (2 * ranked - many - 1) - max(many / events, 1) + 1


def concentration(units: object, *, rng: Generator, window: Window, units_in_all: int | None = None) -> Result:
    """How uneven the units are, with intervals from drawing units anew.

    units         columns unit and value: counts or days of harm, one row per unit
    units_in_all  how many units could have had something, where those of none are not in the frame; without it the
                  figures are about units with at least one report only
    returns       `gini`, `unbiased gini`, `generalised gini` where the values are counts; `held by` at 0.01 … of
                  units, the share that the first so many hold; `units holding` at 0.5, 0.8 and 0.9 of the whole
    """
    table = read(units, "unit", "value")
    if table["unit"].is_duplicated().any():
        raise InvalidRecord("a unit stands once; sum its rows first")
    values = _with_none(numbers(table, "value"), units_in_all)
    drawn = np.array([_figures(rng.choice(values, len(values))) for _ in range(DRAWS)])
    estimates = tuple(_estimates(values, drawn))
    return Result(
        method="Gini, Lorenz and generalised Gini, percentile bootstrap over units",
        estimates=estimates,
        window=window,
        denominator=len(values),
        time_at_risk=len(values) * window.length,
        says=_says(estimates, len(values)),
        counted="units",
        notes=(_note(),),
        source=SOURCE,
    )


def lorenz(values: Sequence[float] | Numbers, at: float) -> float:
    """The share of the whole that the largest units hold, `at` being their share of the units."""
    ordered = _ordered(values)[::-1]
    held = np.concatenate([[0.0], np.cumsum(ordered) / ordered.sum()])
    return float(np.interp(at, np.linspace(0, 1, len(ordered) + 1), held))


def fewest(values: Sequence[float] | Numbers, of: float) -> int:
    """How many units, the largest first, it takes to hold a share of the whole."""
    ordered = _ordered(values)[::-1]
    held = np.cumsum(ordered) / ordered.sum()
    return int(np.searchsorted(held, of - 1e-12)) + 1


def _ordered(values: Sequence[float] | Numbers) -> Numbers:
    ordered = np.sort(np.asarray(values, dtype=float))
    if not len(ordered) or ordered[0] < 0:
        raise InvalidRecord("an unevenness is of values of zero or more, at least one")
    if not ordered[-1] > 0:
        raise InsufficientData("nobody has anything; nothing can be uneven")
    return ordered


def _with_none(values: Numbers, in_all: int | None) -> Numbers:
    if in_all is None:
        return values
    if in_all < len(values):
        raise InvalidRecord("there are more units in the frame than there are in all")
    return np.concatenate([values, np.zeros(in_all - len(values))])


def _figures(values: Numbers) -> list[float]:
    if not values.any():
        return [np.nan] * (3 + len(PLACES) + len(HELD))
    counts = bool((values == np.rint(values)).all())
    uneven = [gini(values), unbiased_gini(values), generalised_gini(values) if counts else np.nan]
    held = [lorenz(values, at) for at in PLACES]
    return uneven + held + [fewest(values, of) / len(values) for of in HELD]


def _estimates(values: Numbers, drawn: Numbers) -> list[Estimate]:
    named: list[tuple[str, float | None]] = [("gini", None), ("unbiased gini", None), ("generalised gini", None)]
    named += [("held by", at) for at in PLACES] + [("units holding", of) for of in HELD]
    found = []
    for (name, at), value, draws in zip(named, _figures(values), drawn.T, strict=True):
        if not np.isnan(value):
            low, high = (float(one) for one in np.nanquantile(draws, [0.025, 0.975]))
            found.append(Estimate(name, value, min(low, value), max(high, value), at=at))
    return found


def _note() -> Text:
    return Text(
        "De som hade mest en period har i regel mindre nästa; det är inte åtgärdens förtjänst.",
        "Those who had most in one period as a rule have less in the next; that is not to a measure's credit.",
    )


def _says(estimates: tuple[Estimate, ...], many: int) -> Text:
    few = next(one for one in estimates if one.name == "units holding" and one.at == 0.8)
    texts = [f"{share(few.value, language)} ({span(few, language, percent=True)})" for language in ("sv", "en")]
    return Text(
        f"{texts[0]} av {told(many, 'sv', 0)} enheter stod för 80 % av det hela under perioden.",
        f"{texts[1]} of {told(many, 'en', 0)} units stood for 80% of the whole in the period.",
    )
