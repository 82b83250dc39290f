"""Other houses before and after a message: who is asked, what opens the gate, and what is told when it moves or ends.

The police side of two worlds; what the other house does with a question is tested in its own room.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_decision, make_notification, make_person, make_proposal
from tests.factories.incidents import make_report, suspect_of
from tests.factories.listing import make_placement
from tests.factories.notifications import make_approvals
from tests.factories.people import make_link
from tests.trygg_web.exchange.drafts import back
from tests.trygg_web.exchange.houses import House
from trygg.steps import Act, State
from trygg_web.access.errors import WrongState
from trygg_web.access.models import Role, User
from trygg_web.exchange import actions as exchange
from trygg_web.exchange import queries as came
from trygg_web.exchange.actions import Item
from trygg_web.exchange.models import Disclosure
from trygg_web.exchange.records import Came
from trygg_web.notifications import actions, queries
from trygg_web.notifications.actions import Told
from trygg_web.notifications.models import Gate, Inquiry, Notification, Outcome
from trygg_web.people import queries as people
from trygg_web.people.models import Person

pytestmark = pytest.mark.django_db
WHY = "Kontaktad per telefon"
Houses = tuple[House, House]


def planned(by: User, *, victims: int = 1, **given: Any) -> Notification:
    """A message about somebody reported for violence against as many as are said, its level decided by `by`."""
    person = make_person(make_report(victim={"given": "Vera", "family": "Vik"}))
    suspect = person.links.get().party
    make_link(suspect.report.parties.get(role="victim"))
    for place in range(1, victims):
        report = make_report(victim={"given": f"Vera{place}", "family": "Vik"})
        make_link(suspect_of(report), person)
        make_link(report.parties.get(role="victim"))
    decision = make_decision(make_proposal(person, state="decided"), by=by, level="C")
    return make_notification(placement=make_placement(person, "C", decision=decision), **given)


def ask(police: House) -> int:
    """The night's questions, carried to the other houses."""
    with police.inside():
        return actions.ask_elsewhere(by=police.user(Role.NIGHT))


def take(police: House) -> None:
    """What has come is carried in and taken over, and what has changed is told."""
    police.post()
    with police.inside():
        actions.run_day(on=timezone.localdate(), by=police.user(Role.NIGHT))
    police.post()


def heard(social: House, kind: str, police: House) -> list[Came]:
    """What the other house has been told of a kind."""
    police.post()
    social.post()
    with social.inside():
        return came.untaken(kind)


def answer(social: House, told: Any, word: str) -> None:
    """The one word that goes back."""
    with social.inside():
        item = Item("gate", "level_and_delivery", word)
        one = back(item, kind="gate_answer", function="police", unit="victims", reply_to=told.message)
        exchange.disclose(one, by=social.user(Role.ADVOCATE))
    social.post()


@contextmanager
def at_work(police: House) -> Iterator[tuple[User, User]]:
    with police.inside():
        make_approvals()
        yield police.user(Role.OFFICER), police.user(Role.LEAD)


def test_social_services_are_asked_about_each_one_subjected_and_once(houses: Houses) -> None:
    police, social = houses
    with at_work(police) as (officer, _lead):
        planned(officer, victims=2)

    assert (ask(police), ask(police)) == (2, 0)
    told = heard(social, "message_planned", police)

    assert {one.value("victim_name") for one in told} == {"Vera Vik", "Vera1 Vik"}
    assert all({item.field for item in one.items} == FIELDS for one in told)
    assert {one.function for one in told} == {"victims"}


def test_two_rounds_at_once_ask_once(houses: Houses, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second round runs whole just when the first has read whom nobody asked about yet."""
    police, _social = houses
    between: list[int] = []

    def subjected(*asked: Any) -> Any:
        if not between:
            between.append(0)
            between[0] = ask(police)
        return subjected_to(*asked)

    with at_work(police) as (officer, _lead):
        planned(officer)
    subjected_to = people.subjected_to
    monkeypatch.setattr(people, "subjected_to", subjected)

    assert (ask(police), between) == (0, [1])
    with police.inside():
        assert (Inquiry.objects.count(), Disclosure.objects.count()) == (1, 1)


FIELDS = {"victim_name", "victim_number", "name", "planned_by"}


def test_who_has_asked_cannot_open_the_gate_and_the_lead_can_pass_it(houses: Houses) -> None:
    police, _social = houses
    with at_work(police) as (officer, lead):
        gate = planned(officer).gates.get(gate="victim")
    ask(police)

    with police.inside():
        with pytest.raises(WrongState, match="tillfrågad"):
            actions.open_gate(gate.pk, because=WHY, by=officer)
        assert actions.override_gate(gate.pk, because="Fara för liv", by=lead).overridden


@pytest.mark.parametrize(("word", "opens"), [("open", True), ("none", True), ("wait", False), ("else", False)])
def test_the_word_opens_the_gate_or_keeps_it_shut(houses: Houses, word: str, opens: bool) -> None:
    police, social = houses
    with at_work(police) as (officer, _lead):
        gate = planned(officer).gates.get(gate="victim")
    ask(police)
    for told in heard(social, "message_planned", police):
        answer(social, told, word)
    take(police)

    with police.inside():
        gate.refresh_from_db()
        assert gate.open == opens


def test_open_and_nobody_to_contact_leave_the_same_traces(houses: Houses) -> None:
    police, social = houses
    words = iter(("open", "none"))
    with at_work(police) as (officer, _lead):
        gates = [planned(officer).gates.get(gate="victim").pk for _ in range(2)]
    ask(police)
    for told in heard(social, "message_planned", police):
        answer(social, told, next(words))
    take(police)

    with police.inside():
        one, other = (Gate.objects.get(pk=key) for key in gates)
        said = [[(row.verdict, row.because, row.by) for row in gate.decisions.all()] for gate in (one, other)]
        words_kept = set(Inquiry.objects.values_list("word", flat=True))
    assert said[0] == said[1]
    assert words_kept == {"open"}


def test_every_one_subjected_must_have_been_answered_for(houses: Houses) -> None:
    police, social = houses
    with at_work(police) as (officer, _lead):
        gate = planned(officer, victims=2).gates.get(gate="victim")
    ask(police)
    first, second = heard(social, "message_planned", police)
    answer(social, first, "open")
    take(police)
    with police.inside():
        gate.refresh_from_db()
        assert not gate.open

    answer(social, second, "wait")
    take(police)
    answer(social, second, "open")
    take(police)

    with police.inside():
        gate.refresh_from_db()
        assert gate.open


def test_a_word_from_another_house_opens_nothing(houses: Houses) -> None:
    police, social = houses
    with at_work(police) as (officer, _lead):
        gate = planned(officer).gates.get(gate="victim")
    ask(police)
    told = heard(social, "message_planned", police)
    with police.inside():
        Inquiry.objects.update(house="social-b")
    answer(social, told[0], "open")
    take(police)

    with police.inside():
        gate.refresh_from_db()
        assert not gate.open


def test_a_message_that_moves_or_is_cancelled_is_told_of(houses: Houses) -> None:
    police, social = houses
    with at_work(police) as (officer, _lead):
        row = planned(officer)
    ask(police)
    police.post()
    later = row.due_at + timedelta(days=2)
    with police.inside():
        Notification.objects.filter(pk=row.pk).update(due_at=later)
    take(police)
    with police.inside():
        actions.move(row.pk, Act.CANCEL, because="Nivån var fel", by=officer)
    take(police)

    moved, gone = [one for one in heard(social, "message_planned", police) if one.corrects]

    assert moved.corrects == gone.corrects
    with police.inside():
        told = Disclosure.objects.exclude(corrects=None).order_by("at")
        values = [[(item.field, item.withdrawn) for item in one.items.all()] for one in told]
        assert values == [[("planned_by", False)], [("planned_by", True)]]
        assert told[0].items.get().value == timezone.localtime(later).isoformat()
        assert actions.tell_changes(by=police.user(Role.NIGHT)) == 0


def test_what_was_given_is_told_with_its_day(houses: Houses) -> None:
    police, social = houses
    with at_work(police) as (officer, _lead):
        row = planned(officer)
    ask(police)
    for told in heard(social, "message_planned", police):
        answer(social, told, "none")
    take(police)
    with police.inside():
        for gate in row.gates.filter(open=False):
            actions.open_gate(gate.pk, because=WHY, by=officer)
        given = Told(outcome=Outcome.DELIVERED, at=timezone.now(), understood="yes", reaction="calm")
        actions.record_attempt(row.pk, given, by=officer)
        row.refresh_from_db()
        assert row.state == State.RECORDED
    take(police)

    (told,) = heard(social, "delivered", police)
    assert told.value("delivered") == timezone.localdate().isoformat()
    assert told.value("victim_number")
    assert {item.field for item in told.items} == {"victim_number", "delivered"}


def test_a_house_without_partners_leaves_the_gate_to_a_named_officer(strangers: Houses) -> None:
    police, _social = strangers
    with at_work(police) as (officer, _lead):
        gate = planned(officer).gates.get(gate="victim")

    assert ask(police) == 0
    with police.inside():
        assert actions.open_gate(gate.pk, because=WHY, by=officer).open


def test_what_nobody_may_disclose_any_more_is_left_to_a_named_officer(houses: Houses) -> None:
    police, _social = houses
    with at_work(police) as (officer, _lead):
        gate = planned(police.user(Role.ANALYST)).gates.get(gate="victim")

        assert actions.ask_elsewhere(by=police.user(Role.NIGHT)) == 0
        assert actions.open_gate(gate.pk, because=WHY, by=officer).open


def test_a_protected_one_is_asked_about_when_two_have_decided(houses: Houses) -> None:
    police, social = houses
    with at_work(police) as (officer, lead):
        row = planned(officer)
        Person.objects.filter(links__party__role="victim").update(protected="both")
        gate = row.gates.get(gate="victim")
    ask(police)
    assert heard(social, "message_planned", police) == []

    with police.inside():
        second = police.user(Role.LEAD, Role.CLEARED)
        exchange.decline(Disclosure.objects.get().pk, because="Frågas på annat sätt", by=second)
        actions.tell_changes(by=police.user(Role.NIGHT))
        assert actions.open_gate(gate.pk, because=WHY, by=officer).open


def test_the_probation_service_is_told_of_its_clients_and_says_when_it_has_given_it(strangers: Houses) -> None:
    police, probation = strangers
    probation.zone = "probation"
    police.meet(probation)
    probation.meet(police)
    with at_work(police) as (officer, _lead):
        row, other = planned(officer), planned(officer, functions=["officer", "probation"])
        planned(officer)
        done = actions.ask_elsewhere(supervised={row.person_id}, by=police.user(Role.NIGHT))
    told = heard(probation, "message_planned", police)

    assert (done, {one.function for one in told}) == (2, {"supervision"})
    assert {item.field for one in told for item in one.items} == {"number", "planned_by"}
    with probation.inside():
        given = Item("delivered", "level_and_delivery", timezone.localdate().isoformat())
        one = back(
            given,
            kind="delivered",
            function="police",
            ground="G-06",
            reply_to=told[0].message,
            answers=DUTY,
            subject="",
        )
        exchange.disclose(one, by=probation.user(Role.SUPERVISOR))
    probation.post()
    take(police)

    with police.inside():
        shown = [queries.asked_of(key)[0].given for key in (row.pk, other.pk)]
        assert sorted(shown) == [False, True]


DUTY = {"needed_in_crime_fighting": "Budskapet är givet.", "clear_that_secrecy_prevails": "no"}


def test_the_pages_say_who_is_asked_and_offer_no_button(officer: User, client_of: Callable[[User], Client]) -> None:
    row = planned(officer)
    inquiry = Inquiry.objects.create(
        notification=row, branch="victims", victim=make_person(role="victim"), house="social-a",
        disclosure=make_person().pk, message=make_person().pk, asked_at=timezone.now(), until=row.due_at,
    )  # fmt: skip
    pages = client_of(officer)
    gate = reverse("notifications:gate", args=[row.gates.get(gate="victim").pk])

    assert "Socialtjänsten är tillfrågad" in (shown := pages.get(gate).content.decode())
    assert "Öppna grinden" not in shown
    Inquiry.objects.filter(pk=inquiry.pk).update(word="wait", answered_at=timezone.now())
    assert "ska vänta" in pages.get(gate).content.decode()
    assert "Socialtjänsten: vänta" in pages.get(reverse("notifications:message", args=[row.pk])).content.decode()
