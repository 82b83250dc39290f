"""Texts are approved by the agencies before anyone is told anything with them, and each letter made is kept."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.letters import Letter, inspect, languages, names_of, plain
from trygg.letters.letter import Form, Meeting
from trygg.letters.messages import Template
from trygg.steps import BEFORE_DELIVERY, State
from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotAllowed, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.notifications.actions.stepping import gates_open, locked
from trygg_web.notifications.models import Issued, Notification, TextApproval
from trygg_web.notifications.queries import texts
from trygg_web.notifications.queries.method import words
from trygg_web.notifications.queries.papers import DETAINED, said_in
from trygg_web.people import queries as people


@dataclass(frozen=True, slots=True)
class Made:
    """A letter that was made and kept."""

    letter: Letter
    issued: Issued


@transaction.atomic
def approve_text(name: str, version: str, agency: str, who: str, *, by: User) -> TextApproval:
    """An agency's word that this very version may be used. Raises WrongState when the text has changed since."""
    require(by, Permission.TEXT_APPROVE)
    told = texts.named(name)
    if told.version != version:
        raise WrongState(_("Texten har ändrats. Läs den nya och godkänn den i stället."))
    if agency not in texts.approver_ids() or not who.strip():
        raise InvalidInput(_("Skriv vem som har godkänt texten och för vilken myndighet."))
    row = {"text": name, "version": version, "agency": agency}
    try:
        with transaction.atomic():
            made = TextApproval.objects.create(**row, name=who.strip(), by=by, at=timezone.now())
    except IntegrityError as fault:
        raise WrongState(_("Myndigheten har redan godkänt den här texten.")) from fault
    log.did(by, Verb.APPROVED, "text", [made.pk], note=f"{name} {agency}")
    return made


@transaction.atomic
def withdraw_approval(approval_id: UUID, *, by: User) -> str:
    """The name of the text, which cannot be used until the agency gives its word anew."""
    require(by, Permission.TEXT_APPROVE)
    open_ones = TextApproval.objects.filter(pk=approval_id, withdrawn_at=None)
    if not open_ones.update(withdrawn_by=by, withdrawn_at=timezone.now()):
        raise WrongState(_("Godkännandet är redan tillbakataget."))
    log.did(by, Verb.WITHDREW, "text", [approval_id])
    return TextApproval.objects.values_list("text", flat=True).get(pk=approval_id)


@transaction.atomic
def issue(
    notification_id: UUID, kind: str, levers: tuple[str, ...] = (), *, facts: tuple[str, ...] = (), by: User
) -> Made:
    """The letter of a message, linted and kept; `kind` is letter or script.

    levers, facts   what stands against the person today, and what is known of public process: a letter may only say
                    what the registers can make true
    Raises InvalidInput when the text is not approved or the lint stops it, NotAllowed for a protected name.
    """
    require(by, Permission.NOTICE_WORK)
    notification = locked(notification_id)
    if State(notification.state) not in BEFORE_DELIVERY:
        raise WrongState(_("Meddelandet är redan avslutat eller givet."))
    if notification.form == Form.CALL_IN and not gates_open(notification):
        raise WrongState(_("En grind är stängd. Öppna den först."))
    told = text_of(notification)
    standing = tuple(lever for lever in levers if lever in told.levers)
    known = (*((DETAINED,) if notification.held else ()), *facts)
    letter = texts.filled(
        told, _recipient(notification, by), texts.reference_of(notification.pk), by, standing, _meeting(notification),
        facts=known,
    )  # fmt: skip
    _check_lint(letter)
    issued = Issued.objects.create(
        notification=notification, kind=kind, text=told.id, version=told.version, content=plain(letter),
        said=said_in(told, standing, known), by=by, at=timezone.now(),
    )  # fmt: skip
    log.did(by, Verb.ISSUED, "notification", [notification.pk, issued.pk], note=kind)
    return Made(letter, issued)


def text_of(notification: Notification) -> Template:
    """The approved text of a message. Raises InvalidInput when it has no language or somebody has not approved it."""
    if not notification.language:
        raise InvalidInput(_("Välj först vilket språk budskapet ges på."))
    if notification.language not in languages():
        raise InvalidInput(_("Det finns ingen text på det språket än. Välj svenska och boka tolk."))
    told = texts.named(f"{notification.form}.{notification.level}.{notification.language}")
    if missing := texts.lacks(told):
        raise InvalidInput(_("Texten är inte godkänd av: %s.") % ", ".join(missing))
    return told


def _recipient(notification: Notification, by: User) -> str:
    card = people.person(by, notification.person_id)
    if card.masked:
        raise NotAllowed(_("Personen har skyddad identitet. Be någon som är behörig att ta fram brevet."))
    return card.name


def _meeting(notification: Notification) -> Meeting | None:
    if notification.form not in (Form.SUMMONS, Form.CALL_IN):
        return None
    if notification.scheduled_at is None or not notification.place:
        raise InvalidInput(_("Boka tid och plats först; kallelsen säger dem."))
    at: datetime = timezone.localtime(notification.scheduled_at)
    return Meeting(notification.place, at)


def _check_lint(letter: Letter) -> None:
    found = inspect(letter, allowed=names_of(letter, places=settings.TRYGG_PLACES))
    if found:
        says = ", ".join(sorted({words(one.says) for one in found}))
        raise InvalidInput(_("Granskningen stoppar brevet: %s.") % says)
