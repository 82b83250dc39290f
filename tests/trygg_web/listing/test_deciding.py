"""A named person decides; lowering takes two; two cannot decide the same at once; nothing is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import make_hold, make_person, make_placement, make_proposal
from trygg_web.access.errors import InvalidInput, NotAllowed, NotThere, WrongState
from trygg_web.access.models import Entry, User
from trygg_web.listing import actions, policies
from trygg_web.listing.models import Decision, Placement, Proposal, ProposalState, Rank
from trygg_web.listing.queries.method import rules_on

pytestmark = pytest.mark.django_db


def test_a_raise_stands_at_once(officer: User) -> None:
    placed = make_placement(level="D")
    proposal = make_proposal(placed.person, level="B")

    decision = actions.confirm(proposal.pk, "B", because="", by=officer)

    now = Placement.objects.get(person=placed.person, until=None)
    assert (now.level, now.former, now.decision) == ("B", "D", decision)
    assert Rank.objects.get(person=placed.person).level == "B"
    placed.refresh_from_db()
    assert placed.until is not None


def test_a_kept_level_keeps_its_span_and_moves_its_review(officer: User) -> None:
    placed = make_placement(level="C")
    proposal = make_proposal(placed.person, level="C")
    day = timezone.localdate() + timedelta(days=40)

    actions.confirm(proposal.pk, "C", because="", review_on=day, by=officer)

    placed.refresh_from_db()
    assert (placed.until, placed.review_on) == (None, day)


@pytest.mark.parametrize("level", ["D", ""])
def test_a_lowering_waits_for_a_second_person(officer: User, officer2: User, level: str) -> None:
    placed = make_placement(level="B")
    proposal = make_proposal(placed.person, level="B")

    decision = actions.confirm(proposal.pk, level, because="Lugnt länge.", by=officer)

    assert Placement.objects.get(person=placed.person, until=None).level == "B"
    actions.second(decision.pk, True, by=officer2)
    now = Placement.objects.filter(person=placed.person, until=None).values_list("level", flat=True)
    assert list(now) == ([level] if level else [])


@pytest.mark.parametrize(
    ("raising", "lowering", "level", "waits"),
    [
        (1, 2, "B", False),
        (2, 2, "B", True),
        (2, 2, "C", False),
        (1, 2, "D", True),
        (1, 1, "D", False),
        (1, 1, "", False),
    ],
)
def test_the_method_says_how_many_raise_and_lower(  # noqa: PLR0913 - what stands in the table
    officer: User, monkeypatch: pytest.MonkeyPatch, raising: int, lowering: int, level: str, waits: bool
) -> None:
    rules = rules_on(timezone.localdate())
    review = replace(rules.review, raising=raising, lowering=lowering)
    monkeypatch.setattr(policies, "rules_on", lambda on: replace(rules, review=review))
    proposal = make_proposal(make_placement(level="C").person, level=level)

    actions.confirm(proposal.pk, level, because="Samlad bedömning.", by=officer)

    proposal.refresh_from_db()
    assert proposal.state == (ProposalState.SECOND if waits else ProposalState.DECIDED)


def test_the_second_person_is_another(officer: User) -> None:
    placed = make_placement(level="B")
    decision = actions.confirm(make_proposal(placed.person).pk, "C", because="Lugnt länge.", by=officer)

    with pytest.raises(NotAllowed):
        actions.second(decision.pk, True, by=officer)


def test_a_refused_lowering_lets_the_proposal_wait_again(officer: User, officer2: User) -> None:
    placed = make_placement(level="B")
    proposal = make_proposal(placed.person, level="C")
    decision = actions.confirm(proposal.pk, "C", because="Lugnt länge.", by=officer)

    actions.second(decision.pk, False, because="För tidigt.", by=officer2)

    proposal.refresh_from_db()
    assert proposal.state == ProposalState.WAITING
    assert Placement.objects.get(person=placed.person, until=None).level == "B"
    assert Decision.objects.get(pk=decision.pk).second_because == "För tidigt."


def test_a_second_answer_comes_too_late(officer: User, officer2: User, lead: User) -> None:
    placed = make_placement(level="B")
    decision = actions.confirm(make_proposal(placed.person).pk, "C", because="Lugnt länge.", by=officer)
    actions.second(decision.pk, True, by=officer2)

    with pytest.raises(WrongState):
        actions.second(decision.pk, True, by=lead)


def test_two_who_press_at_once_do_not_both_decide(officer: User, officer2: User) -> None:
    """Both had read the proposal before either wrote: the claim in the database lets one through."""
    proposal = make_proposal()
    actions.confirm(proposal.pk, "C", because="", by=officer)

    with pytest.raises(WrongState):
        actions.confirm(proposal.pk, "C", because="", by=officer2)

    assert Decision.objects.filter(proposal=proposal).count() == 1


def test_a_claim_fails_when_the_row_moved_after_it_was_read(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    from trygg_web.listing.actions import deciding

    proposal = make_proposal()
    stale = Proposal.objects.get(pk=proposal.pk)
    Proposal.objects.filter(pk=proposal.pk).update(state=ProposalState.DECIDED)
    monkeypatch.setattr(deciding, "_proposal", lambda _id: stale)

    with pytest.raises(WrongState):
        actions.confirm(proposal.pk, "C", because="", by=officer)

    assert not Decision.objects.exists()


@pytest.mark.parametrize("level", ["A", "D", ""])
def test_deciding_otherwise_needs_a_reason(officer: User, level: str) -> None:
    proposal = make_proposal(level="C")

    with pytest.raises(InvalidInput):
        actions.confirm(proposal.pk, level, because="  ", by=officer)


def test_fear_may_raise_and_never_lower(officer: User) -> None:
    placed = make_placement(level="C")
    proposal = make_proposal(placed.person, level="C")

    with pytest.raises(InvalidInput):
        actions.confirm(proposal.pk, "D", because="Hon är rädd.", fear=True, by=officer)
    decision = actions.confirm(proposal.pk, "A", because="Hon är rädd.", fear=True, by=officer)

    assert decision.fear


def test_a_held_couple_cannot_be_decided(officer: User) -> None:
    person = make_person()
    make_hold(one=person)

    with pytest.raises(WrongState):
        actions.confirm(make_proposal(person).pk, "C", because="", by=officer)


def test_a_review_in_the_past_is_refused(officer: User) -> None:
    with pytest.raises(InvalidInput):
        actions.confirm(make_proposal().pk, "C", because="", review_on=timezone.localdate(), by=officer)


def test_without_a_day_the_rules_give_the_review(officer: User) -> None:
    actions.confirm(make_proposal(level="A").pk, "A", because="", by=officer)

    days = (Placement.objects.get(until=None).review_on - timezone.localdate()).days
    assert 85 < days < 95


def test_an_analyst_may_not_decide(analyst: User) -> None:
    with pytest.raises(NotAllowed):
        actions.confirm(make_proposal().pk, "C", because="", by=analyst)


def test_what_does_not_exist_is_said_so(officer: User) -> None:
    person = make_person()

    with pytest.raises(NotThere):
        actions.confirm(person.pk, "C", because="", by=officer)
    with pytest.raises(NotThere):
        actions.second(person.pk, True, by=officer)


def test_each_step_is_written_in_the_log(officer: User, officer2: User) -> None:
    placed = make_placement(level="B")
    decision = actions.confirm(make_proposal(placed.person).pk, "C", because="Lugnt länge.", by=officer)
    actions.second(decision.pk, True, by=officer2)

    told = Entry.objects.filter(kind="decision").order_by("seq").values_list("verb", "actor")
    assert list(told) == [("asked_second", str(officer.pk)), ("placed", str(officer2.pk))]


STEPS = st.lists(
    st.tuples(st.sampled_from(["A", "B", "C", "D", ""]), st.sampled_from(["agree", "refuse", "leave"])), max_size=8
)


@given(steps=STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_history_leaves_one_open_placement_and_no_lowering_by_one(
    officer: User, officer2: User, steps: list[tuple[str, str]]
) -> None:
    person, decided = make_person(), 0

    for level, answer in steps:
        Proposal.objects.filter(person=person, state__in=["waiting", "second"]).update(state="superseded")
        decision = actions.confirm(make_proposal(person, level="C").pk, level, because="Skäl.", by=officer)
        decided += 1
        if decision.proposal.state == ProposalState.SECOND and answer != "leave":
            actions.second(decision.pk, answer == "agree", because="Svar.", by=officer2)
        _check_spans(person.pk)

    assert Decision.objects.filter(proposal__person=person).count() == decided


def _check_spans(person: object) -> None:
    spans = list(Placement.objects.filter(person=person).select_related("decision").order_by("decision__at"))
    assert sum(span.until is None for span in spans) <= 1
    for before, after in zip(spans, spans[1:], strict=False):
        assert before.until is not None
        if after.level > before.level and after.former == before.level:
            assert after.decision.second_by_id not in {None, after.decision.by_id}
