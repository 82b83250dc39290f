"""A house in which many persons stand on the list, filled straight into its tables; nobody in it exists.

Every person was reported once to four times over three years, against another person who is not on the list. The
levels, the messages and the watches are not filled here: the programme's own first day makes them.
"""

import random
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

BATCH = 2000
TIMES = (1, 1, 1, 1, 2, 2, 3, 4)  # how often a person was reported: two reports in all for each person
OFFENCES = ("misshandel", "misshandel", "olaga_hot", "ofredande")
SPAN = 1100  # days over which the reports lie
HELD, BANNED = 400, 3000


def fill(many: int, on: date, rng: random.Random) -> list[UUID]:
    """The persons, each with reports, in a house that has only its tables; nobody is on the list yet."""
    from django.db import transaction

    from trygg_web.people.models import Person

    with transaction.atomic():
        persons, others = strangers(many, rng), strangers(many, rng)
        Person.objects.bulk_create([*persons, *others], batch_size=BATCH)
        reported = [(one, other) for one, other in zip(persons, others, strict=True) for _ in range(rng.choice(TIMES))]
        report(reported, [_past(on, rng) for _ in reported], on, linked=True)
        _registers(persons, on, rng)
    return [one.pk for one in persons]


def strangers(many: int, rng: random.Random) -> list[Any]:
    """Persons whom nobody knows yet; they are not saved."""
    from django.utils import timezone

    from trygg.synthetic import people as invented
    from trygg_web.access import vault
    from trygg_web.people.models import Person

    made = [invented.person(str(place), rng.choice("MF"), rng) for place in range(many)]
    return [
        Person(
            given=one.given, family=one.family, number=one.number, number_key=vault.blind(one.number, "number"),
            born=one.born.isoformat(), sex=one.sex, since=timezone.now(),
        )
        for one in made
    ]  # fmt: skip


def _past(on: date, rng: random.Random) -> datetime:
    from django.utils import timezone

    day = on - timedelta(days=rng.randrange(2, SPAN))
    return timezone.make_aware(datetime(day.year, day.month, day.day, rng.randrange(24), 30))


def report(pairs: Iterable[tuple[Any, Any]], at: list[datetime], on: date, linked: bool) -> None:
    """One report of each suspect and victim, told on a day; linked to the persons, or as the import leaves them."""
    from trygg_web.incidents.models import Incident, Party, Report
    from trygg_web.project import nights

    run, sides, rng = _run(on), list(pairs), random.Random(at[0].isoformat())
    first = Report.objects.count()
    told = {"relation": "sambo", "partner": True, "district": "Centrum", "run": run, "told_on": on}
    rows = [
        Report(number=f"5000-K{(first + place) % 10**6:06d}-{(first + place) // 10**6 + 10}", reported_at=one, **told)
        for place, one in enumerate(at)
    ]
    Report.objects.bulk_create(rows, batch_size=BATCH)
    offences = [
        Incident(
            report=row, line=line, heading="Misshandel", offence=rng.choice(OFFENCES), relation="sambo", partner=True,
            since=row.reported_at, weapon=rng.random() < 0.05 or None,
        )
        for row in rows
        for line in range(rng.choice((1, 1, 2)))
    ]  # fmt: skip
    Incident.objects.bulk_create(offences, batch_size=BATCH)
    parties = [
        _party(row, role, one)
        for row, both in zip(rows, sides, strict=True)
        for role, one in zip(("suspect", "victim"), both, strict=True)
    ]
    Party.objects.bulk_create(parties, batch_size=BATCH)
    if linked:
        _link(zip(parties, (one for both in sides for one in both), strict=True), nights.night())


def _run(on: date) -> Any:
    from django.utils import timezone

    from trygg_web.incidents.models import ImportRun, ReceivedFile
    from trygg_web.project import nights

    at, by = timezone.now(), nights.night()
    file = ReceivedFile.objects.create(
        sha256=f"{on.toordinal():064d}", size=0, sender="polisen", received_at=at, keep_until=on, by=by
    )
    return ImportRun.objects.create(file=file, by=by, at=at, state="done", finished_at=at, until=on)


def _party(row: Any, role: str, one: Any) -> Any:
    from trygg_web.incidents.models import Party

    told = {name: getattr(one, name) for name in ("given", "family", "number", "number_key", "born", "sex")}
    return Party(report=row, role=role, number_kind="personnummer", **told)


def _link(sides: Iterable[tuple[Any, Any]], by: Any) -> None:
    from django.utils import timezone

    from trygg_web.people.models import Link, Move

    at = timezone.now()
    move = Move.objects.create(kind="run", by=by, at=at, because="")
    links = [Link(party=party, person=one, because="number", since=at, by=by, move=move) for party, one in sides]
    Link.objects.bulk_create(links, batch_size=BATCH)


def _registers(persons: list[Any], on: date, rng: random.Random) -> None:
    # Who is held, as yesterday's roster told it, and who may not contact whom.
    from trygg_web.incidents.models import ContactBan, CustodyStay

    run, yesterday = _run(on), on - timedelta(days=1)
    held = [
        CustodyStay(
            number=one.number, number_key=one.number_key, place="Häktet", restrictions=rng.random() < 0.3,
            since=yesterday - timedelta(days=rng.randrange(60)), first_seen=yesterday, last_seen=yesterday, run=run,
        )
        for one in rng.sample(persons, min(HELD, len(persons) // 10))
    ]  # fmt: skip
    CustodyStay.objects.bulk_create(held, batch_size=BATCH)
    bans = [
        ContactBan(number=one.number, number_key=one.number_key, kind="kontaktförbud", run=run, since=begun,
                   last_told=begun, until=begun + timedelta(days=rng.choice((90, 180, 365))))
        for one, begun in _begun(rng.sample(persons, min(BANNED, len(persons) // 10)), on, rng)
    ]  # fmt: skip
    ContactBan.objects.bulk_create(bans, batch_size=BATCH)


def _begun(persons: Iterable[Any], on: date, rng: random.Random) -> Iterator[tuple[Any, date]]:
    yield from ((one, on - timedelta(days=rng.randrange(400))) for one in persons)


def roster(taken_in: list[Any], on: date) -> None:
    """The roster of a day: as many as were taken in have been released, all others are still held."""
    from trygg_web.incidents.models import CustodyStay

    run, released = _run(on), len(taken_in)
    still = list(CustodyStay.objects.order_by("since").values_list("pk", flat=True)[released:])
    CustodyStay.objects.filter(pk__in=still).update(last_seen=on)
    stays = [
        CustodyStay(
            number=one.number, number_key=one.number_key, place="Häktet", restrictions=True,
            since=on - timedelta(days=1), first_seen=on, last_seen=on, run=run,
        )
        for one in taken_in
    ]  # fmt: skip
    CustodyStay.objects.bulk_create(stays)


def decide(day: date, rng: random.Random) -> int:
    """How many waiting proposals were decided as proposed, all at once and straight in the tables, on a day."""
    from django.db import transaction
    from django.utils import timezone

    from trygg_web.listing.models import Decision, Proposal
    from trygg_web.project import nights

    by, at = nights.night(), timezone.make_aware(datetime(day.year, day.month, day.day, 12))
    with transaction.atomic():
        waiting = list(Proposal.objects.filter(state="waiting").only("pk", "person_id", "level"))
        Proposal.objects.filter(state="waiting").update(state="decided")
        made = [
            Decision(proposal=one, level=one.level, because="Enligt reglerna.", by=by, at=at,
                     review_on=day + timedelta(days=rng.randrange(1, 360)))
            for one in waiting
        ]  # fmt: skip
        _place(Decision.objects.bulk_create(made, batch_size=BATCH), day)
    return len(made)


def _place(made: list[Any], day: date) -> None:
    # A level that is kept only moves its day of review.
    from trygg_web.listing.models import Placement

    rows = Placement.objects.filter(until=None) if Placement.objects.exists() else Placement.objects.none()
    standing, fresh = {row.person_id: row for row in rows}, []
    for one in made:
        row = standing.get(one.proposal.person_id)
        if row and row.level == one.level:
            Placement.objects.filter(pk=row.pk).update(review_on=one.review_on)
            continue
        if row:
            Placement.objects.filter(pk=row.pk).update(until=day)
        told = {"person_id": one.proposal.person_id, "former": row.level if row else "", "decision": one}
        fresh += [Placement(level=one.level, since=day, review_on=one.review_on, **told)] if one.level else []
    Placement.objects.bulk_create(fresh, batch_size=BATCH)


def deliver(keys: Iterable[tuple[UUID, UUID, str]], at: dict[UUID, datetime]) -> None:
    """The messages are given, straight in the tables, with what the method is told of it."""
    from django.db import connection, transaction

    from trygg_web.notifications.models import Notification
    from trygg_web.people.models import Observation
    from trygg_web.project import nights

    by, rows = nights.night(), list(keys)
    with transaction.atomic(), connection.cursor() as cursor:
        instant, uid = connection.ops.adapt_datetimefield_value, Notification._meta.pk.get_db_prep_value
        cursor.executemany(
            "UPDATE notifications_notification SET state = 'recorded', delivered_at = %s WHERE id = %s",
            [(instant(at[key]), uid(key, connection)) for key, _person, _level in rows],
        )
        seen = [
            Observation(person_id=person, kind="notified", value=level, day=at[key].date(), source="Trygg", by=by,
                        at=at[key])
            for key, person, level in rows
        ]  # fmt: skip
        Observation.objects.bulk_create(seen, batch_size=BATCH)
