"""What linkage is given: the new parties, the few known persons they may be, and what people have answered."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

import polars as pl
from django.db.models import Exists, OuterRef, QuerySet

from trygg.linkage.identity import Identity, block_keys, name_words
from trygg_web.access.vault import blind
from trygg_web.incidents.models import Amendment, Incident, Party
from trygg_web.people.models import Answer, KeyKind, Link, LinkQuestion, Move, MoveKind, NameKey, Person

FRAME = ("id", "given", "family", "number", "number_kind", "born", "sex", "protected", "report", "role", "other")
SCHEMA = dict.fromkeys(FRAME, pl.String)
REGISTER = SCHEMA | {"person": pl.String}
VERDICTS = dict.fromkeys(("a", "b", "answer"), pl.String)
CHUNK = 400  # ids in one condition; SQLite takes some thousands
T = TypeVar("T")


def words_of(row: Mapping[str, Any]) -> set[str]:
    """The words of a row's names, in the one spelling that search uses."""
    return {*name_words(row["given"]), *name_words(row["family"])}


def blocks_of(row: Mapping[str, Any]) -> set[str]:
    """The blind keys under which a row may meet another that is like it."""
    identity = Identity(row["given"], row["family"], row["number"], row["born"], row["sex"])
    return {_block(key) for key in block_keys(identity)}


@lru_cache(maxsize=200_000)
def _block(key: str) -> str:
    return blind(key, "block")


def new_parties() -> QuerySet[Party]:
    """The parties that nobody has been believed to be yet."""
    linked = Link.objects.filter(party=OuterRef("pk"), until=None)
    return Party.objects.filter(~Exists(linked))


def amended_parties() -> list[UUID]:
    """The linked parties of which a file told more since the last run of linkage."""
    last = Move.objects.filter(kind=MoveKind.RUN).order_by("-at").values_list("at", flat=True).first()
    if last is None:
        return []
    told = Amendment.objects.filter(run__finished_at__gte=last, party__links__until=None).exclude(party=None)
    return list(told.values_list("party_id", flat=True).distinct())


def shared_numbers(parties: Sequence[UUID]) -> set[tuple[UUID, UUID]]:
    """Pairs, in order, of one of the parties and a party of another person with the same number."""
    pairs: set[tuple[UUID, UUID]] = set()
    links = Link.objects.filter(until=None, party__in=parties).exclude(party__number_key="")
    for party, person, key in links.values_list("party_id", "person_id", "party__number_key"):
        other = Link.objects.filter(until=None, party__number_key=key).exclude(person=person).first()
        if other:
            one, two = sorted((party, other.party_id))
            pairs.add((one, two))
    return pairs


def frame(parties: Iterable[Party]) -> pl.DataFrame:
    """The parties as linkage reads them, one row each, with one who stands against it in the report."""
    rows = list(parties)
    sides = _sides({row.report_id for row in rows})
    cells = [
        (
            str(row.pk), row.given, row.family, row.number, row.number_kind, row.born, row.sex, row.protected,
            str(row.report_id), row.role, sides.get((row.report_id, row.role, row.place)),
        )
        for row in rows
    ]  # fmt: skip
    return pl.DataFrame(cells, schema=SCHEMA, orient="row")


def _sides(reports: set[UUID]) -> dict[tuple[UUID, str, int], str]:
    # (report, role, place) → the party that stands against it; of several the partner, then the first.
    found: dict[tuple[UUID, str, int], str] = {}
    for some in chunks(reports):
        told = Party.objects.filter(report__in=some).values_list("report_id", "role", "place", "pk")
        parties = {(report, role, place): str(party) for report, role, place, party in told}
        pairs = Incident.objects.filter(report__in=some).values_list("report_id", "suspect", "victim", "partner")
        for report, suspect, victim, _partner in sorted(pairs, key=lambda pair: (pair[3] is not True, pair[1:3])):
            one, other = (report, "suspect", suspect), (report, "victim", victim)
            if one in parties and other in parties:
                found.setdefault(one, parties[other])
                found.setdefault(other, parties[one])
    return found


def chunks(ids: Iterable[T]) -> list[list[T]]:
    """The ids in lists short enough for one condition."""
    every = list(ids)
    return [every[start : start + CHUNK] for start in range(0, len(every), CHUNK)]


def candidates(new: pl.DataFrame) -> pl.DataFrame:
    """The parties of the known persons whom a new party may be, with those they stand in reports with."""
    if not Person.objects.exists():
        return pl.DataFrame(schema=REGISTER)
    holders = _holders(new)
    likely = holders | _alike(new) | _partners(holders)
    persons = dict(pair for some in chunks(likely) for pair in _open(some).values_list("party_id", "person_id"))
    persons |= _across(persons)
    rows = [party for some in chunks(persons) for party in Party.objects.filter(pk__in=some)]
    told = frame(rows)
    return told.with_columns(pl.Series("person", [str(persons[UUID(one)]) for one in told["id"]], dtype=pl.String))


def _open(persons: Sequence[UUID]) -> QuerySet[Link]:
    return Link.objects.filter(person__in=persons, until=None)


def _holders(new: pl.DataFrame) -> set[UUID]:
    # Known persons with the number of a new party.
    found: set[UUID] = set()
    for some in _texts({blind(digits, "number") for digits in new["number"] if digits}):
        found.update(Link.objects.filter(until=None, party__number_key__in=some).values_list("person_id", flat=True))
    return found


def _alike(new: pl.DataFrame) -> set[UUID]:
    # Known persons that share a coarse key with a new party.
    found: set[UUID] = set()
    for some in _texts({key for row in new.iter_rows(named=True) for key in blocks_of(row)}):
        keys = NameKey.objects.filter(kind=KeyKind.BLOCK, key__in=some, person__until=None)
        found.update(keys.values_list("person_id", flat=True))
    return found


def _across(parties: Iterable[UUID]) -> dict[UUID, UUID]:
    # Who stands on the other side of the same reports: only told, to weigh the couple.
    found: dict[UUID, UUID] = {}
    for some in chunks(parties):
        beside = Link.objects.filter(until=None, party__report__parties__in=some)
        found.update(beside.values_list("party_id", "person_id"))
    return found


def _partners(persons: set[UUID]) -> set[UUID]:
    found: set[UUID] = set()
    for some in chunks(persons):
        reports = _open(some).values("party__report")
        found.update(Link.objects.filter(until=None, party__report__in=reports).values_list("person_id", flat=True))
    return found


def _texts(keys: Iterable[str]) -> list[list[str]]:
    every = sorted(keys)
    return [every[start : start + CHUNK] for start in range(0, len(every), CHUNK)]


def verdicts(parties: Iterable[str]) -> pl.DataFrame:
    """What people have answered about pairs of which one at least is among the parties."""
    rows = LinkQuestion.objects.filter(answer__in=[Answer.SAME, Answer.DIFFERENT])
    among = set(parties)
    pairs = [
        (str(one), str(other), answer) for one, other, answer in rows.values_list("party_id", "other_id", "answer")
    ]
    return pl.DataFrame([pair for pair in pairs if pair[0] in among or pair[1] in among], schema=VERDICTS, orient="row")
