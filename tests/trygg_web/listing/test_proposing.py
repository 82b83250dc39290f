"""What the rules propose, when they do, and when they keep quiet."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import make_observation, make_person, make_report, suspect_of
from trygg_web.access.errors import NotAllowed
from trygg_web.access.models import User
from trygg_web.listing import actions
from trygg_web.listing.models import Placement, Proposal, ProposalState, Rank
from trygg_web.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def again(person: Person, days_ago: int = 1) -> None:
    """One more report of the same person."""
    from tests.factories import make_link

    report = make_report(reported_at=timezone.now() - timedelta(days=days_ago))
    make_link(suspect_of(report), person)


def waiting(person: Person) -> Proposal:
    return Proposal.objects.get(person=person, state=ProposalState.WAITING)


def test_a_new_person_is_proposed_with_facts_and_rules(analyst: User, today: date) -> None:
    person = make_person()

    run = actions.propose_placements(on=today, by=analyst)

    assert (run.persons, run.proposed) == (1, 1)
    proposal = waiting(person)
    assert proposal.level == "D"
    assert proposal.strongest == proposal.fired[0]
    assert proposal.facts["reports_12m"] == 1
    assert proposal.facts["nonpartner_violence_60m"] is None


def test_a_second_run_changes_nothing(analyst: User, today: date) -> None:
    make_person()
    actions.propose_placements(on=today, by=analyst)
    before = list(Proposal.objects.values())

    run = actions.propose_placements(on=today, by=analyst)

    assert run.proposed == 0
    assert list(Proposal.objects.values()) == before


def test_new_facts_replace_the_proposal_that_waits(analyst: User, today: date) -> None:
    person = make_person()
    actions.propose_placements(on=today, by=analyst)
    first = waiting(person)
    again(person)

    actions.propose_placements(on=today, by=analyst)

    first.refresh_from_db()
    assert first.state == ProposalState.SUPERSEDED
    assert waiting(person).level == "C"


def test_a_decided_person_is_left_in_peace_until_something_is_new(analyst: User, officer: User, today: date) -> None:
    person = make_person()
    actions.propose_placements(on=today, by=analyst)
    actions.confirm(waiting(person).pk, "D", because="", by=officer)

    assert actions.propose_placements(on=today, by=analyst).proposed == 0

    make_observation(person, kind="breach", day=today)

    assert actions.propose_placements(on=today, by=analyst).proposed == 1
    assert waiting(person).level == "B"


def test_a_review_whose_day_has_come_is_proposed_once(analyst: User, officer: User, today: date) -> None:
    person = make_person()
    actions.propose_placements(on=today, by=analyst)
    actions.confirm(waiting(person).pk, "D", because="", by=officer)
    Placement.objects.update(review_on=today)

    runs = [actions.propose_placements(on=today, by=analyst).proposed for _ in range(2)]

    assert runs == [1, 0]


def test_time_alone_does_not_ask_for_a_lowering_before_the_review(analyst: User, officer: User, today: date) -> None:
    person = make_person()
    again(person)
    actions.propose_placements(on=today, by=analyst)
    actions.confirm(waiting(person).pk, "C", because="", by=officer)

    assert actions.propose_placements(on=today + timedelta(days=200), by=analyst).proposed == 0


def test_who_was_left_off_the_list_is_not_proposed_again_for_the_same(
    analyst: User, officer: User, today: date
) -> None:
    person = make_person()
    actions.propose_placements(on=today, by=analyst)
    actions.confirm(waiting(person).pk, "", because="Fel person.", by=officer)

    assert actions.propose_placements(on=today, by=analyst).proposed == 0
    assert not Placement.objects.exists()


def test_each_person_gets_a_place_in_the_order(analyst: User, today: date) -> None:
    person = make_person()

    actions.propose_placements(on=today, by=analyst)

    rank = Rank.objects.get(person=person)
    assert rank.last_act is not None
    assert rank.score == pytest.approx((rank.recency + rank.frequency + rank.gravity + rank.victims) / 4, abs=0.06)
    assert rank.level == ""


def test_an_auditor_may_not_let_the_rules_propose(auditor: User, today: date) -> None:
    with pytest.raises(NotAllowed):
        actions.propose_placements(on=today, by=auditor)


def test_the_number_of_queries_does_not_grow_with_the_persons(analyst: User, today: date) -> None:
    make_person()
    actions.propose_placements(on=today, by=analyst)  # the first run also makes the list's one row of state
    told = []
    for more in (2, 12):
        for _ in range(more):
            make_person()
        with CaptureQueriesContext(connection) as asked:
            actions.propose_placements(on=today, by=analyst)
        told.append(len(asked))

    assert told[0] == told[1]


def test_that_a_person_was_told_something_calls_for_no_new_decision(analyst: User, today: date) -> None:
    person = make_person()
    actions.propose_placements(on=today, by=analyst)
    Proposal.objects.update(state=ProposalState.DECIDED)

    make_observation(person, kind="notified", value="D", day=today)

    assert actions.propose_placements(on=today, by=analyst).proposed == 0
