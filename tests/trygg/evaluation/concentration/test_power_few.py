import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.concentration import power_few
from trygg.evaluation.results import Window

YEAR = Window(1, "years", starts="the list")
TEN = pl.DataFrame(
    {
        "unit": range(10),
        "harm": [500, 300, 60, 40, 30, 30, 20, 20, 0, 0],
        "listed": [True, False, True, False, False, False, False, False, False, True],
        "known": [True, False, True, True, False, False, False, False, False, True],
    }
)


def test_the_few_and_what_the_list_had_of_them():
    """500 and 300 of 1 000 days are 80 %: two couples of ten, one listed, one unknown before."""
    result = power_few(TEN, window=YEAR)

    assert result.one("units holding").value == pytest.approx(0.2)
    assert result.one("caught").value == pytest.approx(0.5)
    assert result.one("unknown").value == pytest.approx(0.5)
    assert result.one("right").value == pytest.approx(1 / 3)
    assert result.one("harm caught").value == pytest.approx(0.56)


def test_without_a_list_only_the_few_are_told():
    result = power_few(TEN.select("unit", "harm"), window=YEAR, of=0.9)

    assert [one.name for one in result.estimates] == ["units holding"]
    assert "90" in result.says.en


@given(harm=st.lists(st.integers(0, 500), min_size=2, max_size=30).filter(any), seed=st.integers(0, 999))
def test_a_list_of_all_catches_all_and_an_empty_list_none(harm, seed):
    table = pl.DataFrame({"unit": range(len(harm)), "harm": harm})

    full, empty = (power_few(table.with_columns(listed=pl.lit(on)), window=YEAR) for on in (True, False))

    assert full.one("caught").value == full.one("harm caught").value == 1
    assert empty.one("caught").value == empty.one("harm caught").value == 0
    assert np.isnan(empty.one("right").value)


def test_the_interval_of_harm_caught_lies_between_none_and_all():
    rng = np.random.default_rng(1)
    table = pl.DataFrame({"unit": range(300), "harm": rng.lognormal(3, 2, 300), "listed": rng.random(300) < 0.3})

    caught = power_few(table, window=YEAR).one("harm caught")

    assert 0 < caught.low < caught.value < caught.high < 1


def test_it_says_that_it_is_about_the_list_and_no_one_person():
    assert "enskild person" in power_few(TEN, window=YEAR).notes[0].sv


def test_no_harm_has_no_few():
    with pytest.raises(InsufficientData):
        power_few(TEN.with_columns(harm=0), window=YEAR)


def test_a_unit_that_stands_twice_is_refused():
    with pytest.raises(InvalidRecord):
        power_few(pl.concat([TEN, TEN]), window=YEAR)
