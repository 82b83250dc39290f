"""The ledger of what passed between the houses: append only, one entry for each disclosure and side.

It names fields, never values. Each entry seals the one before with the house's key, as the log does.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from trygg_web.access import vault
from trygg_web.exchange.models import LedgerEntry, LedgerHead, LedgerPerson, Side

START = "0" * 64  # what the first entry seals


@dataclass(frozen=True, slots=True)
class Crossing:
    """What an entry tells: which message, with whom, on which ground, and the fields with their data classes."""

    side: Side
    message: UUID
    partner: str
    function: str
    kind: str
    ground: str
    dnr: str
    persons: tuple[str, ...]  # fingerprints
    fields: dict[str, str]
    corrects: UUID | None


@dataclass(frozen=True, slots=True)
class Walked:
    """What a walk through the ledger found: how many entries, and which are not as they were written."""

    entries: int
    faults: tuple[int, ...]

    @property
    def whole(self) -> bool:
        """Whether every entry is as it was written, and none is missing."""
        return not self.faults


def enter(crossing: Crossing, at: datetime) -> LedgerEntry:
    """The entry of a crossing; call it inside the transaction that does it."""
    LedgerHead.objects.get_or_create(pk=1)
    head = LedgerHead.objects.select_for_update().get(pk=1)
    told = {name: getattr(crossing, name) for name in crossing.__slots__ if name != "persons"}
    entry = LedgerEntry(seq=head.seq + 1, at=at, previous=head.digest, **told)
    entry.digest = digest_of(entry, crossing.persons)
    entry.save(force_insert=True)
    LedgerPerson.objects.bulk_create([LedgerPerson(entry=entry, key=key) for key in crossing.persons])
    LedgerHead.objects.filter(pk=1).update(seq=entry.seq, digest=entry.digest)
    return entry


def digest_of(entry: LedgerEntry, persons: Iterable[str]) -> str:
    """The seal of a ledger's line over all it says and the seal before it."""
    said = [
        entry.seq, entry.at.isoformat(), entry.side, entry.message, entry.partner, entry.function, entry.kind,
        entry.ground, entry.dnr, sorted(persons), sorted(entry.fields.items()), entry.corrects, entry.previous,
    ]  # fmt: skip
    return vault.stamp(json.dumps(said, ensure_ascii=False, default=str), "ledger")


def walk() -> Walked:
    """Every entry held against its seal and the seal before it; the last one against the head."""
    faults, previous, seq = [], START, 0
    for entry in LedgerEntry.objects.order_by("seq").prefetch_related("persons").iterator(chunk_size=500):
        persons = [person.key for person in entry.persons.all()]
        if entry.seq != seq + 1 or entry.previous != previous or entry.digest != digest_of(entry, persons):
            faults.append(entry.seq)
        previous, seq = entry.digest, entry.seq
    head = LedgerHead.objects.filter(pk=1).first()
    if head is not None and (head.seq, head.digest) != (seq, previous):
        faults.append(head.seq)
    return Walked(seq, tuple(faults))
