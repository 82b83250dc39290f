"""Every worked case of the method gives the answer that stands beside it."""

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from trygg.callins import Candidate, Cause, bars, pairs, seating
from trygg.casework import Case, NoticeCase, cases, notice_cases, notice_wrong, wrong
from trygg.deadlines import decide_by
from trygg.errors import RulebookError
from trygg.generality import generality
from trygg.harm import harm_days
from trygg.ranking import rank
from trygg.rulebook import SHIPPED, book, profiles

ON = date(2026, 6, 1)
RULES = book().on(ON)


def told(name: str) -> list[dict]:
    return tomllib.loads((SHIPPED / f"{name}.cases.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize(
    ("profile", "case"),
    [(profile, case) for profile in profiles() for case in cases(None, profile)],
    ids=lambda one: one.name if isinstance(one, Case) else one,
)
def test_a_situation_gets_its_level_by_its_rules(profile: str, case: Case) -> None:
    assert wrong(case, book(None, profile).on(case.on)) == ""


@pytest.mark.parametrize("profile", profiles())
def test_every_rule_has_a_case(profile: str) -> None:
    rules = book(None, profile).on(ON)

    fired = {rule for case in cases(None, profile) for rule in case.fired}

    assert {rule.id for rule in rules.levels} == fired


@pytest.mark.parametrize(
    ("profile", "case"),
    [(profile, case) for profile in profiles() for case in notice_cases(None, profile)],
    ids=lambda one: one.name if isinstance(one, NoticeCase) else one,
)
def test_a_message_is_planned_as_its_case_demands(profile: str, case: NoticeCase) -> None:
    assert notice_wrong(case, book(None, profile).on(case.on)) == ""


@pytest.mark.parametrize("case", told("callins"), ids=lambda one: one["name"])
def test_a_meeting_of_several_is_proposed_as_its_case_demands(case: dict) -> None:
    rules = book(None, "high-point").on(ON)
    asked = [candidate(key, dict(known)) for key, known in case["waits"].items()]
    barred = {one.key: [bar.value for bar in bars(one, rules)] for one in asked if bars(one, rules)}
    apart = pairs(((one, other, Cause(cause)) for one, other, cause in case.get("apart", [])), rules)

    made = seating(
        [one for one in asked if one.key not in barred], apart, seats=case["seats"],
        meetings=case.get("meetings", 1), seated=case.get("seated", []),
    )  # fmt: skip

    assert barred == case.get("barred", {})
    assert [list(group) for group in made.groups] == case["groups"]
    assert {key: why.value for key, why in made.left.items()} == case.get("left", {})
    assert {key: list(others) for key, others in made.blocked.items()} == case.get("blocked", {})


def candidate(key: str, known: dict) -> Candidate:
    """Somebody whom nothing keeps away but what is known of them."""
    minor = None if known.pop("age_unknown", False) else known.pop("minor", False)
    usual = {"level": "B", "due": datetime(2026, 6, 20, 12, tzinfo=UTC)}
    return Candidate(key=key, minor=minor, **(usual | known))


@pytest.mark.parametrize("case", told("review"), ids=lambda one: one["name"])
def test_a_proposal_is_to_be_decided_by_its_day(case: dict) -> None:
    level = "" if case["level"] == "none" else case["level"]

    assert decide_by(level, case["on"], book().on(case["on"])) == case["decide_by"]


def test_every_time_to_decide_has_a_case() -> None:
    assert {case["level"] for case in told("review")} == set(RULES.review.days_to_decide)


@pytest.mark.parametrize("profile", profiles())
def test_every_message_of_a_profile_has_a_case(profile: str) -> None:
    rules = book(None, profile).on(ON)

    told_of = {case.gives.get("rule") for case in notice_cases(None, profile)}

    assert {notice.id for notice in rules.notices.levels.values()} <= told_of


def test_every_gate_has_a_case_in_which_it_stands() -> None:
    stand = {gate for case in notice_cases() for gate in case.gives.get("gates", ())}

    assert stand == set(RULES.notices.gates)


def test_a_plan_that_the_case_contradicts_is_told_part_by_part() -> None:
    case = next(notice_cases())

    fault = notice_wrong(replace(case, gives=case.gives | {"form": "talk", "victim_hours": 1}), RULES)

    assert fault == "gives form letter, not talk; gives victim_hours 72, not 1"


def test_a_case_with_a_misspelt_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "notices.cases.toml").write_text('[[case]]\nname = "one"\nlevle = "A"\n')

    with pytest.raises(RulebookError, match=r"notices.cases.toml: one: levle is not known; use one of form"):
        list(notice_cases(tmp_path))


def test_a_folder_without_cases_has_none(tmp_path: Path) -> None:
    assert (list(cases(tmp_path)), list(notice_cases(tmp_path))) == ([], [])


@pytest.mark.parametrize("case", told("harm"), ids=lambda case: case["name"])
def test_a_report_gets_its_harm(case: dict) -> None:
    assert harm_days(case["offences"], RULES) == case["days"]


@pytest.mark.parametrize("case", told("generality"), ids=lambda case: case["name"])
def test_what_is_recorded_gets_its_generality(case: dict) -> None:
    assert generality(case.get("partner"), case.get("others")) == case["gives"]


@pytest.mark.parametrize("case", told("ranking"), ids=lambda case: case["name"])
def test_facts_get_their_place_in_the_order(case: dict) -> None:
    facts = pl.DataFrame([{"person": "p", **case["facts"]}])

    row = rank(facts, RULES, ON).row(0, named=True)

    assert {name: round(row[name], 1) for name in case["parts"]} == case["parts"]


def test_a_case_that_the_rules_contradict_is_told() -> None:
    case = Case("three reports are D, wrongly", ON, {"reports_12m": 3, "reports_36m": 3}, "D", ("D1",))

    assert wrong(case, RULES) == "gives B by B1, not D by D1"
