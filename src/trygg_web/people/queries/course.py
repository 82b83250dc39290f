"""What came after, of all persons at once: new suspicions, breaches and days in custody. Ids and days, no names."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from uuid import UUID

import polars as pl
from django.db.models import F, Max

from trygg.records import Kind
from trygg.watches import Held
from trygg_web.access.frames import read, replaced
from trygg_web.incidents import queries as incidents
from trygg_web.incidents.models import CustodyStay, PartyRole, Standing
from trygg_web.people.models import CLEARED, DIED, MOVED_AWAY, SUSPICION_WITHDRAWN, Link, Observation
from trygg_web.people.queries.standing import current

SURE = ("minute", "day")  # how exactly the day of an offence must be known to count as that day
BEGINNING = datetime(1900, 1, 1, tzinfo=UTC)
FEW = 500  # persons asked for by name in one question


def suspicions(since: datetime) -> pl.DataFrame:
    """Who has been reported since an instant, without suspicions that fell: person, report, at.

    person, report  ids as text · at  when it was reported
    """
    return _suspected(since).select("person", "report", "at").unique()


def incident_days(since: datetime) -> pl.DataFrame:
    """When persons did what they were reported for since an instant, else the day of the report: person, day.

    It is the last day that an offence may have happened on, so that none after a message is taken for one before.
    """
    told = _suspected(since)
    sure = pl.col("precision").is_in(SURE) & pl.col("begun").is_not_null()
    known = told.filter(sure).select("person", "report", day=_day(pl.coalesce("ended", "begun")))
    silent = told.join(known, on=["person", "report"], how="anti")  # nothing of the report says when
    return pl.concat([known.select("person", "day"), silent.select("person", day=_day(pl.col("at")))]).unique()


def _suspected(since: datetime, persons: Iterable[str] | None = None) -> pl.DataFrame:
    # One row for each counted offence of each suspect, by who they are believed to be; of all, or of a few.
    whose = {"person__isnull": False} if persons is None else {"person__in": list(persons)}
    rows = incidents.counted_offences().filter(
        report__reported_at__gte=since, report__parties__role=PartyRole.SUSPECT, report__parties__place=F("suspect"),
        report__parties__links__until=None, **{f"report__parties__links__{name}": who for name, who in whose.items()},
    )  # fmt: skip
    told = read(
        rows, person="report__parties__links__person", report="report", place="suspect", at="report__reported_at",
        begun="since", ended="until", precision="precision",
    )  # fmt: skip
    standing = told.join(_dropped(since), on=["report", "place"], how="anti")
    return standing.join(_fell(), on=["person", "report"], how="anti")


def _day(at: pl.Expr) -> pl.Expr:
    return at.dt.convert_time_zone("Europe/Stockholm").dt.date()


def _dropped(since: datetime) -> pl.DataFrame:
    # Of the few reports of which any suspicion ever was dropped.
    dropped = Standing.objects.filter(kind="suspicion", value="dropped", report__reported_at__gte=since)
    rows = Standing.objects.filter(kind="suspicion", report__in=dropped.values("report")).order_by("since")
    told = read(rows, report="report", place="suspect", value="value", day="since")
    newest = told.group_by("report", "place", maintain_order=True).last()
    return newest.filter(pl.col("value") == "dropped")


def _fell() -> pl.DataFrame:
    # What an agency has told of one person's suspicion leaves the report's other suspects as they are.
    told = Observation.objects.filter(kind=SUSPICION_WITHDRAWN, withdrawn_at=None, report__isnull=False)
    return read(told, person="person", report="report", day="day").with_columns(replaced("person", current()))


def gone() -> pl.DataFrame:
    """Who has died or moved away, and since when: person, day, cause. What an agency told of the first counts.

    cause  died or moved_away
    """
    told = Observation.objects.filter(kind__in=(DIED, MOVED_AWAY), withdrawn_at=None)
    rows = read(told, person="person", day="day", cause="kind").with_columns(replaced("person", current()))
    return rows.sort("person", "day", "cause").group_by("person", maintain_order=True).first()


def out_of_reach(on: date, persons: Iterable[UUID]) -> pl.DataFrame:
    """Those of the persons whom no message may reach on a day: person, cause.

    They have died, moved away or been cleared.

    cause  died, moved_away or cleared
    """
    few = pl.Series([str(person) for person in persons], dtype=pl.String)
    freed = cleared(few).with_columns(cause=pl.lit(CLEARED))
    told = pl.concat([gone().select("person", "cause", "day"), freed.select("person", "cause", "day")])
    told = told.filter(pl.col("person").is_in(few.implode()))
    return told.filter(pl.col("day") <= on).unique("person", keep="first", maintain_order=True).drop("day")


def newest_told() -> datetime | None:
    """When an agency last told something of a person, or took it back. For the worker: no viewer."""
    moments = Observation.objects.aggregate(told=Max("at"), taken_back=Max("withdrawn_at")).values()
    return max((moment for moment in moments if moment), default=None)


def cleared(of: pl.Series | None = None) -> pl.DataFrame:
    """Those of whom no suspicion stands any more, and the day on which the last one fell: person, day.

    of   only these persons
    """
    dropped = Standing.objects.filter(kind="suspicion", value="dropped").values("report")
    suspected = Link.objects.filter(until=None, party__role=PartyRole.SUSPECT, party__report__in=dropped)
    links = read(suspected, person="person", report="party__report", place="party__place")
    of_reports = links.join(_dropped(BEGINNING), on=["report", "place"]).select("person", "day")
    fell = pl.concat([_fell().select("person", "day"), of_reports]).group_by("person").agg(pl.col("day").max())
    if of is not None:
        fell = fell.filter(pl.col("person").is_in(of.implode()))
    if fell.is_empty():
        return fell
    few = fell["person"] if fell.height <= FEW else None  # beyond it all are read at once
    return fell.join(_suspected(BEGINNING, few), on="person", how="anti")


def breaches(since: date) -> pl.DataFrame:
    """Whom an agency has told to have broken a ban or a condition since a day: person, day, observation, at.

    at  when it was told
    """
    told = Observation.objects.filter(kind=Kind.BREACH.value, withdrawn_at=None, day__gte=since).exclude(value="no")
    rows = read(told, person="person", day="day", observation="id", at="at")
    return rows.with_columns(replaced("person", current()))


def days_held(on: date) -> dict[UUID, list[Held]]:
    """The days in custody of everyone whom a roster has told of and whose number is one person's.

    A stay that the newest roster tells of is open; another ended on the last day that one told of it.
    """
    newest = CustodyStay.objects.aggregate(day=Max("last_seen"))["day"] or on
    held: dict[UUID, list[Held]] = {}
    stays = list(CustodyStay.objects.values_list("number_key", "since", "last_seen"))
    holders = persons_of({key for key, _since, _last in stays})
    for key, since, last in stays:
        if key in holders:
            held.setdefault(holders[key], []).append(Held(since, None if last == newest else max(since, last)))
    return held


def persons_of(number_keys: Iterable[str]) -> dict[str, UUID]:
    """The one person that stands in reports under each blind key; a number that several bear names nobody."""
    found: dict[str, set[UUID]] = {}
    keys = sorted({key for key in number_keys if key})
    for some in _some(keys):
        rows = Link.objects.filter(until=None, party__number_key__in=some)
        for key, person in rows.values_list("party__number_key", "person_id"):
            found.setdefault(key, set()).add(person)
    return {key: persons.pop() for key, persons in found.items() if len(persons) == 1}


def _some(keys: list[str]) -> Iterator[list[str]]:
    yield from (keys[start : start + 400] for start in range(0, len(keys), 400))
