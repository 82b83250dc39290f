"""A disclosure from draft to message: weighed by the law, decided by a named person, by two where it is asked for."""

import json
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotAllowed, NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may, require
from trygg_web.access.vault import blind
from trygg_web.exchange import ledger
from trygg_web.exchange.actions.queueing import queued
from trygg_web.exchange.models import Carries, DisclosedItem, Disclosure, DisclosureState, Partner, Request, Side
from trygg_web.exchange.numbers import next_number
from trygg_web.exchange.permissions import JOINT, apart, branches, led
from trygg_web.exchange.persons import keys_of
from trygg_web.exchange.policies import Weighed, weigh
from trygg_web.exchange.records import PROTECTED, Draft, Item


@transaction.atomic
def disclose(draft: Draft, *, by: User) -> Disclosure:
    """The disclosure as decided, on its way, or waiting for a second person where ground or harm test asks for one.

    Raises LawRefuses (an InvalidInput) where the law says no, InvalidInput where an answer is missing or nobody
    can be told, NotAllowed where `by` does not work in the branch that tells.
    """
    require(by, Permission.DISCLOSE)
    unit, partner = _unit(draft, by), partner_for(draft.zone, draft.function, draft.house)
    at = timezone.now()
    weighed = weigh(draft, unit, timezone.localdate(at))
    row = Disclosure(**_told(draft, weighed), unit=unit, partner=partner, by=by, at=at)
    row.state = DisclosureState.DECIDED if weighed.persons < 2 else DisclosureState.SECOND
    row.message, row.dnr = uuid4(), next_number(Side.OUT, at)
    row.save(force_insert=True)
    write_items(row, draft.items)
    log.did(by, Verb.DISCLOSED, "disclosure", [row.pk], note=row.ground)
    if row.state == DisclosureState.DECIDED:
        dispatch(row)
    return row


@transaction.atomic
def approve(disclosure_id: UUID, *, because: str = "", by: User) -> Disclosure:
    """The disclosure, decided by the second person too and now on its way. Raises WrongState, NotThere, NotAllowed."""
    row = _second(disclosure_id, DisclosureState.DECIDED, because, by)
    log.did(by, Verb.DISCLOSURE_APPROVED, "disclosure", [row.pk])
    dispatch(row)
    return row


@transaction.atomic
def decline(disclosure_id: UUID, *, because: str, by: User) -> Disclosure:
    """The disclosure, stopped by the second person; nothing is sent. Raises as `approve`."""
    row = _second(disclosure_id, DisclosureState.DECLINED, because, by)
    log.did(by, Verb.DISCLOSURE_DECLINED, "disclosure", [row.pk])
    return row


def partner_for(zone: str, function: str, house: str = "") -> Partner:
    """The house that has a zone's branch and still stands. Raises InvalidInput where there is none, or several."""
    held = Partner.objects.filter(zone__in=(zone, JOINT), revoked_at=None).order_by("since")
    rows = [row for row in (held.filter(house=house) if house else held) if function in row.functions]
    if not rows:
        raise InvalidInput(_("Det finns inget anslutet hus med den mottagaren. Be administratören ansluta det."))
    if len(rows) > 1:
        raise InvalidInput(_("Flera hus har den mottagaren. Välj vilket."))
    return rows[0]


def write_items(row: Disclosure, items: tuple[Item, ...]) -> None:
    """Nothing; the items of a disclosure are kept, each sealed to its row."""
    for place, item in enumerate(items):
        DisclosedItem.objects.create(
            disclosure=row, place=place, field=item.field, data_class=item.data_class, value=item.value or "",
            reliability=item.reliability, withdrawn=item.value is None,
        )  # fmt: skip


def dispatch(row: Disclosure) -> None:
    """Nothing; a decided disclosure waits to be sent and stands in the ledger."""
    items = list(row.items.order_by("place"))
    root = row.corrects.message if row.corrects else None
    queued(row.partner, Carries.CORRECTION if root else Carries.DISCLOSURE, _body(row, items, root), row.message)
    crossing = ledger.Crossing(
        Side.OUT, row.message, row.partner.house, row.function, row.kind, row.ground, row.dnr,
        keys_of(((item.field, item.value) for item in items), timezone.localdate()),
        {item.field: item.data_class for item in items}, root,
    )  # fmt: skip
    ledger.enter(crossing, timezone.now())


def _body(row: Disclosure, items: list[DisclosedItem], root: UUID | None) -> dict[str, Any]:
    return {
        "unit": row.unit, "function": row.function, "kind": row.kind, "purpose": row.purpose, "why": row.why,
        "ground": row.ground, "version": row.ground_version, "condition": row.condition, "dnr": row.dnr,
        "reply_to": str(row.reply_to) if row.reply_to else None, "corrects": str(root) if root else None,
        "because": row.because, "protected": row.protected, "items": [
            {"field": item.field, "class": item.data_class, "value": None if item.withdrawn else item.value,
             "reliability": item.reliability}
            for item in items
        ],
    }  # fmt: skip


def _told(draft: Draft, weighed: Weighed) -> dict[str, Any]:
    words = " ".join(" ".join(str(answer) for answer in draft.answers.values()).casefold().split())
    return {
        "function": draft.function, "kind": draft.kind, "subject": draft.subject, "purpose": draft.purpose,
        "why": draft.why, "ground": draft.ground, "ground_version": weighed.ground.version,
        "answers": json.dumps(dict(draft.answers)), "harm": json.dumps(dict(draft.harm)),
        "condition": draft.condition,
        "protected": PROTECTED in draft.circumstances, "protection": weighed.protection[:200],
        "reply_to": draft.reply_to,
        "request": Request.objects.filter(pk=draft.request).first() if draft.request else None,
        "same_words": "" if draft.alike else blind(words, "words"),
    }  # fmt: skip


def _unit(draft: Draft, by: User) -> str:
    mine = branches(by, settings.ZONE)
    if not mine or (draft.unit and draft.unit not in mine):
        raise NotAllowed(_("Du arbetar inte i den verksamhet som lämnar uppgiften."))
    return draft.unit or mine[0]


def _second(disclosure_id: UUID, to: DisclosureState, because: str, by: User) -> Disclosure:
    require(by, Permission.DISCLOSE_APPROVE)
    row = (
        Disclosure.objects.filter(pk=disclosure_id, unit__in=led(by, settings.ZONE))
        .exclude(subject__in=apart(by))
        .first()
    )
    if row is None:
        raise NotThere(_("Utlämnandet finns inte."))
    if row.by_id == by.pk:
        raise NotAllowed(_("Den andra som beslutar måste vara någon annan än du."))
    if row.protected and not may(by, Permission.PROTECTED_SEE):  # nobody decides on what they may not see
        raise NotAllowed(_("Uppgifterna är skyddade. Någon med behörighet till skyddade identiteter beslutar."))
    waiting = Disclosure.objects.filter(pk=row.pk, state=DisclosureState.SECOND)
    if not waiting.update(state=to, second_by=by, second_at=timezone.now()):
        raise WrongState(_("Utlämnandet är redan avgjort. Läs in sidan igen."))
    row.refresh_from_db()
    row.second_because = because
    row.save(update_fields=["second_because"])
    return row
