"""The pages on which a level is decided: nothing counts before the check, lowering goes to a second person."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_decision, make_hold, make_person, make_placement, make_proposal
from trygg_web.access.models import User
from trygg_web.listing import actions, queries
from trygg_web.listing.models import Decision, Proposal

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


@pytest.fixture
def asked(analyst: User) -> Proposal:
    make_person()
    actions.propose_placements(on=timezone.localdate(), by=analyst)
    return Proposal.objects.get()


def address(proposal: Proposal) -> str:
    return reverse("listing:decide", args=[proposal.pk])


def hidden(page: Any) -> dict[str, str]:
    return {"opened": page.context["form"]["opened"].value()}


def test_the_page_says_why_and_what_is_not_known(officer: User, client_of: Enter, asked: Proposal) -> None:
    html = client_of(officer).get(address(asked)).content.decode()

    assert "Nivå D föreslås, därför att" in html
    assert "Inte känt" in html
    assert "Hur länge sidan var öppen" in html


def test_a_decision_counts_only_after_the_check(officer: User, client_of: Enter, asked: Proposal) -> None:
    client = client_of(officer)
    said = {"level": "D", **hidden(client.get(address(asked)))}

    check = client.post(address(asked), said)

    assert "listing/check.html" in [template.name for template in check.templates]
    assert not Decision.objects.exists()
    assert client.post(address(asked), {**said, "confirm": "yes"}).status_code == 302
    decision = Decision.objects.get()
    assert decision.level == "D"
    assert decision.seconds_open is not None
    assert not decision.facts_opened


def test_who_opened_the_facts_is_remembered(officer: User, client_of: Enter, asked: Proposal) -> None:
    client = client_of(officer)
    part = client.get(reverse("listing:facts", args=[asked.pk, "D1"])).content.decode()
    said = {"level": "D", "facts_opened": "on", "confirm": "yes", **hidden(client.get(address(asked)))}

    client.post(address(asked), said)

    assert 'name="facts_opened"' in part
    assert Decision.objects.get().facts_opened


def test_a_forged_time_is_not_believed(officer: User, client_of: Enter, asked: Proposal) -> None:
    client_of(officer).post(address(asked), {"level": "D", "opened": "12", "confirm": "yes"})

    assert Decision.objects.get().seconds_open is None


def test_deciding_otherwise_without_a_reason_says_so(officer: User, client_of: Enter, asked: Proposal) -> None:
    page = client_of(officer).post(address(asked), {"level": "A", "because": "", "confirm": "yes"})

    assert page.status_code == 400
    assert "Skriv varför" in page.content.decode()
    assert not Decision.objects.exists()


def test_change_leads_back_with_what_was_typed(officer: User, client_of: Enter, asked: Proposal) -> None:
    page = client_of(officer).post(address(asked), {"level": "A", "because": "Värre än så.", "back": "yes"})

    assert "Värre än så." in page.content.decode()
    assert not Decision.objects.exists()


def test_a_held_couple_shows_the_way_instead_of_the_form(officer: User, client_of: Enter) -> None:
    person = make_person()
    make_hold(one=person)

    html = client_of(officer).get(address(make_proposal(person))).content.decode()

    assert 'id="decision"' not in html
    assert reverse("people:holds") in html


def test_what_is_decided_already_cannot_be_decided_again(officer: User, client_of: Enter) -> None:
    proposal = make_proposal(state="decided")
    client = client_of(officer)

    assert 'id="decision"' not in client.get(address(proposal)).content.decode()
    assert client.post(address(proposal), {"level": "C", "confirm": "yes"}).status_code == 409


def test_a_lowering_goes_to_the_second_persons_page(officer: User, officer2: User, client_of: Enter) -> None:
    placed = make_placement(level="A")
    proposal = make_proposal(placed.person, level="C")
    said = {"level": "C", "ready": "calm", "confirm": "yes"}
    client_of(officer).post(address(proposal), said)
    page = reverse("listing:second", args=[Decision.objects.get(proposal=proposal).pk])

    assert "Du beslutade själv" in client_of(officer).get(page).content.decode()
    assert client_of(officer).post(page, {"agrees": "yes"}).status_code == 403
    assert client_of(officer2).post(page, {"agrees": "no"}).status_code == 400
    assert client_of(officer2).post(page, {"agrees": "yes"}).status_code == 302
    assert placed.person.placements.get(until=None).level == "C"


def test_the_queue_begins_with_what_is_late(officer: User, client_of: Enter) -> None:
    today = timezone.localdate()
    soon = make_proposal(decide_by=today + timedelta(days=3))
    late = make_proposal(level="D", decide_by=today - timedelta(days=3))

    page = client_of(officer).get(reverse("listing:proposals"))

    assert [row.id for row in page.context["page"]] == [late.pk, soon.pk]
    assert "3 dagar försenat" in page.content.decode()


def test_the_queue_has_no_way_to_decide_many_at_once(officer: User, client_of: Enter) -> None:
    make_proposal()

    html = client_of(officer).get(reverse("listing:proposals")).content.decode()

    assert 'type="checkbox"' not in html


def test_the_leads_figures_open_to_their_rows(lead: User, officer: User, client_of: Enter) -> None:
    make_decision(make_proposal(state="decided", level="C"), level="B", seconds_open=60, facts_opened=True)
    make_decision(make_proposal(state="decided", level="C"), level="C", seconds_open=20)
    make_decision(make_proposal(state="second", level="C"), level="D")

    levels, months = queries.overrides(lead)

    of_c = next(one for one in levels if one.key == "C")
    assert (of_c.decided, of_c.otherwise, of_c.graver, of_c.opened, of_c.rate) == (2, 1, 1, 1, 50.0)
    assert sum(one.decided for one in months) == 2
    for only, count in (("", 2), ("otherwise", 1), ("graver", 1), ("opened", 1)):
        assert len(queries.override_rows(lead, "C", only)) == count
        assert len(queries.override_rows(lead, months[0].key, only)) == count
    assert queries.override_rows(lead, "2026-99") == []
    for name in ("overrides", "override_rows"):
        assert client_of(lead).get(reverse(f"listing:{name}"), {"grupp": "C"}).status_code == 200
