import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trygg.errors import InvalidRecord
from trygg.evaluation.disclosure import rounded, share, suppress


@given(counts=st.lists(st.integers(0, 500), min_size=1), base=st.integers(2, 20), seed=st.none() | st.integers(0, 99))
def test_a_rounded_count_is_a_multiple_less_than_one_base_away(counts, base, seed):
    rng = None if seed is None else np.random.default_rng(seed)

    found = rounded(pl.DataFrame({"count": counts}), base=base, rng=rng)["count"].to_list()

    assert all(one % base == 0 and abs(one - true) < base for one, true in zip(found, counts, strict=True))
    assert all(one == true for one, true in zip(found, counts, strict=True) if true % base == 0)


def test_without_chance_it_is_the_nearest_and_half_goes_up():
    assert rounded(pl.DataFrame({"count": [2, 3, 7, 8]}))["count"].to_list() == [0, 5, 5, 10]
    assert rounded(pl.DataFrame({"count": [5]}), base=10)["count"].to_list() == [10]


def test_by_chance_the_mean_is_right():
    found = rounded(pl.DataFrame({"count": [7] * 4000}), rng=np.random.default_rng(3))["count"]

    assert set(found) == {5, 10}
    assert found.mean() == pytest.approx(7, abs=0.15)


def test_what_is_hidden_stays_hidden():
    assert rounded(pl.DataFrame({"count": [None, 12]}))["count"].to_list() == [None, 10]


def test_a_base_of_one_is_refused():
    with pytest.raises(InvalidRecord):
        rounded(pl.DataFrame({"count": [1]}), base=1)


def test_a_share_is_told_only_where_both_its_parts_are():
    table = pl.DataFrame({"area": ["a", "a", "b", "b"], "helped": ["yes", "no"] * 2, "count": [3, 20, 30, 40]})
    released = suppress(table, ["area", "helped"])

    assert share(released, {"area": "a", "helped": "yes"}, {"area": "a"}) is None
    assert share(released, {"area": "a"}, {}) == pytest.approx(23 / 93)


def test_a_cell_that_is_not_there_is_no_share():
    released = suppress(pl.DataFrame({"area": ["a"], "count": [9]}), ["area"])

    with pytest.raises(InvalidRecord, match="no such cell"):
        share(released, {"area": "z"}, {})
