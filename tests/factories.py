"""The smallest valid row of each kind, for all tests. Names are invented; identity numbers are of the test range.

`make_report()` gives a report with its parties, `make_person()` a person linked to a party of a report, and so on.
`THINGS` makes one of each by name, for the tests that walk every address.
"""

import itertools
import json
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils import timezone

from trygg.synthetic import people as invented
from trygg_web.access.models import Grant, Role, User
from trygg_web.access.vault import blind
from trygg_web.followup.models import Alert, Lever, LeverBreach, Promise, Watch
from trygg_web.incidents.models import (
    ContactBan,
    CustodyStay,
    ImportRun,
    Incident,
    Party,
    PartyRole,
    Profile,
    ReceivedFile,
    Rejected,
    RelationRuling,
    Report,
    RunState,
)
from trygg_web.listing.models import Decision, Placement, Proposal, Rank
from trygg_web.notifications.actions import make_calendar_key
from trygg_web.notifications.models import Attempt, Cover, Gate, Notification, TextApproval, Withholding
from trygg_web.notifications.queries import texts
from trygg_web.people.models import (
    KeyKind,
    Link,
    LinkQuestion,
    Move,
    MoveKind,
    MutualHold,
    NameKey,
    Observation,
    Person,
    Unplaced,
)

DAY = date(2026, 2, 2)
_counter = itertools.count(1)


def make_user(username: str = "", *roles: Role) -> User:
    """A user with roles held from now on; no password, no second factor."""
    name = username or f"user{next(_counter)}"
    user = User.objects.create(username=name, first_name=name.title())
    Grant.objects.bulk_create([Grant(user=user, role=role, since=timezone.now()) for role in roles])
    return user


def clerk() -> User:
    """The user in whose name rows of tests are made."""
    return User.objects.filter(username="clerk").first() or make_user("clerk", Role.ANALYST)


def make_number(born: date = date(1985, 3, 12), sex: str = "M") -> str:
    """A valid identity number of the range set aside for tests, another one each time."""
    place = next(_counter)
    return invented.number(born + timedelta(days=place % 9000), sex, Random(place))


def make_profile(**given: Any) -> Profile:
    """A mapping profile."""
    row = {"sender": "polisen", "name": f"profil {next(_counter)}", "spec": {}, "by": clerk()}
    return Profile.objects.create(**(row | given))


def make_run(**given: Any) -> ImportRun:
    """A finished import with its file."""
    if "file" not in given:
        given["file"] = make_file()
    row = {"state": RunState.DONE, "by": clerk(), "at": timezone.now(), "counts": {}}
    return ImportRun.objects.create(**(row | given))


def make_file(**given: Any) -> ReceivedFile:
    """A received file."""
    row = {
        "sha256": f"{next(_counter):064x}",
        "filename": "vecka.csv",
        "sender": "polisen",
        "size": 4,
        "content": b"a;b\n",
        "received_at": timezone.now(),
        "keep_until": DAY + timedelta(days=365),
        "by": clerk(),
    }
    return ReceivedFile.objects.create(**(row | given))


def make_report(suspect: dict[str, Any] | None = None, victim: dict[str, Any] | None = None, **given: Any) -> Report:
    """A report of one offence between partners, with its two parties; `suspect` and `victim` are fields of theirs."""
    row = {
        "number": f"5000-K{next(_counter):06d}-26",
        "reported_at": timezone.now() - timedelta(days=3),
        "relation": "cohabitant",
        "told_on": DAY,
        "partner": True,
    }
    if "run" not in given:
        given["run"] = make_run()
    report = Report.objects.create(**(row | given))
    Incident.objects.create(report=report, line=1, heading="Misshandel", offence="misshandel", since=report.reported_at)
    make_party(report, PartyRole.SUSPECT, **(suspect or {}))
    make_party(report, PartyRole.VICTIM, **({"given": "Vera", "sex": "F"} | (victim or {})))
    return report


def make_party(report: Report, role: str = PartyRole.SUSPECT, **given: Any) -> Party:
    """A person as named in a report."""
    number = given.pop("number", None)
    number = make_number() if number is None else number
    row = {
        "number": number,
        "number_key": blind(number, "number"),
        "number_kind": "personnummer" if number else "none",
        "born": f"{number[:4]}-{number[4:6]}-{number[6:8]}" if number else "",
        "given": "Sven",
        "family": "Prov",
        "sex": "M",
    }
    return Party.objects.create(report=report, role=role, **(row | given))


def suspect_of(report: Report) -> Party:
    """The one a report suspects."""
    return report.parties.get(role=PartyRole.SUSPECT)


def victim_of(report: Report) -> Party:
    """The one a report names as subjected to violence."""
    return report.parties.get(role=PartyRole.VICTIM)


def make_move(kind: str = MoveKind.RUN) -> Move:
    """One act that opens links."""
    return Move.objects.create(kind=kind, because="", by=clerk(), at=timezone.now())


def make_link(party: Party, person: Person | None = None, **given: Any) -> Link:
    """The belief that a party is a person; without one, a new person of the same name."""
    if person is None:
        person = _person_as(party)
    row = {"because": "number", "since": timezone.now(), "by": clerk()}
    move = given.pop("move", None) or make_move()
    return Link.objects.create(party=party, person=person, move=move, **(row | given))


def make_person(report: Report | None = None, role: str = PartyRole.SUSPECT, **party: Any) -> Person:
    """A person linked to one party of a report, a new report when none is given. Further fields are the party's."""
    if report is None:
        report = make_report(**{role: party})
    one = report.parties.get(role=role)
    return make_link(one).person


def _person_as(party: Party) -> Person:
    person = Person.objects.create(
        given=party.given,
        family=party.family,
        number=party.number,
        number_key=party.number_key,
        born=party.born,
        sex=party.sex,
        protected=party.protected,
        since=timezone.now(),
    )
    words = {word.lower() for word in f"{party.given} {party.family}".split()}
    NameKey.objects.bulk_create([NameKey(person=person, kind=KeyKind.NAME, key=blind(word, "name")) for word in words])
    return person


def make_parting() -> Move:
    """A report that a person took out of another person, and that can be put back."""
    link, move = make_link(suspect_of(make_report())), make_move(MoveKind.PART)
    Link.objects.filter(pk=link.pk).update(until=move.at, ended=move)
    make_link(link.party, Person.objects.create(since=move.at), because="parted", move=move)
    return move


def make_unplaced(**given: Any) -> Unplaced:
    """A row of an observation sheet that names nobody."""
    place = next(_counter)
    row = {"file": f"{place:064x}", "row": place, "cells": json.dumps({}), "reason": "nobody", "at": timezone.now()}
    return Unplaced.objects.create(**(row | given))


def make_observation(person: Person | None = None, **given: Any) -> Observation:
    """A fact that an agency supplied."""
    row = {
        "kind": "breach",
        "day": DAY,
        "source": "Polisen, PM",
        "because": "",
        "by": clerk(),
        "at": timezone.now(),
    }
    return Observation.objects.create(person=person or make_person(), **(row | given))


def make_question(one: Party | None = None, other: Party | None = None, **given: Any) -> LinkQuestion:
    """Two parties that may be one person, both linked to persons of their own."""
    one = one or make_link(suspect_of(make_report())).party
    other = other or make_link(suspect_of(make_report())).party
    row = {"why": "near", "weight": 4.0, "asked_at": timezone.now(), "because": ""}
    return LinkQuestion.objects.create(party=one, other=other, **(row | given))


def make_hold(**given: Any) -> MutualHold:
    """Two people who each reported the other."""
    row = {"one": make_person(), "other": make_person(), "since": timezone.now(), "because": ""}
    return MutualHold.objects.create(**(row | given))


def make_proposal(person: Person | None = None, **given: Any) -> Proposal:
    """A proposal of level C that waits."""
    row = {
        "on": DAY,
        "level": "C",
        "facts": {"reports_12m": 1},
        "fired": ["C1"],
        "strongest": "C1",
        "events": "0" * 64,
        "method": "0" * 64,
        "at": timezone.now(),
    }
    return Proposal.objects.create(person=person or make_person(), **(row | given))


def make_decision(proposal: Proposal | None = None, **given: Any) -> Decision:
    """A lowering that waits for a second person."""
    proposal = proposal or make_proposal(state="second")
    row = {"level": "D", "because": "Lugnt sedan länge.", "by": clerk(), "at": timezone.now()}
    return Decision.objects.create(proposal=proposal, **(row | given))


def make_placement(person: Person | None = None, level: str = "C", **given: Any) -> Placement:
    """A person's decided level, open."""
    person = person or make_person()
    decision = given.pop("decision", None) or make_decision(make_proposal(person, state="decided"), level=level)
    row = {"since": DAY, "review_on": DAY + timedelta(days=90)}
    return Placement.objects.create(person=person, level=level, decision=decision, **(row | given))


def make_row(person: Person | None = None, level: str = "C", **given: Any) -> Rank:
    """A person's row on the list, with the placement that it shows."""
    placed = make_placement(
        person, level, **{key: given.pop(key) for key in ("since", "review_on", "former") if key in given}
    )
    row = {"recency": 50.0, "frequency": 20.0, "gravity": 30.0, "victims": 25.0, "score": 31.3, "last_act": DAY}
    shown = {"level": level, "former": placed.former, "since": placed.since, "review_on": placed.review_on}
    return Rank.objects.create(person=placed.person, on=DAY, **(row | shown | given))


def make_notification(person: Person | None = None, level: str = "C", **given: Any) -> Notification:
    """A message as the day's run plans it: every gate shut, two days left."""
    placed = given.pop("placement", None) or make_placement(person, level)
    gates, now = given.pop("gates", ("victim", "protected", "staff_safety", "text")), timezone.now()
    row = {
        "level": placed.level, "form": "talk", "functions": ["detective"], "rule": "C1", "method": "0" * 64,
        "trigger": "report", "triggered_at": now, "due_at": now + timedelta(days=2), "victim_attempts": 2,
        "planned_at": now, "by": clerk(), "language": "sv",
    }  # fmt: skip
    made = Notification.objects.create(person=placed.person, placement=placed, **(row | given))
    for gate in gates:
        make_gate(made, gate)
    return made


def make_gate(notification: Notification | None = None, gate: str = "victim", **given: Any) -> Gate:
    """A gate that is shut."""
    row = {"since": timezone.now(), "waited_since": timezone.now()}
    return Gate.objects.create(notification=notification or make_notification(), gate=gate, **(row | given))


def make_approvals(text: str = "talk.C.sv") -> list[TextApproval]:
    """Everybody's word that a text may be used."""
    told = {"text": text, "version": texts.named(text).version}
    said = {"name": "Ann Ansvarig", "by": clerk(), "at": timezone.now()}
    return [
        TextApproval.objects.get_or_create(agency=agency, withdrawn_at=None, **told, defaults=said)[0]
        for agency in texts.approver_ids()
    ]


def make_approval_of_one() -> uuid.UUID:
    """One agency's word on a version that nobody else has."""
    row = {"text": "talk.C.sv", "version": f"sv-{next(_counter)}", "agency": "police", "name": "Ann Ansvarig"}
    return TextApproval.objects.create(**row, by=clerk(), at=timezone.now()).pk


def make_attempt(notification: Notification | None = None, **given: Any) -> Attempt:
    """An attempt at which the person was not met."""
    row = {"number": 1, "at": timezone.now(), "outcome": "missed", "by": clerk(), "recorded_at": timezone.now()}
    return Attempt.objects.create(notification=notification or make_notification(), **(row | given))


def make_withholding(placement: Placement | None = None, **given: Any) -> Withholding:
    """A level for which nobody is told, because both have reported each other."""
    placement = placement or make_placement()
    row = {"because": "mutual", "to": "lead", "at": timezone.now()}
    return Withholding.objects.create(placement=placement, person=placement.person, **(row | given))


def make_cover(**given: Any) -> Cover:
    """A week in which somebody does another's work."""
    today = timezone.localdate()
    row = {
        "user": make_user("", Role.OFFICER), "stands_in_for": make_user("", Role.OFFICER), "since": today,
        "until": today + timedelta(days=7), "by": clerk(), "at": timezone.now(),
    }  # fmt: skip
    return Cover.objects.create(**(row | given))


def make_rejected(run: ImportRun | None = None, **given: Any) -> Rejected:
    """A row that could not be read."""
    row = {"row": 7, "cells": json.dumps([["Diarienr", "?"]]), "column": "Diarienr", "reason": "number_form"}
    return Rejected.objects.create(run=run or make_run(), **(row | given))


def make_ruling(report: Report | None = None, **given: Any) -> RelationRuling:
    """A person's ruling that a report concerns a couple."""
    row = {"partner": True, "because": "Sammanboende enligt förhör.", "by": clerk(), "at": timezone.now()}
    return RelationRuling.objects.create(
        report=report or make_report(partner=None, relation="unknown"), **(row | given)
    )


def make_stay(person: Person | None = None, **given: Any) -> CustodyStay:
    """A stay in remand prison."""
    person = person or make_person()
    row = {
        "number": person.number,
        "number_key": person.number_key,
        "given": person.given,
        "family": person.family,
        "place": "Häktet Malmö",
        "since": DAY,
        "first_seen": DAY,
        "last_seen": DAY,
    }
    return CustodyStay.objects.create(run=make_run(kind="custody"), **(row | given))


def make_ban(person: Person | None = None, **given: Any) -> ContactBan:
    """A contact ban."""
    person = person or make_person()
    row = {
        "number": person.number,
        "number_key": person.number_key,
        "protects": "",
        "kind": "kontaktförbud",
        "since": DAY,
    }
    return ContactBan.objects.create(run=make_run(kind="bans"), **(row | given))


def make_grant(**given: Any) -> Grant:
    """A role that a user holds."""
    row = {"user": make_user(), "role": Role.OFFICER, "since": timezone.now()}
    return Grant.objects.create(**(row | given))


def make_told(person: Person | None = None, level: str = "C", **given: Any) -> Notification:
    """A message that was given ten days ago, after the report that called for it."""
    row = {"state": "delivered", "delivered_at": timezone.now() - timedelta(days=10), "gates": ()} | given
    if person is None and "placement" not in given:
        before = (row["delivered_at"] or timezone.now()) - timedelta(days=5)
        person = make_person(make_report(reported_at=before))
    return make_notification(person, level, **row)


def make_lever(person: Person | None = None, **given: Any) -> Lever:
    """A contact ban that a person wrote down."""
    since = timezone.localdate() - timedelta(days=30)
    row = {
        "kind": "contact_ban", "basis": "lagen (1988:688) om kontaktförbud 1 §", "decided_by": "prosecutor",
        "since": since, "until": since + timedelta(days=365), "source": "person", "by": clerk(), "at": timezone.now(),
    }  # fmt: skip
    return Lever.objects.create(person=person or make_person(), **(row | given))


def make_breach(lever: Lever | None = None, **given: Any) -> LeverBreach:
    """A breach of a lever, with the observation that the rules count."""
    lever = lever or make_lever()
    day = timezone.localdate() - timedelta(days=2)
    observed = given.pop("observation", None) or make_observation(lever.person, day=day)
    row = {"day": day, "because": "Sökte kontakt.", "by": clerk(), "at": timezone.now()}
    return LeverBreach.objects.create(lever=lever, observation=observed, **(row | given))


def make_alert(notification: Notification | None = None, report: Report | None = None, **given: Any) -> Alert:
    """An alert that nobody has seen, with a new report on somebody who was told."""
    notification = notification or make_told()
    if report is None:
        report = make_report(reported_at=timezone.now() - timedelta(hours=2))
        make_link(suspect_of(report), notification.person)
    row = {"reported_at": report.reported_at, "raised_at": timezone.now()}
    row["due_at"] = row["reported_at"] + timedelta(hours=24)
    return Alert.objects.create(person=notification.person, report=report, notification=notification, **(row | given))


def make_promise(alert: Alert | None = None, **given: Any) -> Promise:
    """A consequence that was promised and of which nobody has said what became."""
    alert = alert or make_alert(state="planned", planned_at=timezone.now(), planned_by=clerk())
    row = {"kind": "consequence", "what": "investigation", "says": "Polisen utreder.", "place": next(_counter)}
    return Promise.objects.create(alert=alert, **(row | given))


def make_watch(notification: Notification | None = None, **given: Any) -> Watch:
    """A watch that is due today."""
    row = {"look": "day_7", "days": 7, "due": timezone.localdate(), "opened_at": timezone.now()}
    return Watch.objects.create(notification=notification or make_told(), **(row | given))


# What an address may take the id of. `tests/wall/who_sees_what.toml` names these in `args`.
THINGS: dict[str, Callable[[], Any]] = {
    "user": lambda: make_user().pk,
    "grant": lambda: make_grant().pk,
    "profile": lambda: make_profile().pk,
    "run": lambda: make_run().pk,
    "previewed_run": lambda: make_run(state=RunState.PREVIEWED).pk,
    "report": lambda: make_report().pk,
    "unruled_report": lambda: make_report(partner=None, relation="unknown").pk,
    "ruling": lambda: make_ruling().pk,
    "rejected": lambda: make_rejected().pk,
    "party": lambda: suspect_of(make_report()).pk,
    "person": lambda: make_person().pk,
    "placed_person": lambda: make_placement().person_id,
    "link": lambda: make_link(suspect_of(make_report())).pk,
    "question": lambda: make_question().pk,
    "unplaced": lambda: make_unplaced().pk,
    "parting": lambda: make_parting().pk,
    "hold": lambda: make_hold().pk,
    "notification": lambda: make_notification().pk,
    "gate": lambda: make_gate(make_notification(gates=())).pk,
    "attempt": lambda: make_attempt().pk,
    "text": lambda: "talk.C.sv",
    "paper": lambda: "brev",
    "approval": make_approval_of_one,
    "told_notification": lambda: make_approvals() and make_notification().pk,
    "threat": lambda: make_attempt(threat=True).pk,
    "withholding": lambda: make_withholding().pk,
    "cover": lambda: make_cover().pk,
    "calendar_token": lambda: make_calendar_key(by=make_user("", Role.OFFICER)),
    "act": lambda: "cancel",
    "observation": lambda: make_observation().pk,
    "proposal": lambda: make_proposal().pk,
    "decision": lambda: make_decision().pk,
    "placement": lambda: make_placement().pk,
    "listed_person": lambda: make_row().pk,
    "proposal_of_report": lambda: make_proposal(make_person(), on=timezone.localdate(), level="D", fired=["D1"]).pk,
    "lever": lambda: make_lever().pk,
    "alert": lambda: make_alert().pk,
    "promise": lambda: make_promise().pk,
    "answered_promise": lambda: make_promise(result="done", by=clerk(), at=timezone.now(), done_at=timezone.now()).pk,
    "watch": lambda: make_watch().pk,
    "side": lambda: "victim",
    "rule": lambda: "D1",
    "drawing": lambda: "bana",
    "file_kind": lambda: "csv",
    "number": lambda: 1,
    "nothing": uuid.uuid4,
    "authenticator": lambda: Authenticator.objects.order_by("-pk").values_list("pk", flat=True).first() or 1,
}
