"""Carries what waits to the other houses, takes in what has come, and sends the receipts. Safe to run at any time."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from trygg_web.access import log
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.exchange import transport, vault
from trygg_web.exchange.actions.receiving import receive
from trygg_web.exchange.envelope import Sent, wrap
from trygg_web.exchange.errors import TurnedAway
from trygg_web.exchange.models import Carries, Journey, Outgoing, Partner

AGAIN = timedelta(minutes=1)  # before the second try; each further one waits twice as long
LONGEST = timedelta(hours=1)
BATCH = 200  # messages to one partner in one round


@dataclass(frozen=True, slots=True)
class PostRun:
    """What one round did."""

    sent: int
    received: int
    turned_away: int
    failed: int


def post(*, by: User) -> PostRun:
    """One round: what waits is sent, what has come is taken in, and receipts for it are sent."""
    require(by, Permission.POST)
    if not Partner.objects.exists():
        return PostRun(0, 0, 0, 0)
    sent, failed = _send(by)
    received, turned_away = _take_in(by)
    more, missed = _send(by)
    return PostRun(sent + more, received, turned_away, failed + missed)


def run_day(*, on: date, by: User) -> PostRun:
    """What the exchange does by itself each night: one round of post."""
    return post(by=by)


def _send(by: User) -> tuple[int, int]:
    sent = failed = 0
    for partner in Partner.objects.filter(revoked_at=None).order_by("house"):
        due = Outgoing.objects.filter(
            partner=partner, state__in=[Journey.WAITING, Journey.SENT], next_at__lte=timezone.now()
        )
        for row in due.order_by("seq", "made_at")[:BATCH]:
            try:
                transport.carry(partner, f"{row.seq:012d}-{row.pk}", _token(partner, row))
            except transport.NotDelivered:
                failed += 1
                _tried(row)
                break  # the others to the same house can wait for the next round
            _carried(row, by)
            sent += 1
    return sent, failed


def _token(partner: Partner, row: Outgoing) -> str:
    # Sealed anew at each try, so that a partner's new key is used as soon as it is known.
    key, own = partner.keys.get(until=None), vault.pairs().current
    sent = Sent(settings.TRYGG_HOUSE, partner.house, row.pk, row.seq, timezone.now(), row.kind, json.loads(row.body))
    return wrap(sent, own, key.kid, key.seals)


@transaction.atomic
def _carried(row: Outgoing, by: User) -> None:
    if row.kind == Carries.RECEIPT:
        row.delete()  # a receipt that is lost is asked for again by the message itself
        return
    _tried(row, state=Journey.SENT, sent_at=timezone.now())
    if row.state == Journey.WAITING:
        log.did(by, Verb.SENT, "message", [row.pk])


def _tried(row: Outgoing, **changes: Any) -> None:
    wait = min(AGAIN * 2 ** min(row.attempts, 10), LONGEST)
    open_rows = Outgoing.objects.filter(pk=row.pk, state__in=[Journey.WAITING, Journey.SENT])
    open_rows.update(attempts=F("attempts") + 1, next_at=timezone.now() + wait, **changes)


def _take_in(by: User) -> tuple[int, int]:
    received = turned_away = 0
    for partner in Partner.objects.all():  # also one that is reached over HTTPS may answer through a folder
        for path in transport.come(partner):
            token = transport.read(path)
            if token is None:
                continue
            try:
                received += receive(token, by=by) is not None
                path.unlink(missing_ok=True)  # only now: what was not saved must still lie there
            except TurnedAway:
                turned_away += 1
                transport.set_aside(path)
    return received, turned_away
