from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from trygg.errors import InsufficientData
from trygg.evaluation.concentration import escalation
from trygg.evaluation.results import Window

FIVE_YEARS = Window(5, "years")


def couples(rng, many=400, per_event=1.0, graver=1.0, days=1825) -> pl.DataFrame:
    """Couples with a rate of their own; each gap `per_event` and each gravity `graver` times the one before."""
    rows = []
    for couple in range(many):
        at, gap, level = 0.0, rng.gamma(1, 400) + 20, rng.lognormal(4, 1)
        number = 0
        while (at := at + rng.exponential(gap)) < days:
            rows.append((couple, int(at), level * graver**number * rng.lognormal(0, 0.5)))
            gap, number = gap * per_event, number + 1
            if number > 30:
                break
    return pl.DataFrame(rows, schema=["couple", "day", "harm"], orient="row")


@pytest.mark.slow
def test_where_nothing_escalates_it_is_claimed_as_seldom_as_stated():
    """The trap: couples with many events have short gaps, and windows end. Neither may look like escalation."""
    rng = np.random.default_rng(1)
    found = [escalation(couples(rng, 250), window=FIVE_YEARS, least=4) for _ in range(100)]

    for name in ("gap ratio", "gravity ratio"):
        assert np.mean([one.one(name).low < 1 < one.one(name).high for one in found]) > 0.88


def test_planted_escalation_in_gravity_is_found_at_its_size():
    ratio = escalation(couples(np.random.default_rng(2), graver=1.3), window=FIVE_YEARS).one("gravity ratio")

    assert ratio.low < 1.3 < ratio.high


def test_planted_quickening_is_found():
    ratio = escalation(couples(np.random.default_rng(3), per_event=0.8), window=FIVE_YEARS).one("gap ratio")

    assert ratio.high < 1


def test_the_share_who_do_not_come_back_counts_all_couples():
    table = couples(np.random.default_rng(4))
    alone = table.group_by("couple").len().filter(pl.col("len") == 1).height

    result = escalation(table, window=FIVE_YEARS)

    assert result.one("one event only").value == pytest.approx(alone / table["couple"].n_unique())


def test_dates_and_day_numbers_give_the_same():
    table = couples(np.random.default_rng(5), 100)
    dated = table.with_columns(day=pl.Series([date(2020, 1, 1) + timedelta(days=one) for one in table["day"]]))

    one, other = (escalation(frame, window=FIVE_YEARS) for frame in (table, dated))

    assert one.estimates == other.estimates


def test_it_says_it_is_no_law():
    result = escalation(couples(np.random.default_rng(6), 100), window=FIVE_YEARS)

    assert "tidslinje" in result.notes[0].sv


def test_a_handful_of_couples_is_too_few():
    with pytest.raises(InsufficientData):
        escalation(couples(np.random.default_rng(7), 5), window=FIVE_YEARS)
