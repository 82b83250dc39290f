import math

import pytest

from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.before_after import rates


def test_a_ratio_of_rates_equals_r():
    """R 4.2.2: poisson.test(c(40, 70), c(12, 12))."""
    result = rates((70, 40), (12, 12))
    ratio = result.one("rate ratio")

    assert [ratio.value, ratio.low, ratio.high] == pytest.approx([0.57142857143, 0.37745642817, 0.85456341998])
    assert result.tests[0].p == pytest.approx(0.0054474295114)


def test_the_e_test_equals_the_paper():
    """Krishnamoorthy & Thomson 2004, and apwheele/ptools: 6 against 2 gives 0.1749, 0 against 3 gives 0.0884."""
    assert rates((6, 2), (1, 1)).tests[1].p == pytest.approx(0.1748748, abs=1e-6)
    assert rates((0, 3), (1, 1)).tests[1].p == pytest.approx(0.0884, abs=5e-4)


def test_none_before_leaves_the_ratio_open_upwards():
    ratio = rates((0, 3), (12, 12)).one("rate ratio")

    assert math.isinf(ratio.value)
    assert math.isinf(ratio.high)
    assert ratio.low > 0


def test_nothing_at_all_is_no_ratio():
    with pytest.raises(InsufficientData):
        rates((0, 0), (12, 12))


def test_a_period_without_length_is_refused():
    with pytest.raises(InvalidRecord):
        rates((1, 2), (0, 12))


def test_it_claims_no_cause():
    says = rates((70, 40), (12, 12)).says

    assert "0,57 gånger" in says.sv
    assert "cannot be seen here" in says.en
