"""Messages, gates, attempts and texts."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.factories.access import clerk, counter, make_user
from tests.factories.incidents import make_report
from tests.factories.listing import make_placement
from tests.factories.people import make_person
from trygg_web.access.models import Role
from trygg_web.listing.models import Placement
from trygg_web.notifications.actions import make_calendar_key
from trygg_web.notifications.models import (
    Apart,
    Attempt,
    CallIn,
    Cover,
    Gate,
    Notification,
    Seat,
    TextApproval,
    Withholding,
)
from trygg_web.notifications.queries import texts
from trygg_web.people.models import Person


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
    row = {"text": "talk.C.sv", "version": f"sv-{next(counter)}", "agency": "police", "name": "Ann Ansvarig"}
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


def make_told(person: Person | None = None, level: str = "C", **given: Any) -> Notification:
    """A message that was given ten days ago, after the report that called for it."""
    row: dict[str, Any] = {
        "state": "delivered",
        "delivered_at": timezone.now() - timedelta(days=10),
        "gates": (),
    } | given
    if person is None and "placement" not in given:
        before = (row["delivered_at"] or timezone.now()) - timedelta(days=5)
        person = make_person(make_report(reported_at=before))
    return make_notification(person, level, **row)


def make_called(person: Person | None = None, **given: Any) -> Notification:
    """A message at level B that is to be given at a meeting of several."""
    return make_notification(person, "B", **({"form": "call_in", "rule": "B1"} | given))


def make_call_in(**given: Any) -> CallIn:
    """A meeting of several, twenty days off, for which nobody is summoned yet."""
    now = timezone.now()
    row = {"at": now + timedelta(days=20), "place": "Polishuset", "seats": 12, "by": clerk(), "planned_at": now}
    return CallIn.objects.create(**(row | given))


def make_seat(call_in: CallIn | None = None, notification: Notification | None = None, **given: Any) -> Seat:
    """A seat at a meeting of several."""
    row = {"call_in": call_in or make_call_in(), "notification": notification or make_called()}
    return Seat.objects.create(**row, **({"by": clerk(), "at": timezone.now()} | given))


def make_apart(**given: Any) -> Apart:
    """That two must not meet."""
    one, other = sorted((given.pop("one", None) or make_person(), given.pop("other", None) or make_person()), key=_id)
    row = {"kind": "conflict", "because": "Känd konflikt", "since": timezone.localdate(), "by": clerk()}
    return Apart.objects.create(one=one, other=other, at=timezone.now(), **(row | given))


def _id(person: Person) -> str:
    return str(person.pk)


# What an address may take the id of. `tests/wall/who_sees_what.toml` names these in `args`.
THINGS: dict[str, Callable[[], Any]] = {
    "notification": lambda: make_notification().pk,
    "gate": lambda: make_gate(make_notification(gates=())).pk,
    "attempt": lambda: make_attempt().pk,
    "helped": lambda: make_attempt(outcome="delivered", help="accepted").pk,
    "text": lambda: "talk.C.sv",
    "paper": lambda: "brev",
    "approval": make_approval_of_one,
    "told_notification": lambda: make_approvals() and make_notification().pk,
    "threat": lambda: make_attempt(threat=True).pk,
    "withholding": lambda: make_withholding().pk,
    "cover": lambda: make_cover().pk,
    "call_in": lambda: make_call_in().pk,
    "seat": lambda: make_seat().pk,
    "apart": lambda: make_apart().pk,
    "act": lambda: "cancel",
    "calendar_token": lambda: make_calendar_key(by=make_user("", Role.OFFICER)),
}
