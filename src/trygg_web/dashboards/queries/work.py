"""Work by the role of whoever did it, so that nobody who works shows."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import polars as pl
from django.utils import timezone

from trygg.evaluation.indicators import THING
from trygg_web.access.models import Grant, Role

WORKING = (Role.OFFICER, Role.ANALYST, Role.LEAD)  # who works with the list, the first where somebody has several
OTHER = "other"
FEWEST = 3  # so that one of two cannot work out what the other did
Columns = dict[str, pl.DataType | type[pl.DataType]]
INSTANT = pl.Datetime("us", "UTC")
DONE: Columns = {"at": INSTANT, "by": pl.String}
HELD: Columns = {"by": pl.String, "role": pl.String, "since": INSTANT, "until": INSTANT}
Done = tuple[datetime | None, UUID | None]


def roles_of_work(done: Iterable[Done]) -> pl.DataFrame:
    """The things that were done, as counted things with the role of whoever did each.

    A role that fewer than three worked in during a year is counted among the others, and the next smallest with it
    where the others would be fewer than three.
    """
    rows = [(at, str(by)) for at, by in done if at and by]
    work = pl.DataFrame(rows, schema=DONE, orient="row").with_row_index("thing")
    held = work.join(_held(), on="by").filter(pl.col("since") <= pl.col("at"))
    held = held.filter(pl.col("until").is_null() | (pl.col("until") > pl.col("at"))).sort("thing", "rank")
    role = held.unique("thing", keep="first", maintain_order=True).select("thing", "role")
    named = work.join(role, on="thing", how="left").with_columns(
        pl.col("role").fill_null(OTHER), day=pl.col("at").dt.convert_time_zone(_zone()).dt.date()
    )
    nothing = {"area": pl.lit(""), "sex": pl.lit(""), "hours": pl.lit(None, pl.Float64)}
    told = named.with_columns(outcome=_gathered(named), **nothing)
    return told.select(*THING).cast(pl.Schema(THING))


def _zone() -> str:
    return timezone.get_default_timezone_name()


def _held() -> pl.DataFrame:
    rows = Grant.objects.filter(role__in=WORKING).values_list("user_id", "role", "since", "until")
    held = pl.DataFrame([(str(by), *rest) for by, *rest in rows], schema=HELD, orient="row")
    rank = pl.col("role").replace_strict(list(WORKING), range(len(WORKING)), return_dtype=pl.Int64)
    return held.with_columns(rank=rank)


def _gathered(named: pl.DataFrame) -> pl.Series:
    """The role of each thing, or OTHER where its year has too few in it."""
    year = named.with_columns(year=pl.col("day").dt.year())
    sizes = year.group_by("year", "role").agg(many=pl.col("by").n_unique())
    few = {(when, role) for (when,), group in sizes.group_by(["year"]) for role in _few(group)}
    told = [role if (when, role) not in few else OTHER for when, role in year.select("year", "role").iter_rows()]
    return pl.Series(told, dtype=pl.String)


def _few(sizes: pl.DataFrame) -> list[str]:
    rows = sizes.sort((pl.col("role") != OTHER), "many", "role").select("role", "many").rows()
    gathered = [role for role, many in rows if many < FEWEST or role == OTHER]
    together = sum(many for role, many in rows if role in gathered)
    for role, many in rows:
        if 0 < together < FEWEST and role not in gathered:
            gathered.append(role)
            together += many
    return gathered
