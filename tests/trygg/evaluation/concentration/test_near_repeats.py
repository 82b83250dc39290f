from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.concentration import Bands, near_repeats, pairs


def scattered(rng, many=200) -> pl.DataFrame:
    """Events whose place and day have nothing to do with each other."""
    return pl.DataFrame(
        {"x": rng.uniform(0, 5000, many), "y": rng.uniform(0, 5000, many), "day": rng.integers(0, 365, many)}
    )


def with_repeats(rng, many=200, again=60) -> pl.DataFrame:
    first = scattered(rng, many)
    near = first.head(again).with_columns(
        pl.col("x") + rng.normal(0, 40, again), pl.col("y") + rng.normal(0, 40, again), pl.col("day") + 3
    )
    return pl.concat([first, near])


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), many=st.integers(10, 40))
def test_pairs_are_counted_as_by_hand(seed, many):
    table = scattered(np.random.default_rng(seed), many).with_columns(pl.col("x", "y") / 20)
    bands = Bands((0.1, 50, 120), (8, 60))
    counts = np.zeros((4, 3), dtype=int)
    rows = table.rows()
    for place, (x, y, day) in enumerate(rows):
        for u, v, other in rows[place + 1 :]:
            far, later = abs(x - u) + abs(y - v), abs(day - other)
            counts[sum(far >= end for end in bands.metres), sum(later >= end for end in bands.days)] += 1

    found = pairs(table, bands, "cityblock")

    assert (found == counts).all()
    assert found.sum() == many * (many - 1) // 2


def test_a_pair_exactly_at_an_end_belongs_to_the_next_band():
    table = pl.DataFrame({"x": [0.0, 100.0], "y": [0.0, 0.0], "day": [0, 7]})

    assert pairs(table, Bands((100,), (7,))).tolist() == [[0, 0], [0, 1]]


def test_planted_repeats_are_found():
    rng = np.random.default_rng(1)

    result = near_repeats(with_repeats(rng), rng=rng, draws=199)
    ratio = result.one("ratio", group="101", at=8)

    assert ratio.low > 1
    assert min(test.p for test in result.tests) == pytest.approx(1 / 200)


@pytest.mark.slow
def test_without_repeats_they_are_claimed_no_more_often_than_stated():
    rng = np.random.default_rng(2)
    bands = Bands((500, 1000), (30, 60))
    found = [near_repeats(scattered(rng, 80), rng=rng, bands=bands, draws=99).tests[0].p for _ in range(200)]

    assert np.mean([p <= 0.05 for p in found]) < 0.1


def test_dates_and_day_numbers_give_the_same():
    table = with_repeats(np.random.default_rng(3))
    dated = table.with_columns(day=pl.Series([date(2024, 1, 1) + timedelta(days=int(one)) for one in table["day"]]))

    assert near_repeats(table, rng=np.random.default_rng(4), draws=99).estimates == (
        near_repeats(dated, rng=np.random.default_rng(4), draws=99).estimates
    )


def test_it_says_that_many_bands_were_tried():
    result = near_repeats(scattered(np.random.default_rng(5)), rng=np.random.default_rng(6), draws=99)

    assert "20 rutor" in result.says.sv


def test_bands_that_do_not_rise_are_refused():
    with pytest.raises(InvalidRecord, match="rise"):
        Bands((100, 100), (7,))


def test_nine_events_are_too_few():
    with pytest.raises(InsufficientData):
        near_repeats(scattered(np.random.default_rng(1), 9), rng=np.random.default_rng(1))
