"""What must hold whatever is told: order, symmetry, more agreement, and a person's word."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trygg.linkage.test_linking import ANNA, BO, COLUMNS, VERDICTS, telling
from tests.trygg.linkage.test_model import BLANK
from trygg.linkage import link
from trygg.linkage.prepare import prepare
from trygg.linkage.score import pairs
from trygg.linkage.weights import FIELDS, weights

GIVEN, FAMILY = ("Bo", "Per Bo", "B.", "Anna", "Mohammed"), ("Åkesson", "Akesson", "Björk", "Åkesson-Björk")
NUMBERS = ("", "", BO, ANNA, "198505308975", "198505309883")
SLOW = settings(max_examples=5, deadline=None)


@st.composite
def reports(draw, most=7):
    """Some reports: a suspect and a victim each, told with little care."""
    told = []
    for place in range(draw(st.integers(1, most))):
        for role, other in (("suspect", "victim"), ("victim", "suspect")):
            number = draw(st.sampled_from(NUMBERS))
            one = telling(
                f"{place}{role}", draw(st.sampled_from(GIVEN)), draw(st.sampled_from(FAMILY)), number,
                role=role, other=f"{place}{other}", report=str(place), sex=draw(st.sampled_from(("M", "F", ""))),
            )  # fmt: skip
            told.append(one | ({"number_kind": "invalid"} if number == "198505308975" else {}))
    return told


def frame(told):
    return pl.DataFrame(told, schema=dict.fromkeys(COLUMNS, pl.String))


def linked(told, register=(), verdicts=()):
    return link(frame(told).drop("person"), frame(list(register)), pl.DataFrame(list(verdicts), VERDICTS, orient="row"))


@SLOW
@given(reports(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(told, chance):
    shuffled = chance.sample(told, len(told))

    one, other = linked(told), linked(shuffled)

    assert one.clusters.equals(other.clusters)
    assert one.questions == other.questions


@SLOW
@given(reports(), st.data())
def test_a_different_verdict_always_parts(told, data):
    ids = [one["id"] for one in told]
    a, b = data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True))

    answer = linked(told, verdicts=[(a, b, "different")])

    persons = dict(answer.clusters.select("id", "person").iter_rows())
    assert persons[a] != persons[b]
    assert {a, b} not in [{question.a, question.b} for question in answer.questions]


@SLOW
@given(reports(), reports())
def test_two_different_valid_numbers_are_never_one_person(known, told):
    register = [
        one | {"person": one["number"] or one["id"], "id": "r" + one["id"], "other": "r" + one["other"]}
        for one in known
    ]

    answer = linked(told, register)

    valid = {one["id"]: one["number"] for one in told if one["number"] and one["number_kind"] == "personnummer"}
    held = answer.clusters.filter(pl.col("id").is_in(list(valid))).with_columns(
        number=pl.col("id").replace_strict(valid)
    )
    assert held.group_by("person").agg(pl.col("number").n_unique())["number"].max() in (None, 1)


@SLOW
@given(reports(most=4))
def test_a_weight_does_not_depend_on_which_comes_first(told):
    def scored(prefix):
        renamed = [one | {"id": prefix(place) + one["id"]} for place, one in enumerate(told)]
        ready = prepare(frame(renamed)).with_columns(**BLANK)
        found = pairs(ready, ready.clear(), weights(), -99)
        return {
            frozenset((row.pop("a")[2:], row.pop("b")[2:])): row | {"weight": round(row["weight"], 6)}
            for row in found.iter_rows(named=True)
        }

    assert scored(lambda place: f"{place:02d}") == scored(lambda place: f"{50 - place:02d}")


def test_more_agreement_never_lowers_the_weight():
    better = {
        "number": ("same", "slip", "born", "born_slip", "differ"),
        "given": ("same", "differ"), "family": ("same", "differ"), "sex": ("same", "differ"),
        "couple": ("same", "namesake", "relative", "differ"),
    }  # fmt: skip
    for field, levels in better.items():
        bits = [weights().fields[field][level].bits for level in levels]
        assert bits == sorted(bits, reverse=True), field
    for field in FIELDS:
        assert weights().fields[field]["differ"].bits < 0, field
