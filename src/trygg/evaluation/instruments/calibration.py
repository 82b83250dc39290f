"""Does what an instrument says would happen, happen here? Published shares beside those seen, band by band."""

import math
from typing import Any

import numpy as np
import polars as pl
import statsmodels.api as sm
from scipy import stats

from trygg.errors import InvalidRecord
from trygg.evaluation.frames import Numbers, numbers
from trygg.evaluation.instruments.followed import ABOUT, SEEN, both, followed
from trygg.evaluation.results import Estimate, Result, Test, Text, Window, span, told
from trygg.evaluation.survival.shares import wilson

SOURCE = "Van Calster et al. 2019, BMC Medicine 17:230; Cox 1958; interval of O/E exact Poisson"


def calibration(people: object, *, window: Window, level: float = 0.95) -> Result:
    """What was seen over what was to be expected, in all and by band.

    people   columns outcome, followed, band (such as a score or a level) and expected (the share that the instrument's
             authors publish for that band and that window, between 0 and 1)
    returns  `observed over expected` in all, `observed` and `expected` shares by group, the band; `intercept` (0 where
             the level is right) and `slope` (1 where the spread is right, below 1 too extreme); `mean square error`;
             a Test that bands differ from what is expected by chance only

    Raises InsufficientData as `followed` does. The window must be that of the published shares.
    """
    table = followed(people, window, "band", "expected")
    expected = numbers(table, "expected")
    if not ((expected > 0) & (expected < 1)).all():
        raise InvalidRecord("an expected share lies between none and all; a band that promises either has no odds")
    outcome = both(table)
    whole = _over(outcome, expected, level)
    return Result(
        method="calibration against published shares",
        estimates=(whole, *_bands(table, level), *_logistic(outcome, expected, level), _brier(outcome, expected)),
        window=window,
        denominator=table.height,
        time_at_risk=table.height * window.length,
        says=_says(whole, outcome, expected),
        events=int(outcome.sum()),
        tests=(_bands_test(table),),
        notes=(ABOUT, SEEN),
        source=SOURCE,
    )


def _over(outcome: Numbers, expected: Numbers, level: float) -> Estimate:
    seen, tail = float(outcome.sum()), (1 - level) / 2
    low, high = float(stats.gamma.ppf(tail, seen)), float(stats.gamma.isf(tail, seen + 1))
    promised = float(expected.sum())
    return Estimate("observed over expected", seen / promised, low / promised, high / promised, level=level)


def _by_band(table: pl.DataFrame) -> pl.DataFrame:
    whole = pl.col("outcome").cast(pl.Float64).sum().cast(pl.Int64)
    return table.group_by("band").agg(n=pl.len(), seen=whole, promised=pl.col("expected").sum()).sort("band")


def _bands(table: pl.DataFrame, level: float) -> list[Estimate]:
    found = []
    for band, many, seen, promised in _by_band(table).iter_rows():
        share = promised / many
        found.append(Estimate("observed", seen / many, *wilson(seen, many, level), group=str(band), level=level))
        found.append(Estimate("expected", share, share, share, group=str(band), level=level))
    return found


def _bands_test(table: pl.DataFrame) -> Test:
    many, seen, promised = (numbers(_by_band(table), name) for name in ("n", "seen", "promised"))
    square = float(((seen - promised) ** 2 / (promised * (1 - promised / many))).sum())
    return Test("as published in every band", square, len(many), float(stats.chi2.sf(square, len(many))))


def _logistic(outcome: Numbers, expected: Numbers, level: float) -> list[Estimate]:
    odds = np.log(expected / (1 - expected))
    family = sm.families.Binomial()
    level_only = sm.GLM(outcome, np.ones((len(odds), 1)), family=family, offset=odds).fit()
    found = [_coefficient("intercept", level_only, 0, level)]
    if np.ptp(odds) > 0:
        both_ = sm.GLM(outcome, np.column_stack([np.ones_like(odds), odds]), family=family).fit()
        found.append(_coefficient("slope", both_, 1, level))
    return found


def _coefficient(name: str, fit: Any, place: int, level: float) -> Estimate:
    value, error = float(fit.params[place]), float(fit.bse[place])
    reach = float(stats.norm.ppf(0.5 + level / 2)) * error
    return Estimate(name, value, value - reach, value + reach, error, level=level)


def _brier(outcome: Numbers, expected: Numbers) -> Estimate:
    missed = (outcome - expected) ** 2
    error = float(missed.std(ddof=1)) / math.sqrt(len(missed))
    value = float(missed.mean())
    return Estimate("mean square error", value, max(0.0, value - 1.96 * error), value + 1.96 * error, error)


def _says(whole: Estimate, outcome: Numbers, expected: Numbers) -> Text:
    seen, promised = int(outcome.sum()), float(expected.sum())
    return Text(
        f"{seen} hade utfallet där instrumentets egna tal gav {told(promised, 'sv', 0)}: "
        f"{told(whole.value, 'sv', 2)} gånger ({span(whole, 'sv', digits=2)}).",
        f"{seen} had the outcome where the instrument's own figures gave {told(promised, 'en', 0)}: "
        f"{told(whole.value, 'en', 2)} times ({span(whole, 'en', digits=2)}).",
    )
