"""A word planted in every sealed field of the police house comes out in no paper, calendar, log, title or address.

The fields are read from the models: a new one that is neither planted nor excused fails here. Who reported, children
and witnesses have no field at all in this house; what an import holds of them stands in the file and its rows.
"""

import dataclasses
import json
import logging
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.apps import apps
from django.core import mail
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    make_approvals,
    make_attempt,
    make_lever,
    make_notification,
    make_observation,
    make_person,
    make_report,
    make_watch,
)
from tests.factories.exchange import make_arrival, make_disclosure, make_draft, make_request
from tests.factories.followup import make_alert, make_breach, make_promise
from tests.factories.incidents import make_file, make_party, make_rejected, make_ruling, make_run
from tests.factories.listing import make_decision, make_objection, make_placement, make_proposal
from tests.factories.notifications import make_apart, make_call_in
from tests.factories.people import make_ban, make_hold, make_link, make_move, make_question, make_unplaced
from trygg_web.access.models import Entry, User
from trygg_web.access.vault import SealedBytes
from trygg_web.exchange.models import DisclosedItem, WordsReview
from trygg_web.incidents.models import Amendment, PartyRole, Report
from trygg_web.notifications import actions
from trygg_web.notifications.models import GateDecision, Inquiry, Issued, Notification, Passage, Redress
from trygg_web.people.models import Person

pytestmark = pytest.mark.django_db
Rows = dict[str, list[Model]]
# What may stand in a paper or is the recipient's own; each with its reason.
EXCUSED = {
    "notifications.Notification.place": "where the recipient is called to, from the house's directory of places",
    "notifications.CallIn.place": "the same, for several",
    "notifications.TextApproval.name": "who at an agency approved the text",
    "notifications.Issued.content": "the letter itself",
    "notifications.Issued.said": "the letter itself, sentence by sentence",
    "incidents.CustodyStay.number": "the recipient's own, tried as the recipient's party",
    "incidents.CustodyStay.given": "the recipient's own",
    "incidents.CustodyStay.family": "the recipient's own",
    "incidents.ContactBan.number": "the recipient's own",
    "exchange.Outgoing.body": "sealed for another house; its items are planted",
    "access.KeptForm.body": "what a user had typed when the session ended, shown to nobody else",
}
FLOORS = (
    "access",
    "exchange",
    "incidents",
    "people",
    "listing",
    "notifications",
    "followup",
)  # what a message is made from
NOT_TEXT = {"born"}  # must be a day; the number is planted beside it


def sealed() -> Iterator[str]:
    """Every sealed field of the floors that a message stands on, as room.Model.field."""
    for model in apps.get_models():
        if model.__module__.split(".")[0] == "trygg_web" and model._meta.app_label in FLOORS:
            yield from (
                f"{model._meta.label}.{one.name}" for one in model._meta.get_fields() if isinstance(one, SealedBytes)
            )


def canary(place: int) -> str:
    """A word that stands nowhere else and breaks on no line."""
    return f"Zq{chr(97 + place // 26)}{chr(97 + place % 26)}väll"


@dataclasses.dataclass
class World:
    """One message, all that is known around it, and the words that were planted there."""

    message: Notification
    words: dict[str, str]
    victim: Person

    def found(self, text: str) -> list[str]:
        """The fields whose word stands in a text."""
        return [name for name, word in self.words.items() if word.casefold() in text.casefold()]


@pytest.fixture
def world(officer: User) -> World:
    make_approvals("talk.C.sv")
    report = make_report(suspect={"given": "Nils", "family": "Provman"}, children=2, child_present=True)
    person = make_person(report)
    link, victim = person.links.get(), make_link(report.parties.get(role="victim")).person
    placed = make_placement(person, "C", decision=make_decision(make_proposal(person, state="decided"), by=officer))
    message = make_notification(placement=placed, gates=("victim", "text"), assigned_to=officer)
    rows = around(message, report, victim, link, officer)
    words: dict[str, str] = {}
    for name in sealed():
        if name not in EXCUSED and name.rsplit(".", 1)[1] not in NOT_TEXT:
            words[name] = canary(len(words))
            model, field = name.rsplit(".", 1)
            for row in rows[model]:
                plant(row, field, words[name])
    return World(message, words, victim)


def plant(row: Model, field: str, word: str) -> None:
    """Nothing; the word stands in the field as the field holds words."""
    was = getattr(row, field)
    told: Any = word.encode() if isinstance(was, bytes) else word
    if isinstance(was, str) and was[:1] in "{[" and was:
        told = json.dumps({"word": word} if was[0] == "{" else [word])
    setattr(row, field, told)
    row.save(update_fields=[field])


def around(message: Notification, report: Report, victim: Person, link: Any, by: User) -> Rows:
    """A row of each model that holds something sealed, tied to the message's person where it can be."""
    person, now = message.person, timezone.now()
    attempt = make_attempt(message, threat=True, threat_seen_by=by, threat_seen_at=now, reaction="calm")
    alert = make_alert(make_notification(placement=make_placement(make_person()), state="recorded", delivered_at=now))
    gate, lever = message.gates.get(gate="victim"), make_lever(person)
    file, run, disclosure = make_file(), make_run(), make_disclosure(subject=str(message.pk))
    told: list[Model] = [
        *report.parties.filter(role=PartyRole.VICTIM), make_party(report, PartyRole.VICTIM, place=1), victim, alert,
        file, run, attempt, lever, make_breach(lever), make_promise(alert), make_watch(alert.notification),
        make_observation(person), make_objection(person), make_hold(one=person, other=victim), make_unplaced(),
        make_move(), make_question(), make_rejected(run), make_ruling(report), make_ban(person), make_apart(one=person),
        Passage.objects.create(notification=message, act="start", state="planned", to="gated", by=by, at=now),
        Redress.objects.create(notification=alert.notification, said="", by=by, at=now),
        GateDecision.objects.create(gate=gate, verdict="shut", because="", by=by, at=now), message.placement.decision,
        make_call_in(), disclosure, *DisclosedItem.objects.filter(disclosure=disclosure), make_draft(), make_request(),
        Amendment(report=report, field="injury", was="", run=run, on=timezone.localdate()),
    ]  # fmt: skip
    arrival = make_arrival()
    told += [arrival, *arrival.items.all(), WordsReview(by=by, at=now, same_words="x", upto=1, because="")]
    rows: Rows = {}
    for row in told:
        if row._state.adding:
            row.save()
        rows.setdefault(row._meta.label, []).append(row)
    assert link.person == person
    return rows


def test_every_sealed_field_is_planted_or_excused(world: World) -> None:
    wanted = {name for name in sealed() if name.rsplit(".", 1)[1] not in NOT_TEXT}

    assert set(world.words) | set(EXCUSED) == wanted
    assert PartyRole.values == ["suspect", "victim"]  # a reporter or a child as a party would be a new way in
    assert len(set(world.words.values())) == len(world.words) > 40
    assert Inquiry._meta.get_field("word").choices  # what another house answers is one of few words, never text


@pytest.mark.parametrize("kind", ["brev", "samtalsstod"])
def test_no_planted_word_comes_into_a_paper_or_its_metadata(
    kind: str, world: World, officer: User, client_of: Callable[[User], Client]
) -> None:
    made = client_of(officer).post(reverse("project:letter", args=[world.message.pk, kind]))

    assert made["Content-Type"] == "application/pdf"
    assert world.found(str(made.headers)) == []
    assert world.found(Issued.objects.latest("at").content) == []
    with pikepdf.open(BytesIO(made.content)) as paper:
        assert world.found(str(dict(paper.docinfo)) + str(paper.Root.get("/Metadata", ""))) == []
        assert world.found("".join(str(stream.read_bytes()) for stream in streams(paper))) == []
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", "-", "-"], input=made.content, capture_output=True, check=True).stdout
        assert "Referens" in text.decode()
        assert world.found(text.decode()) == []


def streams(paper: pikepdf.Pdf) -> Iterator[Any]:
    """What a PDF holds in streams that can be opened."""
    yield from (
        one for one in paper.objects if isinstance(one, pikepdf.Stream) and "/Filter" in one and "/Length1" not in one
    )


def test_no_planted_word_comes_into_titles_addresses_headers_logs_or_the_calendar(
    world: World, officer: User, client_of: Callable[[User], Client], caplog: pytest.LogCaptureFixture
) -> None:
    pages = client_of(officer)
    key = actions.make_calendar_key(by=officer)
    Notification.objects.filter(pk=world.message.pk).update(scheduled_at=timezone.now() + timedelta(days=1))
    with caplog.at_level(logging.DEBUG):
        for address in addresses(world):
            answer = pages.get(address)
            page = answer.content.decode()
            assert answer.status_code in (200, 404), address
            assert world.found("".join(re.findall(r"<title>.*?</title>", page, re.DOTALL))) == [], address
            assert world.found(" ".join(re.findall(r'(?:href|action|src)="([^"]*)"', page))) == [], address
            assert world.found(str(answer.headers)) == [], address
        calendar = Client().get(reverse("notifications:calendar_file", args=[key]))
        refused = pages.post(reverse("notifications:attempt", args=[world.message.pk]), {"outcome": "delivered"})
        missing = pages.get(reverse("notifications:message", args=[world.victim.pk]))

    assert b"BEGIN:VEVENT" in calendar.content
    assert world.found(calendar.content.decode()) == []
    assert refused.status_code in (302, 400)
    assert missing.status_code == 404
    assert world.found(missing.content.decode()) == []
    assert world.found(" ".join(Entry.objects.values_list("note", flat=True))) == []
    assert world.found(caplog.text) == []
    assert mail.outbox == []


def addresses(world: World) -> Iterator[str]:
    """The pages that tell of the message and of all around it."""
    yield from (reverse(name) for name in ("project:day", "notifications:board", "notifications:morning",
                "notifications:threats", "notifications:withheld", "notifications:left_out", "notifications:to_redress",
                "notifications:covers", "listing:objections", "followup:alerts",
                "followup:levers", "followup:watches", "notifications:texts"))  # fmt: skip
    message, person = world.message, world.message.person_id
    yield reverse("notifications:message", args=[message.pk])
    yield from (reverse("notifications:gate", args=[gate.pk]) for gate in message.gates.all())
    yield reverse("notifications:person", args=[person])
    yield from (reverse(f"followup:{name}", args=[person]) for name in ("person", "add_lever"))
    yield reverse("listing:person", args=[person])
    yield reverse("listing:person", args=[world.victim.pk])
