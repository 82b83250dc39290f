"""The rules propose: all persons at once, and only where something changed that calls for a decision."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
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
from trygg_web.access.frames import read
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.listing.actions.joining import let_go_of_ended, levels_lost
from trygg_web.listing.actions.ranking import BATCH, collected, rank_all
from trygg_web.listing.models import Placement, Proposal
from trygg_web.listing.policies import DECIDED, OPEN, SUPERSEDED, WAITING, milder
from trygg_web.listing.queries.method import rules_on
from trygg_web.people import queries as people


@dataclass(frozen=True, slots=True)
class ProposalRun:
    """What one run of the rules did, in numbers."""

    persons: int = 0
    proposed: int = 0
    superseded: int = 0


NOTHING = sha256(b"").hexdigest()  # the digest of no events
Asked = dict[str, Any]  # what is asked of one person: a row of `_table`


@transaction.atomic
def propose_placements(*, on: date, by: User) -> ProposalRun:
    """Proposals for all persons of whom something changed that calls for a decision. Safe to run again."""
    require(by, Permission.IMPORT)
    let_go = let_go_of_ended(on, by=by)
    rules, events = rules_on(on), people.events(None, until=on)
    found = counting.facts(events, rules, on)
    indicated = _indicated(levels.indicate(found, rules), _digests(events))
    rank_all(events, ranking.rank(found, rules, on), on)
    wanted, gone = _wanted(_table(indicated), rules.version, on)
    superseded = let_go + _supersede([*wanted, *gone])
    _save(indicated.filter(pl.col("person").is_in([str(person) for person in wanted])), wanted, rules, on)
    note = f"{len(indicated)} persons, {len(wanted)} proposals"
    log.did(by, Verb.PROPOSED, "proposal", note=note)
    return ProposalRun(len(indicated), len(wanted), superseded)


def _digests(events: pl.DataFrame) -> pl.DataFrame:
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
    digests = [sha256(text.encode()).hexdigest() for text in lines["line"]]
    return lines.select("person", events=pl.Series(digests, dtype=pl.String))


def _indicated(frame: Any, digests: pl.DataFrame) -> pl.DataFrame:
    # What the rules indicate for each person, with the digest of what they looked at.
    told = collected(frame).join(digests, on="person", how="left")
    return told.with_columns(pl.col("level").cast(pl.String).fill_null(""), pl.col("events").fill_null(NOTHING))


def _table(indicated: pl.DataFrame) -> pl.DataFrame:
    # One row for each person of whom anything could call for a decision: what is indicated now, the newest proposal,
    # the newest decided one, where the person stands, and a level that was lost.
    rows = Proposal.objects.exclude(state=SUPERSEDED).order_by("at")
    names = {name: name for name in ("events", "method", "level", "state", "at")}
    proposals = read(rows, person="person", **names)
    decided = _newest(proposals.filter(pl.col("state") == DECIDED))
    placed = read(Placement.objects.filter(until=None), person="person", placed="level", review_on="review_on")
    last = _newest(proposals.drop("at")).rename({name: f"last_{name}" for name in names if name != "at"})
    former = decided.select("person", decided_events="events", decided_level="level")
    table = indicated.select("person", "level", "events")
    for part in (last, former, placed, levels_lost(decided)):
        table = table.join(part, on="person", how="full", coalesce=True)
    return table.with_columns(pl.col("level").fill_null(""), pl.col("events").fill_null(NOTHING))


def _newest(proposals: pl.DataFrame) -> pl.DataFrame:
    return proposals.unique("person", keep="last", maintain_order=True)


def _wanted(table: pl.DataFrame, method: str, on: date) -> tuple[list[UUID], list[UUID]]:
    # The persons to propose for, and those whose waiting proposal lost its ground.
    wanted, gone = [], []
    for row in _in_question(table, method, on).iter_rows(named=True):
        before = (row["last_events"], row["last_method"], row["last_level"])
        changed = row["last_state"] is None or before != (row["events"], method, row["level"])
        waits, fell = row["last_state"] in OPEN, _fell(row)
        calls = fell or _calls(row, on)
        if calls and (changed or not waits and (fell or _due(row, on))):
            wanted.append(UUID(row["person"]))
        elif waits and not calls:
            gone.append(UUID(row["person"]))
    return wanted, gone


def _in_question(table: pl.DataFrame, method: str, on: date) -> pl.DataFrame:
    # All others are as they were when last proposed or decided, and no day of theirs has come.
    pairs = [("last_events", pl.col("events")), ("last_method", pl.lit(method)), ("last_level", pl.col("level"))]
    changed = [pl.col(name).ne_missing(now) for name, now in pairs]
    waits, due = pl.col("last_state").is_in(OPEN), pl.col("review_on") <= on
    fell = pl.col("lost").is_not_null() & pl.col("lost").ne_missing(pl.col("placed"))
    return table.filter(pl.any_horizontal(*changed, fell, *(told.fill_null(False) for told in (waits, due))))


def _calls(row: Asked, on: date) -> bool:
    # A milder level because time alone has passed waits for the day of review.
    fresh = row["decided_events"] != row["events"]
    if row["placed"] is None:
        return bool(row["level"]) and (fresh or milder(row["decided_level"], row["level"]))
    return fresh or _due(row, on) or milder(row["placed"], row["level"])


def _fell(row: Asked) -> bool:
    # A level that nobody decided away, and nothing as grave stands in its place.
    return bool(row["lost"]) and milder(row["placed"] or "", row["lost"])


def _due(row: Asked, on: date) -> bool:
    return row["review_on"] is not None and bool(row["review_on"] <= on)


def _supersede(persons: Iterable[UUID]) -> int:
    waiting = Proposal.objects.filter(state__in=OPEN)
    return sum(waiting.filter(person__in=some).update(state=SUPERSEDED) for some in _batches(persons, 400))


def _save(indicated: pl.DataFrame, wanted: Iterable[UUID], rules: Rules, on: date) -> None:
    at, found = timezone.now(), {UUID(row["person"]): row for row in indicated.iter_rows(named=True)}
    rows = [_proposal(person, found.get(person, {}), rules, on, at) for person in wanted]
    Proposal.objects.bulk_create(rows, batch_size=BATCH)


def _proposal(person: UUID, row: Mapping[str, Any], rules: Rules, on: date, at: datetime) -> Proposal:
    # Nothing is known any more of a person without a row: no fact, no rule, no level.
    level, fired = row.get("level", ""), [rule for rule in (row.get("fired") or "").split(",") if rule]
    facts = {name: None if row[name] is None else int(row[name]) for name in FACTS} if row else {}
    return Proposal(
        person_id=person,
        on=on,
        level=level,
        facts=facts,
        fired=fired,
        strongest=fired[0] if fired else "",
        events=row.get("events", NOTHING),
        method=rules.version,
        decide_by=decide_by(level, on, rules),
        state=WAITING,
        at=at,
    )


def _batches(things: Iterable[UUID], size: int) -> Iterator[list[UUID]]:
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch
