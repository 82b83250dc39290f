"""One town against a mix of other towns that went the same way before: the synthetic control.

The mix is the weights, zero or more and one in sum, that come nearest in every period before. There is no sampling
error to take an interval from; instead each other town is treated as if it were the one, and the place of the real one
among these placebos is its p-value. With nine other towns it cannot be below 0.1.
"""

import math
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import optimize

from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.frames import Numbers, numbers, read
from trygg.evaluation.results import Estimate, Result, Test, Text, Window, joined, share, told

SOURCE = "Abadie, Diamond & Hainmueller 2010, JASA 105(490):493–505; outcomes of all periods before as predictors"
TOGETHER = 1e4  # how hard the weights are held to sum to one, against data of unit size
SHOWN = 1e-4  # a weight below it is nothing


@dataclass(frozen=True, slots=True, eq=False)
class Gap:
    """How far one town lay from its mix, in each period, and the mix."""

    gap: Numbers
    weights: Numbers
    before: int

    @property
    def misfit(self) -> float:
        """The root mean square distance before."""
        return math.sqrt(float(np.mean(self.gap[: self.before] ** 2)))

    @property
    def ratio(self) -> float:
        """The distance after over the distance before."""
        after = math.sqrt(float(np.mean(self.gap[self.before :] ** 2)))
        return after / self.misfit if self.misfit else math.inf


def synthetic_control(panel: object, *, treated: object, since: float, unit: str = "years") -> Result:
    """How far the treated town moved from its mix, and how unusual that is among the others.

    panel    columns unit, period and value, every unit in every period once; values that towns of other size can be
             mixed of, such as rates
    treated  the unit with the measure; since: its first period with it
    returns  `effect` the mean distance since then, `gap` at each period, `weight` by group, `misfit` before;
             one Test by placebos. Intervals are not defined and stand as NaN.

    Raises InsufficientData with fewer than two periods before or two other units.
    """
    names, values, periods = _wide(panel)
    if treated not in names:
        raise InvalidRecord("the treated unit is not among the units of the panel")
    before = int(np.searchsorted(periods, since))
    if before < 2 or before >= len(periods) or len(names) < 3:
        raise InsufficientData("a mix wants two periods before, one after, and two other units")
    place = names.index(treated)
    gaps = [_gap(values, one, before) for one in range(len(names))]
    others = [name for name in names if name != treated]
    return _result(gaps[place], others, periods, _placebo(gaps, place), unit)


def _wide(panel: object) -> tuple[list[object], Numbers, Numbers]:
    table = read(panel, "unit", "period", "value")
    numbers(table, "value")
    wide = table.pivot(on="period", index="unit", values="value", sort_columns=True).sort("unit")
    if wide.drop("unit").null_count().sum_horizontal().item() or table.height != wide.height * (wide.width - 1):
        raise InvalidRecord("every unit stands in every period exactly once; leave out units that come or go")
    periods = np.array(sorted(table["period"].unique().to_list()), dtype=float)
    return wide["unit"].to_list(), wide.drop("unit").cast(pl.Float64).to_numpy(), periods


def _gap(values: Numbers, place: int, before: int) -> Gap:
    donors = np.delete(values, place, axis=0)
    size = float(np.abs(donors[:, :before]).max()) or 1.0
    # Least squares over weights of zero or more; one more row, made heavy, holds their sum at one.
    rows = np.vstack([donors[:, :before].T / size, np.full((1, len(donors)), TOGETHER)])
    found, _ = optimize.nnls(rows, np.append(values[place, :before] / size, TOGETHER))
    weights = found / found.sum()
    return Gap(values[place] - weights @ donors, weights, before)


def _placebo(gaps: list[Gap], place: int) -> Test:
    ratio = gaps[place].ratio
    as_far = sum(one.ratio >= ratio for one in gaps)
    return Test("as far from its mix by chance, placebos in space", ratio, 0, as_far / len(gaps))


def _result(found: Gap, others: list[object], periods: Numbers, test: Test, unit: str) -> Result:
    weights = {str(name): float(one) for name, one in zip(others, found.weights, strict=True) if one > SHOWN}
    effect = _bare("effect", float(found.gap[found.before :].mean()))
    gaps = [_bare("gap", float(one), at=float(at)) for one, at in zip(found.gap, periods, strict=True)]
    return Result(
        method="synthetic control on the outcomes of all periods before, placebos in space",
        estimates=(effect, *gaps, *(_bare("weight", one, name) for name, one in weights.items()), _misfit(found)),
        window=Window(len(periods), unit),
        denominator=len(others) + 1,
        time_at_risk=None,
        says=_says(effect, weights, test),
        counted="units",
        tests=(test,),
        notes=_notes(found, len(others)),
        source=SOURCE,
    )


def _misfit(found: Gap) -> Estimate:
    return _bare("misfit", found.misfit)


def _bare(name: str, value: float, group: str = "", at: float | None = None) -> Estimate:
    return Estimate(name, value, math.nan, math.nan, group=group, at=at)


def _notes(found: Gap, others: int) -> tuple[Text, ...]:
    least = 1 / (others + 1)
    return (
        Text(
            f"Före åtgärden låg blandningen i medel {told(found.misfit, 'sv', 2)} från det verkliga; är det stort mot "
            f"effekten säger jämförelsen lite. Med {others} jämförelser kan p inte bli under {told(least, 'sv', 3)}.",
            f"Before the measure the mix lay on average {told(found.misfit, 'en', 2)} from the real; if that is large "
            f"beside the effect, the comparison says little. With {others} others p cannot be below "
            f"{told(least, 'en', 3)}.",
        ),
    )


def _says(effect: Estimate, weights: dict[str, float], test: Test) -> Text:
    largest = sorted(weights.items(), key=lambda one: -one[1])[:4]
    sv, en = (
        joined([f"{name} ({share(one, language, 0)})" for name, one in largest], language) for language in ("sv", "en")
    )
    return Text(
        f"Efter åtgärden låg värdet i medel {told(effect.value, 'sv', 2)} från en blandning av främst {sv}. Av alla "
        f"enheter, behandlade eller inte, ligger {share(test.p, 'sv', 0)} minst så långt från sin egen blandning.",
        f"After the measure the value lay on average {told(effect.value, 'en', 2)} from a mix of chiefly {en}. Of all "
        f"units, treated or not, {share(test.p, 'en', 0)} lie at least as far from their own mix.",
    )
