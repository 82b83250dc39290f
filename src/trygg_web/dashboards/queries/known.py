"""What is counted from: who was reported when and where, read once for a night's count. Never shown to anyone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import polars as pl
from django.utils import timezone

from trygg.evaluation.indicators import THING
from trygg.harm import weight
from trygg.records import Kind
from trygg.rulebook import Rules
from trygg_web.incidents.models import Report
from trygg_web.listing.queries.method import rules_on
from trygg_web.people import queries as people
from trygg_web.people.models import Person

INSTANT = pl.Datetime("us", "UTC")
REPORTED = {"person": pl.String, "day": pl.Date, "report": pl.String, "area": pl.String, "at": INSTANT}
FACT = {"person": pl.String, "day": pl.Date, "outcome": pl.String, "hours": pl.Float64}
Fact = tuple[UUID, date, str, float | None]  # whom it concerns, its day, how it came out, hours it took


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that a count needs of persons: their reports with area and harm, their sex, and who they are today."""

    events: pl.DataFrame  # as `people.events` gives them, of everyone
    reported: pl.DataFrame  # REPORTED and the gravest offence's harm, one row per person and report, by time
    sexes: pl.DataFrame  # person, sex
    now: Mapping[UUID, UUID]
    on: date
    at: datetime
    rules: Rules

    def things(self, facts: list[Fact]) -> pl.DataFrame:
        """The facts as counted things: with the area of the person's newest report by that day, and the sex."""
        rows = [(str(self.now.get(person, person)), *rest) for person, *rest in facts]
        frame = pl.DataFrame(rows, schema=FACT, orient="row").sort("day")
        areas = self.reported.select("person", "day", "area").sort("day")
        # Somebody with a level has been reported; who has only a later report is placed where that was.
        placed = frame.join_asof(areas, on="day", by="person", check_sortedness=False)
        return placed.join(self.sexes, on="person", how="left").select(
            "day", pl.col("area").fill_null(""), pl.col("sex").fill_null(""), "outcome", "hours"
        ).cast(pl.Schema(THING))  # fmt: skip

    def hours_since_report(self, asked: list[tuple[UUID, datetime]]) -> list[float | None]:
        """For each person and instant the hours since the person's newest report; None where there is none."""
        rows = [(place, str(self.now.get(person, person)), at) for place, (person, at) in enumerate(asked)]
        frame = pl.DataFrame(rows, schema={"place": pl.Int64, "person": pl.String, "then": INSTANT}, orient="row")
        reports = self.reported.select("person", "at")
        joined = frame.sort("then").join_asof(
            reports, left_on="then", right_on="at", by="person", check_sortedness=False
        )
        hours = (pl.col("then") - pl.col("at")).dt.total_seconds() / 3600
        return joined.with_columns(hours=hours).sort("place")["hours"].to_list()


def known(on: date) -> Known:
    """What is known of all persons up to a day."""
    rules = rules_on(on)
    sexes = pl.DataFrame(
        [(str(key), sex) for key, sex in Person.objects.values_list("pk", "sex")],
        schema={"person": pl.String, "sex": pl.String},
        orient="row",
    )
    events = people.events(None, until=on)
    return Known(events, _reported(events, rules), sexes, people.current(), on, timezone.now(), rules)


def _reported(events: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    told = [(str(key), area, at) for key, area, at in Report.objects.values_list("pk", "district", "reported_at")]
    reports = pl.DataFrame(told, schema={"report": pl.String, "area": pl.String, "at": INSTANT}, orient="row")
    offences = events.filter(pl.col("kind") == Kind.OFFENCE.value)
    weights = {offence: weight(offence, rules) for offence in offences["offence"].unique().drop_nulls()}
    grave = pl.col("offence").replace_strict(weights, default=0, return_dtype=pl.Int64).max()
    grouped = offences.group_by("person", "report").agg(pl.col("day").first(), harm=grave)
    return grouped.join(reports, on="report").select(*REPORTED, "harm").sort("at", "person")
