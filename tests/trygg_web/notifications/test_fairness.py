"""Nobody whom the rules call for is forgotten, and what was said to one who is cleared is put right."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    make_decision,
    make_hold,
    make_notification,
    make_person,
    make_proposal,
    make_report,
)
from tests.factories.listing import make_placement
from tests.factories.people import make_observation
from trygg.steps import State
from trygg_web.access.errors import InvalidInput, NotAllowed, WrongState
from trygg_web.access.models import Entry, User
from trygg_web.notifications import actions, queries
from trygg_web.notifications.models import Notification, Passage, Redress
from trygg_web.people.models import Person

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]
SAID = "Brev om att misstanken är nedlagd."


def suspected() -> Person:
    return make_person(make_report(), born="1985-03-12")


def cleared(person: Person) -> None:
    """The only suspicion against the person has fallen."""
    report = person.links.get().party.report
    make_observation(person, kind="suspicion_withdrawn", day=timezone.localdate(), report=report)


def given(person: Person) -> Notification:
    return make_notification(person, state=State.RECORDED, delivered_at=timezone.now() - timedelta(days=9))


def test_a_message_to_one_who_is_cleared_stops_and_says_why(analyst: User) -> None:
    message = make_notification(suspected())
    cleared(message.person)

    actions.plan_due(on=timezone.localdate(), by=analyst)

    message.refresh_from_db()
    assert (message.state, Passage.objects.get().because) == (State.CANCELLED, "cleared")


def test_what_was_given_to_one_who_is_cleared_is_listed_until_it_is_put_right(officer: User) -> None:
    message, other = given(suspected()), given(suspected())
    cleared(message.person)

    assert [row.id for row in queries.to_redress(officer)] == [message.pk]
    actions.redress(message.pk, SAID, by=officer)

    assert (queries.to_redress(officer), queries.redress_count(officer)) == ([], 0)
    assert [row.redress.said for row in queries.to_redress(officer, done=True) if row.redress] == [SAID]
    assert Entry.objects.filter(verb="corrected", subjects__subject=str(message.pk)).exists()
    assert not Redress.objects.filter(notification=other).exists()


def test_only_what_was_given_to_one_who_is_cleared_is_put_right_and_once(officer: User, analyst: User) -> None:
    standing, message = given(suspected()), given(suspected())
    cleared(message.person)

    with pytest.raises(WrongState, match="inte längre är misstänkt"):
        actions.redress(standing.pk, SAID, by=officer)
    with pytest.raises(InvalidInput):
        actions.redress(message.pk, "ok", by=officer)
    with pytest.raises(NotAllowed):
        actions.redress(message.pk, SAID, by=analyst)
    actions.redress(message.pk, SAID, by=officer)
    with pytest.raises(WrongState, match="redan"):
        actions.redress(message.pk, SAID, by=officer)


def test_a_correction_is_written_down_on_its_page(officer: User, client_of: Enter) -> None:
    message = given(suspected())
    cleared(message.person)
    pages = client_of(officer)

    assert "Att rätta</a>" not in pages.get(reverse("notifications:board")).content.decode()
    assert "Att rätta (1)" in pages.get(reverse("notifications:board")).content.decode()
    refused = pages.post(reverse("notifications:redress", args=[message.pk]), {"said": ""})
    kept = pages.post(reverse("notifications:redress", args=[message.pk]), {"said": SAID}, follow=True)

    assert refused.status_code == 400
    assert SAID in kept.content.decode()


def test_who_met_the_rules_and_is_not_listed_is_named_with_the_reason(officer: User) -> None:
    waiting, mutual, kept_off = suspected(), suspected(), suspected()
    make_proposal(waiting, level="C")
    make_proposal(mutual, level="B")
    make_hold(one=mutual, other=make_person())
    make_decision(make_proposal(kept_off, level="D", state="decided"), by=officer, level="")
    listed = suspected()
    make_placement(listed, "C")
    make_proposal(listed, level="B")

    report = queries.unlisted(officer)

    assert {row.card.id: row.says for row in report.rows} == {
        waiting.pk: "Väntar på beslut.",
        mutual.pk: "Båda i paret har anmält varandra, och ingen har bedömt vem som huvudsakligen har utsatts.",
        kept_off.pk: "Beslutat att inte stå på listan.",
    }
    assert report.total == 3


def test_who_is_listed_and_was_not_told_in_time_is_named_with_the_reason(officer: User) -> None:
    now = timezone.now()
    late = make_notification(due_at=now - timedelta(days=1))
    make_notification(due_at=now + timedelta(days=1))
    given(suspected())
    forgotten = make_placement(make_person(), "C")
    make_placement(make_person(), "D", former="B")
    stopped = make_notification(state=State.CANCELLED)

    report = queries.untold(officer)

    assert {row.card.id: row.says for row in report.rows} == {
        late.person_id: "Budskapet är försenat.",
        forgotten.person_id: "Inget budskap är planerat.",
        stopped.person_id: "Budskapet avbröts.",
    }
    assert dict(report.counted) == dict.fromkeys(
        ("Budskapet är försenat.", "Inget budskap är planerat.", "Budskapet avbröts."), 1
    )


def test_the_page_of_those_left_out_opens(officer: User, client_of: Enter) -> None:
    make_proposal(suspected(), level="C", on=date(2026, 11, 2))

    page = client_of(officer).get(reverse("notifications:left_out")).content.decode()

    assert "Väntar på beslut." in page
