"""The identity that a person shows: the best of what the linked parties tell, and the keys that find it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils import timezone

from trygg_web.access.vault import blind
from trygg_web.people.models import KeyKind, Link, NameKey, Person
from trygg_web.people.queries.register import FRAME, blocks_of, chunks, words_of

Told = Mapping[str, Any]  # a row of linkage's frame

STRICTEST = ("none", "unspecified", "sekretessmarkering", "skyddad_folkbokforing", "both")
BEST_NUMBER = ("personnummer", "samordningsnummer", "interim")
FIELDS = ("given", "family", "number", "number_key", "born", "sex", "protected", "until", "into")
BATCH = 2000


def refresh(ids: Iterable[UUID]) -> None:
    """Shows the persons anew from the parties linked to them now; a person without any ends."""
    wanted = list(dict.fromkeys(ids))
    told: dict[UUID, list[Told]] = {one: [] for one in wanted}
    for some in chunks(wanted):
        for link in Link.objects.filter(person__in=some, until=None).select_related("party"):
            told[link.person_id].append({name: getattr(link.party, name) for name in _READ})
    show(list(Person.objects.filter(pk__in=wanted)), told)


_READ = tuple(name for name in FRAME if name not in ("id", "report", "role", "other"))


def show(persons: Sequence[Person], told: Mapping[UUID, Sequence[Told]]) -> None:
    """Shows the persons (new ones too) as their parties tell, and keeps the keys in step."""
    for person in persons:
        _take(person, told[person.pk])
    Person.objects.bulk_create(
        persons, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=list(FIELDS)
    )
    _keep_keys({person.pk: keys_of(told[person.pk]) for person in persons})


def _take(person: Person, told: Sequence[Told]) -> None:
    if not told:
        person.until = person.until or timezone.now()
        return
    person.until = person.into = None
    person.given, person.family = _names(told)
    person.number = _number(told)
    person.number_key = blind(person.number, "number")
    person.born = _commonest(row["born"] for row in told)
    person.sex = _commonest(row["sex"] for row in told)
    person.protected = max((row["protected"] for row in told), key=_strictness)


def _names(told: Sequence[Told]) -> tuple[str, str]:
    # Both from one record: a file that swaps them would otherwise give a surname twice.
    pairs = Counter((row["given"], row["family"]) for row in told if row["given"] or row["family"])
    return min(pairs, key=lambda pair: (-pairs[pair], not all(pair), -len("".join(pair)), pair), default=("", ""))


def _commonest(values: Iterable[str]) -> str:
    # The most frequent; among equals the longest, then the first in order, so that it never wavers.
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], -len(value), value), default="")


def _number(told: Sequence[Told]) -> str:
    for kind in BEST_NUMBER:
        if best := _commonest(row["number"] for row in told if row["number_kind"] == kind):
            return best
    return ""


def _strictness(protected: str) -> int:
    return STRICTEST.index(protected) if protected in STRICTEST else len(STRICTEST)


def keys_of(told: Sequence[Told]) -> set[tuple[str, str]]:
    """The blind keys (kind, key) by which someone with these records is found and compared."""
    names = {(KeyKind.NAME.value, _name_key(word)) for row in told for word in words_of(row)}
    return names | {(KeyKind.BLOCK.value, key) for row in told for key in blocks_of(row)}


@lru_cache(maxsize=50_000)
def _name_key(word: str) -> str:
    return blind(word, "name")


def _keep_keys(wanted: Mapping[UUID, set[tuple[str, str]]]) -> None:
    stale: list[int] = []
    missing = {person: set(keys) for person, keys in wanted.items()}
    for some in chunks(wanted):
        for row in NameKey.objects.filter(person__in=some):
            if (row.kind, row.key) in missing[row.person_id]:
                missing[row.person_id].discard((row.kind, row.key))
            else:
                stale.append(row.pk)
    NameKey.objects.filter(pk__in=stale).delete()
    fresh = [NameKey(person_id=one, kind=kind, key=key) for one, keys in missing.items() for kind, key in keys]
    NameKey.objects.bulk_create(fresh, batch_size=BATCH)
