"""The plan of a message: its laws beside the worked cases of the method."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trygg.deadlines import left
from trygg.errors import NoRuleInForce
from trygg.notices import Plan, Situation, Withheld, exhausted, plan, victim_contacts
from trygg.rulebook import book, profiles

RULES = {profile: book(None, profile).on(date(2026, 6, 1)) for profile in profiles()}
MALMO = RULES["malmo"]
TRIGGER = datetime(2026, 2, 3, 8, tzinfo=UTC)

maybe = st.sampled_from([None, True, False])
instants = st.datetimes(datetime(2026, 1, 2), datetime(2027, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))
situations = st.builds(
    Situation,
    level=st.sampled_from("ABCD"),
    trigger=instants,
    held=st.booleans(),
    minor=maybe,
    restrictions=maybe,
    language=st.sampled_from(["", "sv", "ar"]),
    mutual=st.booleans(),
    threat=st.booleans(),
    meeting=st.none() | instants,
    release=st.none() | instants,
)


@settings(max_examples=150, deadline=None)
@given(situations, st.sampled_from(sorted(RULES)))
def test_nobody_is_told_who_may_be_a_minor_or_stands_in_a_mutual_hold(situation: Situation, profile: str) -> None:
    planned = plan(situation, RULES[profile])

    assert isinstance(planned, Plan) == (situation.minor is False and not situation.mutual)


@settings(max_examples=150, deadline=None)
@given(situations, st.sampled_from(sorted(RULES)))
def test_every_plan_thinks_of_the_one_subjected_first_and_ends_after_its_trigger(
    situation: Situation, profile: str
) -> None:
    planned = plan(situation, RULES[profile])

    if isinstance(planned, Plan):
        assert planned.gates[0].id == "victim"
        assert left(situation.trigger, planned.due) > timedelta()
        assert planned.warn is None or timedelta() <= left(situation.trigger, planned.warn) < left(
            situation.trigger, planned.due
        )


@settings(max_examples=150, deadline=None)
@given(situations, st.sampled_from(sorted(RULES)))
def test_whoever_is_held_is_never_written_to_and_asks_the_prosecutor_unless_known_free(
    situation: Situation, profile: str
) -> None:
    planned = plan(situation, RULES[profile])

    if isinstance(planned, Plan) and situation.held:
        gates = [gate.id for gate in planned.gates]
        assert planned.form == "detention_visit"
        assert ("prosecutor" in gates) == (situation.restrictions is not False)


@settings(max_examples=100, deadline=None)
@given(situations, st.sampled_from(sorted(RULES)))
def test_knowing_less_never_opens_a_gate(situation: Situation, profile: str) -> None:
    known = {name: getattr(situation, name) for name in ("level", "trigger", "held")} | {"minor": False}

    less = plan(Situation(**known), RULES[profile])
    more = plan(Situation(**known, restrictions=False, language="sv"), RULES[profile])

    assert {gate.id for gate in more.gates} <= {gate.id for gate in less.gates}


def test_a_graver_level_is_told_no_later() -> None:
    ends = [plan(Situation(level=level, trigger=TRIGGER, held=False, minor=False), MALMO).due for level in "ACB"]

    assert ends == sorted(ends)


def test_a_release_that_comes_first_brings_the_warning_forward() -> None:
    soon = Situation(
        level="C", trigger=TRIGGER, held=True, restrictions=False, minor=False, release=TRIGGER + timedelta(hours=30)
    )

    planned = plan(soon, MALMO)

    assert left(TRIGGER, planned.due) == timedelta(hours=30)
    assert left(TRIGGER, planned.warn) == timedelta(hours=6)  # as long before the end as ever: 24 hours


def test_a_release_at_once_warns_at_once() -> None:
    soon = Situation(level="C", trigger=TRIGGER, held=True, minor=False, release=TRIGGER + timedelta(hours=3))

    assert left(TRIGGER, plan(soon, MALMO).warn) == timedelta()


def test_a_level_that_the_profile_does_not_tell_is_named() -> None:
    with pytest.raises(NoRuleInForce, match="profile malmo tells nothing at level E"):
        plan(Situation(level="E", trigger=TRIGGER, held=False, minor=False), MALMO)


def test_what_the_law_asks_nobody_may_override() -> None:
    overridable = {gate.id for gate in MALMO.notices.gates.values() if gate.overridden_by}

    assert overridable == {"victim", "language"}


def test_why_nobody_is_told_says_who_is_turned_to() -> None:
    young = plan(Situation(level="C", trigger=TRIGGER, held=False, minor=True), MALMO)

    assert young == Withheld("minor", "social_services")


@pytest.mark.parametrize(
    ("attempts", "days", "gives"),
    [(0, 0, False), (2, 13, False), (3, 1, True), (1, 14, False), (1, 15, True)],
)
def test_a_message_is_tried_three_times_within_fourteen_days(attempts: int, days: int, gives: bool) -> None:
    assert exhausted(attempts, TRIGGER, TRIGGER + timedelta(days=days), MALMO) is gives


@pytest.mark.parametrize(("level", "hours"), [("A", 24), ("B", 24), ("C", 72), ("D", 72)])
def test_the_victim_side_is_in_touch_soon_and_again(level: str, hours: int) -> None:
    first, *later = victim_contacts(level, TRIGGER, MALMO)

    assert left(TRIGGER, first) == timedelta(hours=hours)
    assert [one.date() for one in later] == [date(2026, 2, 10), date(2026, 2, 17), date(2026, 3, 3)]
