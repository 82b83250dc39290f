"""Giving the message: who takes it, when and where, each attempt and what came of it, and the threat that was heard."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.notices import exhausted
from trygg.steps import Act, State
from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may, require
from trygg_web.listing.queries.method import rules_on
from trygg_web.notifications.actions.stepping import check_there, locked, settled, stepped
from trygg_web.notifications.models import (
    Attempt,
    Attendance,
    CallInState,
    Gate,
    GateDecision,
    Notification,
    Outcome,
    Reaction,
    Seat,
    Verdict,
)
from trygg_web.notifications.policies import check_reason
from trygg_web.people import actions as people

THREAT = "threat"
EARLY = timedelta(hours=1)  # people come before the hour
CAME = {
    Outcome.DELIVERED: Attendance.CAME,
    Outcome.REFUSED: Attendance.REFUSED,
    Outcome.MISSED: Attendance.MISSED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the one who tried has to say; two minutes on a phone."""

    outcome: Outcome
    at: datetime
    understood: str = ""
    reaction: str = ""
    help: str = ""
    interpreter: bool = False
    next_contact: date | None = None
    threat: bool = False
    note: str = ""


@transaction.atomic
def assign(notification_id: UUID, to: User, *, by: User) -> Notification:
    """The message, in somebody's hands. One takes it oneself; a lead may give it to another."""
    require(by, Permission.NOTICE_WORK if to == by else Permission.NOTICE_ASSIGN)
    notification = locked(notification_id)
    if not may(to, Permission.NOTICE_WORK):
        raise InvalidInput(_("Den som ska ta över får inte arbeta med meddelanden."))
    Notification.objects.filter(pk=notification.pk).update(assigned_to=to)
    log.did(by, Verb.ASSIGNED, "notification", [notification.pk, to.pk])
    notification.assigned_to = to
    return notification


@transaction.atomic
def schedule(notification_id: UUID, at: datetime, place: str, *, by: User) -> Notification:
    """The message with its time and place. Raises WrongState while a gate is shut."""
    require(by, Permission.NOTICE_WORK)
    if at <= timezone.now():
        raise InvalidInput(_("Tiden har redan passerat."))
    notification = locked(notification_id)
    check_there(notification, timezone.localdate(at))
    stepped(notification, Act.SCHEDULE, by=by, scheduled_at=at, assigned_to=notification.assigned_to or by)
    notification.place = place.strip()
    notification.save(update_fields=["place"])
    log.did(by, Verb.SCHEDULED, "notification", [notification.pk])
    return notification


@transaction.atomic
def record_attempt(notification_id: UUID, told: Told, *, by: User) -> Attempt:
    """One attempt and what came of it; delivered once only. Raises WrongState while a gate is shut.

    A threat that was heard shuts the way for every further step until the victim side has seen it.
    """
    require(by, Permission.NOTICE_WORK)
    _check(told)
    notification = locked(notification_id)
    if told.outcome == Outcome.DELIVERED:
        day_before = timezone.localdate(told.at) - timedelta(days=1)  # on the day itself it may have come before
        check_there(notification, day_before)
    _check_paper(notification, told)
    number = notification.tried.count() + 1
    times: dict[str, Any] = {
        "attempts": notification.attempts + 1,
        "first_attempt_at": notification.first_attempt_at or told.at,
    }
    if told.outcome == Outcome.DELIVERED:
        times["delivered_at"] = told.at
    stepped(notification, ACTS[told.outcome], by=by, **times)
    attempt = _kept(notification, number, told, by)
    _attended(notification, told, by)
    _follow(notification, told, by)
    log.did(by, Verb.ATTEMPTED, "notification", [notification.pk, attempt.pk], note=told.outcome.value)
    return attempt


ACTS = {Outcome.DELIVERED: Act.DELIVER, Outcome.REFUSED: Act.REFUSE, Outcome.MISSED: Act.MISS}


def _check(told: Told) -> None:
    if told.at > timezone.now():
        raise InvalidInput(_("Tiden ligger i framtiden."))
    if told.outcome != Outcome.MISSED and not told.reaction:
        raise InvalidInput(_("Välj hur personen tog det."))
    if told.outcome == Outcome.DELIVERED and not told.understood:
        raise InvalidInput(_("Välj om personen förstod budskapet."))


def _check_paper(notification: Notification, told: Told) -> None:
    # What was given before something in it ceased to hold was given; what is given after is not.
    newest = notification.issued.order_by("at").last()
    stale = newest.stale_at if newest else None
    if told.outcome == Outcome.DELIVERED and stale and told.at >= stale:
        raise WrongState(_("Brevet säger något som inte gäller längre. Ta fram ett nytt och ge det."))


def _kept(notification: Notification, number: int, told: Told, by: User) -> Attempt:
    return Attempt.objects.create(
        notification=notification, number=number, at=told.at, outcome=told.outcome, understood=told.understood,
        reaction=told.reaction, help=told.help, interpreter=told.interpreter, next_contact=told.next_contact,
        threat=_threatened(told), note=told.note.strip(), by=by, recorded_at=timezone.now(),
    )  # fmt: skip


def _attended(notification: Notification, told: Told, by: User) -> None:
    # An attempt at the hour of a meeting fills the seat there, on whichever page it was written down.
    seats = Seat.objects.filter(notification=notification, ended_at=None, attendance="")
    held = seats.filter(call_in__state=CallInState.SUMMONED, call_in__at__lte=told.at + EARLY)
    held.update(attendance=CAME[told.outcome], attended_by=by)


def _threatened(told: Told) -> bool:
    return told.threat or told.reaction == Reaction.THREATENS


def _follow(notification: Notification, told: Told, by: User) -> None:
    if told.outcome == Outcome.DELIVERED:
        stepped(notification, Act.RECORD, by=by)
        day = timezone.localtime(told.at).date()
        because = _("Antecknat när budskapet gavs.")
        people.observe(
            notification.person_id, "notified", notification.level, day=day, source="Trygg", because=because, by=by
        )
    elif exhausted(notification.attempts, notification.first_attempt_at or told.at, told.at, rules_on(told.at.date())):
        stepped(notification, Act.EXHAUST, because="attempts", by=by)
    if _threatened(told):
        _stop(notification, by)


def _stop(notification: Notification, by: User) -> None:
    at = timezone.now()
    gate, _made = Gate.objects.get_or_create(
        notification=notification, gate=THREAT, defaults={"since": at, "waited_since": at}
    )
    Gate.objects.filter(pk=gate.pk).update(open=False, overridden=False, since=at)
    GateDecision.objects.create(gate=gate, verdict=Verdict.SHUT, because=_("Ett hot hördes."), by=by, at=at)
    settled(notification, by=by)
    log.did(by, Verb.GATE_SHUT, "notification", [notification.pk], note=THREAT)


@transaction.atomic
def see_threat(attempt_id: UUID, *, because: str, by: User) -> Attempt:
    """The attempt whose threat somebody on the victim side has now seen; says what was done for her."""
    require(by, Permission.NOTICE_WORK)
    done, at = check_reason(because), timezone.now()
    claimed = Attempt.objects.filter(pk=attempt_id, threat=True, threat_seen_at=None)
    if not claimed.update(threat_seen_by=by, threat_seen_at=at):
        raise WrongState(_("Hotet är redan sett, eller så finns det inget."))
    attempt = Attempt.objects.get(pk=attempt_id)
    attempt.threat_done = done
    attempt.save(update_fields=["threat_done"])
    if not Attempt.objects.filter(notification=attempt.notification_id, threat=True, threat_seen_at=None).exists():
        _open_again(attempt, done, at, by)
    log.did(by, Verb.THREAT_SEEN, "notification", [attempt.notification_id, attempt.pk])
    return attempt


def _open_again(attempt: Attempt, because: str, at: datetime, by: User) -> None:
    gate = Gate.objects.get(notification=attempt.notification_id, gate=THREAT)
    Gate.objects.filter(pk=gate.pk, open=False).update(open=True, since=at)
    GateDecision.objects.create(gate=gate, verdict=Verdict.OPENED, because=because, by=by, at=at)
    settled(locked(attempt.notification_id), by=by)


@transaction.atomic
def move(notification_id: UUID, act: Act, *, because: str, by: User) -> Notification:
    """The message, cancelled, planned anew after the meeting's word, followed up or closed, with the reason."""
    require(by, Permission.NOTICE_WORK)
    if act not in WITH_REASON:
        raise NotThere(_("Det steget finns inte."))
    fresh = {"attempts": 0, "first_attempt_at": None} if act == Act.REPLAN else {}  # the meeting gives new attempts
    notification = stepped(locked(notification_id), act, because=check_reason(because), by=by, **fresh)
    if State(notification.state) == State.GATED:
        settled(notification, by=by)
    log.did(by, WITH_REASON[act], "notification", [notification.pk], note=act.value)
    return notification


WITH_REASON = {Act.CANCEL: Verb.CANCELLED, Act.REPLAN: Verb.PLANNED, Act.FOLLOW: Verb.FOLLOWED, Act.CLOSE: Verb.CLOSED}
