"""A plan is put together once, and tells of the rows it is handed, and of no others."""

import polars as pl
import pytest

from trygg import plans
from trygg.plans import Plan

NUMBERS = pl.Schema([("who", pl.String()), ("n", pl.Int64())])


def _sums(one: pl.LazyFrame, other: pl.LazyFrame) -> pl.LazyFrame:
    total = one.group_by("who").agg(pl.col("n").sum())
    return total.join(other, on="who", how="left").sort("who").select("who", "n", more="n_right")


def _rows(**told: int) -> pl.DataFrame:
    return pl.DataFrame({"who": list(told), "n": list(told.values())}, schema=NUMBERS)


@pytest.mark.parametrize("few", [0, plans.FEW], ids=["as for many", "as for few"])
def test_each_run_tells_of_its_own_rows(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(plans, "FEW", few)
    plan = Plan({"one": NUMBERS, "other": NUMBERS}, _sums)

    first = plan.run(one=_rows(a=1, b=2), other=_rows(b=5))
    second = plan.run(one=_rows(c=7), other=_rows())

    assert first.rows() == [("a", 1, None), ("b", 2, 5)]
    assert second.rows() == [("c", 7, None)]


def test_nothing_of_what_was_asked_stays() -> None:
    plan = Plan({"one": NUMBERS, "other": NUMBERS}, _sums)

    plan.run(one=_rows(a=1), other=_rows(a=2))

    assert plan.rows == {}


def test_the_plan_is_put_together_once() -> None:
    made = []

    def make(one: pl.LazyFrame) -> pl.LazyFrame:
        made.append(one)
        return one.select(pl.col("n").max())

    plan = Plan({"one": NUMBERS}, make)

    assert [plan.run(one=_rows(a=n)).item() for n in (1, 4)] == [1, 4]
    assert len(made) == 1
