"""The pages of intake, as an analyst walks them."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.trygg_web.incidents.files import export, row
from trygg_web.access.models import User
from trygg_web.incidents.models import ImportRun, Rejected, Report

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


def send(client: Client, content: bytes, name: str = "vecka.csv") -> str:
    answer = client.post(reverse("incidents:imports"), {"file": SimpleUploadedFile(name, content), "sender": "polisen"})
    return answer.headers.get("Location", "") or answer.content.decode()


def test_a_week_is_dropped_looked_at_and_read_in(analyst: User, client_of: ClientOf) -> None:
    client = client_of(analyst)
    where = send(client, export(row(), row(Diarienr="?"), row(Diarienr="5000-K000103-26", Relation="")))

    shown = client.get(where).content.decode()
    done = client.post(reverse("incidents:read_in", args=[where.split("/")[-2]]), follow=True).content.decode()

    assert "Polisen, layout 2023 och veckofiler" in shown
    assert "Hemliga" not in shown
    assert "Filen är inläst" in done
    assert "1 rad att rätta" in done
    assert Report.objects.count() == 2


def test_a_file_that_cannot_be_read_says_why_and_what_to_do(analyst: User, client_of: ClientOf) -> None:
    assert "Det här är en PDF" in send(client_of(analyst), b"%PDF-1.4 " + b"x" * 400, "uttag.csv")


def test_the_same_file_again_leads_to_its_result(analyst: User, client_of: ClientOf) -> None:
    client = client_of(analyst)
    where = send(client, export(row()))
    client.post(reverse("incidents:read_in", args=[where.split("/")[-2]]))

    again = client.get(send(client, export(row())), follow=True).content.decode()

    assert "redan inläst" in again


def test_columns_can_be_pointed_out_and_kept(analyst: User, client_of: ClientOf) -> None:
    client = client_of(analyst)
    content = export(row()).decode("utf-8-sig").replace("Diarienr", "Löpnr").encode()
    where = send(client, content)
    shown = client.get(where).content.decode()
    fields = {f"column-{at}": field for at, field in enumerate(_fields(where))}

    client.post(f"{where}kolumner/", fields | {"column-0": "number", "name": "Ny layout"})

    assert "utpekade" in shown
    assert "utpekade" not in client.get(where).content.decode()


def test_one_field_cannot_stand_in_two_columns(analyst: User, client_of: ClientOf) -> None:
    client = client_of(analyst)
    where = send(client, export(row()))

    answer = client.post(f"{where}kolumner/", {"column-0": "number", "column-1": "number"})

    assert answer.status_code == 400
    assert "En annan kolumn" in answer.content.decode()


def test_a_row_is_mended_in_place(analyst: User, client_of: ClientOf) -> None:
    client = client_of(analyst)
    where = send(client, export(row(), row(Diarienr="5000-K000102-26", Anmälningstid="i våras")))
    client.post(f"{where}las/")
    waiting = Rejected.objects.get()
    address = reverse("incidents:mend", args=[waiting.pk])
    shown = client.get(address)
    values = {f"cell-{at}": value for at, (_label, value) in enumerate(shown.context["row"].cells)}

    client.post(address, {name: value.replace("i våras", "2026-01-15 08:00") for name, value in values.items()})

    assert "trygg-fault" in shown.content.decode()
    assert Report.objects.count() == 2


def test_a_row_can_be_laid_aside(analyst: User, client_of: ClientOf) -> None:
    client = client_of(analyst)
    client.post(f"{send(client, export(row(), row(Diarienr='?')))}las/")

    client.post(reverse("incidents:drop", args=[Rejected.objects.get().pk]))

    assert Rejected.objects.get().state == "dropped"


def test_rows_are_downloaded_with_their_reason_and_no_formula(analyst: User, client_of: ClientOf) -> None:
    client = client_of(analyst)
    where = send(client, export(row(), row(Diarienr="?", Område="=1+1")))
    client.post(f"{where}las/")

    answer = client.get(f"{where}rader.xlsx")

    cells = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert cells[1][1] == "Cellen innehåller en formel. Skriv värdet i stället."
    assert "'=1+1" in cells[1]
    assert "Ekström" not in answer.headers["Content-Disposition"]


def test_a_relation_is_ruled_and_taken_back(officer: User, analyst: User, client_of: ClientOf) -> None:
    clerk, judge = client_of(analyst), client_of(officer)
    clerk.post(f"{send(clerk, export(row(Relation='')))}las/")
    report = Report.objects.get()
    prefix = f"{str(report.pk)[:8]}-0-0"
    where = reverse("incidents:rule", args=[report.pk])

    bare = judge.post(where, {f"{prefix}-partner": "yes"})
    judge.post(where, {f"{prefix}-partner": "yes", f"{prefix}-because": "Sambor enligt förhör."})
    shown = judge.get(reverse("incidents:relations")).content.decode()

    assert bare.status_code == 400
    assert "Sambor enligt förhör." in shown
    judge.post(reverse("incidents:undo", args=[report.rulings.get().pk]))
    assert "1 anmälan väntar" in judge.get(reverse("incidents:relations")).content.decode()


def test_a_large_file_goes_to_the_worker_and_shows_how_far_it_is(analyst: User, client_of: ClientOf) -> None:
    client = client_of(analyst)
    where = send(client, export(*(row(Diarienr=f"5000-K{place:06d}-26") for place in range(1200))))

    shown = client.post(f"{where}las/", follow=True).content.decode()

    assert "Väntar på sin tur" in shown
    assert ImportRun.objects.get().state == "running"


def test_an_officer_sees_the_runs_but_no_file(officer: User, analyst: User, client_of: ClientOf) -> None:
    clerk, reader = client_of(analyst), client_of(officer)
    where = send(clerk, export(row()))

    shown = reader.get(where).content.decode()

    assert "En analytiker granskar filen" in shown
    assert "Ekström" not in shown
    assert reader.post(reverse("incidents:imports"), {"sender": "polisen"}).status_code in {400, 403}


def _fields(where: str) -> list[str]:
    return list(json.loads(ImportRun.objects.get(pk=where.split("/")[-2]).spec)["fields"])


def test_a_protected_victim_is_masked_wherever_a_row_is_shown(analyst: User, client_of: ClientOf) -> None:
    client = client_of(analyst)
    shut = {"Skyddade_personuppgifter": "J", "Målsägande_efternamn": "Hemligsson"}
    where = send(client, export(row(**shut), row(**shut, Diarienr="5000-K000102-26", Vapen="kanske")))

    shown = client.get(where).content.decode()
    client.post(f"{where}las/")
    waiting = Rejected.objects.get()
    pages = [client.get(reverse("incidents:mend", args=[waiting.pk])), client.get(f"{where}rader/")]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{where}rader.xlsx").content)).get_sheet_by_index(0)

    assert "Hemligsson" not in shown
    assert "Hemligsson" not in "".join(page.content.decode() for page in pages)
    assert "Hemligsson" not in str(sheet.to_python())
    client.post(reverse("incidents:mend", args=[waiting.pk]), _mended(pages[0], "kanske", "nej"))
    assert Report.objects.get(number="5000-K000102-26").parties.get(role="victim").family == "Hemligsson"


def _mended(page: Any, was: str, now: str) -> dict[str, str]:
    values = {name: str(field.initial) for name, field in page.context["form"].fields.items()}
    return {name: now if value == was else value for name, value in values.items()}
