"""The rows of the list: each person's place in the open order, their last act, and the level that stands."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import polars as pl

from trygg.records import Kind
from trygg_web.incidents.models import Report
from trygg_web.listing.models import ListState, Placement, Rank

BATCH = 2000
PARTS = ("recency", "frequency", "gravity", "victims", "score")
STANDING = ("level", "former", "since", "review_on")
NOTHING = dict.fromkeys(PARTS, 0.0)
OFF_THE_LIST = {"level": "", "former": "", "since": None, "review_on": None}


def collected(frame: Any) -> pl.DataFrame:
    """A frame with its rows, whether the method left it lazy or not."""
    return frame.collect() if isinstance(frame, pl.LazyFrame) else frame


def rank_all(events: pl.DataFrame, ranked: Any, on: date) -> None:
    """Every row of the list as of a day."""
    standing = _standing()
    told = collected(ranked).join(_newest_act(events), on="person", how="left")
    rows = {UUID(row["person"]): _row(row, on) for row in told.iter_rows(named=True)}
    for person in standing.keys() - rows.keys():  # on the list, though nothing is left that counts
        rows[person] = Rank(person_id=person, on=on, **NOTHING)
    for person, row in rows.items():
        _stand(row, standing.get(person, OFF_THE_LIST))
    fields = ("on", *PARTS, "last_act", "district", *STANDING)
    Rank.objects.bulk_create(
        rows.values(), batch_size=BATCH, update_conflicts=True, unique_fields=["person"], update_fields=fields
    )
    Rank.objects.exclude(on=on, person__until=None).delete()
    _changed()


def show_standing(person: UUID, on: date) -> None:
    """The row of one person says the level that stands now."""
    placed = Placement.objects.filter(person=person, until=None).values(*STANDING).first() or OFF_THE_LIST
    Rank.objects.update_or_create(person_id=person, defaults=placed, create_defaults={**NOTHING, **placed, "on": on})
    _changed()


def _changed() -> None:
    if not ListState.objects.update(version=uuid4()):
        ListState.objects.create(pk=1)


def _standing() -> dict[UUID, dict[str, Any]]:
    rows = Placement.objects.filter(until=None).values("person_id", *STANDING)
    return {row.pop("person_id"): row for row in rows.iterator(BATCH)}


def _stand(row: Rank, placed: dict[str, Any]) -> None:
    for name, value in placed.items():
        setattr(row, name, value)


def _row(row: dict[str, Any], on: date) -> Rank:
    parts = {name: float(row[name] or 0) for name in PARTS}
    last, district = row["last_act"], row["district"] or ""
    return Rank(person_id=UUID(row["person"]), on=on, last_act=last, district=district, **parts)


def _newest_act(events: pl.DataFrame) -> pl.DataFrame:
    acts = events.filter(pl.col("kind") == Kind.OFFENCE.value).sort("day", "report")
    last = acts.group_by("person").agg(last_act=pl.col("day").last(), report=pl.col("report").last())
    return last.join(_districts(), on="report", how="left").drop("report")


def _districts() -> pl.DataFrame:
    rows = [(str(report), district) for report, district in Report.objects.values_list("pk", "district")]
    return pl.DataFrame(rows, schema={"report": pl.String, "district": pl.String}, orient="row")
