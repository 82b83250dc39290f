"""Why a level is indicated, what is not known, and what would change it."""

from datetime import date, timedelta

import polars as pl
import pytest

from tests.trygg.events import event, frame, offence
from trygg.facts import facts
from trygg.levels import explain, indicate
from trygg.rulebook import book

ON = date(2026, 6, 1)
RULES = book().on(ON)
HISTORY = frame(
    offence(date(2026, 5, 1), "r1", "misshandel"),
    event("flag_strangulation", date(2026, 5, 1), report="r1"),
    event("separation", date(2026, 3, 1)),
    offence(date(2024, 12, 3), "r2"),
)


def level(events: pl.DataFrame, on: date) -> str | None:
    return indicate(facts(events, RULES, on), RULES).row(0, named=True)["level"]


def test_every_rule_that_fired_is_a_reason_gravest_first() -> None:
    told = explain(HISTORY, RULES, ON)

    assert told.level == "A"
    assert [reason.rule for reason in told.reasons] == ["A2", "B6", "C1", "D1"]


def test_a_reason_opens_to_its_facts_days_reports_and_sources() -> None:
    reason = explain(HISTORY, RULES, ON).reasons[0]

    flag, separation = reason.evidence

    assert (flag.fact, flag.days, flag.reports, flag.sources) == (
        "lethality_flag",
        (date(2026, 5, 1),),
        ("r1",),
        ("polisen",),
    )
    assert separation.days == (date(2026, 3, 1),)


def test_what_is_not_known_is_named_in_the_readers_language() -> None:
    assert "vapen använt eller visat" in explain(HISTORY, RULES, ON).unknown
    assert "weapon used or shown" in explain(HISTORY, RULES, ON, "en").unknown
    assert "strypgrepp eller kvävning" not in explain(HISTORY, RULES, ON).unknown


def test_the_day_when_the_level_falls_is_the_first_on_which_it_does() -> None:
    (fall,) = [change for change in explain(HISTORY, RULES, ON).changes if change.on]

    assert level(HISTORY, fall.on - timedelta(days=1)) == "A"
    assert level(HISTORY, fall.on) == "B"
    assert fall.says.startswith("Nivå B")


def test_the_nearest_rule_not_reached_is_named_with_what_is_now() -> None:
    twice = frame(*(offence(date(2026, month, 1), f"r{month}") for month in (2, 5)))

    changes = [change.says for change in explain(twice, RULES, ON).changes]

    assert changes[0] == "Nivå B om: minst tre anmälningar på 12 månader (nu 2)"


def test_a_level_that_time_does_not_lower_says_so() -> None:
    # Rule A4, a new report after a message, looks at no window.
    again = frame(event("notified", date(2026, 4, 1), level="B"), offence(date(2026, 5, 1), "r1"))

    told = explain(again, RULES, ON)

    assert told.level == level(again, date(2046, 6, 1)) == "A"
    assert [change.says for change in told.changes] == [
        "Nivå A indikeras tills vidare: inget som ger den blir för gammalt"
    ]


def test_a_person_without_events_has_no_level_and_no_reason() -> None:
    told = explain(frame(), RULES, ON)

    assert (told.level, told.reasons, told.changes) == (None, (), ())


@pytest.mark.parametrize("profile", ["high-point", "two-class"])
def test_other_profiles_explain_by_their_own_rules(profile: str) -> None:
    rules = book(None, profile).on(ON)

    told = explain(HISTORY, rules, ON)

    assert {reason.rule for reason in told.reasons} <= {rule.id for rule in rules.levels}
    assert told.level == {"high-point": "D", "two-class": "A"}[profile]
