"""The part of a night's count that weighs harm: by period and part, on how few it rests, and whether it grows."""

import json
from dataclasses import asdict
from typing import Any

import polars as pl

from trygg_web.access import vault
from trygg_web.dashboards.models import Count, Harm
from trygg_web.dashboards.queries.known import Known
from trygg_web.dashboards.queries.weighed import listed, weighed

SETTLED = 2  # years after which a year stands


def keep_harm(count: Count, known: Known) -> int:
    """One when what may be told of harm differs from what stands, which is then closed; otherwise nought."""
    open_ = Harm.objects.filter(closed=None)
    told = _settled(told_of(weighed(known), known, count), open_.first(), count.until.year - SETTLED)
    source = vault.stamp(json.dumps(told, sort_keys=True), "harm")
    if open_.filter(source=source).exists():
        return 0
    open_.update(closed=count.at)
    Harm.objects.create(until=count.until, told=told, source=source, since=count.at, count=count)
    return 1


def _settled(told: dict[str, Any], stands: Harm | None, year: int) -> dict[str, Any]:
    # What is erased in time must not empty the past: what was told of a settled year stands.
    if stands is None:
        return told
    kept = {}
    for name in ("years", "quarters"):
        old = [one for one in stands.told[name] if int(one["name"][:4]) < year]
        kept[name] = old + [one for one in told[name] if not old or int(one["name"][:4]) >= year]
    return told | kept


def told_of(reports: pl.DataFrame, known: Known, count: Count) -> dict[str, Any]:
    """Harm as it is stored: what may be told and nothing else."""
    from trygg.evaluation.indicators.burden import burden  # noqa: PLC0415 - two seconds to load, at night only

    return asdict(burden(reports, listed(known), until=count.until))
