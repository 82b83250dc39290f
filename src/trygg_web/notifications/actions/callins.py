"""Meetings of several: planned, filled, summoned, held. Two who must not meet are never seated together."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.callins import meets, too_soon
from trygg.rulebook import Rules
from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.listing.queries.method import rules_on
from trygg_web.notifications.actions.delivering import CAME, EARLY, Told, record_attempt, schedule
from trygg_web.notifications.actions.stepping import locked, settled
from trygg_web.notifications.models import (
    Attendance,
    CallIn,
    CallInState,
    Gate,
    GateDecision,
    Notification,
    Outcome,
    Seat,
    Verdict,
)
from trygg_web.notifications.policies import check_reason
from trygg_web.notifications.queries import callins

TEXT = "text"


@transaction.atomic
def plan_call_in(at: datetime, place: str, seats: int, *, by: User) -> CallIn:
    """The new meeting. Raises InvalidInput when it is too soon, too near another, or has too many seats."""
    require(by, Permission.NOTICE_ASSIGN)
    rules = _rules()
    others = CallIn.objects.exclude(state=CallInState.CANCELLED).values_list("at", flat=True)
    if too_soon(_day(at), timezone.localdate(), map(_day, others), rules):
        told = {"ahead": rules.notices.call_in.ahead, "interval": rules.notices.call_in.interval}
        raise InvalidInput(_("Mötet ska ligga minst %(ahead)s dagar bort och %(interval)s dagar från andra.") % told)
    if not 2 <= seats <= rules.notices.call_in.seats:  # noqa: PLR2004 - fewer than a pair is a talk
        raise InvalidInput(_("Antalet platser ska vara mellan 2 och %s.") % rules.notices.call_in.seats)
    if not place.strip():
        raise InvalidInput(_("Skriv var mötet är; kallelsen säger det."))
    made = CallIn.objects.create(at=at, place=place.strip(), seats=seats, by=by, planned_at=timezone.now())
    log.did(by, Verb.PLANNED, "call_in", [made.pk])
    return made


@transaction.atomic
def seat(call_in_id: UUID, notification_id: UUID, *, by: User) -> Seat:
    """The seat. Raises WrongState when the meeting is full, summoned, or holds someone the person must not meet."""
    require(by, Permission.NOTICE_ASSIGN)
    _rules()
    meeting = _planned(call_in_id)
    return _seated(meeting, locked(notification_id), by)


@transaction.atomic
def seat_proposed(call_in_id: UUID, *, by: User) -> int:
    """How many of the proposal were given a seat."""
    require(by, Permission.NOTICE_ASSIGN)
    _rules()
    meeting = _planned(call_in_id)
    proposed = callins.call_in(by, call_in_id).proposed
    for one in proposed:
        _seated(meeting, locked(one.notification), by)
    return len(proposed)


@transaction.atomic
def unseat(seat_id: UUID, *, by: User) -> Seat:
    """The seat, free again. One who was summoned waits anew, with the gate of the text shut."""
    require(by, Permission.NOTICE_ASSIGN)
    _rules()
    found = _seat(seat_id)
    if not Seat.objects.filter(pk=found.pk, ended_at=None, attendance="").update(ended_at=timezone.now()):
        raise WrongState(_("Platsen är redan borta, eller så är närvaron antecknad."))
    if found.call_in.state == CallInState.SUMMONED:
        _unbooked(found.notification_id, _("Personen togs bort från mötet."), by)
    log.did(by, Verb.CANCELLED, "call_in", [found.call_in_id, found.notification_id], note="seat")
    return found


@transaction.atomic
def summon(call_in_id: UUID, *, by: User) -> CallIn:
    """The meeting, summoned: each message is booked to it, so that its letter can be made.

    Raises WrongState while any gate of any seat is shut, when two must not meet, when something has come to stand
    against one of them, or when it is too late for the summons to arrive.
    """
    require(by, Permission.NOTICE_ASSIGN)
    rules, meeting = _rules(), _planned(call_in_id)
    if (_day(meeting.at) - timezone.localdate()).days < rules.notices.call_in.ahead:
        raise WrongState(_("Det är för sent att kalla till det här mötet. Ställ in det och planera ett nytt."))
    shown = callins.call_in(by, call_in_id).seats
    if not shown:
        raise InvalidInput(_("Ingen har fått en plats än."))
    if not all(one.ready for one in shown):
        raise WrongState(_("Något står i vägen för någon av platserna. På sidan står vad."))
    for one in shown:
        schedule(one.notification, meeting.at, meeting.place, by=by)
    CallIn.objects.filter(pk=meeting.pk).update(state=CallInState.SUMMONED, summoned_at=timezone.now())
    log.did(by, Verb.SCHEDULED, "call_in", [meeting.pk])
    meeting.refresh_from_db()
    return meeting


@transaction.atomic
def record_attendance(seat_id: UUID, told: Told, *, by: User) -> Seat:
    """The seat with who came; it is the attempt of the message too. Raises WrongState when somebody was first."""
    require(by, Permission.NOTICE_WORK)
    _rules()
    found = _seat(seat_id)
    if found.call_in.state != CallInState.SUMMONED or told.at < found.call_in.at - EARLY:
        raise WrongState(_("Mötet har inte börjat. Närvaron antecknas när det hålls."))
    claimed = Seat.objects.filter(pk=found.pk, ended_at=None, attendance="")
    if not claimed.update(attendance=CAME[told.outcome], attended_by=by):
        raise WrongState(_("Närvaron är redan antecknad."))
    record_attempt(found.notification_id, told, by=by)
    log.did(by, Verb.ATTEMPTED, "call_in", [found.call_in_id, found.notification_id], note=CAME[told.outcome].value)
    found.refresh_from_db()
    return found


def record_absence(seat_id: UUID, *, by: User) -> Seat:
    """The seat of somebody who did not come. Raises WrongState when somebody was first."""
    return record_attendance(seat_id, Told(outcome=Outcome.MISSED, at=timezone.now()), by=by)


@transaction.atomic
def follow_no_show(seat_id: UUID, *, by: User) -> Notification:
    """The message of someone who did not come: another form, a new deadline, and the gate of its text shut anew.

    Raises WrongState when it is followed already, or when no attempt is left and the agencies' meeting decides.
    """
    require(by, Permission.NOTICE_WORK)
    rules, found = _rules(), _seat(seat_id)
    at = timezone.now()
    claimed = Seat.objects.filter(pk=found.pk, attendance=Attendance.MISSED, followed_at=None)
    if not claimed.update(followed_at=at):
        raise WrongState(_("Uteblivandet är redan följt upp, eller så är inget antecknat."))
    call_in, notification = rules.notices.call_in, locked(found.notification_id)
    if notification.state not in FOLLOWABLE:
        raise WrongState(_("Inget försök är kvar, eller så är budskapet redan givet. Mötet avgör."))
    due = at + timedelta(hours=call_in.missed_hours)
    Notification.objects.filter(pk=notification.pk).update(
        form=call_in.missed_form, functions=list(call_in.missed_by), due_at=due, warn_at=None
    )
    _unbooked(notification.pk, _("Personen kom inte till mötet; en annan form prövas."), by)
    log.did(by, Verb.PLANNED, "notification", [notification.pk], note="no_show")
    notification.refresh_from_db()
    return notification


FOLLOWABLE = ("attempted", "gated")


@transaction.atomic
def cancel_call_in(call_in_id: UUID, *, because: str, by: User) -> CallIn:
    """The meeting, cancelled; every seat is free, and those who were summoned wait anew."""
    require(by, Permission.NOTICE_ASSIGN)
    _rules()
    why, meeting = check_reason(because), _meeting(call_in_id)
    if meeting.state == CallInState.CANCELLED or meeting.taken.exclude(attendance="").exists():
        raise WrongState(_("Mötet är redan inställt, eller så är närvaron antecknad."))
    summoned = meeting.state == CallInState.SUMMONED
    for one in meeting.taken.filter(ended_at=None):
        if summoned:
            _unbooked(one.notification_id, _("Mötet ställdes in."), by)
    meeting.taken.filter(ended_at=None).update(ended_at=timezone.now())
    meeting.state, meeting.because = CallInState.CANCELLED, why
    meeting.save(update_fields=["state", "because"])
    log.did(by, Verb.CANCELLED, "call_in", [meeting.pk])
    return meeting


def _rules() -> Rules:
    callins.check_used()
    return rules_on(timezone.localdate())


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _meeting(call_in_id: UUID) -> CallIn:
    # Nobody else's until the transaction ends: two who seat at once do not miss each other.
    found = CallIn.objects.select_for_update().filter(pk=call_in_id).first()
    if found is None:
        raise NotThere(_("Mötet finns inte."))
    return found


def _planned(call_in_id: UUID) -> CallIn:
    found = _meeting(call_in_id)
    if found.state != CallInState.PLANNED:
        raise WrongState(_("Mötet är redan kallat eller inställt."))
    return found


def _seat(seat_id: UUID) -> Seat:
    key = Seat.objects.filter(pk=seat_id, ended_at=None).values_list("call_in_id", flat=True).first()
    if key is None:
        raise NotThere(_("Platsen finns inte."))
    meeting = _meeting(key)
    found = Seat.objects.select_related("notification").get(pk=seat_id)
    found.call_in = meeting
    return found


def _seated(meeting: CallIn, notification: Notification, by: User) -> Seat:
    there = list(meeting.taken.filter(ended_at=None).select_related("notification"))
    if len(there) >= meeting.seats:
        raise WrongState(_("Mötet är fullt."))
    if notification.form != "call_in" or notification.state not in callins.CALLABLE:
        raise WrongState(_("Meddelandet ges inte vid ett samlat möte, eller så är det redan givet."))
    _check_company(notification, (one.notification for one in there))
    try:
        with transaction.atomic():
            made = Seat.objects.create(call_in=meeting, notification=notification, by=by, at=timezone.now())
    except IntegrityError as fault:
        raise WrongState(_("Personen har redan en plats.")) from fault
    log.did(by, Verb.ASSIGNED, "call_in", [meeting.pk, notification.pk])
    return made


def _check_company(notification: Notification, others: Iterable[Notification]) -> None:
    others = list(others)
    known = callins.crowd([notification, *others])
    if callins.barred_by(known.candidates[notification.pk]):
        raise WrongState(_("Personen kan inte kallas till ett samlat möte. På sidan står varför."))
    if meets(str(notification.person_id), [str(one.person_id) for one in others], known.apart):
        raise WrongState(_("Personen ska inte träffa någon som redan har en plats."))


def _unbooked(notification_id: UUID, because: str, by: User) -> None:
    # What was booked is not any more, and the text must be checked anew for this very person.
    notification, at = locked(notification_id), timezone.now()
    notification.scheduled_at, notification.place = None, ""
    notification.save(update_fields=["scheduled_at", "place"])
    gate, _made = Gate.objects.get_or_create(
        notification=notification, gate=TEXT, defaults={"since": at, "waited_since": at}
    )
    Gate.objects.filter(pk=gate.pk).update(open=False, overridden=False, since=at)
    GateDecision.objects.create(gate=gate, verdict=Verdict.SHUT, because=because, by=by, at=at)
    settled(notification, by=by)
    log.did(by, Verb.GATE_SHUT, "notification", [notification.pk], note=TEXT)
