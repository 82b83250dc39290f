"""The log of who did and who saw what: append only, and each entry seals the one before.

It is written in the same transaction as what it tells of. When it cannot be written, nothing is done or shown.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from trygg_web.access.models import Entry, EntrySubject, LogHead, User


class Verb(StrEnum):
    """What was done or seen."""

    LOGGED_IN = "logged_in"
    SAW = "saw"
    SEARCHED = "searched"
    PRINTED = "printed"
    EXPORTED = "exported"
    IMPORTED = "imported"
    MENDED = "mended"
    LINKED = "linked"
    ANSWERED = "answered"
    PARTED = "parted"
    UNDONE = "undone"
    RULED = "ruled"
    OBSERVED = "observed"
    WITHDREW = "withdrew"
    PROPOSED = "proposed"
    PLACED = "placed"
    ASKED_SECOND = "asked_second"
    ROLE_GIVEN = "role_given"
    ROLE_WITHDRAWN = "role_withdrawn"
    KEYS_ROTATED = "keys_rotated"


def did(by: User, verb: Verb, kind: str, subjects: Iterable[UUID | str] = (), note: str = "") -> Entry:
    """The entry of something done; call it inside the transaction that does it. `note` holds no personal data."""
    return _append(str(by.pk), verb, kind, [str(subject) for subject in subjects], note)


def saw(viewer: User, kind: str, subjects: Iterable[UUID | str] = (), note: str = "") -> Entry:
    """The entry of something personal that was shown."""
    return _append(str(viewer.pk), Verb.SAW, kind, [str(subject) for subject in subjects], note)


def digest_of(entry: Entry, subjects: Iterable[str]) -> str:
    """The seal of an entry: SHA-256 over all it says and the seal before it."""
    said = [entry.seq, entry.at.isoformat(), entry.actor, entry.verb, entry.kind, entry.note, entry.previous]
    return hashlib.sha256(json.dumps([*said, sorted(subjects)], ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def _append(actor: str, verb: Verb, kind: str, subjects: list[str], note: str) -> Entry:
    head, _ = LogHead.objects.select_for_update().get_or_create(id=1)
    entry = Entry(seq=head.seq + 1, at=_now(), actor=actor, verb=verb, kind=kind, note=note, previous=head.digest)
    entry.digest = digest_of(entry, subjects)
    entry.save(force_insert=True)
    EntrySubject.objects.bulk_create([EntrySubject(entry=entry, subject=subject) for subject in subjects])
    LogHead.objects.filter(id=1).update(seq=entry.seq, digest=entry.digest)
    return entry


def _now() -> datetime:
    return timezone.now()
