"""The log of who did and who saw what: append only, and each entry seals the one before.

It is written in the same transaction as what it tells of. When it cannot be written, nothing is done or shown.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from trygg_web.access import vault
from trygg_web.access.models import Entry, EntrySubject, LogHead, User


class Verb(StrEnum):
    """What was done or seen."""

    LOGGED_IN = "logged_in"
    LOGGED_OUT = "logged_out"
    LOGIN_FAILED = "login_failed"
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
    USER_MADE = "user_made"
    USER_CLOSED = "user_closed"
    PASSWORD_SET = "password_set"
    FACTORS_RESET = "factors_reset"
    VERIFIED = "verified"
    KEYS_ROTATED = "keys_rotated"


def did(by: User, verb: Verb, kind: str, subjects: Iterable[UUID | str] = (), note: str = "") -> Entry:
    """The entry of something done; call it inside the transaction that does it. `note` holds no personal data."""
    return _append(str(by.pk), verb, kind, [str(subject) for subject in subjects], note)


def saw(viewer: User, kind: str, subjects: Iterable[UUID | str] = (), note: str = "") -> Entry:
    """The entry of something personal that was shown."""
    return _append(str(viewer.pk), Verb.SAW, kind, [str(subject) for subject in subjects], note)


def knocked(user: User | None) -> Entry:
    """The entry of a failed log-in; a name that nobody bears is not kept, it may be a password."""
    subjects = [str(user.pk)] if user else []
    return _append("", Verb.LOGIN_FAILED, "user", subjects, "")


def digest_of(entry: Entry, subjects: Iterable[str]) -> str:
    """The seal of an entry over all it says and the seal before it.

    Keyed: one who can write to the database but has not the key file cannot seal a false log anew.
    """
    said = [entry.seq, entry.at.isoformat(), entry.actor, entry.verb, entry.kind, entry.note, entry.previous]
    return vault.stamp(json.dumps([*said, sorted(subjects)], ensure_ascii=False), "log")


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
