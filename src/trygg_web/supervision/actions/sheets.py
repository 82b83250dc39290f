"""A sheet of clients from file to register: looked at, then saved whole or not at all. The same twice: nothing."""

import hashlib
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.linkage import identity
from trygg_web.access import log
from trygg_web.access.errors import WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.access.vault import blind
from trygg_web.supervision.models import Client, ClientName, Sentence, SentenceAmendment, Sheet, SheetState
from trygg_web.supervision.policies import CHANGING, Fate, fate_of
from trygg_web.supervision.reports import read
from trygg_web.supervision.told import SentenceTold

KEPT = timedelta(days=365)  # the file itself; a local decision may shorten it


@transaction.atomic
def receive(content: bytes, filename: str, *, by: User) -> Sheet:
    """The sheet to look at before it is saved; nothing in the register has changed.

    Raises Unreadable and InvalidInput for what is no sheet of clients.
    """
    require(by, Permission.CLIENT_WORK)
    at = timezone.now()
    told = read(content, timezone.localdate(at))
    sheet = Sheet(
        sha256=hashlib.sha256(content).hexdigest(), filename=filename[:200], content=content, received_at=at,
        keep_until=timezone.localdate(at) + KEPT, by=by,
    )  # fmt: skip
    fates = [fate_of(one, _standing(one)) for one in told.told]
    sheet.counts = {fate: fates.count(fate) for fate in Fate} | {"rows": told.rows, "rejected": len(told.faults)}
    sheet.faults = [(one.row, one.column, one.code) for one in told.faults]
    sheet.save(force_insert=True)
    log.did(by, Verb.IMPORTED, "sheet", [sheet.pk], note="previewed")
    return sheet


@transaction.atomic
def save(sheet_id: UUID, *, by: User) -> Sheet:
    """The sheet saved whole. Raises WrongState when it was saved or dropped already."""
    require(by, Permission.CLIENT_WORK)
    at = timezone.now()
    if not Sheet.objects.filter(pk=sheet_id, state=SheetState.PREVIEWED).update(state=SheetState.SAVED, saved_at=at):
        raise WrongState(_("Bladet är redan inläst eller kastat."))
    sheet = Sheet.objects.get(pk=sheet_id)
    on = timezone.localdate(sheet.received_at)
    fates = [_store(one, sheet, on) for one in read(sheet.content, on).told]
    sheet.counts |= {fate: fates.count(fate) for fate in Fate}
    sheet.save(update_fields=["counts"])
    log.did(by, Verb.IMPORTED, "sheet", [sheet.pk], note="saved")
    return sheet


@transaction.atomic
def drop(sheet_id: UUID, *, by: User) -> None:
    """Nothing; the sheet is thrown away unsaved. Raises WrongState when it was saved or dropped already."""
    require(by, Permission.CLIENT_WORK)
    if not Sheet.objects.filter(pk=sheet_id, state=SheetState.PREVIEWED).update(state=SheetState.DROPPED):
        raise WrongState(_("Bladet är redan inläst eller kastat."))
    log.did(by, Verb.IMPORTED, "sheet", [sheet_id], note="dropped")


def _standing(told: SentenceTold) -> Sentence | None:
    key = blind(told.number, "number")
    return Sentence.objects.filter(client__number_key=key, kind=told.kind, since=told.since).first()


def _store(told: SentenceTold, sheet: Sheet, on: date) -> Fate:
    stands = _standing(told)
    fate = fate_of(told, stands)
    if stands is None:
        Sentence.objects.create(
            client=_client(told), kind=told.kind, since=told.since, until=told.until, office=told.office,
            conditions=told.conditions, sheet=sheet, last_seen=on,
        )  # fmt: skip
        return fate
    if fate == Fate.UPDATED:
        _amend(stands, told, sheet)
    Sentence.objects.filter(pk=stands.pk, last_seen__lt=on).update(last_seen=on)
    return fate


def _amend(stands: Sentence, told: SentenceTold, sheet: Sheet) -> None:
    former = {name: getattr(stands, name) for name in CHANGING}
    SentenceAmendment.objects.create(sentence=stands, sheet=sheet, at=timezone.now(), **former)
    Sentence.objects.filter(pk=stands.pk).update(**{name: getattr(told, name) for name in CHANGING})


def _client(told: SentenceTold) -> Client:
    key = blind(told.number, "number")
    client = Client.objects.filter(number_key=key).first()
    if client is None:
        client = Client.objects.create(
            given=told.given, family=told.family, number=told.number, number_key=key, protected=told.protected,
            since=timezone.now(),
        )  # fmt: skip
        words = sorted({*identity.name_words(told.given), *identity.name_words(told.family)})
        ClientName.objects.bulk_create([ClientName(client=client, key=blind(word, "name")) for word in words])
    elif told.protected and not client.protected:
        # Protection once told is not taken away by a sheet that does not mention it.
        Client.objects.filter(pk=client.pk).update(protected=True)
    return client
