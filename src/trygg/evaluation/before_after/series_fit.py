"""The regression behind an interrupted series: its shape, its design and the fit of statsmodels."""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import polars as pl
import statsmodels.api as sm
from numpy.typing import NDArray
from scipy import optimize

from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.frames import Numbers, numbers, read


class Spread(StrEnum):
    """How counts vary around what is expected, beyond Poisson."""

    QUASI = "quasi-Poisson"  # in proportion to what is expected
    NEGATIVE_BINOMIAL = "negative binomial"  # and in proportion to its square


@dataclass(frozen=True, slots=True)
class Shape:
    """What the series is taken to look like.

    season   number of waves in a year; 0 none, 2 bends twice, half of `year` one level per month
    year     periods to a year
    slope    True: the slope may change too, not the level alone
    lag      how many periods back errors may resemble each other, taken as they are; 0 none, `usual_lag` a rule
    resembling  True: each period resembles the one before, by how much is estimated; holds better in short series
    """

    season: int = 2
    year: int = 12
    slope: bool = False
    lag: int = 0
    unit: str = "months"
    spread: Spread = Spread.QUASI
    resembling: bool = False

    def __post_init__(self) -> None:
        if self.season < 0 or self.lag < 0 or 2 * self.season > self.year:
            raise InvalidRecord("waves and lags are zero or more, and waves at most half the periods of a year")
        if self.resembling and (self.lag or self.spread != Spread.QUASI):
            raise InvalidRecord("resembling periods take no lag besides, and the quasi-Poisson spread")


def usual_lag(periods: int) -> int:
    """The lag after the rule of thumb 4 (n / 100)^(2/9), rounded down (Newey & West 1994)."""
    return int(math.floor(4 * (periods / 100.0) ** (2 / 9)))


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A fitted series: its design, what is left of it without the measure, and the fit of statsmodels."""

    design: Numbers
    without: Numbers
    after: NDArray[np.bool_]
    exposure: Numbers
    count: Numbers
    outcome: Any
    covariance: Numbers
    noise: Numbers  # how counts vary together around what is expected, in units of its root
    names: tuple[str, ...]
    form: Shape
    controlled: bool

    @property
    def freedom(self) -> int:
        """The degrees of freedom left for the spread."""
        return len(self.count) - len(self.names)

    def place(self, name: str) -> int:
        """Where a coefficient of the treated series stands; with a control, what it has beyond the control's."""
        return self.names.index(name) + (len(self.names) if self.controlled else 0)


def table_of(series: object) -> pl.DataFrame:
    """The series in order, with an exposure of one where none is told. Raises InvalidRecord at a gap."""
    table = read(series, "period", "count").sort("period")
    for name, of in (("exposure", "count"), ("control_exposure", "control")):
        if name not in table.columns and of in table.columns:
            table = table.with_columns(pl.lit(1.0).alias(name))
    if table["period"].diff().drop_nulls().ne(1).any():
        raise InvalidRecord("the periods of a series follow each other without gap or double; a month of none counts 0")
    return table


def fitted(table: pl.DataFrame, since: int, form: Shape) -> Fit:
    """The fit of a series whose measure began in period `since`. Raises InsufficientData when it is too short."""
    time = numbers(table, "period")
    after = time >= since
    names = ("constant", "step", "trend", *(("slope",) if form.slope else ()), *_waves(form))
    design = _design(time, after, form)
    if table.height < 2 * len(names) or not 2 <= after.sum() <= table.height - 2:
        raise InsufficientData(f"{table.height} periods are too few for {len(names)} figures; ask for fewer waves")
    without = design.copy()
    without[:, [names.index(name) for name in names if name in ("step", "slope")]] = 0
    outcome = _regress(table, design, form)
    covariance, noise = _covariance(outcome, table, form)
    return Fit(
        design=design,
        without=without,
        after=after,
        exposure=numbers(table, "exposure"),
        count=numbers(table, "count"),
        outcome=outcome,
        covariance=covariance,
        noise=noise,
        names=names,
        form=form,
        controlled="control" in table.columns,
    )


def _waves(form: Shape) -> tuple[str, ...]:
    return tuple(f"{kind} {wave}" for wave in range(1, form.season + 1) for kind in _kinds(wave, form))


def _kinds(wave: int, form: Shape) -> tuple[str, ...]:
    # The sine of the shortest wave is zero in every period.
    return ("cosine",) if 2 * wave == form.year else ("sine", "cosine")


def _design(time: Numbers, after: NDArray[np.bool_], form: Shape) -> Numbers:
    columns = [np.ones_like(time), after.astype(float), time]
    if form.slope:
        columns.append(np.where(after, time - time[after][0], 0.0))
    for wave in range(1, form.season + 1):
        angle = 2 * np.pi * wave * time / form.year
        columns += [{"sine": np.sin, "cosine": np.cos}[kind](angle) for kind in _kinds(wave, form)]
    return np.column_stack(columns)


def _regress(table: pl.DataFrame, design: Numbers, form: Shape) -> Any:
    count, exposure = numbers(table, "count"), numbers(table, "exposure")
    if "control" not in table.columns:
        return _solved(count, design, exposure, form, None)
    # The first half of the coefficients is the control's; the second what the treated series has beyond it.
    both = np.block([[design, np.zeros_like(design)], [design, design]])
    counts = np.concatenate([numbers(table, "control"), count])
    exposures = np.concatenate([numbers(table, "control_exposure"), exposure])
    return _solved(counts, both, exposures, form, np.tile(np.arange(len(count)), 2))


def _solved(
    count: Numbers, design: Numbers, exposure: Numbers, form: Shape, times: NDArray[np.int_] | None
) -> Any:  # statsmodels has no types
    model = sm.GLM(count, design, family=_family(count, design, exposure, form), exposure=exposure)
    scale = "X2" if form.spread == Spread.QUASI else 1.0
    kinds: dict[str, Any] = {}
    if times is not None:
        # One month's shock strikes both series: their scores are summed before they are squared.
        how = {"time": times, "maxlags": form.lag, "use_correction": "hac"}
        kinds = {"cov_type": "hac-groupsum", "cov_kwds": how}
    elif form.lag:
        kinds = {"cov_type": "HAC", "cov_kwds": {"maxlags": form.lag, "use_correction": True}}
    return model.fit(scale=scale, tol=1e-10, **kinds)


def _covariance(outcome: Any, table: pl.DataFrame, form: Shape) -> tuple[Numbers, Numbers]:
    if form.resembling and "control" in table.columns:
        raise InvalidRecord("resembling is for a series alone; beside a control, take a lag")
    if form.resembling:
        return resembling(outcome)
    relative = outcome.scale * outcome.family.variance(outcome.mu[-table.height :]) / outcome.mu[-table.height :]
    return np.asarray(outcome.cov_params()), np.diag(relative)


def _family(count: Numbers, design: Numbers, exposure: Numbers, form: Shape) -> Any:
    if form.spread == Spread.QUASI:
        return sm.families.Poisson()
    # The spread with the greatest likelihood, the rest fitted anew at each (statsmodels' own search strays here).
    best = optimize.minimize_scalar(
        lambda at: -_negative_binomial(count, design, exposure, at).fit().llf, bounds=(-14, 4), method="bounded"
    )
    return _negative_binomial(count, design, exposure, best.x).family


def _negative_binomial(count: Numbers, design: Numbers, exposure: Numbers, log_alpha: float) -> Any:
    return sm.GLM(count, design, family=sm.families.NegativeBinomial(alpha=math.exp(log_alpha)), exposure=exposure)


def resembling(outcome: Any) -> tuple[Numbers, Numbers]:
    """The covariance of the coefficients, and of the counts around them, when shocks to the level of a period live on.

    Counts vary as Poisson around a level that itself is shocked. What is left of a fit resembles itself less than the
    shocks do, for the fit has bent towards them and Poisson noise lies on top. So the size and the likeness of the
    shocks are those that, after such a fit and with such noise, would leave the spread and the likeness seen.
    """
    root = np.sqrt(outcome.mu)
    design = root[:, None] * outcome.model.exog
    inverse = np.linalg.inv(design.T @ design)
    left, keep = np.asarray(outcome.resid_pearson), np.eye(len(root)) - design @ inverse @ design.T
    shocks = _Shocks(keep, root, float(left @ left), float(left[1:] @ left[:-1]))
    noise = shocks.spread(_likeness(shocks))
    return inverse @ design.T @ noise @ design @ inverse, noise


@dataclass(frozen=True, slots=True, eq=False)
class _Shocks:
    """What a fit left: how it bends (`keep`), the roots of what it expects, the square and the neighbours' product."""

    keep: Numbers
    root: Numbers
    square: float
    product: float

    def spread(self, likeness: float) -> Numbers:
        """The covariance before the fit: Poisson noise, and shocks of that likeness as large as what was left asks."""
        periods = np.arange(len(self.root))
        alike = likeness ** np.abs(np.subtract.outer(periods, periods)).astype(float)
        shock = self.root[:, None] * alike * self.root[None, :]
        beyond = (self.square - float(np.trace(self.keep))) / float(np.trace(self.keep @ shock))
        noise: Numbers = np.eye(len(periods))
        return noise + max(beyond, 0.0) * shock

    def excess(self, likeness: float) -> float:
        """How much more alike neighbours would be left than they were."""
        after = self.keep @ self.spread(likeness) @ self.keep
        return float(np.diag(after, 1).sum()) - self.product


def _likeness(shocks: _Shocks) -> float:
    if shocks.excess(0.0) >= 0:
        return 0.0
    return float(optimize.brentq(shocks.excess, 0.0, 0.97)) if shocks.excess(0.97) > 0 else 0.97
