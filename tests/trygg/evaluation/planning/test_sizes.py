"""Sizes are R's, and they agree with what happens when the study is tried."""

import json
import math

import pytest

from tests.shared import SHARED
from tests.trygg.evaluation.golden import golden
from trygg.errors import InvalidRecord
from trygg.evaluation import planning

R = golden("planning")
CLOSE = 1e-6


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "statistics").exists(), reason="../shared/data is not on this machine")
def test_the_golden_sizes_are_those_that_were_handed_to_the_project() -> None:
    handed = json.loads((SHARED / "statistics" / "power.json").read_text())
    pairs = [case for name, case in handed["two_groups"].items() if name != "cohen_t"]
    intervals = json.loads((SHARED / "statistics" / "intervals.json").read_text())

    ours = [(one["normal"], one["arcsine"]) for one in R["shares"]]
    assert set(ours) >= {(case["power_prop_test"], case["cohen_h"]) for case in pairs}
    more = json.loads((SHARED / "statistics" / "public_designs.json").read_text())
    for case in (*more["power_two_prop"], more["power_two_prop90"]):
        told = (case["n_power_prop_test"], case["n_cohen_h"])
        assert any(one == pytest.approx(told, abs=1e-9) for one in ours)
    assert R["means"] == handed["two_groups"]["cohen_t"]
    assert handed["schoenfeld_events"].items() <= R["events"].items()
    assert R["proportions"] == intervals["proportions"]


@pytest.mark.parametrize("case", R["shares"], ids=lambda case: f"{case['before']} to {case['after']}")
def test_two_shares(case: dict[str, float]) -> None:
    demand = planning.Demand(power=case["power"])

    result = planning.size_for_shares(case["before"], case["after"], within=365, demand=demand)

    assert result.one("per_group").value == pytest.approx(case["normal"], rel=CLOSE)
    assert result.one("per_group_arcsine").value == pytest.approx(case["arcsine"], rel=CLOSE)
    assert result.denominator == 2 * math.ceil(case["normal"])


@pytest.mark.parametrize(("difference", "size"), R["means"].items())
def test_two_means(difference: str, size: float) -> None:
    result = planning.size_for_means(float(difference), within=365)

    assert result.one("per_group").value == pytest.approx(size, rel=CLOSE)


@pytest.mark.parametrize(("ratio", "events"), R["events"].items())
def test_events_for_a_hazard_ratio(ratio: str, events: float) -> None:
    result = planning.size_for_survival(float(ratio), reoffend=0.2, within=365)

    assert result.one("events").value == pytest.approx(events, rel=1e-9)


def test_persons_for_a_hazard_ratio_grow_with_those_who_are_lost() -> None:
    kept = planning.size_for_survival(0.7, reoffend=0.2, within=365).one("total").value
    lost = planning.size_for_survival(0.7, reoffend=0.2, within=365, lost=0.2).one("total").value

    # 246.787 events / ((0.2 + 1 - 0.8 ** 0.7) / 2)
    assert kept == pytest.approx(246.787104547 / ((0.2 + 1 - 0.8**0.7) / 2), rel=CLOSE)
    assert lost == pytest.approx(kept / 0.8)


def test_two_rates_need_more_persons_where_persons_differ_more() -> None:
    # By hand: (1.959964 + 0.841621)² · (1/0.8 + 1/0.6) / ln(0.75)² = 276.6; with k = 0.5 one more per person: 371.4.
    even = planning.size_for_rates(0.8, 0.6, within=1)
    uneven = planning.size_for_rates(0.8, 0.6, within=1, overdispersion=0.5)

    assert even.one("per_group").value == pytest.approx(276.61, abs=0.01)
    assert uneven.one("per_group").value == pytest.approx(371.45, abs=0.01)


def test_a_size_says_what_it_is_a_size_of() -> None:
    says = planning.size_for_shares(0.2, 0.1, within=365).says

    assert "398 personer (199 i varje grupp)" in says.sv
    assert "20,0\N{NO-BREAK SPACE}% mot 10,0\N{NO-BREAK SPACE}% inom 365 dagar" in says.sv
    assert "398 persons (199 in each group)" in says.en


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: planning.size_for_shares(0.2, 0.2, within=365),
        lambda: planning.size_for_rates(0.0, 0.2, within=1),
        lambda: planning.size_for_survival(1.0, reoffend=0.2, within=365),
        lambda: planning.size_for_means(0, within=365),
        lambda: planning.Demand(power=0.01),
    ],
)
def test_a_difference_of_nothing_has_no_size(wrong) -> None:
    with pytest.raises(InvalidRecord):
        wrong()


def test_stepped_power_is_that_of_the_published_formula() -> None:
    # Hussey & Hughes 2007, equation 8, written out with U, W and V for eight areas, two per step, five periods.
    starts, periods, each, spread, alike, effect = [1, 1, 2, 2, 3, 3, 4, 4], 5, 20, 1.0, 0.05, 0.3
    on = planning.design(starts, periods)
    within, between, areas = (1 - alike) / each, alike, len(starts)
    u, w, v = on.sum(), (on.sum(axis=0) ** 2).sum(), (on.sum(axis=1) ** 2).sum()
    down = (areas * u - w) * within + (u**2 + areas * periods * u - periods * w - areas * v) * between
    variance = areas * within * (within + periods * between) / down

    result = planning.stepped_power(starts, periods, effect=effect, spread=spread, alike=alike, each=each)

    assert result.one("error").value == pytest.approx(math.sqrt(variance))
    assert 0.5 < result.one("power").value < 1


def test_a_roll_out_in_which_all_begin_at_once_has_no_power() -> None:
    with pytest.raises(InvalidRecord, match="at once"):
        planning.stepped_power([2, 2, 2], 5, effect=1, spread=1, alike=0.1, each=10)
