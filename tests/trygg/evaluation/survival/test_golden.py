"""Every survival figure is R's, to the convergence of R; see golden/survival.toml and make_survival.R."""

import json
from typing import Any

import numpy as np
import polars as pl
import pytest

from tests.shared import SHARED
from tests.trygg.evaluation.golden import golden
from tests.trygg.evaluation.survival.data import (
    INFECTIONS,
    PATIENTS,
    WEEKS,
    bladder,
    bladder_at_risk_of_all,
    employed_by_week,
    infections,
    mgus,
    prisoners,
    rossi,
)
from trygg.evaluation import Result
from trygg.evaluation import survival as sv

R = golden("survival")
CLOSE = 1e-7
FILES = {"recid": "public_designs.json"}
SEVEN = ["fin", "age", "race", "wexp", "mar", "paro", "prio"]
THREE = ["rx", "size", "number"]


def logs(result: Result) -> list[float]:
    return [float(np.log(one.value)) for one in result.estimates]


def errors(result: Result) -> list[float | None]:
    return [one.error for one in result.estimates]


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "statistics").exists(), reason="../shared/data is not on this machine")
@pytest.mark.parametrize("name", R)
def test_the_golden_numbers_are_those_that_were_handed_to_the_project(name: str) -> None:
    file = FILES.get(name.split("_", maxsplit=1)[0], "public_survival.json")
    handed = json.loads((SHARED / "statistics" / file).read_text())

    assert R[name] == handed[name]


@pytest.mark.parametrize("ties", ["efron", "breslow"])
def test_cox_with_either_ties(ties: str) -> None:
    expected = R[f"rossi_cox_{ties}"]

    result = sv.hazards(rossi(), SEVEN, ties=ties, columns=WEEKS, unit="weeks")

    assert logs(result) == pytest.approx(expected["coef"], rel=CLOSE)
    assert errors(result) == pytest.approx(expected["se"], rel=CLOSE)
    likelihood = next(test for test in result.tests if test.name == "likelihood ratio")
    assert likelihood.statistic == pytest.approx(2 * np.diff(expected["loglik"])[0], rel=CLOSE)
    assert (result.denominator, result.events) == (expected["n"], expected["events"])


def test_cox_with_errors_by_cluster() -> None:
    result = sv.hazards(rossi().with_row_index("man"), ["fin", "age", "prio"], cluster="man", columns=WEEKS)

    assert logs(result) == pytest.approx(R["rossi_cox_3"]["coef"], rel=CLOSE)
    assert errors(result) == pytest.approx(R["rossi_cox_3_robust_se"], rel=CLOSE)


@pytest.mark.parametrize(("name", "covariate"), [("rossi_cox_tv", "employed"), ("rossi_cox_tv_lag1", "lag")])
def test_cox_with_what_varies_over_time(name: str, covariate: str) -> None:
    rows = employed_by_week().drop_nulls(covariate)

    result = sv.hazards(rows, [*SEVEN, covariate])

    assert rows.height == R[name]["n"]
    assert logs(result) == pytest.approx(R[name]["coef"], rel=CLOSE)
    assert errors(result) == pytest.approx(R[name]["se"], rel=CLOSE)


@pytest.mark.parametrize("name", ["recid_cox9", "recid_cox10"])
def test_cox_of_released_prisoners(name: str) -> None:
    result = sv.hazards(prisoners(), R[name]["names"], columns=sv.Columns(stop="durat"), unit="months")

    assert logs(result) == pytest.approx(R[name]["coef"], rel=1e-6)
    assert errors(result) == pytest.approx(R[name]["se"], rel=CLOSE)


def test_cause_specific_hazards() -> None:
    rows = mgus().with_columns(pl.col("event") == "pcm").with_columns(pl.col("event").fill_null(value=False))

    result = sv.hazards(rows, ["age", "male"], unit="months")

    assert logs(result) == pytest.approx(R["mgus2_causespecific"]["coef"], rel=CLOSE)
    assert errors(result) == pytest.approx(R["mgus2_causespecific"]["se"], rel=CLOSE)


def test_kaplan_meier_with_its_log_log_band() -> None:
    expected = R["rossi_km"]
    result = sv.reoffending(rossi(), within=expected["week"], columns=WEEKS, unit="weeks")

    last = result.one("reoffending", at=52)

    assert [1 - one.value for one in result.estimates] == pytest.approx(expected["surv"], rel=CLOSE)
    assert errors(result) == pytest.approx(expected["se"], rel=CLOSE)
    assert [1 - last.value, 1 - last.high, 1 - last.low] == pytest.approx(R["rossi_km52_log-log"], rel=CLOSE)


def test_kaplan_meier_by_group() -> None:
    expected = R["rossi_km_fin"]

    result = sv.reoffending(rossi(), within=[26, 52], group="fin", columns=WEEKS, unit="weeks")

    assert [1 - one.value for one in result.estimates] == pytest.approx(expected["surv"], rel=CLOSE)
    assert errors(result) == pytest.approx(expected["se"], rel=CLOSE)


def test_kaplan_meier_of_released_prisoners() -> None:
    result = sv.reoffending(prisoners(), within=R["recid_km"]["t"], columns=sv.Columns(stop="durat"), unit="months")

    assert [1 - one.value for one in result.estimates] == pytest.approx(R["recid_km"]["surv"], rel=CLOSE)
    assert errors(result) == pytest.approx(R["recid_km"]["se"], rel=CLOSE)


def test_restricted_mean_with_its_error() -> None:
    result = sv.quiet_time(rossi(), until=52, group="fin", columns=WEEKS, unit="weeks")

    means = [one for one in result.estimates if one.name == "quiet_time"]

    assert [one.value for one in means] == pytest.approx(R["rossi_rmst52"]["rmean"], rel=CLOSE)
    assert [one.error for one in means] == pytest.approx(R["rossi_rmst52"]["se"], rel=CLOSE)


@pytest.mark.parametrize("rho", [0, 1])
def test_log_rank_and_its_early_weights(rho: int) -> None:
    expected = R[f"rossi_survdiff_rho{rho}"]

    result = sv.log_rank(rossi(), group="fin", rho=rho, columns=WEEKS, unit="weeks")

    assert (result.tests[0].statistic, result.tests[0].p) == pytest.approx(
        (expected["chisq"], expected["p"]), rel=CLOSE
    )
    for name, key in (("observed", "obs"), ("expected", "exp")):
        assert [one.value for one in result.estimates if one.name == name] == pytest.approx(expected[key], rel=CLOSE)


def test_log_rank_in_strata() -> None:
    result = sv.log_rank(rossi(), group="fin", strata=["mar"], columns=WEEKS, unit="weeks")

    assert result.tests[0].statistic == pytest.approx(R["rossi_strat_logrank"], rel=CLOSE)


def test_nelson_aalen_as_the_mean_count_of_single_events() -> None:
    result = sv.mean_count(rossi(), within=[52], columns=WEEKS, unit="weeks")

    assert result.estimates[0].value == pytest.approx(R["rossi_nelson_aalen52"], rel=CLOSE)


def test_aalen_johansen_with_its_error() -> None:
    expected = R["mgus2_aj"]
    names = dict(zip(["quiet", "pcm", "death"], range(3), strict=True))

    result = sv.first_event(mgus(), within=expected["times"], unit="months")

    for row, time in enumerate(expected["times"]):
        for name, place in names.items():
            one = result.one(name, at=time)
            assert one.value == pytest.approx(expected["p"][row][place], rel=CLOSE)
            assert one.error == pytest.approx(expected["se"][row][place], rel=CLOSE)


def test_aalen_johansen_by_group() -> None:
    result = sv.first_event(mgus(), within=[120], group="sex", unit="months")

    for sex, shares in zip("FM", R["mgus2_aj_sex"]["p"], strict=True):
        found = [result.one(name, group=sex, at=120).value for name in ("quiet", "pcm", "death")]
        assert found == pytest.approx(shares, rel=CLOSE)


@pytest.mark.parametrize(("cause", "place"), [("pcm", 0), ("death", 1)])
def test_grays_test(cause: str, place: int) -> None:
    result = sv.gray(mgus(), group="sex", cause=cause, unit="months")

    found = (result.tests[0].statistic, result.tests[0].p)
    assert found == pytest.approx([R["mgus2_gray"][key][place] for key in ("stat", "p")], rel=CLOSE)


def test_fine_and_gray_with_their_variance() -> None:
    result = sv.subdistribution_hazards(mgus(), ["age", "male"], cause="pcm", unit="months")

    assert logs(result) == pytest.approx(R["mgus2_finegray"]["coef"], rel=1e-6)
    assert errors(result) == pytest.approx(R["mgus2_finegray"]["se"], rel=1e-6)


@pytest.mark.parametrize("model", sv.Repeats)
def test_repeated_events_with_errors_by_person(model: sv.Repeats) -> None:
    expected: dict[str, Any] = R[
        {
            sv.Repeats.ANDERSEN_GILL: "bladder2_ag",
            sv.Repeats.PWP_TOTAL: "bladder2_pwp_tt",
            sv.Repeats.PWP_GAP: "bladder2_pwp_gap",
        }[model]
    ]

    result = sv.repeated_hazards(bladder(), THREE, model=model, columns=PATIENTS, unit="months")

    assert logs(result) == pytest.approx(expected["coef"], rel=CLOSE)
    assert errors(result) == pytest.approx(expected["robust"], rel=CLOSE)
    assert result.events == expected["events"]


def test_repeated_infections() -> None:
    names = ["interferon", "autosomal", "steroids"]

    result = sv.repeated_hazards(infections(), names, columns=INFECTIONS)

    assert logs(result) == pytest.approx(R["cgd_ag"]["coef"], rel=CLOSE)
    assert errors(result) == pytest.approx(R["cgd_ag"]["robust"], rel=CLOSE)


def test_mean_count_of_infections() -> None:
    result = sv.mean_count(infections(), within=[180, 360], group="treat", columns=INFECTIONS)

    assert [one.value for one in result.estimates] == pytest.approx(R["cgd_mcf"]["cumhaz"], rel=CLOSE)


def test_whether_ratios_stand_still() -> None:
    result = sv.standing_ratios(rossi(), SEVEN, columns=WEEKS, unit="weeks")

    assert [test.statistic for test in result.tests] == pytest.approx(R["rossi_zph"]["chisq"], rel=1e-6)
    assert [test.p for test in result.tests] == pytest.approx(R["rossi_zph"]["p"], rel=1e-6)


def test_the_three_tests_of_a_model() -> None:
    result = sv.hazards(rossi(), SEVEN, columns=WEEKS, unit="weeks")

    found = {test.name: [test.statistic, test.freedom, test.p] for test in result.tests}
    assert found["likelihood ratio"] == pytest.approx(R["rossi_tests"]["lr"], rel=1e-6)
    assert found["score"] == pytest.approx(R["rossi_tests"]["score"], rel=1e-6)
    assert found["Wald"] == pytest.approx(R["rossi_tests"]["wald"], rel=1e-3)  # R rounds it to two decimals


def test_marginal_hazards_of_each_return_by_wei_lin_and_weissfeld() -> None:
    names = [*THREE, *(f"{name}:{enum}" for name in THREE for enum in (2, 3, 4))]

    result = sv.hazards(bladder_at_risk_of_all(), names, strata=["enum"], cluster="id")

    assert logs(result) == pytest.approx(R["bladder_wlw"]["coef"], rel=1e-6)
    assert errors(result) == pytest.approx(R["bladder_wlw"]["robust"], rel=1e-6)
