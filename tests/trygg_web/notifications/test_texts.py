"""No text is used before everybody's word, and a letter holds only what it may."""

import dataclasses
import json

import pytest
from django.utils import timezone

from tests.factories import make_approvals, make_gate, make_notification, make_person
from trygg_web.access.errors import InvalidInput, NotAllowed, NotThere, WrongState
from trygg_web.access.models import Entry, User
from trygg_web.notifications import actions
from trygg_web.notifications.models import Issued, Notification, Outcome, TextApproval
from trygg_web.notifications.queries import texts

pytestmark = pytest.mark.django_db
TEXT = "talk.C.sv"


def test_the_gate_of_texts_stays_shut_until_everybody_has_approved_this_version(officer: User, lead: User) -> None:
    message = make_notification(gates=())
    gate = make_gate(message, "text")

    for agency in texts.approver_ids():
        if texts.lacks(texts.named(TEXT)):
            with pytest.raises(InvalidInput, match="inte godkänd"):
                actions.open_gate(gate.pk, because="Läst igenom hela", by=officer)
        actions.approve_text(TEXT, texts.named(TEXT).version, agency, "Ann Ansvarig", by=lead)

    assert actions.open_gate(gate.pk, because="Läst igenom hela", by=officer).open


def test_a_text_that_changed_or_was_approved_already_is_not_approved(lead: User) -> None:
    version = texts.named(TEXT).version
    actions.approve_text(TEXT, version, "police", "Ann Ansvarig", by=lead)

    with pytest.raises(WrongState, match="redan"):
        actions.approve_text(TEXT, version, "police", "Bo Ansvarig", by=lead)
    with pytest.raises(WrongState, match="ändrats"):
        actions.approve_text(TEXT, "sv-0000000000", "municipality", "Bo Ansvarig", by=lead)
    with pytest.raises(InvalidInput):
        actions.approve_text(TEXT, version, "church", "Bo Ansvarig", by=lead)
    with pytest.raises(NotThere):
        actions.approve_text("talk.E.sv", version, "police", "Bo Ansvarig", by=lead)


def test_only_who_keeps_the_texts_approves_them(officer: User) -> None:
    with pytest.raises(NotAllowed):
        actions.approve_text(TEXT, texts.named(TEXT).version, "police", "Ann Ansvarig", by=officer)


def test_an_approval_taken_back_stops_the_text_again(lead: User, officer: User) -> None:
    approval = make_approvals(TEXT)[0]

    actions.withdraw_approval(approval.pk, by=lead)

    with pytest.raises(InvalidInput):
        actions.issue(make_notification().pk, "letter", by=officer)
    with pytest.raises(WrongState):
        actions.withdraw_approval(approval.pk, by=lead)
    assert TextApproval.objects.filter(withdrawn_at=None).count() == len(texts.approver_ids()) - 1


def test_a_letter_holds_the_recipients_name_and_is_kept_sealed(officer: User) -> None:
    make_approvals(TEXT)
    message = make_notification(make_person(given="Nils", family="Provman"))

    made = actions.issue(message.pk, "letter", by=officer)

    assert made.letter.recipient == "Nils Provman"
    assert "Nils Provman" in Issued.objects.get().content
    entry = Entry.objects.get(verb="issued")
    assert "Nils" not in entry.note


def test_what_stands_in_the_register_is_all_that_a_letter_may_say(officer: User) -> None:
    make_approvals(TEXT)
    message = make_notification()
    lever = next(iter(texts.named(TEXT).levers))

    without, standing = (actions.issue(message.pk, "letter", levers, by=officer).letter for levers in ((), (lever,)))

    assert (len(without.prohibitions), len(standing.prohibitions)) == (0, 1)


def test_public_facts_come_into_the_letter_and_all_that_was_said_is_kept(officer: User) -> None:
    make_approvals(TEXT)
    message = make_notification(held=True)
    lever = next(iter(texts.named(TEXT).levers))

    made = actions.issue(message.pk, "letter", (lever, "no_such"), facts=("supervised",), by=officer)

    assert len(made.letter.facts) == 2  # in custody, and supervised
    said = json.loads(Issued.objects.get().said)
    assert [(kind, what) for kind, what, _says in said if kind != "consequence"] == [
        ("lever", lever), ("fact", "detained"), ("fact", "supervised"),
    ]  # fmt: skip
    shown = [*(one.says for one in made.letter.consequences), *(one.says for one in made.letter.prohibitions)]
    assert [says for kind, _what, says in said if kind != "fact"] == shown


def test_a_stopped_paper_is_not_given_until_it_is_made_anew(officer: User) -> None:
    make_approvals(TEXT)
    message = make_notification(gates=("text",))
    actions.open_gate(message.gates.get().pk, because="Granskad för personen", by=officer)
    actions.issue(message.pk, "letter", by=officer)
    given = actions.Told(outcome=Outcome.DELIVERED, at=timezone.now(), understood="yes", reaction="calm")

    assert (actions.stop_papers([message.pk], by=officer), actions.stop_papers([message.pk], by=officer)) == (1, 0)
    assert not message.gates.get().open
    actions.open_gate(message.gates.get().pk, because="Granskad för personen", by=officer)
    with pytest.raises(WrongState, match="inte gäller längre"):
        actions.record_attempt(message.pk, dataclasses.replace(given, at=timezone.now()), by=officer)
    actions.issue(message.pk, "letter", by=officer)

    assert actions.record_attempt(message.pk, dataclasses.replace(given, at=timezone.now()), by=officer).number == 1


def test_a_protected_person_gets_a_letter_from_one_who_is_cleared_only(officer: User) -> None:
    make_approvals(TEXT)
    message = make_notification(make_person(protected="sekretessmarkering"))

    with pytest.raises(NotAllowed, match="skyddad"):
        actions.issue(message.pk, "letter", by=officer)


def test_a_summons_wants_its_time_and_place_first(officer: User) -> None:
    make_approvals("summons.B.sv")
    message = make_notification(level="B", form="summons")

    with pytest.raises(InvalidInput, match="Boka"):
        actions.issue(message.pk, "letter", by=officer)
    Notification.objects.filter(pk=message.pk).update(scheduled_at=timezone.now())
    message.refresh_from_db()
    for place, passes in (("Hos Anna på Storgatan 4", False), ("Polishuset", True)):
        message.place = place
        message.save(update_fields=["place"])
        if passes:
            assert actions.issue(message.pk, "letter", by=officer).letter.meeting is not None
        else:
            with pytest.raises(InvalidInput, match="stoppar"):
                actions.issue(message.pk, "letter", by=officer)


def test_every_shipped_text_in_swedish_passes_its_own_lint(officer: User) -> None:
    shown = [texts.text(officer, row.text) for row in texts.texts(officer)]

    assert len(shown) == 20  # five forms at four levels
    assert [one.row.text for one in shown if one.findings] == []
