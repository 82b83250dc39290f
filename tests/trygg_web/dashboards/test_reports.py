"""The report in one click, and that it is the same each time."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pikepdf
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from tests.factories.dashboards import make_count, make_table
from trygg_web.access.models import Entry, User
from trygg_web.dashboards.models import Count

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


def take(client: Client, kind: str, count: Count) -> bytes:
    """The report of one count."""
    return client.get(reverse("dashboards:report", args=[kind]), {"rakning": str(count.pk)}).content


@pytest.mark.parametrize("kind", ["zip", "xlsx", "pdf"])
def test_the_same_count_gives_the_same_bytes_later(kind: str, steering: User, client_of: Enter) -> None:
    count, client = make_count(), client_of(steering)

    first = take(client, kind, count)
    make_count(at=timezone.now() + timedelta(minutes=1))
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        second = take(client, kind, count)

    assert hashlib.sha256(first).hexdigest() == hashlib.sha256(second).hexdigest()


def test_the_bundle_holds_numbers_definitions_and_the_query(steering: User, client_of: Enter) -> None:
    count = make_count()

    packed = zipfile.ZipFile(io.BytesIO(take(client_of(steering), "zip", count)))
    rows = list(csv.DictReader(io.StringIO(packed.read("figures.csv").decode())))

    assert json.loads(packed.read("query.json"))["query"] == str(count.pk)
    assert {"indicator": "reports", "year": "2025", "quarter": "1", "month": "3", "area": "", "sex": "",
            "outcome": "all", "count": "12"} in rows  # fmt: skip
    assert b"[[indicator]]" in packed.read("indicators.toml")
    digests = dict(reversed(line.split("  ")) for line in packed.read("digests.txt").decode().splitlines())
    assert digests["figures.csv"] == hashlib.sha256(packed.read("figures.csv")).hexdigest()


def test_the_spreadsheet_has_a_sheet_for_each_indicator(steering: User, client_of: Enter) -> None:
    count = make_count()
    make_table(count, "levels")

    book = CalamineWorkbook.from_filelike(io.BytesIO(take(client_of(steering), "xlsx", count)))

    cells = [cell for row in book.get_sheet_by_name("Anmälningar om partnervåld").to_python() for cell in row]
    assert 12.0 in cells
    assert "dolt" in cells


def test_the_print_is_tagged_and_names_its_language(steering: User, client_of: Enter) -> None:
    count = make_count()

    with pikepdf.open(io.BytesIO(take(client_of(steering), "pdf", count))) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "sv"
        assert len(pdf.pages) >= 2


def test_taking_out_is_logged_with_the_query(steering: User, client_of: Enter) -> None:
    count = make_count()

    take(client_of(steering), "zip", count)

    entry = Entry.objects.get(kind="figures")
    assert (entry.verb, entry.note) == ("exported", "zip steering 2017-2026")
    assert entry.subjects.get().subject == str(count.pk)


@pytest.mark.parametrize(("receiver", "told"), [("steering", {"reports", "help"}), ("kolada", {"help"})])
def test_whoever_asks_gets_the_measures_asked_for(
    receiver: str, told: set[str], steering: User, client_of: Enter
) -> None:
    count = make_count()
    make_table(count, "help")
    address = reverse("dashboards:report", args=["zip"])

    answer = client_of(steering).get(address, {"rakning": str(count.pk), "mottagare": receiver})

    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    rows = csv.DictReader(io.StringIO(packed.read("figures.csv").decode()))
    assert {row["indicator"] for row in rows} == told
    assert json.loads(packed.read("query.json"))["receiver"] == receiver
    assert receiver in answer.headers["Content-Disposition"]


def test_the_report_for_kolada_says_what_the_house_does_not_know(steering: User, client_of: Enter) -> None:
    count = make_count()
    address = reverse("dashboards:report", args=["xlsx"])

    made = client_of(steering).get(address, {"rakning": str(count.pk), "mottagare": "kolada"}).content

    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    assert len(book.sheet_names) == 3
    assert "per 10 000 vuxna" in book.get_sheet_by_name("Om").to_python()[0][0]
