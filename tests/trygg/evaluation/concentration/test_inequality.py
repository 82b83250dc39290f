import json

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import SHARED, needs_shared
from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.concentration import concentration, fewest, generalised_gini, gini, lorenz, unbiased_gini
from trygg.evaluation.results import Window

YEAR = Window(1, "years")
# The vignette of the R package lorenzgini (Steenbeek & Bernasco): counts, Gini, generalised Gini.
VIGNETTE = [([10, 8, 2] + [0] * 7, 0.78, 0.78), ([5, 2, 1] + [0] * 7, 0.8, 0.75)]
some = st.lists(st.integers(0, 30), min_size=2, max_size=40).filter(any)


@pytest.mark.parametrize(("counts", "usual", "generalised"), VIGNETTE)
def test_gini_equals_lorenzgini(counts, usual, generalised):
    assert gini(counts) == pytest.approx(usual)
    assert generalised_gini(counts) == pytest.approx(generalised)


@pytest.mark.parametrize(("many", "usual"), [(10, 0.9), (100, 0.99)])
def test_where_one_has_all_the_unbiased_gini_is_one(many, usual):
    counts = [10] + [0] * (many - 1)

    assert gini(counts) == pytest.approx(usual)
    assert unbiased_gini(counts) == pytest.approx(1)


@needs_shared
def test_the_vignette_is_that_of_the_shared_file():
    known = json.loads((SHARED / "statistics" / "concentration_knox_wdd.json").read_text())["gini_vignette"]

    assert [(one["gini"], one["generalised"]) for one in known[:2]] == [one[1:] for one in VIGNETTE]
    assert [one["unbiased"] for one in known[2:]] == [1.0, 1.0]


@given(counts=some)
def test_the_gini_is_the_mean_difference_over_twice_the_mean(counts):
    values = np.array(counts, dtype=float)

    by_pairs = np.abs(values[:, None] - values[None, :]).mean() / (2 * values.mean())

    assert gini(counts) == pytest.approx(by_pairs, abs=1e-12)


@given(counts=some)
def test_with_more_events_than_units_the_generalised_gini_is_the_usual(counts):
    if sum(counts) >= len(counts):
        assert generalised_gini(counts) == pytest.approx(gini(counts), abs=1e-12)
    else:
        assert generalised_gini(counts) <= gini(counts) + 1e-12


@given(units=st.integers(2, 50), events=st.integers(1, 49))
def test_the_most_even_fall_of_few_events_is_no_unevenness(units, events):
    if events < units:
        assert generalised_gini([1] * events + [0] * (units - events)) == pytest.approx(0, abs=1e-12)


@given(counts=some, factor=st.floats(0.1, 1000))
def test_another_unit_of_measure_changes_nothing(counts, factor):
    assert gini([one * factor for one in counts]) == pytest.approx(gini(counts), abs=1e-9)


@given(counts=some)
def test_the_lorenz_curve_rises_from_none_to_all_and_lies_above_the_even_line(counts):
    held = [lorenz(counts, at) for at in (0, 0.1, 0.25, 0.5, 0.9, 1)]

    assert held == sorted(held)
    assert (held[0], held[-1]) == (0, pytest.approx(1))
    assert all(one >= at - 1e-9 for one, at in zip(held, (0, 0.1, 0.25, 0.5, 0.9, 1), strict=True))


@given(counts=some, of=st.floats(0.05, 0.99))
def test_the_fewest_hold_the_share_and_one_less_does_not(counts, of):
    ordered = sorted(counts, reverse=True)

    many = fewest(counts, of)

    assert sum(ordered[:many]) >= of * sum(counts) - 1e-9
    assert sum(ordered[: many - 1]) < of * sum(counts) + 1e-9


def test_units_without_anything_count_where_they_are_told():
    table = pl.DataFrame({"unit": ["a", "b"], "value": [3, 1]})

    seen, all_ = (
        concentration(table, rng=np.random.default_rng(1), window=YEAR, units_in_all=many) for many in (None, 100)
    )

    assert all_.one("gini").value > seen.one("gini").value
    assert (seen.denominator, all_.denominator) == (2, 100)


def test_the_intervals_hold_their_figures_and_one_seed_gives_one_answer():
    table = pl.DataFrame({"unit": range(200), "value": np.random.default_rng(2).negative_binomial(0.3, 0.1, 200)})

    one, other = (concentration(table, rng=np.random.default_rng(3), window=YEAR) for _ in range(2))

    assert one == other
    assert "enheter" in one.says.sv


def test_nobody_with_anything_is_no_unevenness():
    with pytest.raises(InsufficientData):
        gini([0, 0])


def test_days_of_harm_have_no_generalised_gini():
    with pytest.raises(InvalidRecord, match="counts of events"):
        generalised_gini([1.5, 2])


def test_a_unit_that_stands_twice_is_refused():
    with pytest.raises(InvalidRecord, match="stands once"):
        concentration(pl.DataFrame({"unit": ["a", "a"], "value": [1, 2]}), rng=np.random.default_rng(1), window=YEAR)


def test_one_unit_alone_is_neither_even_nor_uneven():
    with pytest.raises(InsufficientData):
        unbiased_gini([3])


def test_less_than_nothing_is_refused():
    with pytest.raises(InvalidRecord, match="zero or more"):
        gini([-1, 2])


def test_fewer_units_in_all_than_in_the_frame_are_refused():
    table = pl.DataFrame({"unit": ["a", "b"], "value": [1, 2]})

    with pytest.raises(InvalidRecord, match="more units"):
        concentration(table, rng=np.random.default_rng(1), window=YEAR, units_in_all=1)


def test_days_of_harm_are_told_without_the_generalised_gini():
    table = pl.DataFrame({"unit": range(8), "value": [0.5, 2, 3, 0, 0, 0, 0, 9.5]})

    result = concentration(table, rng=np.random.default_rng(1), window=YEAR)

    assert "generalised gini" not in {one.name for one in result.estimates}
