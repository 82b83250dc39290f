import causaldata
import numpy as np
import polars as pl
import pytest

from tests.trygg.evaluation.golden import golden
from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.before_after import synthetic_control

TEXAS = golden("mixes")["poverty"]


def texas() -> pl.DataFrame:
    data = pl.from_pandas(causaldata.texas.load_pandas().data)
    return data.select(unit="statefip", period="year", value="poverty")


def planted(rng, effect, towns=12) -> pl.DataFrame:
    """Town 0 is a mix of towns 1 and 2 with a little noise; from period 16 the effect is added to it."""
    walks = rng.normal(0, 1, (towns, 24)).cumsum(axis=1) + 30
    walks[0] = 0.6 * walks[1] + 0.4 * walks[2] + rng.normal(0, 0.05, 24)
    walks[0, 15:] += effect
    rows = [(town, period + 1, walks[town, period]) for town in range(towns) for period in range(24)]
    return pl.DataFrame(rows, schema=["unit", "period", "value"], orient="row")


def test_the_mix_of_texas_equals_pysyncon():
    result = synthetic_control(texas(), treated=48, since=1993)
    weights = {one.group: one.value for one in result.estimates if one.name == "weight"}

    assert weights == pytest.approx(TEXAS["weights"], abs=1e-4)
    assert result.one("effect").value == pytest.approx(TEXAS["effect"], abs=1e-4)


def test_a_planted_effect_is_found_with_the_mix_it_was_made_of():
    result = synthetic_control(planted(np.random.default_rng(1), -3.0), treated=0, since=16)

    assert result.one("effect").value == pytest.approx(-3, abs=0.2)
    assert result.one("weight", group="1").value == pytest.approx(0.6, abs=0.05)
    assert result.tests[0].p == pytest.approx(1 / 12)


def test_the_weights_are_a_mix():
    result = synthetic_control(planted(np.random.default_rng(2), 0.0), treated=5, since=16)
    weights = [one.value for one in result.estimates if one.name == "weight"]

    assert min(weights) >= 0
    assert sum(weights) == pytest.approx(1, abs=1e-3)


def test_other_units_of_measure_give_the_same_mix():
    table = planted(np.random.default_rng(3), -3.0)

    one = synthetic_control(table, treated=0, since=16)
    other = synthetic_control(table.with_columns(pl.col("value") * 1000), treated=0, since=16)

    assert other.one("effect").value == pytest.approx(1000 * one.one("effect").value, rel=1e-4)
    assert other.tests[0].p == one.tests[0].p


def test_its_interval_is_not_defined_and_says_so():
    effect = synthetic_control(texas(), treated=48, since=1993).one("effect")

    assert np.isnan([effect.low, effect.high]).all()


def test_too_few_periods_before_are_refused():
    with pytest.raises(InsufficientData):
        synthetic_control(texas(), treated=48, since=1986)


def test_an_unknown_unit_is_refused():
    with pytest.raises(InvalidRecord, match="not among"):
        synthetic_control(texas(), treated=99, since=1993)


def test_a_hole_in_the_panel_is_refused():
    with pytest.raises(InvalidRecord, match="exactly once"):
        synthetic_control(texas().head(-1), treated=48, since=1993)
