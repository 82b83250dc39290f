"""The grounds that open secrecy, against a matrix written by hand from the law, and what holds for all of them."""

import csv
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trygg.rulebook import book
from trygg.sharing import CaseOfSharing, answered, approvals, possible, protection, refused, sharing_rules

RULES = sharing_rules()
ON = date(2026, 11, 22)
OFFENCES = book().on(ON).offences
MATRIX = list(csv.reader((Path(__file__).parent / "expected_grounds.csv").read_text("utf-8").splitlines()))
DAYS = [date.fromisoformat(day) for day in MATRIX[0][3:]]
HOUSES = ["police", "social", "probation"]
CELLS = [(row[0], row[1], row[2], day, told) for row in MATRIX[1:] for day, told in zip(DAYS, row[3:], strict=True)]
holders = st.sampled_from([*RULES.holders, "any", "nobody"])
classes = st.sampled_from([*RULES.classes, "unheard_of"])
days = st.integers(0, 8000).map(lambda after: date(2009, 1, 1) + timedelta(days=after))
circumstances = st.frozensets(st.sampled_from(sorted(RULES.circumstances)))


def about(sender: str = "social", recipient: str = "police", data_class: str = "person_basics") -> CaseOfSharing:
    return CaseOfSharing(sender, recipient, data_class, OFFENCES)


def ground(name: str, on: date = ON):  # type: ignore[no-untyped-def]  # a test's short cut
    return next(
        one for one in RULES.grounds if one.id == name and one.since <= on and (not one.until or on <= one.until)
    )


def test_the_matrix_covers_every_direction_class_and_day_once() -> None:
    assert len(CELLS) == 9 * 15 * 4
    assert {cell[:4] for cell in CELLS} == {
        (one, other, data_class, day)
        for one in HOUSES
        for other in HOUSES
        for data_class in RULES.classes
        for day in DAYS
    }


@pytest.mark.parametrize(("sender", "recipient", "data_class", "on", "told"), CELLS)
def test_a_cell_offers_what_the_law_opens_in_that_order(
    sender: str, recipient: str, data_class: str, on: date, told: str
) -> None:
    offered = [one.id for one in possible(sender, recipient, data_class, on, RULES)]

    assert offered == ([] if told in ("X", "-") else told.split())
    assert (refused(sender, recipient, data_class, on, RULES) is not None) is (told == "X")


def test_all_twenty_grounds_stand_in_the_pack() -> None:
    assert {one.id for one in RULES.grounds} == {f"G-{number:02}" for number in range(1, 21)}


def test_the_general_rule_opens_on_the_first_of_december_2025_and_not_a_day_before() -> None:
    before, after = date(2025, 11, 30), date(2025, 12, 1)

    assert "G-08" not in [one.id for one in possible("social", "probation", "person_basics", before, RULES)]
    assert "G-08" in [one.id for one in possible("social", "probation", "person_basics", after, RULES)]


@given(holders, holders, classes, days, circumstances)
@settings(max_examples=400, deadline=None)
def test_what_is_refused_is_never_offered(sender: str, to: str, data_class: str, on: date, lifted: frozenset) -> None:
    if refused(sender, to, data_class, on, RULES, lifted):
        assert possible(sender, to, data_class, on, RULES, lifted) == ()


@given(holders, holders, classes, days, circumstances)
@settings(max_examples=400, deadline=None)
def test_a_ground_is_offered_only_in_its_days_its_directions_and_once(
    sender: str, to: str, data_class: str, on: date, lifted: frozenset
) -> None:
    offered = possible(sender, to, data_class, on, RULES, lifted)

    for one in offered:
        assert one.since <= on
        assert one.until is None or on <= one.until
        assert data_class not in one.refuse_classes
        assert one.offered
    assert len({one.id for one in offered}) == len(offered)
    assert offered == possible(sender, to, data_class, on, RULES, lifted)


@given(holders, classes, days, circumstances)
@settings(max_examples=200, deadline=None)
def test_social_services_never_get_the_general_clause(to: str, data_class: str, on: date, lifted: frozenset) -> None:
    for sender in ("social", "victim_support", "change_support"):
        assert "G-12" not in [one.id for one in possible(sender, to, data_class, on, RULES, lifted)]


@given(holders, holders, days, circumstances)
@settings(max_examples=200, deadline=None)
def test_nothing_lifts_the_refusal_of_a_register_extract(sender: str, to: str, on: date, lifted: frozenset) -> None:
    if on >= date(2009, 6, 30):
        no = refused(sender, to, "register_extract", on, RULES, lifted)

        assert no is not None
        assert no.lifted_by == ""
        assert no.says["sv"]
        assert no.says["en"]
        assert no.provision


def test_what_stands_in_no_offer_is_denied_without_a_refusal() -> None:
    assert possible("police", "social", "treatment", ON, RULES) == ()
    assert refused("police", "social", "treatment", ON, RULES) is None


def test_consent_lifts_the_secrecy_of_a_counsellor_but_never_that_of_the_police() -> None:
    lifted = {"consent"}

    assert [one.id for one in possible("social", "police", "family_counselling", ON, RULES, lifted)] == ["G-01"]
    assert possible("police", "social", "intelligence", ON, RULES, lifted) == ()
    assert [one.id for one in possible("police", "social", "intelligence", ON, RULES, {"case_decision"})] == [
        "G-11",
        "G-12",
    ]


def test_where_she_is_goes_to_probation_only_with_her_consent_and_two_persons() -> None:
    offered = possible("social", "probation", "victim_whereabouts", ON, RULES, {"consent"})

    assert [one.id for one in offered] == ["G-01"]
    assert approvals(offered[0], RULES.classes["victim_whereabouts"].circumstances) == 2


def test_the_most_careful_circumstance_decides_how_many_approve() -> None:
    assert approvals(ground("G-08"), ()) == 1
    assert approvals(ground("G-08"), {"consent"}) == 1
    assert approvals(ground("G-08"), {"child", "consent"}) == 2
    assert approvals(ground("G-03"), {"child"}) == 1  # a concern for a child is due at once


GENERAL = {
    "need": "för att skydda",
    "overriding_secrecy_interest": "no",
    "weighing": "vägt",
    "less_intrusive_alternative": "inget mindre räcker",
}


def test_an_unanswered_ground_names_every_question_in_order() -> None:
    gaps = answered(ground("G-08"), {}, ON, about())

    assert [gap.condition for gap in gaps] == [
        "need",
        "special_rule_checked",
        "overriding_secrecy_interest",
        "weighing",
        "less_intrusive_alternative",
    ]
    assert {gap.why for gap in gaps} == {"missing"}
    assert not any(gap.stops for gap in gaps)


def test_spaces_are_no_answer() -> None:
    assert [gap.why for gap in answered(ground("G-08"), GENERAL | {"need": " \n"}, ON, about("police", "social"))] == [
        "missing"
    ]


def test_the_special_rules_are_tested_before_the_general_one_from_social_services_to_the_police() -> None:
    def why(answers: dict, case: CaseOfSharing) -> list[str]:
        return [gap.why for gap in answered(ground("G-08"), answers, ON, case)]

    assert why(GENERAL, about()) == ["missing"]
    assert why(GENERAL | {"special_rule_checked": ["G-09"]}, about()) == ["not_tested"]
    assert why(GENERAL | {"special_rule_checked": ["G-14", "G-09"]}, about()) == []
    assert why(GENERAL, about("social", "probation")) == []


def test_an_answer_can_rule_the_ground_out() -> None:
    gaps = answered(ground("G-08"), GENERAL | {"overriding_secrecy_interest": "yes"}, ON, about("police", "social"))

    assert [(gap.condition, gap.why, gap.stops) for gap in gaps] == [("overriding_secrecy_interest", "stopped", True)]


RISK = {
    "concrete_circumstances": "hot",
    "unsuitable_given_help": "no",
    "help_effect": "ingen",
    "concerns_past_crime_only": "no",
}


@pytest.mark.parametrize(
    ("offence", "why"),
    [
        ("grov_kvinnofridskrankning", []),
        ("mord", []),
        ("misshandel", ["offence_too_light"]),
        ("olaga_hot", ["offence_too_light"]),
        ("psykiskt_vald", ["offence_elsewhere"]),
        ("painted_fence", ["offence_unknown"]),
    ],
)
def test_the_feared_crime_must_be_grave_enough_by_the_scale_of_the_day(offence: str, why: list[str]) -> None:
    assert [gap.why for gap in answered(ground("G-09"), RISK | {"feared_offence": offence}, ON, about())] == why


def test_a_past_crime_is_sent_to_the_rule_for_past_crimes() -> None:
    answers = RISK | {"feared_offence": "mord", "concerns_past_crime_only": "yes"}
    (gap,) = answered(ground("G-09"), answers, ON, about())

    assert (gap.stops, gap.hint) == (True, "G-14")


@pytest.mark.parametrize(
    ("offence", "attempted", "why"),
    [
        ("grov_misshandel", "no", []),
        ("grov_kvinnofridskrankning", "yes", ["offence_too_light"]),
        ("mord", "yes", []),
        ("misshandel", "no", ["offence_too_light"]),
    ],
)
def test_an_attempt_must_be_of_a_graver_crime(offence: str, attempted: str, why: list[str]) -> None:
    answers = {"attempted": attempted, "committed_offence": offence}

    assert [gap.why for gap in answered(ground("G-14"), answers, ON, about())] == why


CONSENT = {
    "consent_by": "den våldsutsatta",
    "consent_items": "telefon",
    "consent_how": "in_writing",
    "consent_until": "2026-11-22",
    "consent_withdrawn": "no",
}


def test_a_consent_holds_through_its_last_day_and_not_a_day_longer() -> None:
    assert answered(ground("G-01"), CONSENT, ON, about()) == ()
    (gap,) = answered(ground("G-01"), CONSENT, ON + timedelta(days=1), about())

    assert (gap.condition, gap.why, gap.stops) == ("consent_until", "passed", True)


def test_a_consent_that_is_withdrawn_or_has_no_day_does_not_hold() -> None:
    assert [gap.why for gap in answered(ground("G-01"), CONSENT | {"consent_withdrawn": "yes"}, ON, about())] == [
        "stopped"
    ]
    assert [gap.why for gap in answered(ground("G-01"), CONSENT | {"consent_until": "snart"}, ON, about())] == [
        "not_a_day"
    ]
    assert [gap.why for gap in answered(ground("G-01"), CONSENT | {"consent_how": "by_rumour"}, ON, about())] == [
        "unknown_option"
    ]


def test_consent_about_a_child_asks_how_mature_it_is() -> None:
    assert [gap.condition for gap in answered(ground("G-01"), CONSENT, ON, about(data_class="child"))] == [
        "consent_maturity"
    ]


@given(st.sampled_from(RULES.grounds), st.data())
@settings(max_examples=200, deadline=None)
def test_one_answer_taken_away_never_closes_a_gap(one, data) -> None:  # type: ignore[no-untyped-def]  # hypothesis
    answers = {condition.id: data.draw(_answer(condition)) for condition in one.conditions}
    fewer = dict(list(answers.items())[:-1])

    held = {gap.condition for gap in answered(one, answers, ON, about())}
    assert held - {one.conditions[-1].id} <= {gap.condition for gap in answered(one, fewer, ON, about())}


def _answer(condition):  # type: ignore[no-untyped-def]  # hypothesis
    return {
        "choice": st.sampled_from([*condition.options, "other"]),
        "offence": st.sampled_from([*OFFENCES, "none"]),
        "date": st.sampled_from(["2020-01-01", "2030-01-01", "soon", date(2030, 1, 1)]),
        "reference": st.lists(st.sampled_from(["G-09", "G-14"])),
    }.get(condition.type, st.text())


@pytest.mark.parametrize("house", HOUSES)
def test_what_is_offered_to_a_house_is_protected_there(house: str) -> None:
    for day in DAYS:
        for sender in HOUSES:
            for data_class in RULES.classes:
                if possible(sender, house, data_class, day, RULES):
                    assert protection(house, data_class, day, RULES), (sender, house, data_class, day)


def test_no_secrecy_protects_with_a_coordinator_under_the_municipal_executive() -> None:
    assert protection("coordinator", "person_basics", ON, RULES) == ()
    assert refused("police", "coordinator", "person_basics", ON, RULES) is not None


def test_the_answer_to_a_concern_is_protected_with_whoever_reported_since_january_2026() -> None:
    assert protection("reporter", "child", date(2026, 1, 14), RULES) == ()
    assert [one.provision for one in protection("reporter", "child", date(2026, 1, 15), RULES)] == ["40 kap. 7 g § OSL"]


def test_the_strictest_protection_is_named_first() -> None:
    assert [one.provision for one in protection("social", "victim_whereabouts", ON, RULES)][0] == "26 kap. 1 § OSL"
    assert protection("social", "family_counselling", ON, RULES)[0].test == "absolute"


def test_a_policy_without_the_special_rule_first_asks_nothing_of_it() -> None:
    general = ground("G-08")
    without = replace(general, conditions=tuple(one for one in general.conditions if not one.special_first))

    assert answered(without, GENERAL, ON, about()) == ()


def test_a_refusal_that_nothing_lifts_is_named_before_one_that_something_could() -> None:
    for_good = replace(RULES.refusals[0], id="for_good", classes=("health",), lifted_by="")
    both = replace(RULES, refusals=(*RULES.refusals, for_good))
    no = refused("social", "police", "health", ON, both)

    assert no is not None
    assert no.id == "for_good"


@pytest.mark.parametrize(("on", "why"), [(date(2026, 9, 30), ["offence_too_light"]), (date(2026, 10, 1), [])])
def test_a_scale_counts_from_the_day_on_which_it_came_into_force(on: date, why: list[str]) -> None:
    values = [{"since": date(2026, 8, 1), "least": 6}, {"since": date(2026, 10, 1), "least": 12}]
    raised = replace(OFFENCES["misshandel"], values=tuple(values))
    case = replace(about(), offences={"misshandel": raised})

    assert [gap.why for gap in answered(ground("G-09"), RISK | {"feared_offence": "misshandel"}, on, case)] == why


def test_a_crime_whose_scale_of_the_day_is_not_known_is_a_gap_and_no_stop() -> None:
    (gap,) = answered(ground("G-09"), RISK | {"feared_offence": "mord"}, date(2026, 7, 31), about())

    assert (gap.why, gap.stops) == ("offence_unknown", False)
