from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.trygg.events import event, frame, offence
from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.concentration import Index, harm_by_period, reports, swedish, table_index, weighted_interval
from trygg.rulebook import SHIPPED, book

RULES = book(SHIPPED).on(date(2026, 6, 1))
SWEDISH = swedish(RULES)
YEARS = (date(2024, 1, 1), date(2026, 1, 1))


def weighed(*events):
    return reports(frame(*events), SWEDISH)


def test_one_report_sums_its_offences_as_the_method_does():
    day = date(2024, 3, 1)

    found = weighed(offence(day, "r1"), offence(day, "r1", "misshandel"), event("charge", day))

    assert found["harm"].to_list() == [RULES.harm["ofredande"].days + RULES.harm["misshandel"].days]


def test_two_persons_subjected_are_two_harms():
    day = date(2024, 3, 1)

    assert weighed(offence(day, "r1", other="v"), offence(day, "r1", other="w")).height == 2


def test_another_index_stands_beside_the_swedish():
    cambridge = table_index("Cambridge", {"ofredande": 10.0}, "CCHI, sheet of February 2026")
    events = frame(offence(date(2024, 3, 1), "r1"), offence(date(2024, 3, 1), "r1", "okänt"))

    assert reports(events, cambridge)["harm"].to_list() == [10.0]


def test_an_index_without_a_source_is_refused():
    with pytest.raises(InvalidRecord, match="where they come from"):
        table_index("own", {"ofredande": 1.0}, "")


def test_harm_falls_in_its_period_and_the_last_day_does_not_count():
    table = weighed(
        offence(date(2024, 1, 1), "r1"), offence(date(2025, 12, 31), "r2", "mord"), offence(date(2026, 1, 1), "r3")
    )

    result = harm_by_period(table, index=SWEDISH, since=YEARS[0], until=YEARS[1], inhabitants=350_000)

    assert result.one("harm", group="2024-01-01").value == RULES.harm["ofredande"].days
    assert result.one("harm", group="2025-01-01").value == RULES.harm["mord"].days
    assert result.one("harm rate", group="2025-01-01").value == pytest.approx(RULES.harm["mord"].days / 3.5)
    assert result.denominator == 2


def test_one_murder_leaves_a_wide_interval():
    table = weighed(
        *(offence(date(2024, 1, 1), f"r{one}") for one in range(30)), offence(date(2024, 2, 1), "m", "mord")
    )

    harm = harm_by_period(table, index=SWEDISH, since=YEARS[0], until=YEARS[1]).one("harm", group="2024-01-01")

    assert harm.high / harm.low > 10


def test_no_report_is_no_result():
    with pytest.raises(InsufficientData):
        harm_by_period(weighed(offence(date(2020, 1, 1), "r")), index=SWEDISH, since=YEARS[0], until=YEARS[1])


@given(count=st.integers(0, 200), weight=st.floats(0.5, 5000))
def test_with_equal_weights_the_interval_is_the_exact_one_of_a_count(count, weight):
    low, high = weighted_interval(np.full(count, weight), largest=weight)

    assert low == pytest.approx(weight * (stats.gamma.ppf(0.025, count) if count else 0), rel=1e-9)
    assert high == pytest.approx(weight * stats.gamma.isf(0.025, count + 1), rel=1e-9)


def test_the_interval_holds_the_true_harm_at_least_at_its_stated_rate():
    """Few grave events among many light ones, where a normal interval fails."""
    rng = np.random.default_rng(1)
    weights, rates = np.array([5185.0, 748, 100, 14]), np.array([0.3, 3, 20, 40])
    held = []
    for _ in range(600):
        low, high = weighted_interval(np.repeat(weights, rng.poisson(rates)), largest=5185.0)
        held.append(low < weights @ rates < high)

    assert np.mean(held) > 0.94


def test_an_index_carries_where_it_comes_from():
    index = Index("own", lambda _: 1.0, "board 2026-01-15")
    table = weighed(offence(date(2024, 1, 1), "r1"))

    result = harm_by_period(table, index=index, since=YEARS[0], until=YEARS[1])

    assert "board 2026-01-15" in result.source
