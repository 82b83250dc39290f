"""Takes in what comes: once however often it is delivered, in whatever order, and each with its receipt."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import NotThere, Refused, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may, require
from trygg_web.exchange import ledger, vault
from trygg_web.exchange.actions.queueing import receipt
from trygg_web.exchange.envelope import Known, Sent, unwrap
from trygg_web.exchange.errors import TurnedAway
from trygg_web.exchange.models import (
    Answer,
    Arrival,
    ArrivedItem,
    Carries,
    Journey,
    Outgoing,
    Partner,
    PartnerKey,
    Request,
    Side,
)
from trygg_web.exchange.numbers import next_number
from trygg_web.exchange.permissions import FUNCTIONS, apart, branches
from trygg_web.exchange.persons import keys_of
from trygg_web.exchange.queries.arrivals import untaken
from trygg_web.exchange.records import Came

QUIET = 60  # seconds in which the same reason stands once in the log
ANSWER_IN = timedelta(days=7)  # until when a request asks to be answered


def receive(token: str, *, by: User) -> Arrival | None:
    """The message of a token as it was taken in; None for a receipt, and for what had come before.

    Raises TurnedAway; the house's log says why, never what.
    """
    require(by, Permission.POST)
    sent = None
    try:
        sent = unwrap(token, settings.TRYGG_HOUSE, vault.pairs(), _known, timezone.now())
        return _taken_in(sent, by)
    except TurnedAway as fault:
        if sent is not None and sent.kind != Carries.RECEIPT:  # a partner's own mistake: it learns of it
            receipt(Partner.objects.get(house=sent.iss), sent.jti, fault.why)
        if sent is not None or _first_this_minute(fault.why):
            log.did(by, Verb.TURNED_AWAY, "exchange", note=fault.why)
        raise


def _first_this_minute(why: str) -> bool:
    """Whether nobody unknown was turned away for this reason lately: who sends rubbish cannot fill the log with it."""
    return cache.add(f"turned-away-{why}", value=True, timeout=QUIET)


def _taken_in(sent: Sent, by: User) -> Arrival | None:
    partner = Partner.objects.get(house=sent.iss)
    if sent.kind == Carries.RECEIPT:
        _receipted(partner, sent)
        return None
    if not Arrival.objects.filter(partner=partner, message=sent.jti).exists():
        try:
            with transaction.atomic():
                return _first_time(partner, sent, by)
        except IntegrityError:
            if not Arrival.objects.filter(partner=partner, message=sent.jti).exists():
                raise
    receipt(partner, sent.jti)  # the one that was sent before must have been lost
    return None


def _first_time(partner: Partner, sent: Sent, by: User) -> Arrival:
    arrival = Arrival(
        partner=partner, message=sent.jti, seq=sent.seq, carries=sent.kind, sent_at=sent.iat, received_at=timezone.now()
    )
    try:
        READS[Carries(sent.kind)](arrival, sent.body)
    except (KeyError, TypeError, ValueError) as fault:
        raise TurnedAway("malformed") from fault
    receipt(partner, sent.jti)
    log.did(by, Verb.ARRIVED, "arrival", [arrival.pk], note=sent.kind)
    return arrival


def _disclosure(arrival: Arrival, body: dict[str, Any]) -> None:
    if body["function"] not in FUNCTIONS[settings.ZONE]:
        raise ValueError("no such branch in this house")
    fields = ("purpose", "why", "condition", "ground", "version", "because")
    arrival.unit, arrival.function, arrival.kind = str(body["unit"]), str(body["function"]), str(body["kind"])
    arrival.told = json.dumps({name: str(body[name]) for name in fields} | {"dnr": str(body["dnr"])})
    arrival.corrects = UUID(body["corrects"]) if body["corrects"] else None
    arrival.reply_to = UUID(body["reply_to"]) if body["reply_to"] else None
    arrival.protected = bool(body["protected"])
    arrival.dnr = next_number(Side.IN, arrival.received_at)
    arrival.save(force_insert=True)
    for place, item in enumerate(body["items"]):
        ArrivedItem.objects.create(
            arrival=arrival, place=place, field=str(item["field"]), data_class=str(item["class"]),
            value=str(item["value"] or ""), withdrawn=item["value"] is None, reliability=str(item["reliability"]),
        )  # fmt: skip
    _settle(arrival.partner, arrival.corrects or arrival.message)
    ledger.enter(_crossing(arrival, body), arrival.received_at)


def _crossing(arrival: Arrival, body: dict[str, Any]) -> ledger.Crossing:
    told = [(str(item["field"]), item["value"]) for item in body["items"]]
    fields = {str(item["field"]): str(item["class"]) for item in body["items"]}
    persons = keys_of(told, timezone.localdate(arrival.received_at))
    return ledger.Crossing(
        Side.IN, arrival.message, arrival.partner.house, arrival.function, arrival.kind, str(body["ground"]),
        arrival.dnr, persons, fields, arrival.corrects,
    )  # fmt: skip


def _settle(partner: Partner, root: UUID) -> None:
    # Told anew from all that has come, so that the order of coming does not matter: the highest number wins a field.
    chain = ArrivedItem.objects.filter(arrival__partner=partner, until=None)
    rows = chain.filter(arrival__message=root) | chain.filter(arrival__corrects=root)
    newest: dict[str, ArrivedItem] = {}
    for item in rows.select_related("arrival").order_by("arrival__corrects", "arrival__seq"):
        held = newest.get(item.field)
        if held is None or _rank(held) < _rank(item):
            newest[item.field] = item
    over = [item.pk for item in rows if newest[item.field].pk != item.pk]
    ArrivedItem.objects.filter(pk__in=over).update(until=timezone.now())


def _rank(item: ArrivedItem) -> tuple[bool, int]:
    return item.arrival.corrects is not None, item.arrival.seq


def _request(arrival: Arrival, body: dict[str, Any]) -> None:
    if body["function"] not in FUNCTIONS[settings.ZONE]:
        raise ValueError("no such branch in this house")
    arrival.unit, arrival.function, arrival.told = str(body["unit"]), str(body["function"]), json.dumps({})
    arrival.save(force_insert=True)
    day = timezone.localdate(arrival.received_at)
    Request.objects.create(
        side=Side.IN, partner=arrival.partner, message=arrival.message, unit=arrival.unit, function=arrival.function,
        about=json.dumps(body["about"]), classes=[str(one) for one in body["classes"]], purpose=str(body["purpose"]),
        why=str(body["why"]), protected=bool(body["protected"]), asked_at=arrival.received_at, due_on=day + ANSWER_IN,
        dnr=next_number(Side.IN, arrival.received_at),
    )  # fmt: skip


def _answer(arrival: Arrival, body: dict[str, Any]) -> None:
    if body["state"] not in (Answer.GIVEN, Answer.PARTLY, Answer.REFUSED):
        raise ValueError("no such answer")
    arrival.reply_to, arrival.told = UUID(body["request"]), json.dumps({})
    arrival.save(force_insert=True)
    asked = Request.objects.filter(side=Side.OUT, partner=arrival.partner, message=arrival.reply_to).first()
    if asked and asked.state == Answer.OPEN:
        asked.state, asked.ground, asked.answer = body["state"], str(body["ground"])[:20], str(body["says"])
        asked.answered_at = arrival.received_at
        asked.save()


READS = {
    Carries.DISCLOSURE: _disclosure,
    Carries.CORRECTION: _disclosure,
    Carries.REQUEST: _request,
    Carries.ANSWER: _answer,
}


def _receipted(partner: Partner, sent: Sent) -> None:
    try:
        message, why = UUID(sent.body["message"]), str(sent.body["why"])[:40]
    except (KeyError, TypeError, ValueError) as fault:
        raise TurnedAway("malformed") from fault
    waits = Outgoing.objects.filter(partner=partner, pk=message, state__in=[Journey.WAITING, Journey.SENT])
    to = Journey.RETURNED if why else Journey.RECEIPTED
    waits.update(state=to, receipted_at=timezone.now(), returned_why=why)


def _known(kid: str) -> Known | None:
    key = PartnerKey.objects.select_related("partner").filter(kid=kid).first()
    if key is None:
        return None
    over = key.until is not None and key.until <= timezone.now()
    return Known(key.partner.house, key.signs, over or key.partner.revoked_at is not None)


@transaction.atomic
def acknowledge(arrival_id: UUID, *, by: User) -> Arrival:
    """The arrival, opened by someone who has read its purpose and its condition. Opening twice changes nothing."""
    require(by, Permission.ARRIVAL_SEE)
    row = _mine(arrival_id, by)
    if Arrival.objects.filter(pk=row.pk, opened_at=None).update(opened_at=timezone.now(), opened_by=by):
        log.did(by, Verb.ACKNOWLEDGED, "arrival", [row.pk])
        row.refresh_from_db()
    return row


@transaction.atomic
def take(arrival_id: UUID, *, subject: str = "", by: User) -> Arrival:
    """The arrival, marked as taken over by a room above, with that room's own id of whom it concerns.

    Raises WrongState when somebody was first: what would be done with it must then be rolled back.
    """
    if not may(by, Permission.POST):
        require(by, Permission.ARRIVAL_SEE)
    row = _mine(arrival_id, by)
    if not Arrival.objects.filter(pk=row.pk, taken_at=None).update(taken_at=timezone.now(), subject=subject):
        raise WrongState(_("Någon hann före. Läs in sidan igen."))
    log.did(by, Verb.TOOK, "arrival", [row.pk])
    row.refresh_from_db()
    return row


def take_each(kind: str, function: str, deed: Callable[[Came, User], bool], *, by: User) -> int:
    """How many of a kind, told to a branch, were taken over by a deed; each in a transaction of its own.

    Two rounds may run at once: what the other is taking is left to it. What a deed refuses stays in the inbox.
    """
    require(by, Permission.POST)
    return sum(_taken(one, deed, by) for one in untaken(kind) if one.function == function)


def _taken(one: Came, deed: Callable[[Came, User], bool], by: User) -> bool:
    with suppress(Refused), transaction.atomic():
        free = Arrival.objects.select_for_update().filter(pk=one.id, taken_at=None).first()
        return free is not None and deed(one, by)
    return False


def _mine(arrival_id: UUID, by: User) -> Arrival:
    rows = Arrival.objects.filter(function__in=branches(by, settings.ZONE)).exclude(subject__in=apart(by))
    row = rows.filter(pk=arrival_id).first()
    if row is None:
        raise NotThere(_("Det inkomna finns inte."))
    return row
