"""What was planted is found again: intervals hold it at their stated rate, and tests cry wolf at theirs.

Seeds are fixed. The bounds are those that a right method passes in 999 of 1000 choices of seeds.
"""

import numpy as np
import polars as pl
import pytest

from trygg.evaluation import survival as sv
from trygg.evaluation.planning import TwoGroups

ROUNDS = 400
# Of 400 right 95 % intervals, 365 to 392 hold the truth in 999 of 1000 cases (binomial 0.05 % and 99.95 % points).
HOLDS, ALARMS = (365, 392), (8, 35)


def studies(ratio: float, seed: int, persons: int = 240) -> list[pl.DataFrame]:
    invented = TwoGroups(persons, reoffend=0.35, ratio=ratio, follow_up=365, moves=0.1, custody=0.3, enters=120)
    return [invented(rng) for rng in np.random.default_rng(seed).spawn(ROUNDS)]


@pytest.mark.slow
@pytest.mark.parametrize("ratio", [1.0, 0.6])
def test_the_interval_of_a_hazard_ratio_holds_the_planted_one(ratio: float) -> None:
    found = [sv.hazards(study, ["group"]).one("group") for study in studies(ratio, seed=11)]

    held = sum(one.low <= ratio <= one.high for one in found)

    assert HOLDS[0] <= held <= HOLDS[1]
    assert np.mean([np.log(one.value) for one in found]) == pytest.approx(np.log(ratio), abs=0.06)


@pytest.mark.slow
def test_the_band_of_a_curve_holds_the_planted_share() -> None:
    # Time in custody does not count, so on the clock of the calendar fewer return; here nobody sits.
    invented = TwoGroups(150, reoffend=0.35, ratio=1.0, follow_up=365, moves=0.3)
    drawn = [invented(rng) for rng in np.random.default_rng(12).spawn(ROUNDS)]

    found = [sv.reoffending(study, within=[365]).one("reoffending", at=365) for study in drawn]

    assert HOLDS[0] <= sum(one.low <= 0.35 <= one.high for one in found) <= HOLDS[1]


@pytest.mark.slow
def test_without_an_effect_tests_cry_wolf_at_five_per_cent() -> None:
    drawn = studies(1.0, seed=13)

    ranks = [sv.log_rank(study, group="group").tests[0].p for study in drawn]

    assert ALARMS[0] <= sum(p < 0.05 for p in ranks) <= ALARMS[1]


@pytest.mark.slow
def test_errors_by_person_hold_where_some_return_again_and_again() -> None:
    """A frail few with many events: errors by event are too small, errors by person are not."""
    held = {"person": 0, "event": 0}
    for rng in np.random.default_rng(14).spawn(ROUNDS):
        study = returning(rng)
        plain = sv.hazards(study, ["group"], cluster="row").one("group")
        right = sv.repeated_hazards(study, ["group"]).one("group")
        held["event"] += plain.low <= 1 <= plain.high
        held["person"] += right.low <= 1 <= right.high

    assert HOLDS[0] <= held["person"] <= HOLDS[1]
    assert held["event"] < HOLDS[0] - 20


def returning(rng: np.random.Generator, persons: int = 150) -> pl.DataFrame:
    frailty = rng.gamma(0.7, 1 / 0.7, persons)
    counts = rng.poisson(2 * frailty)
    rows = []
    for person, count in enumerate(counts):
        cuts = np.concatenate([[0.0], np.sort(rng.random(count)) * 365, [365.0]])
        rows += [(person, person % 2, a, b, b < 365) for a, b in zip(cuts[:-1], cuts[1:], strict=True)]
    table = pl.DataFrame(rows, schema=["person", "group", "start", "stop", "event"], orient="row")
    return table.with_row_index("row")
