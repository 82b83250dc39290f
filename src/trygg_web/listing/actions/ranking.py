"""The rows of the list: each person's place in the open order, their last act, and the level that stands."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import polars as pl

from trygg.records import Kind
from trygg_web.access.frames import read, write
from trygg_web.incidents.models import Report
from trygg_web.listing.models import ListState, Placement, Rank
from trygg_web.people.models import Person

BATCH = 2000
PARTS = ("recency", "frequency", "gravity", "victims", "score")
STANDING = ("level", "former", "since", "review_on")
NOTHING = dict.fromkeys(PARTS, 0.0)
OLDER = ["on", "recency"]
OFF_THE_LIST = {"level": "", "former": "", "since": None, "review_on": None}


def collected(frame: Any) -> pl.DataFrame:
    """A frame with its rows, whether the method left it lazy or not."""
    return frame.collect() if isinstance(frame, pl.LazyFrame) else frame


def rank_all(events: pl.DataFrame, ranked: Any, on: date) -> None:
    """Every row of the list as of a day."""
    placed = read(Placement.objects.filter(until=None), person="person", **{name: name for name in STANDING})
    told = collected(ranked).select("person", *(pl.col(part).cast(pl.Float64).fill_null(0.0) for part in PARTS))
    acts = told.join(_newest_act(events), on="person", how="left")
    rows = acts.join(placed, on="person", how="full", coalesce=True)  # on the list, though nothing counts any more
    empty = {"district": "", "level": "", "former": "", **NOTHING}
    rows = rows.with_columns(*(pl.col(name).fill_null(value) for name, value in empty.items()), on=pl.lit(on))
    _renew(rows.join(_ended(), on="person", how="anti"))
    _changed()


def _renew(rows: pl.DataFrame) -> None:
    # Every day the newest act of everybody is a day older. Most rows change in that alone, and what stands in an index
    # is left as it is.
    held = read(Rank.objects.all(), **{name: name for name in rows.columns})
    before = rows.select("person").join(held, on="person", how="left", maintain_order="left")
    moved = {name: rows[name].ne_missing(before[name]) for name in rows.columns}
    score, else_where = moved["score"], pl.Series([False]).new_from_index(0, len(rows))
    for name in set(rows.columns) - {"person", *OLDER, "score"}:
        else_where = else_where | moved[name]
    older = moved["on"] | moved["recency"]
    whole = [name for name in rows.columns if name != "person"]
    write(Rank, rows.filter(else_where), over=["person"], renew=whole)
    write(Rank, rows.filter(score & ~else_where), over=["person"], renew=[*OLDER, "score"])
    write(Rank, rows.filter(older & ~score & ~else_where), over=["person"], renew=OLDER)
    Rank.objects.filter(pk__in=held.join(rows, on="person", how="anti")["person"].to_list()).delete()


def _ended() -> pl.DataFrame:
    return read(Person.objects.filter(until__isnull=False), person="id")


def show_standing(person: UUID, on: date) -> None:
    """The row of one person says the level that stands now."""
    placed = Placement.objects.filter(person=person, until=None).values(*STANDING).first() or OFF_THE_LIST
    Rank.objects.update_or_create(person_id=person, defaults=placed, create_defaults={**NOTHING, **placed, "on": on})
    _changed()


def _changed() -> None:
    if not ListState.objects.update(version=uuid4()):
        ListState.objects.create(pk=1)


def _newest_act(events: pl.DataFrame) -> pl.DataFrame:
    acts = events.filter(pl.col("kind") == Kind.OFFENCE.value).sort("day", "report")
    last = acts.group_by("person").agg(last_act=pl.col("day").last(), report=pl.col("report").last())
    return last.join(_districts(), on="report", how="left").drop("report")


def _districts() -> pl.DataFrame:
    return read(Report.objects.all(), report="id", district="district")
