import math

import polars as pl
import pytest

from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.instruments import done, overrides
from trygg.evaluation.results import Window

YEAR = Window(365)


def decisions(*cells) -> pl.DataFrame:
    rows = [(sex, indicated, decided) for sex, indicated, decided, many in cells for _ in range(many)]
    return pl.DataFrame(rows, schema={"sex": pl.String, "indicated": pl.String, "decided": pl.String}, orient="row")


MADE = decisions(
    ("m", "B", "B", 60), ("m", "B", "A", 6), ("m", "B", "C", 14), ("k", "B", "B", 10), ("k", "B", None, 10),
    ("k", "C", "C", 9), ("m", None, "D", 1),
)  # fmt: skip


def test_up_and_down_are_counted_apart():
    result = overrides(MADE, window=YEAR, groups=("sex",))

    assert result.one("raised").value == pytest.approx(7 / 110)
    assert result.one("lowered").value == pytest.approx(24 / 110)
    assert result.one("changed").value == pytest.approx(31 / 110)


def test_no_level_is_the_mildest():
    result = overrides(MADE, window=YEAR, groups=("sex",))

    assert result.one("lowered", group="sex k").value == pytest.approx(10 / 29)
    assert result.one("raised", group="sex k").value == 0


def test_those_lowered_more_often_are_seen():
    tests = {one.name: one.p for one in overrides(MADE, window=YEAR, groups=("sex",)).tests}

    assert tests["lowered: sex k as the rest"] == pytest.approx(tests["lowered: sex m as the rest"])
    assert 0 < tests["lowered: sex k as the rest"] < 0.2


def test_few_decisions_are_left_out():
    result = overrides(MADE, window=YEAR, groups=("sex",))

    assert math.isnan(result.one("changed", group="indicated –").value)


def test_a_level_that_is_none_is_refused():
    with pytest.raises(InvalidRecord, match="A to D"):
        overrides(decisions(("m", "E", "B", 9)), window=YEAR, groups=())


def test_nothing_decided_is_no_rate():
    with pytest.raises(InsufficientData):
        overrides(MADE.head(0), window=YEAR, groups=())


CASES = pl.DataFrame(
    {
        "level": ["A"] * 10 + ["B"] * 10,
        "action": (["message"] * 5 + ["victim reached"] * 5) * 2,
        "days": [1, 2, 3, 9, None, 1, 1, 1, 1, 1, None, None, 8, 1, 2, 1, None, 2, 1, 1],
        "followed": [60] * 20,
    }
)


def test_what_was_done_in_time_is_told_by_level_and_action():
    result = done(CASES, within=7, window=YEAR)

    assert result.one("done", group="A message").value == pytest.approx(3 / 5)
    assert result.one("done", group="B victim reached").value == pytest.approx(4 / 5)
    assert result.one("done", group="A").value == pytest.approx(8 / 10)


def test_what_may_still_be_done_is_not_counted_as_undone():
    with pytest.raises(InsufficientData, match="not yet due"):
        done(CASES.with_columns(followed=3), within=7, window=YEAR)


def test_it_says_within_what_time():
    assert "7 dagar" in done(CASES, within=7, window=YEAR).says.sv


def test_a_group_of_few_is_not_tested_against_the_rest():
    table = pl.concat([MADE, decisions(("x", "B", "C", 3))])

    tests = {one.name: one.p for one in overrides(table, window=YEAR, groups=("sex",)).tests}

    assert math.isnan(tests["lowered: sex x as the rest"])


def test_cases_without_days_are_refused():
    with pytest.raises(InvalidRecord, match="lacks the column days"):
        done(CASES.drop("days"), within=7, window=YEAR)
