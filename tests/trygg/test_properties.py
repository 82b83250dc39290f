"""Laws of the method that hold for every history."""

from datetime import date, timedelta
from random import Random
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trygg.events import event, frame, offence
from trygg.facts import facts
from trygg.harm import CHILD_PEACE, COMPOSITES, harm_days
from trygg.levels import indicate
from trygg.levels.days import placed_on
from trygg.records import FACTS, Kind
from trygg.rulebook import book, profiles

ON = date(2026, 6, 1)
BOOKS = {profile: book(None, profile).on(ON) for profile in profiles()}
RULES = BOOKS["malmo"]
KEYS = sorted(RULES.harm)
days = st.integers(0, 2200).map(lambda back: ON - timedelta(days=back))
offences = st.builds(offence, days, st.sampled_from("abcde"), st.sampled_from(KEYS), st.sampled_from("vw"))
told = [Kind.CHARGE, Kind.CONVICTION, Kind.NONPARTNER, Kind.BREACH, Kind.SEPARATION, Kind.WEAPON, Kind.DEATH_THREAT]
observations = st.builds(event, st.sampled_from(told), days)
unknowns = st.builds(lambda kind, day: event(kind, day, answer=None), st.sampled_from(told), days)
histories = st.lists(offences | observations, min_size=1, max_size=8)


def placed(events: list[dict[str, Any]], profile: str = "malmo") -> str:
    rules = BOOKS[profile]
    return indicate(facts(frame(*events), rules, ON), rules).row(0, named=True)["level"] or "none"


@settings(max_examples=60, deadline=None)
@given(histories, offences | observations, st.sampled_from(sorted(BOOKS)))
def test_one_more_incident_never_makes_a_level_milder(history: list[Any], more: dict[str, Any], profile: str) -> None:
    fresh = more if more["kind"] != Kind.OFFENCE else more | {"report": "new"}

    assert placed([*history, fresh], profile) <= placed(history, profile)  # A < B < C < D < none


@settings(max_examples=60, deadline=None)
@given(histories, st.lists(unknowns, max_size=4))
def test_what_is_not_known_never_changes_a_level(history: list[Any], unknown: list[Any]) -> None:
    assert placed([*history, *unknown]) == placed(history)


@settings(max_examples=40, deadline=None)
@given(histories, st.integers())
def test_the_order_of_events_never_matters(history: list[Any], seed: int) -> None:
    mixed = Random(seed).sample(history, len(history))

    assert facts(frame(*history), RULES, ON).equals(facts(frame(*mixed), RULES, ON))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(KEYS), min_size=1, max_size=6), st.lists(st.sampled_from(KEYS), min_size=1, max_size=6))
def test_harm_adds_up_over_reports(one: list[str], other: list[str]) -> None:
    rows = [offence(ON, "one", key) for key in one] + [offence(ON, "other", key) for key in other]

    counted = facts(frame(*rows), RULES, ON)["harm_sum_24m"][0]

    assert counted == harm_days(one, RULES) + harm_days(other, RULES)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("vw"), st.sampled_from(KEYS)), min_size=1, max_size=8))
def test_the_facts_weigh_one_report_as_harm_days_does_for_each_victim(told: list[tuple[str, str]]) -> None:
    rows = [offence(ON, "one", key, other) for other, key in told]

    row = facts(frame(*rows), RULES, ON).row(0, named=True)

    assert row["harm_sum_24m"] == sum(harm_days([key for who, key in told if who == other], RULES) for other in "vw")
    assert row["reports_12m"] == 1


PARTS = [key for key in KEYS if key not in (*COMPOSITES, *CHILD_PEACE)]


@given(
    st.lists(st.sampled_from(PARTS), max_size=6),
    st.sampled_from(COMPOSITES),
    st.lists(st.sampled_from(CHILD_PEACE), max_size=2),
)
def test_a_composite_counts_as_the_larger_of_itself_and_its_parts_with_children_on_top(
    parts: list[str], composite: str, children: list[str]
) -> None:
    larger = max(harm_days(parts, RULES), harm_days([composite], RULES))

    assert harm_days([*parts, composite, *children], RULES) == larger + harm_days(children, RULES)


@settings(max_examples=30, deadline=None)
@given(histories)
def test_a_person_among_others_gets_the_same_facts_as_alone(history: list[Any]) -> None:
    others = [one | {"person": "q", "report": one.get("report") and "q" + one["report"]} for one in history]

    alone = facts(frame(*history), RULES, ON)
    among = facts(frame(*history, *others), RULES, ON).filter(pl.col("person") == "p")

    assert among.select(FACTS).equals(alone.select(FACTS))


@settings(max_examples=30, deadline=None)
@given(histories, st.lists(st.integers(0, 2000), min_size=1, max_size=4, unique=True))
def test_many_days_at_once_say_what_each_day_alone_would_say(history: list[Any], ahead: list[int]) -> None:
    later = [ON + timedelta(days=one) for one in ahead]

    together = placed_on(frame(*history), RULES, later)

    alone = [indicate(facts(frame(*history), RULES, day), RULES).row(0, named=True) for day in later]
    assert [together[day] | {"person": "p"} for day in later] == alone
