"""An offer of help from the day it is made to its end, one step of the method's table at a time."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.support import Act, State
from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.support.models import Appointment, Attendance, Offer, OfferStep, Participant
from trygg_web.support.permissions import require_help
from trygg_web.support.policies import NOTED, check_noted, check_time, next_state, offered
from trygg_web.support.queries.scope import open_to

ANSWERS = (Act.ACCEPT, Act.THINK, Act.DECLINE)
ENDINGS = (Act.COMPLETE, Act.DROP)


def offer(participant_id: UUID, help_id: str, *, by: User) -> Offer:
    """The offer as made today. Raises InvalidInput for what the directory has not, WrongState for one that is open."""
    offered(help_id, timezone.localdate())
    try:
        with transaction.atomic():
            person = locked(participant_id, by)
            at = timezone.now()
            made = Offer.objects.create(
                participant=person, help=help_id, offered_on=timezone.localdate(at), by=by, at=at
            )
            log.did(by, Verb.WROTE, "participant", [person.pk], note="offered")
    except IntegrityError as fault:
        raise WrongState(_("Den hjälpen är redan erbjuden och inte avslutad.")) from fault
    return made


@transaction.atomic
def answer(offer_id: UUID, act: Act, *, because: str = "", ask_on: date | None = None, by: User) -> Offer:
    """The offer with its answer: yes, wants to think, or no. `ask_on`: the day to ask again.

    Raises InvalidInput for a day that has passed, WrongState for an offer that has been answered for good.
    """
    if act not in ANSWERS:
        raise InvalidInput(_("Välj ett svar."))
    if ask_on and ask_on <= timezone.localdate():
        raise InvalidInput(_("Välj en dag som kommer."))
    row = _offer(offer_id, by)
    if act == Act.DECLINE:
        _cancel(row, by)
    moved = _move(row, act, because, by)
    Offer.objects.filter(pk=row.pk).update(ask_on=None if act == Act.ACCEPT else ask_on)
    return moved


@transaction.atomic
def book(offer_id: UUID, at: datetime, *, by: User) -> Appointment:
    """The time as booked. Raises InvalidInput for one too far back, WrongState without a yes or with a time ahead."""
    check_time(at, timezone.now())
    row = _offer(offer_id, by)
    if row.appointments.filter(attendance=Attendance.PLANNED).exists():
        raise WrongState(_("En tid är redan bokad. Anteckna den först."))
    _move(row, Act.BOOK, "", by)
    return Appointment.objects.create(offer=row, at=at, by=by, made_at=timezone.now())


@transaction.atomic
def attend(appointment_id: UUID, attendance: Attendance | None, *, by: User) -> Offer:
    """The offer, once it is noted what became of a time. Raises InvalidInput, WrongState when somebody was first."""
    require_help(by)
    time = Appointment.objects.filter(pk=appointment_id).first()
    if time is None:
        raise NotThere
    row = _offer(time.offer_id, by)
    noted = check_noted(attendance, time.at, timezone.now())
    planned = Appointment.objects.filter(pk=time.pk, attendance=Attendance.PLANNED)
    if not planned.update(attendance=noted, noted_by=by, noted_at=timezone.now()):
        raise WrongState(_("Någon har redan antecknat vad som hände. Läs in sidan igen."))
    return _move(row, NOTED[noted], "", by)


@transaction.atomic
def end(offer_id: UUID, act: Act, *, because: str = "", by: User) -> Offer:
    """The offer, completed, or dropped with a reason; a time ahead is cancelled. Raises InvalidInput, WrongState."""
    if act not in ENDINGS:
        raise InvalidInput(_("Välj hur hjälpen slutar."))
    row = _offer(offer_id, by)
    _cancel(row, by)
    return _move(row, act, because, by)


def locked(participant_id: UUID, by: User) -> Participant:
    """The person, locked until the action ends. Raises NotAllowed, and NotThere for one in somebody else's hands."""
    require_help(by)
    found = open_to(by).select_for_update(of=("self",)).filter(pk=participant_id).first()
    if found is None:
        raise NotThere
    return found


def _offer(offer_id: UUID, by: User) -> Offer:
    require_help(by)
    row = Offer.objects.filter(pk=offer_id).first()
    if row is None:
        raise NotThere
    locked(row.participant_id, by)
    return row


def _cancel(row: Offer, by: User) -> None:
    ahead = row.appointments.filter(attendance=Attendance.PLANNED)
    ahead.update(attendance=Attendance.CANCELLED, noted_by=by, noted_at=timezone.now())


def _move(row: Offer, act: Act, because: str, by: User) -> Offer:
    to = next_state(row.state, act, because)
    if not Offer.objects.filter(pk=row.pk, state=row.state).update(state=to):
        raise WrongState(_("Någon hann före. Läs in sidan igen."))
    OfferStep.objects.create(offer=row, act=act, to=to, because=because.strip(), by=by, at=timezone.now())
    row.state = State(to)
    log.did(by, Verb.WROTE, "participant", [row.participant_id], note=f"{act} {to}")
    return row
