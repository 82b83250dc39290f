import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.trygg.evaluation.disclosure.attacker import bounds, totals
from trygg.errors import InvalidRecord
from trygg.evaluation.disclosure import suppress

TWO, THREE = ["area", "sex"], ["area", "sex", "year"]


def crossed(counts, *sizes) -> pl.DataFrame:
    names = ["area", "sex", "year"][: len(sizes)]
    places = np.array(list(np.ndindex(*sizes)))
    columns = {name: [f"{name} {one}" for one in places[:, at]] for at, name in enumerate(names)}
    return pl.DataFrame(columns | {"count": counts})


@st.composite
def tables(draw):
    sizes = draw(st.sampled_from([(2, 2), (3, 2), (4, 3), (5, 4), (2, 2, 2), (3, 2, 2)]))
    counts = st.one_of(st.integers(0, 6), st.integers(0, 40))
    many = int(np.prod(sizes))
    return crossed(draw(st.lists(counts, min_size=many, max_size=many)), *sizes)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(table=tables(), show_zeros=st.booleans())
def test_nobody_can_subtract_a_small_cell_back(table, show_zeros):
    """For each small cell the attacker's own programme can exclude neither nought nor what may be shown."""
    dimensions = [name for name in table.columns if name != "count"]
    truth = totals(table, dimensions)

    released = suppress(table, dimensions, show_zeros=show_zeros).table

    for row, key in enumerate(released.select(dimensions).rows()):
        if truth[key] < 5 and not (show_zeros and truth[key] == 0):
            assert released["count"][row] is None
            low, high = bounds(released, dimensions, row)
            assert low <= 0
            assert high >= 5


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(table=tables())
def test_what_is_shown_is_true_and_never_small(table):
    dimensions = [name for name in table.columns if name != "count"]
    truth = totals(table, dimensions)

    released = suppress(table, dimensions).table

    shown = released.filter(pl.col("count").is_not_null())
    assert all(truth[row[:-1]] == row[-1] >= 5 for row in shown.select(*dimensions, "count").rows())
    assert released.height == len(truth)


def test_hiding_one_cell_of_two_hides_its_neighbours_too():
    """The textbook trap: 3 hidden beside 20 and a total of 23 is no secret."""
    table = crossed([3, 20, 30, 40], 2, 2)

    released = suppress(table, TWO).table

    inner = released.filter(pl.col("area").is_not_null() & pl.col("sex").is_not_null())
    assert inner["count"].null_count() == 4
    assert released.filter(pl.col("area").is_null() & pl.col("sex").is_null())["count"].item() == 93


def test_where_nothing_is_small_nothing_is_hidden():
    released = suppress(crossed([5, 20, 30, 40], 2, 2), TWO)

    assert released.hidden == 0
    assert "0 av 9" in released.says.sv


def test_a_district_in_a_town_is_hidden_in_both_its_rows():
    """Nested dimensions: the only district of a town is the town."""
    table = pl.DataFrame(
        {"district": ["a", "b", "c"], "town": ["one", "one", "two"], "count": [40, 30, 2]},
    )

    released = suppress(table, ["district", "town"]).table

    known = {row[:2]: row[2] for row in released.rows()}
    assert known["c", "two"] is known["c", None] is known[None, "two"] is None
    low, high = bounds(released, ["district", "town"], released.select("district", "town").rows().index((None, "two")))
    assert (low, high >= 5) == (0, True)


def test_nought_may_be_shown_where_it_tells_nothing():
    table = crossed([0, 20, 30, 40], 2, 2)

    assert suppress(table, TWO).hidden > 0
    assert suppress(table, TWO, show_zeros=True).hidden == 0


def test_the_same_table_in_another_order_gives_the_same_release():
    table = crossed([3, 20, 9, 40, 2, 7, 0, 11], 2, 2, 2)

    one, other = (
        suppress(frame, THREE).table.sort(THREE, nulls_last=True)
        for frame in (table, table.sort(THREE, descending=False))
    )

    assert one.equals(other)


def test_of_a_larger_table_only_a_part_is_hidden():
    rng = np.random.default_rng(1)
    released = suppress(crossed(rng.poisson(6, 120), 10, 2, 6), THREE)

    assert 0 < released.hidden < 120


@pytest.mark.parametrize("counts", [[-1, 2, 3, 4], [0.5, 2, 3, 4]])
def test_what_is_no_count_is_refused(counts):
    with pytest.raises(InvalidRecord, match="whole numbers"):
        suppress(crossed(counts, 2, 2), TWO)


def test_two_rows_for_one_cell_are_refused():
    with pytest.raises(InvalidRecord, match="one row per cell"):
        suppress(pl.concat([crossed([1, 2, 3, 4], 2, 2)] * 2), TWO)


def test_a_least_of_one_protects_nobody_and_is_refused():
    with pytest.raises(InvalidRecord):
        suppress(crossed([1, 2, 3, 4], 2, 2), TWO, least=1)
