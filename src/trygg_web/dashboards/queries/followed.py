"""Who was told, what came and who was held: the frames from which the method makes person-time. Never shown."""

from datetime import date, timedelta

import polars as pl
from django.db.models import Min
from django.utils import timezone

from trygg.evaluation.spells import Series, Start, spells
from trygg.records import Kind
from trygg_web.dashboards.queries.known import Known
from trygg_web.notifications.models import Notification
from trygg_web.people import queries as people

KINDS = {Series.CHARGE: Kind.CHARGE, Series.CONVICTION: Kind.CONVICTION}
STARTS = {"first": Start.FIRST, "latest": Start.LATEST}
SERIES = (Series.REPORT, Series.CHARGE, Series.CONVICTION)
DAY = {"person": pl.String, "day": pl.Date}
ONE_DAY = timedelta(days=1)


def messages(known: Known) -> pl.DataFrame:
    """Each message given: person, day, level."""
    rows = Notification.objects.filter(delivered_at__isnull=False).values_list("person_id", "delivered_at", "level")
    told = [(str(known.now.get(who, who)), timezone.localtime(at).date(), level) for who, at, level in rows if at]
    return pl.DataFrame(told, schema={**DAY, "level": pl.String}, orient="row").unique(["person", "day"]).sort("person")


def events(known: Known, series: Series) -> pl.DataFrame:
    """What came of one series: person, day, series."""
    first = Notification.objects.aggregate(at=Min("delivered_at"))["at"]
    if series in KINDS:
        found = known.events.filter(pl.col("kind") == KINDS[series].value).select("person", "day")
    elif first:
        found = people.incident_days(first).select("person", "day")
    else:
        found = pl.DataFrame(schema=DAY)
    return found.unique().with_columns(series=pl.lit(series.value)).sort("person", "day")


def away(known: Known) -> pl.DataFrame:
    """Who was held: person, since, until (the day back; null where not yet)."""
    rows = [
        (str(person), span.since, span.until + ONE_DAY if span.until else None)
        for person, spans in people.days_held(known.on).items()
        for span in spans
    ]
    return pl.DataFrame(rows, schema={"person": pl.String, "since": pl.Date, "until": pl.Date}, orient="row")


def at_risk(known: Known, series: Series, start: str, until: date) -> pl.DataFrame:
    """The person-time of all who were told, until they died or moved away, with the sex and area of each.

    Raises InsufficientData where nobody was at risk on any day.
    """
    told, held = _placed(known, messages(known).filter(pl.col("day") < until)), away(known)
    ends = people.gone()  # the dead and those who moved would else count as quiet for ever
    found = spells(told, events(known, series), series=series, start=STARTS[start], until=until, away=held, ends=ends)
    return found.only().with_columns(pl.col("person").cast(pl.String)).sort("person", "message", "start")


def _placed(known: Known, told: pl.DataFrame) -> pl.DataFrame:
    # The area is that of the newest report when the message was given.
    areas = known.reported.select("person", "day", "area").sort("day")
    placed = told.sort("day").join_asof(areas, on="day", by="person", check_sortedness=False)
    return placed.join(known.sexes, on="person", how="left").with_columns(pl.col("area", "sex").fill_null(""))
