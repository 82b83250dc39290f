"""What a person says is wrong is written down, shown, and answered by somebody who did not decide it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_decision, make_person, make_proposal
from tests.factories.listing import make_objection, make_placement
from trygg_web.access.errors import InvalidInput, NotAllowed, NotThere, WrongState
from trygg_web.access.models import Entry, User
from trygg_web.listing import actions, queries
from trygg_web.listing.models import Objection

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]
TODAY = timezone.localdate


def test_an_objection_waits_for_a_month_and_is_logged(analyst: User) -> None:
    person = make_person()

    row = actions.write_objection(person.pk, "level", " Det var inte jag. ", came_on=TODAY(), by=analyst)

    assert (row.said, row.due_on, row.outcome) == ("Det var inte jag.", TODAY() + timedelta(days=30), "")
    assert Entry.objects.filter(verb="wrote", subjects__subject=str(person.pk)).exists()


@pytest.mark.parametrize(("about", "said", "days"), [("weather", "Fel.", 0), ("level", "  ", 0), ("level", "Fel.", 1)])
def test_an_objection_says_what_is_wrong_and_has_come(analyst: User, about: str, said: str, days: int) -> None:
    came = TODAY() + timedelta(days=days)

    with pytest.raises(InvalidInput):
        actions.write_objection(make_person().pk, about, said, came_on=came, by=analyst)
    assert not Objection.objects.exists()


def test_who_decided_the_level_does_not_answer_the_objection(officer: User, officer2: User) -> None:
    person = make_person()
    decision = make_decision(make_proposal(person, state="decided"), by=officer, level="C")
    make_placement(person, "C", decision=decision)
    row = make_objection(person)

    with pytest.raises(NotAllowed, match="Någon annan"):
        actions.answer_objection(row.pk, "kept", "Uppgifterna stämmer.", by=officer)
    answered = actions.answer_objection(row.pk, "partly", "En anmälan gällde någon annan.", by=officer2)

    assert (answered.outcome, answered.answered_by, answered.because) == (
        "partly", officer2, "En anmälan gällde någon annan.",
    )  # fmt: skip


def test_an_objection_is_answered_once_with_a_reason(officer: User, analyst: User) -> None:
    row = make_objection()

    with pytest.raises(InvalidInput):
        actions.answer_objection(row.pk, "kept", " ", by=officer)
    with pytest.raises(NotAllowed):
        actions.answer_objection(row.pk, "kept", "Stämmer.", by=analyst)
    actions.answer_objection(row.pk, "kept", "Stämmer.", by=officer)
    with pytest.raises(WrongState, match="redan"):
        actions.answer_objection(row.pk, "changed", "Rättat.", by=officer)
    with pytest.raises(NotThere):
        actions.answer_objection(make_person().pk, "kept", "Stämmer.", by=officer)


def test_the_most_urgent_objection_stands_first_and_the_answered_apart(officer: User) -> None:
    late, soon = make_objection(due_on=date(2026, 3, 1)), make_objection(due_on=date(2026, 2, 1))
    done = make_objection(outcome="kept", answered_by=officer, answered_at=timezone.now())

    assert [one.row for one in queries.objections(officer)] == [soon, late]
    assert [one.row for one in queries.objections(officer, answered=True)] == [done]
    assert queries.objection_count(officer) == 2


def test_the_words_of_a_protected_person_are_for_the_few(officer: User) -> None:
    make_objection(make_person(protected="sekretess"), said="Jag bor på Prästgatan.")

    assert [one.said for one in queries.objections(officer)] == ["skyddade personuppgifter"]


def test_an_objection_goes_from_the_persons_page_to_its_answer(officer: User, client_of: Enter) -> None:
    person, pages = make_person(), client_of(officer)
    new = reverse("listing:new_objection", args=[person.pk])
    told = {"about": "fact", "said": "Jag var utomlands.", "came_on": TODAY().isoformat()}

    refused = pages.post(new, {**told, "said": ""})
    kept = pages.post(new, told, follow=True)
    row = Objection.objects.get()
    listed = pages.get(reverse("listing:objections")).content.decode()
    answered = pages.post(
        reverse("listing:objection", args=[row.pk]), {"outcome": "changed", "because": "Intyg visat."}, follow=True
    )

    assert refused.status_code == 400
    assert "Jag var utomlands." in kept.content.decode()
    assert "en uppgift" in listed
    assert "Invändningar (1)" not in answered.content.decode()
    assert "Intyg visat." in pages.get(reverse("listing:person_decisions", args=[person.pk])).content.decode()
