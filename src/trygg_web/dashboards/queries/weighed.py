"""Every report with its harm, and who was on the list when: what a night's count of harm is made from. Never shown."""

from collections.abc import Callable, Collection
from datetime import date

import polars as pl
from django.db.models import Q

from trygg.records import Kind
from trygg_web.dashboards.queries.known import Known
from trygg_web.listing.models import Placement


def weighed(known: Known) -> pl.DataFrame:
    """person, other, report, day, harm, gravest, sex, area: one row per report and couple."""
    from trygg.evaluation.concentration import reports, swedish  # noqa: PLC0415 - two seconds to load, at night only

    offences = known.events.filter(pl.col("kind") == Kind.OFFENCE.value).with_columns(pl.col("other").fill_null(""))
    areas = known.reported.select("person", "report", "area", gravest="harm")
    placed = reports(offences, swedish(known.rules)).join(areas, on=["person", "report"], how="left")
    placed = placed.with_columns(pl.col("other").replace("", None))
    return placed.join(known.sexes, on="person", how="left").with_columns(pl.col("area", "sex").fill_null(""))


def listed(known: Known) -> Callable[[date], Collection[str]]:
    """What gives those who were on the list on a day."""
    return lambda on: _listed(known, on)


def _listed(known: Known, on: date) -> Collection[str]:
    rows = Placement.objects.filter(Q(until=None) | Q(until__gte=on), since__lte=on)
    return {str(known.now.get(person, person)) for person in rows.values_list("person_id", flat=True)}
