"""When two persons turn out to be one, the list follows: nothing stays on the one who ended, no level moves over."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories import make_person, make_question
from trygg_web.access.errors import WrongState
from trygg_web.access.models import Entry, User
from trygg_web.listing import actions
from trygg_web.listing.models import Placement, Proposal, ProposalState, Rank
from trygg_web.listing.queries import Filters, the_list
from trygg_web.people import actions as people
from trygg_web.people.models import LinkQuestion, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def stays(db: None) -> Person:
    return make_person()


@pytest.fixture
def leaves(stays: Person) -> Person:
    return make_person()  # the one known longest stays


@pytest.fixture
def question(stays: Person, leaves: Person) -> LinkQuestion:
    return make_question(stays.links.get().party, leaves.links.get().party)


def join(question: LinkQuestion, by: User) -> None:
    people.answer(question.pk, "same", because="Samma man, felskrivet nummer.", by=by)


def waiting(person: Person) -> Proposal:
    return Proposal.objects.get(person=person, state=ProposalState.WAITING)


def place(person: Person, level: str, by: User) -> None:
    actions.confirm(waiting(person).pk, level, because="Bedömt så.", by=by)


def kept() -> list[object]:
    """All that a run could change."""
    tables = (Proposal.objects.order_by("pk"), Placement.objects.order_by("pk"), Rank.objects.order_by("pk"))
    return [list(rows.values()) for rows in tables]


def test_the_waiting_proposal_of_the_one_who_ended_is_superseded(
    question: LinkQuestion, stays: Person, leaves: Person, analyst: User, officer: User, today: date
) -> None:
    actions.propose_placements(on=today, by=analyst)
    former = waiting(leaves)
    join(question, officer)

    run = actions.propose_placements(on=today, by=analyst)

    former.refresh_from_db()
    assert former.state == ProposalState.SUPERSEDED
    assert run.superseded == 2
    assert (waiting(stays).level, waiting(stays).facts["reports_12m"]) == ("C", 2)
    assert Entry.objects.filter(verb="proposed", kind="proposal", subjects__subject=str(leaves.pk)).count() == 1
    with pytest.raises(WrongState):
        actions.confirm(former.pk, "D", because="", by=officer)


def test_the_row_of_the_one_who_ended_leaves_the_list(
    question: LinkQuestion, stays: Person, leaves: Person, analyst: User, officer: User, today: date
) -> None:
    actions.propose_placements(on=today, by=analyst)
    assert Rank.objects.filter(person=leaves).exists()
    join(question, officer)

    actions.propose_placements(on=today, by=analyst)

    assert set(Rank.objects.values_list("person", flat=True)) == {stays.pk}


def test_a_level_does_not_follow_but_waits_to_be_decided_anew(
    question: LinkQuestion, stays: Person, leaves: Person, analyst: User, officer: User, today: date
) -> None:
    actions.propose_placements(on=today, by=analyst)
    place(leaves, "B", officer)
    join(question, officer)

    actions.propose_placements(on=today, by=analyst)

    assert Placement.objects.get(person=leaves).until == today
    assert not Placement.objects.filter(person=stays).exists()
    assert waiting(stays).facts["reports_12m"] == 2
    closed = Entry.objects.get(kind="placement", subjects__subject=str(leaves.pk))
    assert closed.subjects.filter(subject=str(stays.pk)).exists()
    assert len(the_list(officer, Filters())) == 0


def test_deciding_milder_than_a_level_lost_in_a_joining_needs_a_second_person(
    question: LinkQuestion, stays: Person, leaves: Person, analyst: User, officer: User, officer2: User, today: date
) -> None:
    actions.propose_placements(on=today, by=analyst)
    place(leaves, "B", officer)
    join(question, officer)
    actions.propose_placements(on=today, by=analyst)

    decision = actions.confirm(waiting(stays).pk, "D", because="Bedömt så.", by=officer)

    assert not Placement.objects.filter(person=stays).exists()
    actions.second(decision.pk, True, by=officer2)
    assert Placement.objects.get(person=stays, until=None).level == "D"


def test_deciding_as_grave_as_a_level_lost_in_a_joining_needs_one_person(
    question: LinkQuestion, stays: Person, leaves: Person, analyst: User, officer: User, today: date
) -> None:
    actions.propose_placements(on=today, by=analyst)
    place(leaves, "B", officer)
    join(question, officer)
    actions.propose_placements(on=today, by=analyst)

    actions.confirm(waiting(stays).pk, "B", because="Bedömt så.", by=officer)

    assert Placement.objects.get(person=stays, until=None).level == "B"


def test_who_was_left_off_the_list_is_asked_about_when_a_level_falls_to_them(
    question: LinkQuestion, stays: Person, leaves: Person, analyst: User, officer: User, officer2: User, today: date
) -> None:
    actions.propose_placements(on=today, by=analyst)
    place(stays, "", officer)
    place(leaves, "B", officer)
    join(question, officer)
    actions.propose_placements(on=today, by=analyst)

    milder = actions.confirm(waiting(stays).pk, "D", because="Bedömt så.", by=officer)
    actions.second(milder.pk, True, by=officer2)

    assert actions.propose_placements(on=today, by=analyst).proposed == 0
    assert Placement.objects.get(until=None).person_id == stays.pk


def test_the_level_of_the_one_who_stays_stands_and_a_graver_one_is_not_forgotten(
    question: LinkQuestion, stays: Person, leaves: Person, analyst: User, officer: User, today: date
) -> None:
    actions.propose_placements(on=today, by=analyst)
    place(stays, "D", officer)
    place(leaves, "A", officer)
    join(question, officer)

    actions.propose_placements(on=today, by=analyst)

    assert Placement.objects.get(until=None).level == "D"
    assert waiting(stays).state == ProposalState.WAITING


def test_a_level_with_no_facts_behind_it_still_waits_for_a_person_to_decide(
    question: LinkQuestion, stays: Person, leaves: Person, analyst: User, officer: User, today: date
) -> None:
    actions.propose_placements(on=today, by=analyst)
    place(leaves, "C", officer)
    join(question, officer)
    later = today + timedelta(days=3300)  # nothing counts any longer

    runs = [actions.propose_placements(on=later, by=analyst).proposed for _ in range(2)]

    assert runs == [1, 0]
    assert waiting(stays).level == ""


def test_a_person_whom_undo_brings_back_is_proposed_anew(
    question: LinkQuestion, stays: Person, leaves: Person, analyst: User, officer: User, today: date
) -> None:
    actions.propose_placements(on=today, by=analyst)
    join(question, officer)
    actions.propose_placements(on=today, by=analyst)
    people.undo_answer(question.pk, by=officer)

    actions.propose_placements(on=today, by=analyst)

    for person in (stays, leaves):
        assert (waiting(person).level, waiting(person).facts["reports_12m"]) == ("D", 1)
        assert Rank.objects.filter(person=person).exists()


def test_a_level_that_undo_brings_back_is_decided_anew(
    question: LinkQuestion, stays: Person, leaves: Person, analyst: User, officer: User, today: date
) -> None:
    actions.propose_placements(on=today, by=analyst)
    place(leaves, "B", officer)
    join(question, officer)
    actions.propose_placements(on=today, by=analyst)
    place(stays, "B", officer)
    people.undo_answer(question.pk, by=officer)

    actions.propose_placements(on=today, by=analyst)

    assert not Placement.objects.filter(person=leaves, until=None).exists()
    assert waiting(leaves).level == "D"
    place(leaves, "D", officer)
    assert Placement.objects.get(person=leaves, until=None).level == "D"
    assert actions.propose_placements(on=today, by=analyst).proposed == 0


def test_running_again_after_a_joining_changes_nothing(
    question: LinkQuestion, stays: Person, leaves: Person, analyst: User, officer: User, today: date
) -> None:
    actions.propose_placements(on=today, by=analyst)
    place(leaves, "B", officer)
    join(question, officer)
    actions.propose_placements(on=today, by=analyst)
    before = kept()

    run = actions.propose_placements(on=today, by=analyst)

    assert (run.proposed, run.superseded) == (0, 0)
    assert kept() == before
