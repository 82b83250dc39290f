"""Drift is seen early, and steady work is left in peace."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from trygg.evaluation.indicators import Judged, Month, Sign, drift


def months(shares: Sequence[float], *, whole: int = 60, seed: int | None = None) -> list[Month]:
    """So many months with these shares; drawn where a seed is given."""
    rng = np.random.default_rng(seed)
    parts = [int(rng.binomial(whole, share)) if seed is not None else round(share * whole) for share in shares]
    return [Month(date(2024 + place // 12, place % 12 + 1, 1), part, whole) for place, part in enumerate(parts)]


def signs(judged: Sequence[Judged]) -> list[Sign | None]:
    return [one.sign for one in judged]


def test_steady_work_gives_no_sign() -> None:
    assert not any(signs(drift(months([0.8] * 36))))


def test_a_sudden_fall_is_seen_in_its_month() -> None:
    judged = drift(months([0.8] * 14 + [0.5]))

    assert judged[-1].sign == Sign.FAR
    assert judged[-1].below


def test_two_months_clearly_off_are_a_sign_together() -> None:
    judged = drift(months([0.8] * 14 + [0.66, 0.66]))

    assert signs(judged)[-2:] == [None, Sign.TWO_OF_THREE]


def test_a_slow_slide_is_seen_as_a_run() -> None:
    judged = drift(months([0.8] * 14 + [0.77, 0.76, 0.76, 0.75, 0.75, 0.74]))

    assert judged[-1].sign == Sign.RUN
    assert not any(signs(judged[:-1]))


def test_what_is_hidden_says_nothing() -> None:
    steady = months([0.8] * 14)

    (*_, last) = drift([*steady, Month(date(2025, 3, 1), None, 40)])

    assert (last.share, last.sign) == (None, None)


def test_the_first_months_are_held_against_nothing() -> None:
    judged = drift(months([0.8, 0.1], whole=10))

    assert [one.expected for one in judged] == [None, None]


def test_false_signs_are_rare_over_many_cities() -> None:
    """A month of steady work gives a sign in a few of a hundred, the run included."""
    judged = [one for seed in range(120) for one in drift(months([0.7] * 36, seed=seed))[12:]]

    assert sum(one.sign is not None for one in judged) / len(judged) < 0.05
    assert sum(one.sign == Sign.FAR for one in judged) / len(judged) < 0.01


def test_a_fall_from_eight_tenths_to_six_is_seen_within_three_months() -> None:
    late = [drift(months([0.8] * 15 + [0.6] * 3, seed=seed))[-3:] for seed in range(60)]

    assert np.mean([any(one.sign for one in some) for some in late]) > 0.9
