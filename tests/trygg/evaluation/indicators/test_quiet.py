"""What may be told of how long it stays quiet."""

from random import Random
from typing import Any

import polars as pl
import pytest

from trygg.evaluation.indicators import REST, quiet, quiet_apart
from trygg.evaluation.survival import reoffending


def people(many: int, *, mean: float = 600.0, seed: int = 3) -> pl.DataFrame:
    rng = Random(seed)
    waits = [(str(who), rng.expovariate(1 / mean)) for who in range(many)]
    rows = [(who, 1, 0.0, min(wait, 800.0), wait < 800.0, "C" if int(who) % 2 else "D") for who, wait in waits]
    return pl.DataFrame(rows, schema=["person", "message", "start", "stop", "event", "level"], orient="row")


def test_the_shares_are_those_of_the_curve() -> None:
    frame = people(2000)

    point = next(one for one in quiet(frame, "level").points if (one.group, one.months) == ("C", 12))

    curve = reoffending(frame, within=[365.25], group="level").one("reoffending", group="C", at=365.25)
    assert abs(point.share - curve.value) < 1e-4
    assert abs(point.low - curve.low) < 1e-4


def test_between_two_points_at_least_five_events_came() -> None:
    frame = people(160)

    told = quiet(frame, "level")

    for group, persons in told.persons.items():
        shares = [0.0, *(point.share for point in told.points if point.group == group)]
        # Nobody leaves before the end here, so a share is a count of all.
        mine = frame.filter(pl.col("level") == group).height
        assert persons <= mine < persons + 5
        assert all(round((after - before) * mine) >= 5 for before, after in zip(shares, shares[1:], strict=False))


def test_a_handful_is_not_told_of_at_all() -> None:
    assert quiet(people(12, mean=4000.0), "level").points == ()


def test_how_many_are_followed_is_told_in_fives() -> None:
    assert {point.followed % 5 for point in quiet(people(333), "level").points} == {0}


AREAS = ["Norr"] * 6 + ["Söder"] * 6 + ["Väster"] * 2 + ["Öster"]


@pytest.mark.parametrize("seed", range(8))
def test_parted_in_another_way_every_group_is_told_of_at_the_same_times(seed: int) -> None:
    rng = Random(seed)
    frame = people(120, seed=seed).with_columns(area=pl.Series([rng.choice(AREAS) for _ in range(120)]))

    told = quiet_apart(frame, "area")

    times = [[point.months for point in told.points if point.group == name] for name in told.persons]
    assert len(times) != 1
    assert all(one == times[0] for one in times)
    assert {many % 5 for many in told.persons.values()} <= {0}


@pytest.mark.parametrize("seed", range(8))
def test_nobody_is_left_when_what_is_told_by_area_is_subtracted(seed: int) -> None:
    """Those whose area is not told of alone are told of together, and are never a handful."""
    rng = Random(seed)
    frame = people(150, seed=seed).with_columns(area=pl.Series([rng.choice(AREAS) for _ in range(150)]))

    told = quiet_apart(frame, "area")

    alone = set(told.persons) - {REST}
    others = frame.filter(~pl.col("area").is_in(list(alone)))
    assert others.is_empty() or not told.points or (others.height >= 10 and others["event"].sum() >= 5)


def test_what_would_leave_one_group_only_is_not_told_of() -> None:
    frame = people(300).with_columns(sex=pl.Series(["F", "F", *["M"] * 298]))

    told: Any = quiet_apart(frame, "sex")

    assert (told.points, told.persons) == ((), {})
