"""What a research extract is made of: persons who were told, their messages and what came, in days and not in dates.

Never shown to anyone. Nobody with protected personal data is in it, and nothing of anyone subjected to violence.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import polars as pl

from trygg.evaluation.disclosure import alike, smallest
from trygg.evaluation.spells import Series
from trygg_web.dashboards.queries.followed import away, events, messages
from trygg_web.dashboards.queries.known import Known
from trygg_web.people import queries as people
from trygg_web.people.models import Person

TOLD_BY = ("year", "sex", "age", "area")  # by what a person could be recognised; the last is emptied first
AGES = (18, 25, 30, 35, 40, 45, 50, 60)
SERIES = (Series.REPORT, Series.CHARGE, Series.CONVICTION)
FORMAT = {"persons": ["pseudonym", *TOLD_BY, "followed"], "messages": ["pseudonym", "day", "level"]}
Pseudonym = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Extracted:
    """The frames of an extract under pseudonyms, who is in it, and how many are alike at least."""

    frames: Mapping[str, pl.DataFrame]
    persons: tuple[UUID, ...]
    smallest: int
    cells: list[list[str | int]]  # TOLD_BY and how many are alike in them


def extracted(known: Known, since: date, until: date, pseudonym: Pseudonym) -> Extracted:
    """Everyone who was first told in a span of days, `until` not counted.

    Raises InsufficientData where fewer than five were.
    """
    told = messages(known).filter(pl.col("day") < until)
    first = told.group_by("person").agg(first=pl.col("day").min()).filter(pl.col("first") >= since).sort("person")
    first = first.join(_protected(), on="person", how="anti")
    persons = alike(_persons(known, first, until), TOLD_BY)
    names = pl.DataFrame({"person": first["person"], "pseudonym": [pseudonym(one) for one in first["person"]]})
    frames = {
        "persons": persons,
        "messages": _in_days(told, first, "day"),
        "events": pl.concat([_in_days(_before(events(known, series), until), first, "day") for series in SERIES]),
        "away": _in_days(_held_before(away(known), until), first, "since", "until"),
    }
    whom = tuple(UUID(one) for one in first["person"])
    told_of = {name: _under(frame, names) for name, frame in frames.items()}
    return Extracted(told_of, whom, smallest(persons, TOLD_BY), _cells(persons))


def _cells(persons: pl.DataFrame) -> list[list[str | int]]:
    return [list(row) for row in persons.group_by(TOLD_BY).len().sort(TOLD_BY, nulls_last=True).iter_rows()]


def _before(found: pl.DataFrame, until: date) -> pl.DataFrame:
    return found.filter(pl.col("day") < until)


def _held_before(held: pl.DataFrame, until: date) -> pl.DataFrame:
    back = pl.when(pl.col("until") <= until).then("until").alias("until")
    return held.filter(pl.col("since") < until).with_columns(back)


def _protected() -> pl.DataFrame:
    rows = Person.objects.exclude(protected="none").values_list("pk", flat=True)
    return pl.DataFrame({"person": [str(person) for person in rows]}, schema={"person": pl.String})


def _persons(known: Known, first: pl.DataFrame, until: date) -> pl.DataFrame:
    born = people.births([UUID(one) for one in first["person"]])
    ages = [_age(born.get(UUID(row["person"]), ""), row["first"]) for row in first.iter_rows(named=True)]
    areas = known.reported.select("person", first="day", area="area").sort("first")
    placed = first.with_columns(age=pl.Series(ages, dtype=pl.String)).sort("first")
    placed = placed.join_asof(areas, on="first", by="person", check_sortedness=False)
    told = placed.join(known.sexes, on="person", how="left").with_columns(year=pl.col("first").dt.year())
    gone = pl.max_horizontal("first", pl.col("day").fill_null(until))  # the dead are followed no longer
    last = pl.min_horizontal(pl.lit(until), gone)
    followed = (last - pl.col("first")).dt.total_days().alias("followed")
    told = told.join(people.gone().select("person", "day"), on="person", how="left")
    return told.select(
        "person", *(pl.col(name).fill_null("") for name in ("sex", "age", "area")), "year", followed
    ).sort("person")


def _age(born: str, on: date) -> str:
    if not born:
        return ""
    day = date.fromisoformat(born)
    age = on.year - day.year - ((on.month, on.day) < (day.month, day.day))
    return str(max((low for low in AGES if low <= age), default=0))


def _in_days(frame: pl.DataFrame, first: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """The rows of those in the extract, with days counted from each one's first message."""
    days = [(pl.col(name) - pl.col("first")).dt.total_days().alias(name) for name in columns]
    return frame.join(first, on="person").with_columns(days).drop("first")


def _under(frame: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    # In the order of the pseudonyms: another order would tell of the persons' own.
    told = names.join(frame, on="person").drop("person")
    return told.sort(pl.all(), nulls_last=True)
