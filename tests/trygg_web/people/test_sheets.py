"""A sheet of observations: exact numbers are placed, the rest wait for someone."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.trygg_web.people.rows import ANNA, BERTIL, CEDRIC, City
from trygg_web.access.errors import InvalidInput, NotAllowed
from trygg_web.access.models import User
from trygg_web.people import actions, queries
from trygg_web.people.models import Observation, Unplaced

ON = date(2026, 1, 5)
HEAD = "Personnummer eller diarienummer;Uppgift;Svar;Dag;Källa\n"


@pytest.fixture
def sheet(city: City, analyst: User) -> bytes:
    report = city.report(BERTIL, ANNA)
    actions.link_new_parties(on=ON, by=analyst)
    rows = [
        f"{BERTIL[0]};separation;ja;2025-05-01;Socialtjänsten",
        f"{report.number};misstanke avskriven;;2025-06-01;Åklagarmyndigheten",
        f"{CEDRIC[0]};åtal;ja;2025-06-01;Åklagarmyndigheten",
        f"{BERTIL[0]};drömmar;ja;2025-06-01;Åklagarmyndigheten",
    ]
    return (HEAD + "\n".join(rows) + "\n").encode()


def test_exact_numbers_are_placed_and_the_rest_wait(sheet: bytes, analyst: User) -> None:
    run = actions.read_sheet(sheet, on=ON, by=analyst)

    assert run == actions.SheetRun(placed=2, same=0, waiting=2)
    assert set(Observation.objects.values_list("kind", flat=True)) == {"separation", "suspicion_withdrawn"}
    assert Observation.objects.get(kind="suspicion_withdrawn").report is not None
    assert len(queries.unplaced(analyst)) == 2


def test_the_same_sheet_twice_changes_nothing(sheet: bytes, analyst: User) -> None:
    actions.read_sheet(sheet, on=ON, by=analyst)

    assert actions.read_sheet(sheet, on=ON, by=analyst) == actions.SheetRun(placed=0, same=2, waiting=0)
    assert (Observation.objects.count(), Unplaced.objects.count()) == (2, 2)


def test_a_waiting_row_is_mended_or_laid_aside_on_its_page(
    sheet: bytes, officer: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(officer)
    file = SimpleUploadedFile("uppgifter.csv", sheet)
    assert client.post(reverse("people:sheet"), {"file": file}).status_code == 302
    one, other = queries.unplaced(officer)
    address = reverse("people:place", args=[one.id])
    told = {"subject": BERTIL[0], "kind": "charge", "value": "yes", "day": "2025-06-01", "source": "Åklagaren"}

    assert client.get(address).status_code == 200
    assert client.post(address, told | {"subject": "19900303-0000"}).status_code == 400
    assert client.post(address, told).status_code == 302
    assert client.post(reverse("people:drop_unplaced", args=[other.id])).status_code == 302
    assert queries.unplaced(officer) == []
    assert client.get(address).status_code == 404


def test_a_file_that_is_no_sheet_is_refused_with_words(analyst: User, client_of: Callable[[User], Client]) -> None:
    with pytest.raises(InvalidInput):
        actions.read_sheet(b"", on=ON, by=analyst)
    page = client_of(analyst).post(reverse("people:sheet"), {"file": SimpleUploadedFile("x.csv", b"%PDF-1.4 hej")})

    assert page.status_code == 400


def test_those_who_only_audit_read_no_sheet(auditor: User) -> None:
    with pytest.raises(NotAllowed):
        actions.read_sheet(b"", on=ON, by=auditor)
