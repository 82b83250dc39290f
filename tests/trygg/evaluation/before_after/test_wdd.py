import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import SHARED, needs_shared
from tests.trygg.evaluation.golden import golden
from trygg.errors import InvalidRecord
from trygg.evaluation.before_after import Areas, Periods, Place, rates, wdd, weighted

GOLDEN = golden("wdd")
places = st.builds(Place, st.integers(0, 400), st.integers(0, 400), st.floats(0.2, 5))


@pytest.mark.parametrize("case", GOLDEN["case"], ids=lambda case: case["source"])
def test_wdd_equals_the_published_figures(case):
    sizes = case.get("sizes", [1, 1, 1, 1])
    names = ("treated", "control", "near_treated", "near_control")
    areas = Areas(**{n: Place(*case.get(n, (0, 0)), size) for n, size in zip(names, sizes, strict=True)})

    total = wdd(areas, Periods(*case.get("periods", (1, 1)))).one("total")

    assert total.value == pytest.approx(case["total"], rel=1e-8)
    assert total.error**2 == pytest.approx(case["variance"], rel=1e-6)
    if "interval" in case:
        assert [total.low, total.high] == pytest.approx(case["interval"], abs=0.5)


def test_wdd_weighted_by_harm_equals_the_published_figures():
    harm = GOLDEN["harm"]
    pairs = zip(harm["treated"], harm["control"], strict=True)

    total = weighted([wdd(Areas(Place(*t), Place(*c))) for t, c in pairs], harm["weights"]).one("total")

    assert (total.value, total.error) == pytest.approx((harm["total"], harm["error"]), rel=1e-8)
    assert [total.low, total.high] == pytest.approx(harm["interval"], rel=1e-6)


@given(treated=places, control=places)
def test_swapping_the_two_places_turns_the_sign_and_nothing_else(treated, control):
    one, other = wdd(Areas(treated, control)).one("total"), wdd(Areas(control, treated)).one("total")

    assert one.value == pytest.approx(-other.value, abs=1e-9)
    assert one.error == pytest.approx(other.error)


def test_a_place_without_size_is_refused():
    with pytest.raises(InvalidRecord, match="size above zero"):
        Place(1, 2, 0)


def test_kinds_counted_over_different_periods_are_not_added():
    one = wdd(Areas(Place(5, 4), Place(5, 5)))
    other = wdd(Areas(Place(5, 4), Place(5, 5)), Periods(2, 1))

    with pytest.raises(InvalidRecord, match="different periods"):
        weighted([one, other], [1, 2])


def test_it_says_what_it_needs_to_be_the_effect_of_the_measure():
    says = wdd(Areas(Place(20, 10), Place(20, 20))).says

    assert "annars" in says.sv
    assert "otherwise" in says.en


@needs_shared
def test_wdd_and_rates_equal_r():
    here = json.loads((SHARED / "statistics" / "concentration_knox_wdd.json").read_text())
    known, tested = here["wdd"][0], here["poisson_e_test"][0]

    result = wdd(Areas(Place(*known["treated"]), Place(*known["control"])), level=0.9)
    total = result.one("total")

    assert total.value == known["est"]
    assert total.error == pytest.approx(known["se"], abs=1e-4)
    assert result.tests[0].statistic == pytest.approx(known["z"], abs=1e-6)
    assert [total.low, total.high] == pytest.approx(known["ci90"], abs=1e-5)
    assert rates((tested["k1"], tested["k2"]), (1, 1)).tests[1].p == pytest.approx(tested["p"], abs=1e-6)


@needs_shared
def test_a_ratio_of_rates_equals_r():
    known = json.loads((SHARED / "statistics" / "intervals.json").read_text())["poisson"][0]

    result = rates((known["b"], known["a"]), (known["tb"], known["ta"]))
    ratio = result.one("rate ratio")

    assert [ratio.value, ratio.low, ratio.high] == pytest.approx([known["rr"], *known["ci"]], rel=1e-9)
    assert result.tests[0].p == pytest.approx(known["p"], rel=1e-9)


def test_a_period_without_length_is_refused():
    with pytest.raises(InvalidRecord, match="longer than zero"):
        Periods(0, 1)


def test_a_result_without_its_weight_is_not_added():
    with pytest.raises(InvalidRecord, match="one weight per result"):
        weighted([wdd(Areas(Place(5, 4), Place(5, 5)))], [])
