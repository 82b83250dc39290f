"""What may be told of a year."""

from datetime import date, timedelta
from random import Random

import polars as pl
import pytest

from trygg.evaluation.indicators import THING, Indicator, indicators, of_year, raw, years

ON = date(2026, 6, 1)
END = date(2026, 1, 1)


@pytest.fixture
def told() -> Indicator:
    return indicators(ON)["told_in_time"]


def things(many: int, *, seed: int = 1, outcomes: str = "in_time late waiting") -> pl.DataFrame:
    rng, first = Random(seed), date(2025, 1, 1)
    rows = [
        (
            first + timedelta(days=rng.randrange(365)), rng.choice(["Norr", "Söder", ""]), rng.choice("MMMMF"),
            rng.choice(outcomes.split()), rng.expovariate(1 / 40),
        )
        for _ in range(many)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=THING, orient="row")


def test_no_count_from_one_to_four_is_told(told: Indicator) -> None:
    year = of_year(things(120), told, 2025, until=END)

    assert not (set(year.time["count"].drop_nulls()) & {1, 2, 3, 4})
    assert year.time["count"].null_count() > 0


def test_a_place_never_tells_of_nobody(told: Indicator) -> None:
    """That none of the women of a district came is told of each of them."""
    year = of_year(things(4000, outcomes="in_time late"), told, 2025, until=END)

    assert year.place is not None
    assert year.place["count"].drop_nulls().min() >= 5
    assert set(year.place["outcome"].drop_nulls()) == {"in_time", "late"}


def test_parts_that_are_shown_sum_to_their_total(told: Indicator) -> None:
    time = of_year(things(4000), told, 2025, until=END).time

    quarters = time.filter(pl.col("month").is_null(), pl.col("outcome").is_null())
    whole = quarters.filter(pl.col("quarter").is_null())["count"].item()
    assert quarters.filter(pl.col("quarter").is_not_null())["count"].sum() == whole == 4000


def test_the_two_tables_tell_of_the_same_totals(told: Indicator) -> None:
    year = of_year(things(900), told, 2025, until=END)

    assert year.place is not None
    placed = dict(
        year.place.filter(pl.col("area").is_null(), pl.col("sex").is_null()).select("outcome", "count").rows()
    )
    timed = dict(
        year.time.filter(pl.col("quarter").is_null(), pl.col("month").is_null()).select("outcome", "count").rows()
    )
    assert all(timed[outcome] == count for outcome, count in placed.items())


def test_a_month_that_has_not_ended_is_not_counted(told: Indicator) -> None:
    year = of_year(things(4000), told, 2025, until=date(2025, 6, 1))

    months = year.time.filter(pl.col("month").is_not_null(), pl.col("quarter").is_not_null())
    assert set(months.select("quarter", "month").rows()) == {(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)}


def test_hours_are_told_where_enough_took_some(told: Indicator) -> None:
    many, few = (of_year(things(some), told, 2025, until=END).hours for some in (800, 9))

    assert [spread.quarter for spread in many] == [1, 2, 3, 4, None]
    assert all(0 < spread.first < spread.median < spread.third for spread in many)
    assert few == ()


def test_an_indicator_that_knows_no_place_has_none() -> None:
    work = things(500, outcomes="decision attempt")

    assert of_year(work, indicators(ON)["workload"], 2025, until=END).place is None


def test_the_same_things_in_another_order_are_the_same(told: Indicator) -> None:
    one = things(200)

    assert raw(one, told, 2025, until=END).equals(raw(one.reverse(), told, 2025, until=END))
    assert not raw(one, told, 2025, until=END).equals(raw(one.head(199), told, 2025, until=END))


def test_the_years_run_from_the_first_thing_to_the_last_month_that_ended() -> None:
    assert list(years(things(50), date(2026, 1, 1))) == [2025]
    assert list(years(things(50), date(2026, 2, 1))) == [2025, 2026]
    assert list(years(pl.DataFrame(schema=THING), date(2026, 2, 1))) == [2026]
