"""Power by trying agrees with the formula where the formula holds, and false alarms come as often as stated."""

import numpy as np
import polars as pl
import pytest

from trygg.errors import InsufficientData
from trygg.evaluation import Window, planning, survival

YEAR = Window(365)


def log_rank(study: pl.DataFrame) -> float:
    return survival.log_rank(study, group="group").tests[0].p


def test_power_agrees_with_schoenfelds_formula() -> None:
    size = planning.size_for_survival(0.6, reoffend=0.3, within=365).denominator
    study = planning.TwoGroups(size, reoffend=0.3, ratio=0.6, follow_up=365)

    result = planning.simulated_power(study, log_rank, rounds=300, rng=np.random.default_rng(5), window=YEAR)

    power = result.one("power")
    assert power.low < 0.80 < power.high
    assert (power.low, power.high) == pytest.approx((0.76, 0.85), abs=0.03)


def test_without_an_effect_false_alarms_come_at_their_rate() -> None:
    study = planning.TwoGroups(200, reoffend=0.3, ratio=1.0, follow_up=365, moves=0.1, custody=0.2, enters=200)

    result = planning.simulated_power(study, log_rank, rounds=300, rng=np.random.default_rng(6), window=YEAR)

    assert result.one("power").low < 0.05 < result.one("power").high


def test_one_seed_gives_one_answer_and_a_measure_that_reaches_few_shows_less() -> None:
    def tried(reached: float) -> float:
        study = planning.TwoGroups(400, reoffend=0.4, ratio=0.5, follow_up=365, reached=reached)
        rng = np.random.default_rng(7)
        return planning.simulated_power(study, log_rank, rounds=60, rng=rng, window=YEAR).one("power").value

    assert tried(1.0) == tried(1.0)
    assert tried(0.4) < tried(1.0) - 0.2


def test_a_study_with_too_few_to_analyse_counts_as_one_that_found_nothing() -> None:
    def too_few(study: pl.DataFrame) -> float:
        raise InsufficientData("none came")

    study = planning.TwoGroups(10, reoffend=0.1, ratio=0.5, follow_up=365)

    result = planning.simulated_power(study, too_few, rounds=4, rng=np.random.default_rng(8), window=YEAR)

    assert result.one("power").value == 0
    assert "i 4 fanns för få" in result.says.sv


def test_nobody_is_at_risk_in_custody() -> None:
    free = planning.TwoGroups(500, reoffend=0.3, ratio=1.0, follow_up=365)(np.random.default_rng(9))
    inside = planning.TwoGroups(500, reoffend=0.3, ratio=1.0, follow_up=365, custody=1.0)(np.random.default_rng(9))

    def at_risk(rows: pl.DataFrame) -> float:
        return float((rows["stop"] - rows["start"]).sum())

    assert at_risk(inside) < 0.8 * at_risk(free)
    assert inside.filter(pl.col("start") > 0).height > 0
