"""The weighted displacement difference: did the place change more than its comparison place, displacement counted?

The counts are taken as Poisson and the interval as normal, so it wants some tens of events in each cell. Periods and
areas of unequal size are brought to a rate each before they are compared.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from trygg.errors import InvalidRecord
from trygg.evaluation.results import Estimate, Result, Test, Text, Window, span, told

SOURCE = "Wheeler & Ratcliffe 2018, Crime Science 7:11; unequal periods, areas and harm: Wheeler 2020, 2021"
CAUTION = Text(
    "Förutsätter att räknetalen är Poissonfördelade; är de mer spridda är intervallet för smalt.",
    "Takes the counts as Poisson; where they vary more, the interval is too narrow.",
)


@dataclass(frozen=True, slots=True)
class Place:
    """What was counted in one place before and after, and its size against the others."""

    before: int
    after: int
    size: float = 1.0

    def __post_init__(self) -> None:
        if min(self.before, self.after) < 0 or not self.size > 0:
            raise InvalidRecord("a place has counts of zero or more and a size above zero")


NOWHERE = Place(0, 0)


@dataclass(frozen=True, slots=True)
class Periods:
    """How long the place was watched before and after, in one unit."""

    before: float = 1.0
    after: float = 1.0
    unit: str = "years"

    def __post_init__(self) -> None:
        if not (self.before > 0 and self.after > 0):
            raise InvalidRecord("both periods are longer than zero")


@dataclass(frozen=True, slots=True)
class Areas:
    """The treated place and its comparison; around each, where trouble may have moved to."""

    treated: Place
    control: Place
    near_treated: Place = NOWHERE
    near_control: Place = NOWHERE


def wdd(areas: Areas, periods: Periods | None = None, *, level: float = 0.95) -> Result:
    """The change in the treated place less that in the comparison place, per unit of time and size.

    returns  estimates `local`, `displacement` and `total`, each with its standard error; below zero is a fall
    """
    over = periods or Periods()
    local = _difference(areas.treated, areas.control, over)
    displaced = _difference(areas.near_treated, areas.near_control, over)
    total = (local[0] + displaced[0], math.hypot(local[1], displaced[1]))
    named = zip(("local", "displacement", "total"), (local, displaced, total), strict=True)
    estimates = tuple(_estimate(name, value, error, level) for name, (value, error) in named)
    return _result(areas, over, estimates)


def weighted(results: Sequence[Result], weights: Sequence[float], *, level: float = 0.95) -> Result:
    """The total of several kinds of offence, each difference weighted, such as by its days of harm.

    results  from `wdd`, one per kind of offence, over the same periods
    """
    if len(results) != len(weights) or not results:
        raise InvalidRecord("one weight per result, and at least one")
    if len({one.window for one in results}) > 1:
        raise InvalidRecord("the kinds of offence are counted over different periods; count them over the same")
    totals = [one.one("total") for one in results]
    value = sum(weight * one.value for weight, one in zip(weights, totals, strict=True))
    error = math.hypot(*(weight * (one.error or 0.0) for weight, one in zip(weights, totals, strict=True)))
    whole = _estimate("total", value, error, level)
    return Result(
        method="weighted displacement difference, weighted over kinds of offence",
        estimates=(whole,),
        window=results[0].window,
        denominator=sum(one.denominator for one in results),
        time_at_risk=results[0].time_at_risk,
        says=_says(whole, "skada", "harm"),
        counted="events",
        tests=(_test(whole),),
        notes=(CAUTION,),
        source=SOURCE,
    )


def _difference(treated: Place, control: Place, over: Periods) -> tuple[float, float]:
    change, variance = 0.0, 0.0
    for place, sign in ((treated, 1), (control, -1)):
        before, after = over.before * place.size, over.after * place.size
        change += sign * (place.after / after - place.before / before)
        variance += place.after / after**2 + place.before / before**2
    return change, math.sqrt(variance)


def _estimate(name: str, value: float, error: float, level: float) -> Estimate:
    reach = NormalDist().inv_cdf(0.5 + level / 2) * error
    return Estimate(name, value, value - reach, value + reach, error, level=level)


def _test(whole: Estimate) -> Test:
    z = whole.value / whole.error if whole.error else math.nan
    return Test("no difference in change", z, 0, 2 * NormalDist().cdf(-abs(z)))


def _result(areas: Areas, over: Periods, estimates: tuple[Estimate, ...]) -> Result:
    places = (areas.treated, areas.control, areas.near_treated, areas.near_control)
    counted = sum(place.before + place.after for place in places)
    return Result(
        method="weighted displacement difference",
        estimates=estimates,
        window=Window(over.before + over.after, over.unit, starts="introduction, counted both ways"),
        denominator=counted,
        time_at_risk=over.before + over.after,
        says=_says(estimates[-1], "händelser", "events"),
        counted="events",
        events=counted,
        tests=(_test(estimates[-1]),),
        notes=(CAUTION,),
        source=SOURCE,
    )


def _says(whole: Estimate, what: str, of: str) -> Text:
    return Text(
        f"Per tidsenhet och storlek ändrades {what} i området {told(whole.value, 'sv')} mer än i jämförelseområdet "
        f"({span(whole, 'sv')}). Skillnaden är åtgärdens bara om områdena annars skulle ha följts åt.",
        f"Per unit of time and size, {of} in the place changed by {told(whole.value, 'en')} more than in the "
        f"comparison place ({span(whole, 'en')}). The difference is the measure's only if the two places would "
        "otherwise have moved together.",
    )
