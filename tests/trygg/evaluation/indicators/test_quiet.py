"""What may be told of how long it stays quiet."""

from random import Random

import polars as pl

from trygg.evaluation.indicators import quiet
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
        assert all(round((after - before) * persons) >= 5 for before, after in zip(shares, shares[1:], strict=False))


def test_a_handful_is_not_told_of_at_all() -> None:
    assert quiet(people(12, mean=4000.0), "level").points == ()


def test_how_many_are_followed_is_told_in_fives() -> None:
    assert {point.followed % 5 for point in quiet(people(333), "level").points} == {0}
