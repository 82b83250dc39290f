"""Rows made alike."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trygg.errors import InsufficientData
from trygg.evaluation.disclosure import alike, smallest

COLUMNS = ("year", "sex", "age", "area")
row = st.tuples(
    st.sampled_from([2024, 2025, 2026]), st.sampled_from("FM"), st.sampled_from(["18", "30", "50"]),
    st.sampled_from(["Norr", "Söder", "Väster"]),
)  # fmt: skip
cities = st.lists(row, min_size=5, max_size=60).map(lambda rows: pl.DataFrame(rows, schema=COLUMNS, orient="row"))


@given(cities)
def test_nobody_stands_with_fewer_than_four_others(city: pl.DataFrame) -> None:
    assert smallest(alike(city, COLUMNS), COLUMNS) >= 5


@given(cities)
def test_a_cell_is_emptied_or_stays_as_it_was(city: pl.DataFrame) -> None:
    made = alike(city, COLUMNS)

    assert all(
        after is None or after == before
        for column in COLUMNS
        for before, after in zip(city[column], made[column], strict=True)
    )


def test_what_is_common_is_left_whole() -> None:
    city = pl.DataFrame([(2025, "M", "30", "Norr")] * 7, schema=COLUMNS, orient="row")

    assert alike(city, COLUMNS).equals(city)


def test_the_last_column_is_emptied_first() -> None:
    rows = [(2025, "M", "30", "Norr")] * 7 + [(2025, "M", "30", "Söder")] * 3 + [(2025, "M", "30", "Väster")] * 3
    made = alike(pl.DataFrame(rows, schema=COLUMNS, orient="row"), COLUMNS)

    assert made["age"].null_count() == 0
    assert made["area"].null_count() == 6


def test_too_few_rows_are_refused() -> None:
    with pytest.raises(InsufficientData):
        alike(pl.DataFrame([(2025, "M", "30", "Norr")] * 4, schema=COLUMNS, orient="row"), COLUMNS)
