"""Rows as columns say what the rows say."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from tests.factories import make_gate, make_notification, make_observation, make_person, make_report, make_row
from trygg_web.access.frames import read, replaced, write
from trygg_web.incidents.models import Report
from trygg_web.listing.models import Rank
from trygg_web.notifications.models import Gate
from trygg_web.people.models import Observation, Person

pytestmark = pytest.mark.django_db


def test_ids_instants_days_and_flags_are_what_the_row_holds() -> None:
    whole, part = datetime(2026, 3, 2, 12, tzinfo=UTC), datetime(2026, 3, 2, 12, 0, 0, 500, tzinfo=UTC)
    reports = [make_report(reported_at=at, child_present=at == whole, children=2) for at in (whole, part)]

    told = read(
        Report.objects.order_by("reported_at"),
        id="id",
        at="reported_at",
        day="told_on",
        child="child_present",
        n="children",
        run="run__by",
    )

    for row, report in zip(told.iter_rows(named=True), reports, strict=True):
        assert row["id"] == str(report.pk)
        assert (row["at"], row["day"]) == (report.reported_at, report.told_on)
        assert (row["child"], row["n"], row["run"]) == (report.child_present, 2, str(report.run.by_id))


def test_what_is_not_told_is_null_and_no_rows_still_have_their_columns() -> None:
    seen = make_observation(day=date(2026, 3, 2))

    told = read(Observation.objects.all(), report="report", gone="withdrawn_at", day="day")
    nobody = read(Observation.objects.none(), report="report", gone="withdrawn_at", day="day")

    assert told.row(0) == (None, None, seen.day)
    assert nobody.schema == told.schema == {"report": pl.String, "gone": pl.Datetime("us", "UTC"), "day": pl.Date}


def test_persons_become_who_they_are_today() -> None:
    one, other = make_person(), make_person()

    told = read(Person.objects.all(), person="id").with_columns(replaced("person", {one.pk: other.pk}))

    assert set(told["person"]) == {str(other.pk)}


def test_rows_that_are_written_are_what_the_frame_says() -> None:
    gate = make_gate(make_notification(gates=()), since=datetime(2026, 3, 2, 12, 0, 0, 500, tzinfo=UTC))
    columns = {name: name for name in ("id", "notification", "open", "overridden", "since", "waited_since")}
    rows = read(Gate.objects.all(), **columns).with_columns(gate=pl.lit("text"))
    before = Gate.objects.values().get(pk=gate.pk)
    Gate.objects.all().delete()

    write(Gate, rows)

    assert Gate.objects.values().get() == before | {"gate": "text"}


def test_a_row_that_stands_is_renewed_in_the_columns_that_are_named_or_left_alone() -> None:
    row = make_row(score=10.0, recency=20.0)
    names = {field.name: field.name for field in Rank._meta.concrete_fields}
    rows = read(Rank.objects.all(), **names).with_columns(score=pl.lit(90.0), recency=pl.lit(95.0))

    write(Rank, rows, over=["person"])
    alone = Rank.objects.values_list("score", "recency").get()
    write(Rank, rows, over=["person"], renew=["score"])

    assert alone == (10.0, 20.0)
    assert Rank.objects.values_list("pk", "score", "recency").get() == (row.pk, 90.0, 20.0)
