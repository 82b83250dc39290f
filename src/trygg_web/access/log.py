"""The log of who did and who saw what: append only, and each entry seals the one before.

It is written in the same transaction as what it tells of. When it cannot be written, nothing is done or shown.
"""

import json
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from trygg_web.access import vault
from trygg_web.access.models import Entry, User

START = "0" * 64  # what the first entry seals
Gathered = dict[tuple[str, str, str], dict[str, None]]  # viewer, kind and note → whom it concerned, each once
_PAGE: ContextVar[Gathered | None] = ContextVar("what the page in the making has shown", default=None)
_READ: ContextVar[dict[Hashable, object] | None] = ContextVar("what the page in the making has read", default=None)
T = TypeVar("T")
Told = tuple[str, "Verb", str, list[str], str]  # of one entry: actor, verb, kind, whom it concerns, note


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
    PLANNED = "planned"
    WITHHELD = "withheld"
    GATE_OPENED = "gate_opened"
    GATE_OVERRIDDEN = "gate_overridden"
    GATE_SHUT = "gate_shut"
    ASSIGNED = "assigned"
    SCHEDULED = "scheduled"
    ATTEMPTED = "attempted"
    THREAT_SEEN = "threat_seen"
    CANCELLED = "cancelled"
    FOLLOWED = "followed"
    CLOSED = "closed"
    APPROVED = "approved"
    ISSUED = "issued"
    LEVER_ADDED = "lever_added"
    LEVER_ENDED = "lever_ended"
    RENEWAL_ASKED = "renewal_asked"
    BREACH_NOTED = "breach_noted"
    ALERTED = "alerted"
    ALERT_SEEN = "alert_seen"
    ANSWER_PLANNED = "answer_planned"
    PROMISE_ANSWERED = "promise_answered"
    WATCHED = "watched"
    LOOKED = "looked"
    WITHHELD_SEEN = "withheld_seen"
    COVER_SET = "cover_set"
    COVER_ENDED = "cover_ended"
    CALENDAR_MADE = "calendar_made"
    CALENDAR_REVOKED = "calendar_revoked"
    DISCLOSED = "disclosed"
    DISCLOSURE_APPROVED = "disclosure_approved"
    DISCLOSURE_DECLINED = "disclosure_declined"
    CORRECTED = "corrected"
    ASKED = "asked"
    REQUEST_ANSWERED = "request_answered"
    SENT = "sent"
    ARRIVED = "arrived"
    ACKNOWLEDGED = "acknowledged"
    TOOK = "took"
    TURNED_AWAY = "turned_away"
    PARTNER_MET = "partner_met"
    PARTNER_REVOKED = "partner_revoked"
    WORDS_REVIEWED = "words_reviewed"
    WROTE = "wrote"
    TWO_OPENED = "two_opened"
    GLASS_BROKEN = "glass_broken"
    GLASS_REVIEWED = "glass_reviewed"
    ROLE_GIVEN = "role_given"
    ROLE_WITHDRAWN = "role_withdrawn"
    USER_MADE = "user_made"
    USER_CLOSED = "user_closed"
    PASSWORD_SET = "password_set"
    FACTORS_RESET = "factors_reset"
    COUNTED = "counted"
    EXTRACT_ASKED = "extract_asked"
    EXTRACT_RELEASED = "extract_released"
    KEY_ERASED = "key_erased"
    ERASED = "erased"
    DEFERRED = "deferred"
    VERIFIED = "verified"
    KEYS_ROTATED = "keys_rotated"


def did(by: User, verb: Verb, kind: str, subjects: Iterable[UUID | str] = (), note: str = "") -> Entry:
    """The entry of something done; call it inside the transaction that does it. `note` holds no personal data."""
    forget()
    return _append(str(by.pk), verb, kind, [str(subject) for subject in subjects], note)


def saw(viewer: User, kind: str, subjects: Iterable[UUID | str] = (), note: str = "") -> None:
    """Nothing; something personal that was shown is written, at once or when the page that shows it is made."""
    gathered, ids = _PAGE.get(), [str(subject) for subject in subjects]
    if gathered is None:
        _append(str(viewer.pk), Verb.SAW, kind, ids, note)
    else:
        gathered.setdefault((str(viewer.pk), kind, note), {}).update(dict.fromkeys(ids))


@contextmanager
def one_page() -> Iterator[None]:
    """All that one page shows becomes one entry of each kind, written before the page leaves the house.

    When they cannot be written this raises, and there is no page.
    """
    gathered: Gathered = {}
    token, memory = _PAGE.set(gathered), _READ.set({})
    try:
        yield
    finally:
        _PAGE.reset(token)
        _READ.reset(memory)
        _write(gathered)


def once(key: Hashable, read: Callable[[], T]) -> T:
    """What `read` gives, read once for the page in the making; outside a page it is read each time.

    The key names all that the answer depends on, the viewer too where that matters. Every deed makes the page forget.
    """
    memory = _READ.get()
    if memory is None:
        return read()
    if key not in memory:
        memory[key] = read()
    return memory[key]  # type: ignore[return-value]  # what stands under a key is what its reader gave


def forget() -> None:
    """Nothing; the page in the making reads anew what it has read, for something was done."""
    if (memory := _READ.get()) is not None:
        memory.clear()


@transaction.atomic
def _write(gathered: Gathered) -> None:
    if gathered:
        _add([(viewer, Verb.SAW, kind, list(told), note) for (viewer, kind, note), told in gathered.items()])


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


# In SQL, not through the tables' classes: every page and every deed waits for this, and so it costs a third.
HEAD = "SELECT seq, digest FROM access_loghead WHERE id = 1"
FIRST_HEAD = "INSERT INTO access_loghead (id, seq, digest) VALUES (1, 0, %s) ON CONFLICT DO NOTHING"
NEXT_HEAD = "UPDATE access_loghead SET seq = %s, digest = %s WHERE id = 1"
ADD = (
    "INSERT INTO access_entry (seq, at, actor, verb, kind, note, previous, digest)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)
ADD_SUBJECT = "INSERT INTO access_entrysubject (entry_id, subject) VALUES (%s, %s)"


def _append(actor: str, verb: Verb, kind: str, subjects: list[str], note: str) -> Entry:
    return _add([(actor, verb, kind, subjects, note)])[0]


@transaction.atomic(savepoint=False)
def _add(told: list[Told]) -> list[Entry]:
    # Some entries in one go: the log is locked and its head read once for all.
    with connection.cursor() as cursor:
        entries = _sealed(told, *_head(cursor))
        cursor.executemany(ADD, [_cells(entry) for entry in entries])
        concerns = [(entry.seq, one) for entry, row in zip(entries, told, strict=True) for one in row[3]]
        if concerns:
            cursor.executemany(ADD_SUBJECT, concerns)
        # The database lets the head move by one entry only.
        cursor.executemany(NEXT_HEAD, [(entry.seq, entry.digest) for entry in entries])
    return entries


def _sealed(told: list[Told], seq: int, previous: str) -> list[Entry]:
    entries: list[Entry] = []
    for actor, verb, kind, subjects, note in told:
        seq += 1
        entry = Entry(seq=seq, at=_now(), actor=actor, verb=verb, kind=kind, note=note, previous=previous)
        entry.digest = previous = digest_of(entry, subjects)
        entries.append(entry)
    return entries


def _cells(entry: Entry) -> list[Any]:
    at = connection.ops.adapt_datetimefield_value(entry.at)
    return [
        entry.seq, at, entry.actor, str(entry.verb), entry.kind, entry.note, entry.previous, entry.digest
    ]  # fmt: skip


def _head(cursor: CursorWrapper) -> tuple[int, str]:
    # Locked until the transaction ends, so that entries stand in one order; SQLite has one writer anyway.
    locked = HEAD + (" FOR UPDATE" if connection.features.has_select_for_update else "")
    cursor.execute(locked)
    head = cursor.fetchone()
    if head is None:
        cursor.execute(FIRST_HEAD, [START])
        cursor.execute(locked)
        head = cursor.fetchone()
    return head[0], head[1]


def _now() -> datetime:
    return timezone.now()
