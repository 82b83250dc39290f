"""Interrupted series of counts: did the level or the slope change when the measure began, and by how many events?

A Poisson regression with the population as offset, the season as waves, the spread taken from the data (quasi-Poisson)
and, where asked for, errors that hold when one month resembles the next (Newey and West). A control series is fitted
beside it, with its own trend and season, and its step is taken away; shared shocks then cancel in the error too.
"""

import math

import numpy as np
from scipy import stats
from statsmodels.stats.diagnostic import acorr_ljungbox

from trygg.evaluation.before_after.said_of_series import NOTES, says
from trygg.evaluation.before_after.series_fit import Fit, Shape, fitted, table_of, usual_lag
from trygg.evaluation.frames import Numbers
from trygg.evaluation.results import Estimate, Result, Test, Text, Window

__all__ = ["Shape", "interrupted", "usual_lag"]
SOURCE = "Lopez Bernal, Cummins & Gasparrini 2017, IJE 46(1):348–355; errors Newey & West 1987"


def interrupted(series: object, *, since: int, shape: Shape | None = None, level: float = 0.95) -> Result:
    """The change when a measure began, against the series' own trend and season, and the count had it not begun.

    series   columns period (1, 2, 3 … without gaps) and count; `exposure` where the population changes; `control` for
             the counts of a series that the measure cannot have touched, with `control_exposure`
    since    the first period with the measure
    returns  `rate ratio` of the step; `slope ratio` per period where asked for; `trend` per period; `expected` and
             `observed` at each period since; `difference` their sum, below zero is fewer than expected;
             tests of the step, of left-over autocorrelation, and the spread as `dispersion`

    Raises InsufficientData with fewer than twice as many periods as figures to estimate.
    """
    form, table = shape or Shape(), table_of(series)
    fit = fitted(table, since, form)
    return Result(
        method=_method(form, "control" in table.columns),
        estimates=(*_ratios(fit, level), *_counterfactual(fit, level)),
        window=Window(table.height, form.unit, starts="first period of the series"),
        denominator=int(table["count"].sum()),
        time_at_risk=float(table["exposure"].sum()),
        says=says(*_told(fit, level), since=since, controlled=fit.controlled),
        counted="events",
        events=int(table["count"].sum()),
        tests=_tests(fit),
        notes=_notes(fit),
        source=SOURCE,
    )


def _ratios(fit: Fit, level: float) -> tuple[Estimate, ...]:
    named = {"rate ratio": "step", "trend": "trend"} | ({"slope ratio": "slope"} if "slope" in fit.names else {})
    return tuple(_ratio(fit, name, of, level) for name, of in named.items())


def _ratio(fit: Fit, name: str, of: str, level: float) -> Estimate:
    place = fit.place(of)
    value, error = float(fit.outcome.params[place]), math.sqrt(fit.covariance[place, place])
    reach = float(stats.t.ppf(0.5 + level / 2, fit.freedom)) * error
    return Estimate(name, math.exp(value), math.exp(value - reach), math.exp(value + reach), error, level=level)


def _counterfactual(fit: Fit, level: float) -> tuple[Estimate, ...]:
    expected, covariance = _expected(fit)
    reach = float(stats.t.ppf(0.5 + level / 2, fit.freedom))
    errors = np.sqrt(np.diag(covariance))
    at = [float(period) for period in fit.design[fit.after][:, fit.names.index("trend")]]
    shown = [
        Estimate("expected", mean, mean * math.exp(-reach * e / mean), mean * math.exp(reach * e / mean), e, at=t)
        for mean, e, t in zip(expected.tolist(), errors.tolist(), at, strict=True)
    ]
    seen = fit.count[fit.after]
    observed = [Estimate("observed", n, n, n, at=t) for n, t in zip(seen.tolist(), at, strict=True)]
    # What would have been is uncertain by the fit, what was seen by chance around it.
    root = np.sqrt(expected)
    error = math.sqrt(covariance.sum() + float(root @ fit.noise[np.ix_(fit.after, fit.after)] @ root))
    total = float(seen.sum() - expected.sum())
    whole = Estimate("difference", total, total - reach * error, total + reach * error, error, level=level)
    return (*shown, *observed, whole)


def _expected(fit: Fit) -> tuple[Numbers, Numbers]:
    """The counts had the measure not begun, and the covariance of them."""
    design = fit.without[fit.after]
    if fit.controlled:
        # Had it not begun, the treated series keeps its own level and trend and takes the control's whole change.
        design = np.hstack([fit.design[fit.after], design])
    mean = fit.exposure[fit.after] * np.exp(design @ fit.outcome.params)
    slope = mean[:, None] * design
    return mean, slope @ fit.covariance @ slope.T


def _tests(fit: Fit) -> tuple[Test, ...]:
    left = np.asarray(fit.outcome.resid_pearson)[-len(fit.count) :]
    lags = max(1, min(12, len(left) // 5))
    box = acorr_ljungbox(left, lags=[lags])
    return (
        _none_of(fit, "step"),
        Test("no autocorrelation left", float(box["lb_stat"].iloc[0]), lags, float(box["lb_pvalue"].iloc[0])),
        Test("dispersion", float(fit.outcome.scale), fit.freedom, float("nan")),
        *((_none_of(fit, "slope"),) if "slope" in fit.names else ()),
    )


def _none_of(fit: Fit, name: str) -> Test:
    place = fit.place(name)
    t = float(fit.outcome.params[place]) / math.sqrt(fit.covariance[place, place])
    return Test(f"no {name}", t, fit.freedom, 2 * float(stats.t.sf(abs(t), fit.freedom)))


def _told(fit: Fit, level: float) -> tuple[Estimate, Estimate]:
    return _ratio(fit, "rate ratio", "step", level), _counterfactual(fit, level)[-1]


def _notes(fit: Fit) -> tuple[Text, ...]:
    found = [NOTES["only this"] if not fit.controlled else NOTES["control"]]
    resembling = _tests(fit)[1].p < 0.05
    if resembling and not (fit.form.lag or fit.form.resembling):
        found.append(NOTES["autocorrelation"])
    return tuple(found)


def _method(form: Shape, controlled: bool) -> str:
    parts = [f"interrupted series of counts, {form.spread}"]
    parts += [f"{form.season} seasonal waves"] if form.season else []
    parts += ["step and slope" if form.slope else "step"]
    parts += [f"Newey–West errors, lag {form.lag}"] if form.lag else []
    parts += ["errors that resemble the period before"] if form.resembling else []
    parts += ["control series with its own trend and season"] if controlled else []
    return ", ".join(parts)
