"""What is known of persons as events: ids, codes and days, nobody's name. The method counts them."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

import polars as pl
from django.db.models import QuerySet

from trygg.plans import Plan
from trygg.records import EVENT_COLUMNS, Kind
from trygg_web.access.frames import read, replaced
from trygg_web.incidents import queries as incidents
from trygg_web.incidents.models import PartyRole, Standing
from trygg_web.people.models import SUSPICION_WITHDRAWN, Link, Observation
from trygg_web.people.queries.standing import current, former

SCHEMA = {column: pl.String for column in EVENT_COLUMNS} | {"day": pl.Date, "answer": pl.Boolean}
FLAGS = {"strangulation": Kind.STRANGULATION, "weapon": Kind.WEAPON, "death_threat": Kind.DEATH_THREAT}
STANDINGS = {"charged": Kind.CHARGE, "convicted": Kind.CONVICTION}
BREACH = ("kontaktforbud",)  # offences of these families are breaches …
RAPE = ("valdtakt",)  # … and of these forced sex
FEW = 400  # above this many persons everything is read: one scan is quicker than a long list of ids


def events(persons: Iterable[UUID] | None, *, until: date) -> pl.DataFrame:
    """What is known of the persons (None: of all) up to a day, one row per event in EVENT_COLUMNS."""
    wanted = None if persons is None else list(dict.fromkeys(persons))
    few = wanted if wanted is not None and len(wanted) <= FEW else None
    reports, told = _reports(few), _observations(few, until)
    standings = _standings(reports, until)
    offences = OFFENCES.run(counted=_counted(reports), stands=_stands(reports), standings=standings, told=told)
    every = EVENTS.run(offences=offences.filter(pl.col("day") <= until), standings=standings, told=told)
    if wanted is None:
        return every
    return every.filter(pl.col("person").is_in([str(person) for person in wanted]))


def _reports(few: list[UUID] | None) -> list[UUID] | None:
    # The reports in which one of the few is suspected, read once for all that is asked of them; None: all.
    if few is None:
        return None
    theirs = Link.objects.filter(until=None, person__in=few, party__role=PartyRole.SUSPECT)
    return list(theirs.values_list("party__report", flat=True).distinct())


def _every(offences: pl.LazyFrame, standings: pl.LazyFrame, told: pl.LazyFrame) -> pl.LazyFrame:
    every = pl.concat([_shaped(part) for part in (*_from_reports(offences, standings), _known(told))])
    return every.sort("person", "day", "kind", "report", "offence", "source")


def _from_reports(offences: pl.LazyFrame, standings: pl.LazyFrame) -> list[pl.LazyFrame]:
    told = offences.with_columns(kind=pl.lit(Kind.OFFENCE.value), answer=pl.lit(True))
    flags = [_flag(offences, field, kind) for field, kind in FLAGS.items()]
    breaches = _of_family(told, BREACH, Kind.BREACH)
    return [told, breaches, _of_family(told, RAPE, Kind.FORCED_SEX), *flags, _charges(offences, standings)]


def _counted(reports: list[UUID] | None) -> pl.DataFrame:
    rows = _scoped(incidents.counted_offences(), "report", reports)
    pair = {name: name for name in ("report", "suspect", "victim", "offence", *FLAGS)}
    return read(rows, **pair, source="report__number", at="report__reported_at")


def _offences(counted: pl.LazyFrame, stands: pl.LazyFrame, standings: pl.LazyFrame, told: pl.LazyFrame) -> pl.LazyFrame:
    # The counted offences with the persons of both sides, without those of a suspect whose suspicion fell.
    day = pl.col("at").dt.convert_time_zone("Europe/Stockholm").dt.date().alias("day")
    fallen, sides = told.filter(pl.col("stored") == SUSPICION_WITHDRAWN).select("report", "person"), _sides(stands)
    return (
        counted.with_columns(day)
        .join(sides["person"], on=["report", "suspect"])
        .join(sides["other"], on=["report", "victim"], how="left")
        .join(_dropped(standings), on=["report", "suspect"], how="anti")
        .join(fallen, on=["report", "person"], how="anti")
    )


def _scoped(rows: QuerySet[Any], field: str, reports: list[UUID] | None) -> QuerySet[Any]:
    return rows if reports is None else rows.filter(**{f"{field}__in": reports})


def _stands(reports: list[UUID] | None) -> pl.DataFrame:
    # Who stands at each place of each report, in one reading.
    links = _scoped(Link.objects.filter(until=None), "party__report", reports)
    return read(links, report="party__report", role="party__role", place="party__place", who="person")


def _sides(stands: pl.LazyFrame) -> dict[str, pl.LazyFrame]:
    # Who was suspected, and who was subjected.
    named = {"person": (PartyRole.SUSPECT, "suspect"), "other": (PartyRole.VICTIM, "victim")}
    return {
        name: stands.filter(pl.col("role") == role.value).select(
            "report", pl.col("place").alias(place), pl.col("who").alias(name)
        )
        for name, (role, place) in named.items()
    }


def _of_family(offences: pl.LazyFrame, families: tuple[str, ...], kind: Kind) -> pl.LazyFrame:
    fits = pl.any_horizontal(*(pl.col("offence").str.contains(family, literal=True) for family in families))
    return offences.filter(fits).with_columns(kind=pl.lit(kind.value))


def _flag(offences: pl.LazyFrame, field: str, kind: Kind) -> pl.LazyFrame:
    # Told of a pair, and so once for each two persons of a report.
    known = offences.filter(pl.col(field).is_not_null()).unique(["person", "report", "other", field], keep="any")
    return known.drop("offence").with_columns(kind=pl.lit(kind.value), answer=pl.col(field))


def _standings(reports: list[UUID] | None, until: date) -> pl.DataFrame:
    rows = _scoped(Standing.objects.filter(kind="suspicion", since__lte=until), "report", reports)
    return read(rows.order_by("since"), report="report", suspect="suspect", value="value", since="since")


def _dropped(standings: pl.LazyFrame) -> pl.LazyFrame:
    newest = standings.group_by("report", "suspect", maintain_order=True).last()
    return newest.filter(pl.col("value") == "dropped")


def _charges(offences: pl.LazyFrame, standings: pl.LazyFrame) -> pl.LazyFrame:
    # Once for each person and report, against however many, however often it was told.
    kinds = {value: kind.value for value, kind in STANDINGS.items()}
    told = standings.filter(pl.col("value").is_in(list(kinds)))
    frame = told.select("report", "suspect", kind=pl.col("value").replace(kinds), day="since")
    return (
        frame.join(offences.drop("day", "offence"), on=["report", "suspect"])
        .sort("day", "victim")
        .unique(["person", "report", "kind"], keep="first")
        .with_columns(answer=pl.lit(True))
    )


def _observations(few: list[UUID] | None, until: date) -> pl.DataFrame:
    joined = current() if few is None else former(few)
    rows = Observation.objects.filter(withdrawn_at=None, day__lte=until)
    if few is not None:
        rows = rows.filter(person__in=[*few, *joined])
    told = read(rows, person="person", stored="kind", value="value", day="day", report="report", source="source")
    return told.with_columns(replaced("person", joined)) if joined else told


def _known(told: pl.LazyFrame) -> pl.LazyFrame:
    # What the rules count; the other flags and the control pattern are shown on the person page only.
    level = pl.when(pl.col("stored") == Kind.NOTIFIED.value).then("value").alias("level")
    counted = told.with_columns(kind=pl.col("stored"), answer=pl.col("value") != "no").with_columns(level)
    return counted.filter(pl.col("kind").is_in([kind.value for kind in Kind]))


def _shaped(frame: pl.LazyFrame) -> pl.LazyFrame:
    known = frame.collect_schema()
    return frame.select(_column(name, known.get(name)) for name in SCHEMA)


def _column(name: str, told: pl.DataType | None) -> pl.Expr:
    column = pl.lit(None).alias(name) if told is None else pl.col(name)
    return column if told == SCHEMA[name] else column.cast(SCHEMA[name])


# Made once, when the first person is asked for. What is read is read first: the plans see no database.
TEXT, NUMBER, DAY = pl.String(), pl.Int64(), pl.Date()
COUNTED = pl.Schema(
    [
        *(("report", TEXT), ("suspect", NUMBER), ("victim", NUMBER), ("offence", TEXT)),
        *((flag, pl.Boolean()) for flag in FLAGS),
        *(("source", TEXT), ("at", pl.Datetime("us", "UTC"))),
    ]
)
STANDS = pl.Schema([("report", TEXT), ("role", TEXT), ("place", NUMBER), ("who", TEXT)])
STOOD = pl.Schema([("report", TEXT), ("suspect", NUMBER), ("value", TEXT), ("since", DAY)])
TOLD = pl.Schema(
    [("person", TEXT), ("stored", TEXT), ("value", TEXT), ("day", DAY), ("report", TEXT), ("source", TEXT)]
)
NAMED = pl.Schema([*COUNTED.items(), ("day", DAY), ("person", TEXT), ("other", TEXT)])
OFFENCES = Plan({"counted": COUNTED, "stands": STANDS, "standings": STOOD, "told": TOLD}, _offences)
EVENTS = Plan({"offences": NAMED, "standings": STOOD, "told": TOLD}, _every)
