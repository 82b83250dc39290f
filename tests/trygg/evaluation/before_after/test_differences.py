import causaldata
import numpy as np
import polars as pl
import pytest
import statsmodels.formula.api as smf
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trygg.evaluation.golden import golden
from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.before_after import Against, difference_in_differences

CASTLE = golden("castle")


def castle() -> pl.DataFrame:
    data = causaldata.castle.load_pandas().data[["year", "sid", "l_homicide", "post"]]
    first = data[data.post > 0].groupby("sid").year.min()
    named = pl.from_pandas(data.assign(starts=data.sid.map(first)))
    return named.rename({"year": "period", "sid": "unit", "l_homicide": "value"}).with_columns(
        pl.col("starts").fill_nan(None)
    )


def planted(rng, effect=1.0, units=60) -> pl.DataFrame:
    """Units that begin in period 3, 5 or never, whose effect grows by `effect` a period: where the usual fails."""
    starts = np.array([3, 5, None])[np.arange(units) % 3]
    level = rng.normal(0, 1, units)
    rows = [
        (unit, period, starts[unit], level[unit] + 0.3 * period + rng.normal(0, 0.5))
        for unit in range(units)
        for period in range(1, 8)
    ]
    rows = [(*row, value + effect * _since(row[2], row[1])) for *row, value in rows]
    return pl.DataFrame(rows, schema=["unit", "period", "starts", "value"], orient="row")


def _since(start, period):
    return 0 if start is None or period < start else period - start + 1


@pytest.fixture(scope="module")
def result():
    return difference_in_differences(castle())


def close(found, known):
    return [found.value, found.error] == pytest.approx(known, abs=1e-9)


def test_the_effects_by_group_and_period_equal_csdid(result):
    for group, period, *known in CASTLE["group_and_period"]:
        assert close(result.one("group and period", group=str(group), at=period), known)


@pytest.mark.parametrize(
    ("name", "key"),
    [("effect by group", "by_group"), ("effect by period", "by_period"), ("effect since start", "since_start")],
)
def test_the_averages_equal_csdid(result, name, key):
    for at, *known in CASTLE[key]:
        assert close(result.one(name, at=at), known)


def test_the_whole_equals_csdid(result):
    assert close(result.one("effect"), CASTLE["effect"])
    assert close(result.one("effect per unit"), CASTLE["effect_per_unit"])


def test_against_those_not_yet_begun_it_equals_csdid():
    assert close(difference_in_differences(castle(), against=Against.NOT_YET).one("effect"), CASTLE["not_yet"])


def test_with_one_start_and_two_periods_it_is_the_usual_regression():
    table = planted(np.random.default_rng(3)).filter(pl.col("period").is_in([4, 5]))
    table = table.filter(pl.col("starts").is_null() | (pl.col("starts") == 5))
    data = table.with_columns(
        begun=pl.col("starts").is_not_null().cast(int), after=(pl.col("period") == 5).cast(int)
    ).to_pandas()

    usual = smf.ols("value ~ begun * after", data=data).fit().params["begun:after"]

    assert difference_in_differences(table).one("effect").value == pytest.approx(usual)


def test_a_growing_effect_is_found_where_the_usual_regression_misses_it():
    table = planted(np.random.default_rng(4), units=300)
    truth = np.mean([_since(start, period) for start in (3, 5) for period in range(start, 8)])

    begun = table.with_columns(begun=(pl.col("period") >= pl.col("starts")).fill_null(False).cast(float))
    left = [pl.col(x) - pl.col(x).mean().over("unit") - pl.col(x).mean().over("period") for x in ("begun", "value")]
    usual = smf.ols("value ~ begun", data=begun.select(left).to_pandas()).fit().params["begun"]
    effect = difference_in_differences(table).one("effect")

    assert effect.low < truth < effect.high
    assert usual < effect.low


@pytest.mark.slow
def test_the_interval_holds_the_planted_effect_at_its_stated_rate():
    rng = np.random.default_rng(6)
    truth = 0.5 * np.mean([_since(start, period) for start in (3, 5) for period in range(start, 8)])
    found = [difference_in_differences(planted(rng, 0.5, 90)).one("effect") for _ in range(250)]

    assert 0.91 < np.mean([one.low < truth < one.high for one in found]) < 0.985


@settings(max_examples=25, deadline=None)
@given(shift=st.lists(st.floats(-50, 50), min_size=7, max_size=7))
def test_what_strikes_all_units_in_a_period_changes_nothing(shift):
    table = planted(np.random.default_rng(8), units=12)
    shifted = table.with_columns(
        pl.col("value")
        + pl.col("period").replace_strict(dict(zip(range(1, 8), shift, strict=True)), return_dtype=float)
    )

    one, other = (difference_in_differences(frame).one("effect") for frame in (table, shifted))

    assert other.value == pytest.approx(one.value, abs=1e-9)
    assert other.error == pytest.approx(one.error, abs=1e-9)


def test_groups_that_moved_apart_before_the_start_are_seen():
    table = planted(np.random.default_rng(9), units=90)
    apart = table.with_columns(
        pl.col("value") + pl.when(pl.col("starts") == 5).then(pl.col("period") * 1.0).otherwise(0)
    )

    assert difference_in_differences(table).tests[0].p > 0.01
    assert difference_in_differences(apart).tests[0].p < 1e-6


def test_small_groups_are_named(result):
    assert any("2006" in note.en for note in result.notes)


def test_a_unit_that_comes_or_goes_is_refused():
    with pytest.raises(InvalidRecord, match="exactly once"):
        difference_in_differences(castle().head(-1))


def test_a_unit_that_begins_twice_is_refused():
    twice = castle().with_columns(starts=pl.when(pl.col("period") == 2003).then(2004).otherwise(pl.col("starts")))

    with pytest.raises(InvalidRecord, match="twice"):
        difference_in_differences(twice)


def test_without_anyone_to_compare_with_it_is_refused():
    with pytest.raises(InsufficientData, match="compare with"):
        difference_in_differences(castle().filter(pl.col("starts").is_not_null()))


def test_where_nobody_begins_it_is_refused():
    with pytest.raises(InsufficientData, match="nobody begins"):
        difference_in_differences(castle().filter(pl.col("starts").is_null()))


def test_a_frame_without_starts_is_refused():
    with pytest.raises(InvalidRecord, match="starts"):
        difference_in_differences(castle().drop("starts"))
