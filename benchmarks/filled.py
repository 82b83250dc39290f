"""A house with many listed persons, written by many rows at a time: decided, placed, ranked and with their reports."""

import random
from datetime import date, timedelta
from typing import Any

BATCH = 2000


def listed(persons: int, visited: int) -> list[str]:
    """The ids of those of the persons who have several reports, once all stand in the house."""
    from django.db import transaction

    from trygg_web.access.models import User

    rng, officer = random.Random(5), User.objects.create(username="bench")
    with transaction.atomic():
        rows = _persons(persons, rng)
        _placed(rows, officer, rng)
        often = rng.sample(rows, visited)
        _reports(rows, often, officer, rng)
    return [str(row.pk) for row in often]


def _persons(count: int, rng: random.Random) -> list[Any]:
    from django.utils import timezone

    from trygg.synthetic import people as invented
    from trygg_web.access import vault
    from trygg_web.people.models import NameKey, Person

    made, at = [invented.person(str(place), rng.choice("MF"), rng) for place in range(count)], timezone.now()
    rows = [
        Person(given=one.given, family=one.family, number=one.number, born=one.born.isoformat(), sex=one.sex, since=at)
        for one in made
    ]
    Person.objects.bulk_create(rows, batch_size=BATCH)
    keys = [
        NameKey(person=row, key=vault.blind(word, "name"))
        for row in rows
        for word in {row.given.lower(), *row.family.lower().split("-")}
    ]
    NameKey.objects.bulk_create(keys, batch_size=BATCH, ignore_conflicts=True)
    return rows


def _placed(rows: list[Any], officer: Any, rng: random.Random) -> None:
    from trygg_web.listing.models import ListState, Placement, Rank

    on, decisions = date.today(), _decided(rows, officer, rng)
    spans = [
        Placement(
            person=one.proposal.person,
            level=one.level,
            since=on - timedelta(days=rng.randrange(300)),
            review_on=on + timedelta(days=rng.randrange(-20, 300)),
            decision=one,
        )
        for one in decisions
    ]
    placed = Placement.objects.bulk_create(spans, batch_size=BATCH)
    Rank.objects.bulk_create([_rank(one, on, rng) for one in placed], batch_size=BATCH)
    ListState.objects.create()


def _decided(rows: list[Any], officer: Any, rng: random.Random) -> list[Any]:
    from django.utils import timezone

    from trygg_web.listing.models import Decision, Proposal

    on, at = date.today(), timezone.now()
    proposals = [
        Proposal(person=row, on=on, level=rng.choice("ABCDDDDD"), facts={}, fired=["D1"], state="decided", at=at)
        for row in rows
    ]
    Proposal.objects.bulk_create(proposals, batch_size=BATCH)
    decisions = [
        Decision(proposal=one, level=one.level, because="Enligt reglerna.", by=officer, at=at) for one in proposals
    ]
    return Decision.objects.bulk_create(decisions, batch_size=BATCH)


def _rank(placed: Any, on: date, rng: random.Random) -> Any:
    from trygg_web.listing.models import Rank

    parts = {name: round(rng.uniform(0, 100), 1) for name in ("recency", "frequency", "gravity", "victims")}
    last = on - timedelta(days=rng.randrange(900))
    shown = {name: getattr(placed, name) for name in ("person", "level", "former", "since", "review_on")}
    return Rank(on=on, score=round(sum(parts.values()) / 4, 1), last_act=last, district="Centrum", **parts, **shown)


def _reports(persons: list[Any], often: list[Any], officer: Any, rng: random.Random) -> None:
    """A report of each person, and some more of those who have several, with the other party and two offences."""
    from trygg_web.incidents.models import Incident, Report

    suspects = [*persons, *(one for one in often for _ in range(rng.randrange(1, 8)))]
    told, at = _told(officer), _now()
    reports = [
        Report(number=f"5000-K{place:06d}-26", reported_at=at - timedelta(days=rng.randrange(1400)), **told)
        for place in range(len(suspects))
    ]
    Report.objects.bulk_create(reports, batch_size=BATCH)
    incidents = [
        Incident(report=row, line=line, heading="Misshandel", offence=offence, relation="sambo", partner=True)
        for row in reports
        for line, offence in enumerate(("misshandel", "olaga_hot"))
    ]
    Incident.objects.bulk_create(incidents, batch_size=BATCH)
    _linked(reports, [side for one in suspects for side in (one, rng.choice(persons))], officer)


def _told(officer: Any) -> dict[str, Any]:
    """What all reports have in common; they came in one file."""
    from trygg_web.incidents.models import ImportRun, ReceivedFile

    at, on = _now(), date.today()
    file = ReceivedFile.objects.create(
        sha256="0" * 64, size=0, sender="polisen", received_at=at, keep_until=on, by=officer
    )
    run = ImportRun.objects.create(file=file, by=officer, at=at)
    return {"relation": "sambo", "partner": True, "district": "Centrum", "run": run, "told_on": on}


def _linked(reports: list[Any], sides: list[Any], officer: Any) -> None:
    """The suspect and the victim of each report, tied to who they are."""
    from trygg_web.incidents.models import Party
    from trygg_web.people.models import Link, Move

    parties = [Party(report=row, role=role, sex="M") for row in reports for role in ("suspect", "victim")]
    Party.objects.bulk_create(parties, batch_size=BATCH)
    move, at = Move.objects.create(kind="run", by=officer, at=_now()), _now()
    links = [
        Link(party=party, person=one, because="number", since=at, by=officer, move=move)
        for party, one in zip(parties, sides, strict=True)
    ]
    Link.objects.bulk_create(links, batch_size=BATCH)


def _now() -> Any:
    from django.utils import timezone

    return timezone.now()
