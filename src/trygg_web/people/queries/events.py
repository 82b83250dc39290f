"""What is known of persons as events: ids, codes and days, nobody's name. The method counts them."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

import polars as pl
from django.db.models import QuerySet

from trygg.records import EVENT_COLUMNS, Kind
from trygg_web.incidents import queries as incidents
from trygg_web.incidents.models import Incident, PartyRole, Standing
from trygg_web.people.models import SUSPICION_WITHDRAWN, Link, Observation
from trygg_web.people.queries.standing import current, former

SCHEMA = {column: pl.String for column in EVENT_COLUMNS} | {"day": pl.Date, "answer": pl.Boolean}
FLAGS = {"strangulation": Kind.STRANGULATION, "weapon": Kind.WEAPON, "death_threat": Kind.DEATH_THREAT}
STANDINGS = {"charged": Kind.CHARGE, "convicted": Kind.CONVICTION}
BREACH = ("kontaktforbud",)  # offences of these families are breaches …
RAPE = ("valdtakt",)  # … and of these forced sex
REPORTS: dict[str, Any] = {
    "report": pl.String,
    "source": pl.String,
    "at": pl.Datetime("us", "UTC"),
    **dict.fromkeys(FLAGS, pl.Boolean),
}
FEW = 400  # above this many persons everything is read: one scan is quicker than a long list of ids


def events(persons: Iterable[UUID] | None, *, until: date) -> pl.DataFrame:
    """What is known of the persons (None: of all) up to a day, one row per event in EVENT_COLUMNS."""
    wanted = None if persons is None else list(dict.fromkeys(persons))
    few = wanted if wanted is not None and len(wanted) <= FEW else None
    told = _observations(few, until)
    reports = _reports(few, until, told)
    every = pl.concat([_shaped(part) for part in (*_from_reports(reports, few, until), _known(told))])
    if wanted is not None:
        every = every.filter(pl.col("person").is_in([str(person) for person in wanted]))
    return every.sort("person", "day", "kind", "report", "offence", "source").collect()


def _from_reports(reports: pl.LazyFrame, few: list[UUID] | None, until: date) -> list[pl.LazyFrame]:
    offences = _offences(reports, few)
    flags = [_flag(reports, field, kind) for field, kind in FLAGS.items()]
    breaches = _of_family(offences, BREACH, Kind.BREACH)
    return [offences, breaches, _of_family(offences, RAPE, Kind.FORCED_SEX), *flags, _charges(reports, few, until)]


def _reports(few: list[UUID] | None, until: date, told: pl.LazyFrame) -> pl.LazyFrame:
    # The counted reports with the persons of both sides, without those whose suspicion fell.
    counted = _scoped(incidents.counted_reports(), "pk", few).values_list("id", "number", "reported_at", *FLAGS)
    frame = pl.DataFrame([(str(row[0]), *row[1:]) for row in counted], schema=REPORTS, orient="row").lazy()
    day = pl.col("at").dt.convert_time_zone("Europe/Stockholm").dt.date().alias("day")
    fallen, sides = told.filter(pl.col("stored") == SUSPICION_WITHDRAWN).select("report"), _sides(few)
    return (
        frame.with_columns(day)
        .filter(pl.col("day") <= until)
        .join(sides["person"], on="report")
        .join(sides["other"], on="report", how="left")
        .join(pl.concat([fallen, _dropped(few, until)]), on="report", how="anti")
    )


def _scoped(rows: QuerySet[Any], field: str, few: list[UUID] | None) -> QuerySet[Any]:
    if few is None:
        return rows
    theirs = Link.objects.filter(until=None, person__in=few, party__role=PartyRole.SUSPECT)
    return rows.filter(**{f"{field}__in": theirs.values("party__report")})


def _sides(few: list[UUID] | None) -> dict[str, pl.LazyFrame]:
    # Who was suspected and who was subjected in each report, in one reading.
    links = _scoped(Link.objects.filter(until=None), "party__report", few)
    told = _texts(links.values_list("party__report_id", "party__role", "person_id"), "report", "role", "person")
    named = {"person": PartyRole.SUSPECT, "other": PartyRole.VICTIM}
    return {
        name: told.filter(pl.col("role") == role.value).select("report", pl.col("person").alias(name))
        for name, role in named.items()
    }


def _texts(rows: Iterable[tuple[Any, ...]], *names: str) -> pl.LazyFrame:
    texts = [tuple(None if cell is None else str(cell) for cell in row) for row in rows]
    return pl.DataFrame(texts, schema=dict.fromkeys(names, pl.String), orient="row").lazy()


def _offences(reports: pl.LazyFrame, few: list[UUID] | None) -> pl.LazyFrame:
    rows = _texts(
        _scoped(Incident.objects.all(), "report", few).values_list("report_id", "offence"), "report", "offence"
    )
    return rows.join(reports, on="report").with_columns(kind=pl.lit(Kind.OFFENCE.value), answer=pl.lit(True))


def _of_family(offences: pl.LazyFrame, families: tuple[str, ...], kind: Kind) -> pl.LazyFrame:
    fits = pl.any_horizontal(*(pl.col("offence").str.contains(family, literal=True) for family in families))
    return offences.filter(fits).with_columns(kind=pl.lit(kind.value))


def _flag(reports: pl.LazyFrame, field: str, kind: Kind) -> pl.LazyFrame:
    known = reports.filter(pl.col(field).is_not_null())
    return known.with_columns(kind=pl.lit(kind.value), answer=pl.col(field))


def _standings(few: list[UUID] | None, until: date) -> QuerySet[Standing]:
    return _scoped(Standing.objects.filter(kind="suspicion", since__lte=until), "report", few).order_by("since")


def _dropped(few: list[UUID] | None, until: date) -> pl.LazyFrame:
    newest = dict(_standings(few, until).values_list("report_id", "value"))
    return _texts(((report,) for report, value in newest.items() if value == "dropped"), "report")


def _charges(reports: pl.LazyFrame, few: list[UUID] | None, until: date) -> pl.LazyFrame:
    rows = _standings(few, until).filter(value__in=STANDINGS).values_list("report_id", "value", "since")
    schema = {"report": pl.String, "kind": pl.String, "day": pl.Date}
    told = [(str(report), STANDINGS[value].value, since) for report, value, since in rows]
    frame = (
        pl.DataFrame(told, schema=schema, orient="row")
        .lazy()
        .unique(["report", "kind"], keep="first", maintain_order=True)
    )
    return frame.join(reports.drop("day"), on="report").with_columns(answer=pl.lit(True))


def _observations(few: list[UUID] | None, until: date) -> pl.LazyFrame:
    joined = current() if few is None else former(few)
    rows = Observation.objects.filter(withdrawn_at=None, day__lte=until)
    if few is not None:
        rows = rows.filter(person__in=[*few, *joined])
    told = rows.values_list("person_id", "kind", "value", "day", "report_id", "source")
    cells = [(str(joined.get(row[0], row[0])), *row[1:4], str(row[4]) if row[4] else None, row[5]) for row in told]
    names = ("person", "stored", "value", "day", "report", "source")
    return pl.DataFrame(cells, schema=dict.fromkeys(names, pl.String) | {"day": pl.Date}, orient="row").lazy()


def _known(told: pl.LazyFrame) -> pl.LazyFrame:
    # What the rules count; the other flags and the control pattern are shown on the person page only.
    level = pl.when(pl.col("stored") == Kind.NOTIFIED.value).then("value").alias("level")
    counted = told.with_columns(kind=pl.col("stored"), answer=pl.col("value") != "no").with_columns(level)
    return counted.filter(pl.col("kind").is_in([kind.value for kind in Kind]))


def _shaped(frame: pl.LazyFrame) -> pl.LazyFrame:
    names = frame.collect_schema().names()
    columns = [pl.col(name) if name in names else pl.lit(None).alias(name) for name in SCHEMA]
    return frame.select(column.cast(SCHEMA[name]) for column, name in zip(columns, SCHEMA, strict=True))
