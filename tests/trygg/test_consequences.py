"""Whether what was promised happened, and how soon: each share with the numbers it is a share of."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trygg.consequences import Result, answer_by, certainty, hours_to_answer, speed
from trygg.deadlines import left
from trygg.rulebook import book

RULES = book().on(date(2026, 6, 1))
START = datetime(2026, 1, 1, tzinfo=UTC)
SAME: Callable[[Any], Any] = lambda frame: frame  # noqa: E731  # one of three ways to hand a frame over
ENGINES = {
    "polars": (SAME, SAME),
    "polars, lazily": (pl.DataFrame.lazy, pl.LazyFrame.collect),
    "duckdb": (
        lambda frame: duckdb.from_arrow(frame.to_arrow()),
        lambda relation: pl.DataFrame(relation.to_arrow_table()),
    ),
}


def promised(*results: str | None, level: str = "A") -> pl.DataFrame:
    return pl.DataFrame({"result": results, "level": [level] * len(results)}, schema={"result": str, "level": str})


def reports(hours: list[float]) -> pl.DataFrame:
    rows = [{"alert": str(place), "reported_at": START + timedelta(hours=at)} for place, at in enumerate(hours)]
    return pl.DataFrame(rows, schema={"alert": pl.String, "reported_at": pl.Datetime("us", "UTC")})


def done(*pairs: tuple[int, float]) -> pl.DataFrame:
    rows = [{"alert": str(alert), "done_at": START + timedelta(hours=at)} for alert, at in pairs]
    return pl.DataFrame(rows, schema={"alert": pl.String, "done_at": pl.Datetime("us", "UTC")})


@pytest.mark.parametrize("engine", ENGINES)
def test_certainty_is_kept_of_promised_with_every_rest_apart(engine: str) -> None:
    give, take = ENGINES[engine]
    told = promised("done", "done", "not_possible", "not_done", None)

    row = take(certainty(give(told))).row(0, named=True)

    counts = ("promised", "done", "not_possible", "not_done", "unknown")
    assert [row[name] for name in counts] == [5, 2, 1, 1, 1]
    assert row["certainty"] == pytest.approx(2 / 5)
    assert row["certainty_most"] == pytest.approx(3 / 5)
    assert row["certainty_possible"] == pytest.approx(2 / 4)


@pytest.mark.parametrize("engine", ENGINES)
def test_certainty_by_level_keeps_the_levels_apart(engine: str) -> None:
    give, take = ENGINES[engine]
    told = pl.concat([promised("done", "not_done"), promised("not_possible", level="B")])

    rows = take(certainty(give(told), ["level"])).sort("level").rows(named=True)

    assert [(row["level"], row["certainty"], row["certainty_possible"]) for row in rows] == [
        ("A", 0.5, 0.5),
        ("B", 0.0, None),
    ]


def test_certainty_of_nothing_is_not_known() -> None:
    row = certainty(promised()).row(0, named=True)

    assert (row["promised"], row["certainty"], row["certainty_possible"]) == (0, None, None)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*(result.value for result in Result), None]), min_size=1, max_size=20))
def test_the_parts_of_certainty_are_the_whole_and_what_is_unknown_is_never_kept(results: list[str | None]) -> None:
    row = certainty(promised(*results)).row(0, named=True)

    assert row["done"] + row["not_possible"] + row["not_done"] + row["unknown"] == row["promised"] == len(results)
    assert 0 <= row["certainty"] <= row["certainty_most"] <= 1
    assert row["certainty_possible"] is None or row["certainty"] <= row["certainty_possible"] <= 1


@pytest.mark.parametrize("engine", ENGINES)
def test_the_first_consequence_after_a_report_is_its_answer(engine: str) -> None:
    give, take = ENGINES[engine]

    told = hours_to_answer(give(reports([0, 10, 20])), give(done((0, 5), (0, 2.5), (1, 3))))

    assert take(told).sort("alert")["hours"].to_list() == [2.5, None, None]


@pytest.mark.parametrize("engine", ENGINES)
def test_nobody_whose_time_has_not_run_out_counts_as_late(engine: str) -> None:
    give, take = ENGINES[engine]
    answered = hours_to_answer(
        give(reports([0, 1, 2, 50, 55, 58])), give(done((0, 24), (1, 25.01), (4, 56), (5, 58.5)))
    )

    row = take(speed(answered, START + timedelta(hours=60), RULES)).row(0, named=True)

    assert [row[name] for name in ("reoffences", "answered", "waiting", "due", "in_time")] == [6, 4, 1, 3, 1]
    assert row["in_time_share"] == pytest.approx(1 / 3)
    assert row["median_hours"] == pytest.approx((24 + 24.01) / 2)


def test_the_middle_report_without_an_answer_leaves_no_median() -> None:
    answered = hours_to_answer(reports([0, 1, 2]), done((0, 1)))

    row = speed(answered, START + timedelta(hours=100), RULES).row(0, named=True)

    assert (row["median_hours"], row["in_time_share"]) == (None, pytest.approx(1 / 3))


def test_speed_of_no_report_is_not_known() -> None:
    row = speed(hours_to_answer(reports([]), done()), START, RULES).row(0, named=True)

    assert (row["reoffences"], row["in_time_share"], row["median_hours"]) == (0, None, None)


def test_the_plan_of_consequences_is_due_a_day_after_the_report() -> None:
    before_clocks_change = datetime(2026, 3, 28, 12, tzinfo=UTC)

    assert left(before_clocks_change, answer_by(before_clocks_change, RULES)) == timedelta(hours=24)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 100), min_size=1, max_size=8), st.lists(st.tuples(st.integers(0, 7), st.floats(0, 200))))
def test_one_more_consequence_never_makes_an_answer_slower(
    at: list[float], consequences: list[tuple[int, float]]
) -> None:
    more = [*consequences, (0, 50.0)]

    before, after = (hours_to_answer(reports(at), done(*told)).sort("alert")["hours"] for told in (consequences, more))

    for one, other in zip(before, after, strict=True):
        assert one is None or other <= one
