import polars as pl
import pytest

from trygg.errors import InvalidRecord
from trygg.evaluation.disclosure import Change, difference, seal, suppress

MAY = pl.DataFrame({"area": ["a", "b", "c", "d", None], "count": [12, 30, None, 9, 60]})
JUNE = pl.DataFrame({"area": ["a", "b", "c", "e", None], "count": [13, 41, 8, 9, 80]})


def changes(before, after):
    found = difference(before, after, ["area"])
    return {row["area"]: (row["change"], row["telling"]) for row in found.cells.iter_rows(named=True)}


def test_a_difference_of_one_person_is_telling():
    assert changes(MAY, JUNE)["a"] == (Change.CHANGED, True)


def test_a_difference_of_eleven_is_not():
    assert changes(MAY, JUNE)["b"] == (Change.CHANGED, False)


def test_what_was_hidden_and_is_shown_is_telling():
    assert changes(MAY, JUNE)["c"] == (Change.NOW_SHOWN, True)
    assert changes(JUNE, MAY)["c"] == (Change.NOW_HIDDEN, True)


def test_cells_that_came_and_went_are_named():
    assert changes(MAY, JUNE)["e"] == (Change.NEW, False)
    assert changes(MAY, JUNE)["d"] == (Change.GONE, False)


def test_the_total_is_compared_like_any_cell():
    assert changes(MAY, JUNE)[None] == (Change.CHANGED, False)


def test_the_same_table_has_nothing_telling_and_the_same_seal():
    same = difference(MAY, MAY.reverse(), ["area"])

    assert set(same.cells["change"]) == {Change.SAME}
    assert same.telling == 0
    assert same.seal == seal(MAY, ["area"])


def test_one_figure_changed_breaks_the_seal():
    changed = MAY.with_columns(count=pl.when(pl.col("area") == "a").then(11).otherwise("count"))

    assert seal(changed, ["area"]) != seal(MAY, ["area"])


def test_what_suppress_makes_can_be_compared():
    table = pl.DataFrame({"area": ["a", "b", "c"], "sex": ["m", "m", "m"], "count": [12, 30, 9]})
    may, june = (suppress(frame, ["area", "sex"]).table for frame in (table, table.with_columns(pl.col("count") * 2)))

    found = difference(may, june, ["area", "sex"])

    assert found.cells.height == 8
    assert "8 av 8" in found.says.sv


def test_a_table_with_a_cell_twice_is_refused():
    with pytest.raises(InvalidRecord, match="one row per cell"):
        difference(MAY, pl.concat([JUNE, JUNE]), ["area"])
