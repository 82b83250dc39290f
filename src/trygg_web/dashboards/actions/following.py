"""The part of a night's count that follows people: how long it stayed quiet after their messages."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from itertools import product
from typing import Any

import polars as pl

from trygg.errors import InsufficientData
from trygg.evaluation.indicators import Told, quiet, quiet_apart
from trygg.evaluation.spells import Series
from trygg_web.access import vault
from trygg_web.dashboards.models import Count, Following
from trygg_web.dashboards.queries.followed import SERIES, STARTS, at_risk
from trygg_web.dashboards.queries.known import Known

PARTS = ("level", "sex", "area")
COLUMNS = ("level", "sex", "area", "start", "stop", "event")


def keep_followings(count: Count, known: Known) -> int:
    """How many of them differ from those that stand, which are then closed."""
    return sum(_keep(count, known, series, start) for series, start in product(SERIES, STARTS))


def _keep(count: Count, known: Known, series: Series, start: str) -> int:
    frame = _frame(known, series, start, count.until)
    seen = [] if frame is None else frame.select(COLUMNS).sort(pl.all()).rows()
    source = vault.stamp(f"{series}|{start}|{count.until}|{json.dumps(seen)}", "following")
    open_ = Following.objects.filter(series=series.value, start=start, closed=None)
    if open_.filter(source=source).exists():
        return 0
    open_.update(closed=count.at)
    named = {"series": series.value, "start": start, "until": count.until}
    Following.objects.create(**named, told=told_of(frame), source=source, since=count.at, count=count)
    return 1


def _frame(known: Known, series: Series, start: str, until: date) -> pl.DataFrame | None:
    try:
        return at_risk(known, series, start, until)
    except InsufficientData:  # nobody has been told yet
        return None


def told_of(frame: pl.DataFrame | None) -> dict[str, Any]:
    """A course as it is stored: what may be told of the person-time by level, sex and area; None: of nobody."""
    if frame is None:
        return {by: _told(Told((), {})) for by in PARTS}
    return {by: _told(told) for by, told in zip(PARTS, (quiet(frame, "level"), *_apart(frame)), strict=True)}


def _apart(frame: pl.DataFrame) -> Iterator[Told]:
    return (quiet_apart(frame, part) for part in PARTS[1:])


def _told(told: Told) -> dict[str, Any]:
    return {"points": [asdict(point) for point in told.points], "persons": told.persons}
