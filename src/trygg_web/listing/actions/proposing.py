"""The rules propose: all persons at once, and only where something changed that calls for a decision."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import islice
from typing import Any
from uuid import UUID

import polars as pl
from django.db import transaction
from django.utils import timezone

from trygg import facts as counting
from trygg import levels, ranking
from trygg.deadlines import decide_by
from trygg.records import EVENT_COLUMNS, FACTS, Kind
from trygg.rulebook import Rules
from trygg_web.access import log
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.listing.actions.joining import let_go_of_ended, levels_lost
from trygg_web.listing.actions.ranking import BATCH, collected, rank_all
from trygg_web.listing.models import Placement, Proposal
from trygg_web.listing.policies import OPEN, SUPERSEDED, WAITING, milder
from trygg_web.listing.queries.method import rules_on
from trygg_web.people import queries as people


@dataclass(frozen=True, slots=True)
class ProposalRun:
    """What one run of the rules did, in numbers."""

    persons: int = 0
    proposed: int = 0
    superseded: int = 0


@dataclass(frozen=True, slots=True)
class Indicated:
    """What the rules indicate for one person, and a digest of what they looked at."""

    level: str
    facts: dict[str, int | None]
    fired: list[str]
    events: str


Newest = dict[str, Any]  # the newest proposal of a person, by column


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands: the decided level and its day of review."""

    level: str
    review_on: date


NOTHING = Indicated("", {}, [], sha256(b"").hexdigest())


@transaction.atomic
def propose_placements(*, on: date, by: User) -> ProposalRun:
    """Proposals for all persons of whom something changed that calls for a decision. Safe to run again."""
    require(by, Permission.IMPORT)
    let_go = let_go_of_ended(on, by=by)
    rules, events = rules_on(on), people.events(None, until=on)
    found = counting.facts(events, rules, on)
    indicated = _indicated(levels.indicate(found, rules), _digests(events))
    rank_all(events, ranking.rank(found, rules, on), on)
    wanted, gone = _wanted(indicated, rules.version, on)
    superseded = let_go + _supersede([*wanted, *gone])
    _save(wanted, rules, on)
    note = f"{len(indicated)} persons, {len(wanted)} proposals"
    log.did(by, Verb.PROPOSED, "proposal", note=note)
    return ProposalRun(len(indicated), len(wanted), superseded)


def _digests(events: pl.DataFrame) -> dict[str, str]:
    # Everything that is counted, in one order, whatever order the database gave it in. That the person was told
    # something is our own doing and no news to decide on.
    line = pl.concat_str([pl.col(column).cast(pl.String).fill_null("") for column in EVENT_COLUMNS], separator="\x1f")
    lines = (
        events.filter(pl.col("kind") != Kind.NOTIFIED)
        .select("person", line=line)
        .sort("person", "line")
        .group_by("person")
        .agg(pl.col("line").str.join("\x1e"))
    )
    return {person: sha256(text.encode()).hexdigest() for person, text in lines.iter_rows()}


def _indicated(frame: Any, digests: dict[str, str]) -> dict[UUID, Indicated]:
    rows = collected(frame).iter_rows(named=True)
    return {UUID(row["person"]): _one(row, digests.get(row["person"], NOTHING.events)) for row in rows}


def _one(row: dict[str, Any], events: str) -> Indicated:
    counted = {name: None if row[name] is None else int(row[name]) for name in FACTS}
    fired = [rule for rule in (row["fired"] or "").split(",") if rule]
    return Indicated(row["level"] or "", counted, fired, events)


def _wanted(indicated: dict[UUID, Indicated], method: str, on: date) -> tuple[dict[UUID, Indicated], list[UUID]]:
    # The persons to propose for, and those whose waiting proposal lost its ground.
    last, decided = _last_proposals(), _last_decided()
    standing, lost = _standing(), levels_lost(decided)
    wanted, gone = {}, []
    for person in {*indicated, *standing, *last, *lost}:
        now, before, placed = indicated.get(person, NOTHING), last.get(person), standing.get(person)
        changed = before is None or (before["events"], before["method"], before["level"]) != (
            now.events,
            method,
            now.level,
        )
        waits = before is not None and before["state"] in OPEN
        fell = _fell(placed, lost.get(person, ""))
        calls = fell or _calls(now, decided.get(person), placed, on)
        if calls and (changed or not waits and (fell or _due(placed, on))):
            wanted[person] = now
        elif waits and not calls:
            gone.append(person)
    return wanted, gone


def _calls(now: Indicated, decided: Newest | None, placed: Standing | None, on: date) -> bool:
    # A milder level because time alone has passed waits for the day of review.
    fresh = decided is None or decided["events"] != now.events
    if placed is None:
        return bool(now.level) and (decided is None or fresh or milder(decided["level"], now.level))
    return fresh or _due(placed, on) or milder(placed.level, now.level)


def _fell(placed: Standing | None, lost: str) -> bool:
    # A level that nobody decided away, and nothing as grave stands in its place.
    return bool(lost) and milder(placed.level if placed else "", lost)


def _due(placed: Standing | None, on: date) -> bool:
    return placed is not None and placed.review_on <= on


def _last_proposals() -> dict[UUID, Newest]:
    return _newest(Proposal.objects.exclude(state=SUPERSEDED))


def _last_decided() -> dict[UUID, Newest]:
    return _newest(Proposal.objects.filter(state="decided"))


def _newest(rows: Any) -> dict[UUID, Newest]:
    fields = ("person_id", "events", "method", "level", "state", "at")
    return {row["person_id"]: row for row in rows.order_by("at").values(*fields).iterator(BATCH)}


def _standing() -> dict[UUID, Standing]:
    rows = Placement.objects.filter(until=None).values_list("person_id", "level", "review_on")
    return {person: Standing(level, review_on) for person, level, review_on in rows.iterator(BATCH)}


def _supersede(persons: Iterable[UUID]) -> int:
    waiting = Proposal.objects.filter(state__in=OPEN)
    return sum(waiting.filter(person__in=some).update(state=SUPERSEDED) for some in _batches(persons, 400))


def _save(wanted: dict[UUID, Indicated], rules: Rules, on: date) -> None:
    at = timezone.now()
    rows = [
        Proposal(
            person_id=person,
            on=on,
            level=now.level,
            facts=now.facts,
            fired=now.fired,
            strongest=now.fired[0] if now.fired else "",
            events=now.events,
            method=rules.version,
            decide_by=decide_by(now.level, on, rules),
            state=WAITING,
            at=at,
        )
        for person, now in wanted.items()
    ]
    Proposal.objects.bulk_create(rows, batch_size=BATCH)


def _batches(things: Iterable[UUID], size: int) -> Iterator[list[UUID]]:
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch
