"""Puts a message on its way: it waits in the database until its receipt has come."""

import json
from typing import Any
from uuid import UUID, uuid4

from django.db.models import F
from django.utils import timezone

from trygg_web.exchange.models import Carries, Outgoing, Partner


def queued(partner: Partner, kind: Carries, body: dict[str, Any], message: UUID | None = None) -> Outgoing:
    """The message as it waits, with the next number to its partner; call it inside the transaction that decides it."""
    Partner.objects.filter(pk=partner.pk).update(last_seq=F("last_seq") + 1)  # locks the partner's row
    seq = Partner.objects.values_list("last_seq", flat=True).get(pk=partner.pk)
    return _waiting(partner, kind, body, seq, message or uuid4())


def receipt(partner: Partner, message: UUID, why: str = "") -> None:
    """Nothing; a receipt for a message waits to be sent, once however often the message came."""
    if not Outgoing.objects.filter(partner=partner, kind=Carries.RECEIPT, receipt_for=message).exists():
        row = _waiting(partner, Carries.RECEIPT, {"message": str(message), "why": why}, 0, uuid4())
        Outgoing.objects.filter(pk=row.pk).update(receipt_for=message)


def _waiting(partner: Partner, kind: Carries, body: dict[str, Any], seq: int, message: UUID) -> Outgoing:
    at = timezone.now()
    return Outgoing.objects.create(
        id=message, partner=partner, seq=seq, kind=kind, body=json.dumps(body), made_at=at, next_at=at
    )
