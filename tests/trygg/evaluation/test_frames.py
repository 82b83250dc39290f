import pandas as pd
import polars as pl
import pytest

from trygg.errors import InvalidRecord
from trygg.evaluation.frames import numbers, read

TABLE = {"a": [1, 2], "b": [None, 2]}


@pytest.mark.parametrize(
    "frame", [pl.DataFrame(TABLE), pl.LazyFrame(TABLE), pd.DataFrame(TABLE)], ids=["polars", "lazy", "pandas"]
)
def test_any_frame_becomes_one_of_polars(frame):
    assert read(frame, "a")["a"].to_list() == [1, 2]


def test_an_absent_column_is_named():
    with pytest.raises(InvalidRecord, match="lacks the columns c"):
        read(pl.DataFrame(TABLE), "a", "c")


def test_an_empty_cell_is_refused_and_not_dropped():
    with pytest.raises(InvalidRecord, match="b have empty cells"):
        read(pl.DataFrame(TABLE), "a", "b")


def test_what_is_no_number_is_refused():
    with pytest.raises(InvalidRecord, match="not numbers"):
        numbers(pl.DataFrame({"a": [1.0, float("inf")]}), "a")
