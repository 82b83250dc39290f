import math

import polars as pl
import pytest

from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.instruments import error_rates
from trygg.evaluation.results import Window
from trygg.evaluation.survival.shares import wilson

YEAR = Window(365)


def people(*cells) -> pl.DataFrame:
    """Each cell: sex, rating, outcome and how many."""
    rows = [(sex, rating, outcome, 365) for sex, rating, outcome, many in cells for _ in range(many)]
    return pl.DataFrame(rows, schema=["sex", "rating", "outcome", "followed"], orient="row")


TOWN = people(
    ("m", 4, 1, 30), ("m", 1, 1, 10), ("m", 4, 0, 60), ("m", 1, 0, 100),
    ("k", 4, 1, 5), ("k", 1, 1, 15), ("k", 4, 0, 10), ("k", 1, 0, 70),
)  # fmt: skip


def rates(result, group=""):
    names = ("missed", "falsely warned", "right when warned", "right when not")
    return [result.one(name, group=group).value for name in names]


def test_the_four_rates_are_those_of_the_table():
    result = error_rates(TOWN, window=YEAR, at_least=3, groups=("sex",))

    assert rates(result) == pytest.approx([25 / 60, 70 / 240, 35 / 105, 170 / 195])
    assert rates(result, "sex k") == pytest.approx([15 / 20, 10 / 80, 5 / 15, 70 / 85])


def test_those_missed_more_often_are_seen():
    tests = {one.name: one.p for one in error_rates(TOWN, window=YEAR, at_least=3, groups=("sex",)).tests}

    assert tests["missed: sex k as the rest"] < 0.001
    assert tests["missed: sex k as the rest"] == pytest.approx(tests["missed: sex m as the rest"])


def test_a_group_too_small_is_left_out():
    table = pl.concat([TOWN, people(("x", 4, 1, 3), ("x", 1, 0, 4))])

    result = error_rates(table, window=YEAR, at_least=3, groups=("sex",))

    assert math.isnan(result.one("missed", group="sex x").value)
    assert not math.isnan(result.one("missed").value)


def test_warning_of_all_misses_nobody():
    result = error_rates(TOWN, window=YEAR, at_least=0, groups=())

    assert result.one("missed").value == 0
    assert result.one("falsely warned").value == 1


def test_the_interval_is_wilsons():
    one = error_rates(TOWN, window=YEAR, at_least=3, groups=()).one("missed")

    assert (one.low, one.high) == wilson(25, 60, 0.95)


def test_an_outcome_that_is_no_yes_or_no_is_refused():
    with pytest.raises(InvalidRecord):
        error_rates(TOWN.with_columns(outcome=2), window=YEAR, at_least=3)


def test_people_not_followed_long_enough_are_refused():
    with pytest.raises(InsufficientData):
        error_rates(TOWN.with_columns(followed=30), window=YEAR, at_least=3, groups=())
