"""Requests between houses: asked for a purpose, answered with given, partly or refused, and always on a ground."""

import json
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotAllowed, NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.exchange.actions.disclosing import partner_for
from trygg_web.exchange.actions.queueing import queued
from trygg_web.exchange.models import Answer, Carries, Request, Side
from trygg_web.exchange.numbers import next_number
from trygg_web.exchange.permissions import branches
from trygg_web.exchange.records import Wanted


@transaction.atomic
def ask(wanted: Wanted, *, by: User) -> Request:
    """The request, on its way. `wanted.about` says who is meant; it is told to the other house, so keep it short.

    Raises InvalidInput where nobody can be asked or the purpose is missing.
    """
    require(by, Permission.DISCLOSE)
    unit, partner = _unit(by), partner_for(wanted.zone, wanted.function, wanted.house)
    if not wanted.classes or not wanted.why.strip():
        raise InvalidInput(_("Skriv vad som begärs och varför det behövs."))
    at = timezone.now()
    body = {
        "unit": unit, "function": wanted.function, "about": dict(wanted.about), "classes": list(wanted.classes),
        "purpose": wanted.purpose, "why": wanted.why,
        "protected": wanted.protected,
    }  # fmt: skip
    message = queued(partner, Carries.REQUEST, body).pk
    row = Request.objects.create(
        side=Side.OUT, partner=partner, message=message, unit=unit, function=wanted.function, subject=wanted.subject,
        about=json.dumps(dict(wanted.about)), classes=list(wanted.classes), purpose=wanted.purpose, why=wanted.why,
        protected=wanted.protected, asked_at=at, due_on=wanted.due_on, dnr=next_number(Side.OUT, at), by=by,
    )  # fmt: skip
    log.did(by, Verb.ASKED, "request", [row.pk])
    return row


@transaction.atomic
def answer_request(request_id: UUID, answer: str, *, ground: str, says: str, by: User) -> Request:
    """The request, answered: `given` and `partly` beside the disclosures that give it, `refused` on a provision.

    Raises WrongState when it was answered already, InvalidInput for an answer without its ground or words.
    """
    require(by, Permission.DISCLOSE)
    row = Request.objects.filter(pk=request_id, side=Side.IN, function__in=branches(by, settings.ZONE)).first()
    if row is None:
        raise NotThere(_("Begäran finns inte."))
    if answer not in (Answer.GIVEN, Answer.PARTLY, Answer.REFUSED) or not ground.strip():
        raise InvalidInput(_("Välj ett svar och skriv på vilken grund."))
    if answer != Answer.GIVEN and not says.strip():
        raise InvalidInput(_("Skriv varför allt inte lämnas."))
    at = timezone.now()
    if not Request.objects.filter(pk=row.pk, state=Answer.OPEN).update(
        state=answer, answered_at=at, answered_by=by, ground=ground
    ):
        raise WrongState(_("Begäran är redan besvarad."))
    row.refresh_from_db()
    row.answer = says
    row.save(update_fields=["answer"])
    queued(row.partner, Carries.ANSWER, {"request": str(row.message), "state": answer, "ground": ground, "says": says})
    log.did(by, Verb.REQUEST_ANSWERED, "request", [row.pk], note=answer)
    return row


def _unit(by: User) -> str:
    mine = branches(by, settings.ZONE)
    if not mine:
        raise NotAllowed(_("Du arbetar inte i en verksamhet som kan begära uppgifter."))
    return mine[0]
