"""How many are needed to see a difference of a given size.

All answers assume that the rest goes as hoped. Where it will not (people drop out or are in custody, areas differ),
ask `simulated_power` instead.
"""

import math
from dataclasses import dataclass

from trygg.errors import InvalidRecord
from trygg.evaluation.results import UNITS, Estimate, Result, Text, Window, share, told
from trygg.evaluation.survival.normal import quantile

NOT_ESTIMATED = float("nan")


@dataclass(frozen=True, slots=True)
class Demand:
    """What a study must be able to do: how seldom a false alarm, how often it sees what is there (two-sided)."""

    alpha: float = 0.05
    power: float = 0.80

    def __post_init__(self) -> None:
        if not 0 < self.alpha < 1 or not self.alpha / 2 < self.power < 1:
            raise InvalidRecord(
                "the risk of a false alarm and the power lie between 0 and 1, the power above half the risk"
            )

    @property
    def quantiles(self) -> tuple[float, float]:
        """The normal quantiles of the risk of a false alarm (two-sided) and of the power."""
        return quantile(1 - self.alpha), quantile(2 * self.power - 1)


USUAL = Demand()


def size_for_shares(
    before: float, after: float, *, within: float, unit: str = "days", demand: Demand = USUAL
) -> Result:
    """The number of persons per group that tells two shares apart, everybody followed for `within`.

    before, after  the shares that are compared, as in 0.20 and 0.10
    returns        `per_group` by the normal test of two shares, `per_group_arcsine` by Cohen's h, and `total`
    Source: Fleiss, Levin & Paik 2003, section 4.2; Cohen 1988, chapter 6, by statsmodels
    """
    from statsmodels.stats.power import NormalIndPower

    if not (0 < before < 1 and 0 < after < 1 and before != after):
        raise InvalidRecord("two shares lie between 0 and 1 and differ")
    sure, seen = demand.quantiles
    mean = (before + after) / 2
    apart = math.sqrt(before * (1 - before) + after * (1 - after))
    plain = ((sure * math.sqrt(2 * mean * (1 - mean)) + seen * apart) / (before - after)) ** 2
    h = 2 * (math.asin(math.sqrt(before)) - math.asin(math.sqrt(after)))
    arcsine = float(NormalIndPower().solve_power(abs(h), alpha=demand.alpha, power=demand.power))
    found = {"per_group": plain, "per_group_arcsine": arcsine}
    what = Text(*(f"{share(before, language)} {_TO[language]} {share(after, language)}" for language in ("sv", "en")))
    return _answer("two shares, normal test", found, what, Window(within, unit), demand)


def size_for_rates(  # noqa: PLR0913 - two rates, their spread, and the demand
    before: float,
    after: float,
    *,
    within: float,
    overdispersion: float = 0.0,
    unit: str = "years",
    demand: Demand = USUAL,
) -> Result:
    """The number of persons per group that tells two rates of repeated events apart.

    before, after   events per person and `unit`; within: how long each is followed
    overdispersion  how much more persons differ than chance alone would make them: 0 for Poisson counts, else the
                    negative binomial's k (variance = mean + k · mean²)
    returns         `per_group` and `total`
    Source: Zhu & Lakkis 2014, Statistics in Medicine 33, method 3
    """
    if not (before > 0 and after > 0 and before != after and within > 0 and overdispersion >= 0):
        raise InvalidRecord("two rates lie above 0 and differ, and the overdispersion is not below 0")
    sure, seen = demand.quantiles
    spread = (1 / before + 1 / after) / within + 2 * overdispersion
    found = {"per_group": (sure + seen) ** 2 * spread / math.log(after / before) ** 2}
    what = Text(
        *(
            f"{told(before, language, 2)} {_TO[language]} {told(after, language, 2)} {_EVENTS[language]}"
            for language in ("sv", "en")
        )
    )
    return _answer("two rates", found, what, Window(within, unit), demand)


def size_for_survival(  # noqa: PLR0913 - the ratio, the baseline, the follow-up, and the demand
    ratio: float,
    *,
    reoffend: float,
    within: float,
    allocation: float = 0.5,
    lost: float = 0.0,
    unit: str = "days",
    demand: Demand = USUAL,
) -> Result:
    """The number of events, and of persons, that tells a hazard ratio from 1.

    ratio       the hazard ratio to be seen; reoffend: the share who return within `within` without the measure
    allocation  the share of all who get the measure; lost: the share who drop out before anything is known of them
    returns     `events`, and `total` persons in both groups
    Source: Schoenfeld 1983, Biometrics 39
    """
    if not (ratio > 0 and ratio != 1 and 0 < reoffend < 1 and 0 < allocation < 1 and 0 <= lost < 1):
        raise InvalidRecord("a ratio is above 0 and not 1; the shares lie between 0 and 1")
    sure, seen = demand.quantiles
    events = (sure + seen) ** 2 / (allocation * (1 - allocation) * math.log(ratio) ** 2)
    treated = 1 - (1 - reoffend) ** ratio
    returning = allocation * treated + (1 - allocation) * reoffend
    found = {"events": events, "total": events / returning / (1 - lost)}
    word = {"sv": "hazardkvoten", "en": "a hazard ratio of"}
    what = Text(*(f"{word[language]} {told(ratio, language, 2)}" for language in ("sv", "en")))
    return _answer("Schoenfeld", found, what, Window(within, unit), demand)


def size_for_means(difference: float, *, within: float, unit: str = "days", demand: Demand = USUAL) -> Result:
    """The number of persons per group that tells two means apart by the t-test.

    difference  in standard deviations (Cohen's d)
    Source: Cohen 1988, chapter 2; computed by statsmodels
    """
    from statsmodels.stats.power import TTestIndPower

    if not difference:
        raise InvalidRecord("two means that do not differ cannot be told apart")
    each = float(TTestIndPower().solve_power(abs(difference), alpha=demand.alpha, power=demand.power))
    word = {"sv": "standardavvikelser", "en": "standard deviations"}
    what = Text(*(f"{told(difference, language, 2)} {word[language]}" for language in ("sv", "en")))
    return _answer("two means, t-test", {"per_group": each}, what, Window(within, unit), demand)


_TO = {"sv": "mot", "en": "against"}
_EVENTS = {"sv": "händelser per person", "en": "events per person"}


def _answer(method: str, found: dict[str, float], what: Text, window: Window, demand: Demand) -> Result:
    if "total" not in found:
        found = found | {"total": 2.0 * math.ceil(found["per_group"])}
    total = math.ceil(found["total"])
    estimates = tuple(Estimate(name, value, NOT_ESTIMATED, NOT_ESTIMATED) for name, value in found.items())
    says = Text(*(_sentence(found, what.in_(language), window, demand, language) for language in ("sv", "en")))
    return Result(f"sample size, {method}", estimates, window, total, None, says)


def _sentence(found: dict[str, float], what: str, window: Window, demand: Demand, language: str) -> str:
    total = told(math.ceil(found["total"]), language, 0)
    within = f"{told(window.length, language, 0)} {UNITS[window.unit][language]}"
    power, alpha = share(demand.power, language, 0), share(demand.alpha, language, 0)
    each = f" ({told(math.ceil(found['per_group']), language, 0)} {{}})" if "per_group" in found else ""
    if language == "sv":
        return (
            f"För att med {power} sannolikhet se {what} inom {within}, med {alpha} risk för falsklarm, behövs minst "
            f"{total} personer{each.format('i varje grupp')} om allt annat går som tänkt."
        )
    return (
        f"To see {what} within {within} with a probability of {power}, at a {alpha} risk of a false alarm, takes at "
        f"least {total} persons{each.format('in each group')} if everything else goes as planned."
    )
