"""What may be told of harm, and that nobody can be worked out from it."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from trygg.evaluation.disclosure import dominated
from trygg.evaluation.indicators.burden import Burden, burden

UNTIL = date(2026, 11, 1)
FIRST = date(2024, 1, 1)


def reports(many: int = 1500, *, seed: int = 1, days: tuple[int, ...] = (5, 30, 200)) -> pl.DataFrame:
    """Invented reports of three hundred couples, more of them about the first."""
    rng = np.random.default_rng(seed)
    couple = (300 * rng.random(many) ** 2).astype(int)
    day = [FIRST + timedelta(days=int(one)) for one in rng.integers(0, 1035, many)]
    harm = rng.choice(days, many)
    return pl.DataFrame(
        {
            "person": [f"p{one}" for one in couple],
            "other": [f"o{one}" for one in couple],
            "report": [f"r{one}" for one in range(many)],
            "day": day,
            "harm": harm,
            "gravest": harm,
            "sex": ["F" if one % 5 == 0 else "M" for one in couple],
            "area": [("Norr", "Norr", "Söder", "Söder", "Öster")[one % 5] for one in couple],
        }
    )


def told(frame: pl.DataFrame) -> Burden:
    return burden(frame, lambda on: [f"p{one}" for one in range(40)], until=UNTIL)


def test_a_year_is_the_sum_of_its_reports_in_three_figures() -> None:
    frame = reports()
    (_, second) = told(frame).years
    days = frame.filter(pl.col("day").dt.year() == 2025)["harm"].sum()

    assert second.name == "2025"
    assert second.days == pytest.approx(days, rel=0.005)
    assert second.low is not None
    assert second.high is not None
    assert second.low < days < second.high


def test_only_quarters_that_have_ended_are_told_of() -> None:
    assert [one.name for one in told(reports()).quarters][-2:] == ["2026 2", "2026 3"]


def test_one_grave_report_hides_its_year_and_its_quarters() -> None:
    """Its days would show in the sum, although its band's count is hidden."""
    frame = reports()
    grave = frame.head(1).with_columns(day=date(2025, 5, 5), harm=pl.lit(5185, pl.Int64))

    found = told(pl.concat([frame, grave]))

    assert [one.days is None for one in found.years] == [False, True]
    assert {one.days for one in found.quarters if one.name.startswith("2025")} == {None}
    assert found.parts == {"sex": (), "area": ()}


def test_a_count_by_the_gravest_offence_that_is_hidden_hides_the_sum_too() -> None:
    frame = reports()
    grave = frame.head(1).with_columns(day=date(2025, 5, 5), gravest=pl.lit(500, pl.Int64), report=pl.lit("r"))

    assert [one.days is None for one in told(pl.concat([frame, grave])).years] == [False, True]


def test_sexes_and_areas_are_all_told_of_or_none() -> None:
    found = told(reports())

    for part in ("sex", "area"):
        assert len(found.parts[part]) != 1
        assert all(one.days is not None for one in found.parts[part])
        whole = sum(one.days or 0 for one in found.parts[part])
        assert whole == pytest.approx(found.years[-1].days, rel=0.01)


def test_the_few_are_tried_against_the_list_of_the_years_first_day() -> None:
    asked: list[date] = []

    def listed(on: date) -> list[str]:
        asked.append(on)
        return [f"p{one}" for one in range(40)]

    few = burden(reports(), listed, until=UNTIL).few

    assert asked == [date(2025, 1, 1)]
    assert few is not None
    assert few.holding.low < few.holding.value < few.holding.high < 0.8
    assert few.listed is not None
    assert 0 < few.listed.value < 1


def test_of_the_first_year_that_is_known_nobody_could_have_been_listed() -> None:
    frame = reports().filter(pl.col("day") >= date(2025, 4, 1))

    found = told(frame)

    assert found.few is not None
    assert (found.few.listed, found.few.unknown) == (None, None)
    assert found.quarters[0].name == "2025 2"


def test_couples_who_come_back_are_told_of_with_their_intervals() -> None:
    growth = told(reports()).growth

    assert growth is not None
    assert growth.couples % 5 == 0
    assert growth.gravity.low < 1 < growth.gravity.high  # gravity is drawn alike here


def test_of_a_handful_nothing_is_told() -> None:
    found = told(reports(8))

    assert {one.days for one in (*found.years, *found.quarters) if one.reports != 0} <= {None}
    assert (found.few, found.growth) == (None, None)


@pytest.mark.parametrize(
    ("values", "so"), [([100, 3, 2, 1], True), ([100, 50, 9], True), ([100, 50, 10], False), ([0, 0], False)]
)
def test_a_sum_that_one_person_nearly_is_is_dominated(values: list[float], *, so: bool) -> None:
    assert dominated(values) is so
