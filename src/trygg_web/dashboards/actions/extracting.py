"""A research extract: asked for with purpose and ethics number, released by a second person, its key erased in time."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.errors import InsufficientData
from trygg.evaluation.results import version
from trygg_web.access import log
from trygg_web.access.errors import NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.dashboards import exports, vault
from trygg_web.dashboards.models import Extract
from trygg_web.dashboards.queries.extracted import Extracted, extracted
from trygg_web.dashboards.queries.known import known


@dataclass(frozen=True, slots=True)
class Study:
    """What an extract is asked for: why, with which approval, for whom, of which messages (`until` not counted)."""

    purpose: str
    ethics_number: str
    recipient: str
    since: date
    until: date


def ask_extract(study: Study, *, by: User) -> Extract:
    """The extract, made and sealed, waiting for a second person.

    Raises WrongState where too few were told for anyone to be alike.
    """
    require(by, Permission.EXTRACT_MAKE)
    key = uuid4()
    try:
        with transaction.atomic():
            return _asked(key, study, by)
    except BaseException:
        vault.erase(key)  # no row, no key
        raise


def _asked(key: UUID, study: Study, by: User) -> Extract:
    found = _found(key, study)
    book = exports.codebook(found.frames)
    content = exports.extract(found.frames, book, _about(key, study, found))
    row = Extract(
        id=key, purpose=study.purpose, ethics_number=study.ethics_number, recipient=study.recipient,
        since=study.since, until=study.until, persons=len(found.persons), smallest=found.smallest, codebook=book,
        cells=found.cells, digest=hashlib.sha256(content).hexdigest(), asked_by=by, asked_at=timezone.now(),
    )  # fmt: skip
    row.content = content
    row.save()
    log.did(by, Verb.EXTRACT_ASKED, "extract", [key, *found.persons], note=study.ethics_number)
    return row


def _found(key: UUID, study: Study) -> Extracted:
    pseudonym = vault.new_key(key)
    try:
        return extracted(known(timezone.localdate()), study.since, study.until, pseudonym)
    except InsufficientData as few:
        raise WrongState(_("För få har fått budskap i de dagarna; ingen skulle kunna gömma sig bland andra.")) from few


def _about(key: UUID, study: Study, found: Extracted) -> Mapping[str, object]:
    return {
        "extract": str(key),
        "purpose": study.purpose,
        "ethics_number": study.ethics_number,
        "recipient": study.recipient,
        "first_messages_since": study.since.isoformat(),
        "first_messages_until": study.until.isoformat(),
        "persons": len(found.persons),
        "alike_at_least": found.smallest,
        "left_out": "persons with protected personal data; everyone subjected to violence",
        "code": version(),
    }


@transaction.atomic
def release_extract(extract_id: UUID, *, by: User) -> Extract:
    """The extract, released by somebody else than the one who asked. Raises NotThere, WrongState."""
    require(by, Permission.EXTRACT_RELEASE)
    waiting = Extract.objects.filter(pk=extract_id, released_at=None, erased_at=None).exclude(asked_by=by)
    if not waiting.update(released_by=by, released_at=timezone.now()):
        _there(extract_id)
        raise WrongState(_("Uttaget släpps av någon annan än den som begärde det, och bara en gång."))
    log.did(by, Verb.EXTRACT_RELEASED, "extract", [extract_id])
    return Extract.objects.get(pk=extract_id)


@transaction.atomic
def take_extract(extract_id: UUID, *, by: User) -> bytes:
    """The released file. Raises NotThere, and WrongState where it is not released or its key is erased."""
    require(by, Permission.EXTRACT_MAKE)
    row = _there(extract_id)
    if row.released_at is None or row.erased_at is not None:
        raise WrongState(_("Uttaget är inte släppt, eller dess nyckel är raderad."))
    log.did(by, Verb.EXPORTED, "extract", [extract_id])
    content: bytes = row.content
    return content


@transaction.atomic
def erase_key(extract_id: UUID, *, by: User) -> Extract:
    """The extract without its key and its file: nobody can link a pseudonym any more. Raises NotThere, WrongState."""
    require(by, Permission.EXTRACT_RELEASE)
    row = _there(extract_id)
    if not Extract.objects.filter(pk=extract_id, erased_at=None).update(erased_by=by, erased_at=timezone.now()):
        raise WrongState(_("Nyckeln är redan raderad."))
    row.refresh_from_db()
    row.content = b""
    row.save(update_fields=["content"])
    log.did(by, Verb.KEY_ERASED, "extract", [extract_id])
    vault.erase(extract_id)
    return row


def _there(extract_id: UUID) -> Extract:
    row = Extract.objects.filter(pk=extract_id).first()
    if row is None:
        raise NotThere(_("Uttaget finns inte."))
    return row
