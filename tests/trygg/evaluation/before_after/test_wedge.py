import numpy as np
import polars as pl
import pytest

from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.before_after import stepped


def planted(rng, effect=1.0, clusters=12, periods=13) -> pl.DataFrame:
    """Districts that begin one a month in drawn order, while the whole town's level swings and rises."""
    starts, level = rng.permutation(clusters) + 2, rng.normal(0, 0.2, clusters)
    rows = [
        (town, t, int(starts[town]), rng.poisson(_mean(level[town], t) * (effect if t >= starts[town] else 1)))
        for town in range(clusters)
        for t in range(1, periods + 1)
    ]
    return pl.DataFrame(rows, schema=["cluster", "period", "starts", "count"], orient="row")


def _mean(level, period):
    return 40 * np.exp(level + 0.03 * period + 0.2 * np.sin(period))


def test_a_planted_effect_is_found_and_a_rising_trend_is_not_taken_for_it():
    rng = np.random.default_rng(1)

    result = stepped(planted(rng, 0.7), rng=rng)
    ratio = result.one("rate ratio")

    assert ratio.low < 0.7 < ratio.high < 1
    assert result.tests[1].p < 0.01


@pytest.mark.slow
def test_without_effect_it_is_claimed_at_most_as_often_as_stated():
    rng = np.random.default_rng(2)
    found = [stepped(planted(rng), rng=rng) for _ in range(120)]

    assert np.mean([one.tests[1].p < 0.05 for one in found]) < 0.12
    assert 0.9 < np.mean([one.one("rate ratio").low < 1 < one.one("rate ratio").high for one in found]) <= 1


def test_one_seed_gives_one_answer():
    table = planted(np.random.default_rng(3), 0.9)

    one, other = (stepped(table, rng=np.random.default_rng(7)) for _ in range(2))

    assert one == other


def test_the_size_of_the_districts_is_taken_out():
    table = planted(np.random.default_rng(4), 0.8)
    larger = table.with_columns(
        count=pl.when(pl.col("cluster") < 6).then(pl.col("count") * 3).otherwise("count"),
        exposure=pl.when(pl.col("cluster") < 6).then(3.0).otherwise(1.0),
    )

    ratio = stepped(larger, rng=np.random.default_rng(5)).one("rate ratio")

    assert ratio.low < 0.8 < ratio.high


def test_three_districts_are_too_few():
    table = planted(np.random.default_rng(6)).filter(pl.col("cluster") < 3)

    with pytest.raises(InsufficientData, match="at least 4"):
        stepped(table, rng=np.random.default_rng(1))


def test_all_at_once_is_no_stepped_roll_out():
    with pytest.raises(InsufficientData):
        stepped(planted(np.random.default_rng(6)).with_columns(starts=5), rng=np.random.default_rng(1))


def test_a_missing_month_is_refused():
    with pytest.raises(InvalidRecord, match="count of 0"):
        stepped(planted(np.random.default_rng(6)).head(-1), rng=np.random.default_rng(1))


def test_a_frame_without_starts_is_refused():
    with pytest.raises(InvalidRecord, match="lacks the column starts"):
        stepped(planted(np.random.default_rng(6)).drop("starts"), rng=np.random.default_rng(1))


def test_a_district_that_begins_twice_is_refused():
    twice = planted(np.random.default_rng(6)).with_columns(starts=pl.col("period"))

    with pytest.raises(InvalidRecord, match="one first period"):
        stepped(twice, rng=np.random.default_rng(1))


def test_a_district_that_stands_twice_in_a_month_is_refused():
    table = planted(np.random.default_rng(6))

    with pytest.raises(InvalidRecord, match="sum its rows"):
        stepped(pl.concat([table, table]), rng=np.random.default_rng(1))


def test_where_all_or_none_have_it_in_every_month_nothing_is_compared():
    two = pl.when(pl.col("cluster") < 6).then(1).otherwise(0)

    with pytest.raises(InsufficientData, match="nothing can be compared"):
        stepped(planted(np.random.default_rng(6)).with_columns(starts=two), rng=np.random.default_rng(1))
