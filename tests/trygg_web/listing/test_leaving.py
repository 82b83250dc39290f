"""What leaves the screen: tagged prints with the secrecy line, exports that no spreadsheet takes for formulas."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime

import pikepdf
import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests import factories
from trygg_web.access.models import Entry, User
from trygg_web.listing.prints import Frame, ListSheet, PersonSheet, list_sheet, person_sheet

Enter = Callable[[User], Client]
FRAME = Frame("Polisen", "Olga Ohlin", datetime(2026, 11, 22, 9, 0, tzinfo=UTC), "sv")
MARKUP = '#panic("x") $x^2$ *b* [x] @y <z> \\ `r` // /*'


def sheet(name: str = "Erik Åkesson") -> PersonSheet:
    reasons = (("B", "farlighetsflagga", "2026-05-01"),)
    moments = (("2026-05-01", "Misshandel, ej grov", "5000-K000001-26"),)
    return PersonSheet(
        name, "1985-03-12", "B", "2026-06-01", "2026-12-01", ("ny",), reasons, "vapen", ("A om …",), moments
    )


def text_of(pdf: bytes) -> str:
    import shutil
    import subprocess

    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def test_a_print_is_tagged_in_swedish_and_says_that_it_is_accessible() -> None:
    with pikepdf.open(io.BytesIO(person_sheet(sheet(), FRAME))) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang).startswith("sv")
        assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()


def test_a_prints_title_and_metadata_hold_no_name() -> None:
    with pikepdf.open(io.BytesIO(person_sheet(sheet("Hemligström"), FRAME))) as pdf:
        assert "Hemligström" not in pdf.Root.Metadata.read_bytes().decode()
        assert "Hemligström" not in str(pdf.docinfo)


def test_a_print_bears_the_secrecy_line_the_house_and_who_printed_it() -> None:
    told = text_of(person_sheet(sheet(), FRAME))

    assert "Sekretess enligt 35 kap. 1 §" in told
    assert "Utskrivet av Olga Ohlin 2026-11-22" in told
    assert "Sida 1 av 1" in told


def test_markup_in_a_name_is_printed_as_it_stands() -> None:
    assert "panic" in text_of(person_sheet(sheet(MARKUP), FRAME))
    row = ("B", MARKUP, *["x"] * 7)
    assert "panic" in text_of(list_sheet(ListSheet("2026-11-22", "", tuple("abcdefghi"), (row,)), FRAME))


def test_the_same_sheet_prints_to_the_same_bytes() -> None:
    assert person_sheet(sheet(), FRAME) == person_sheet(sheet(), FRAME)


def test_a_long_list_numbers_its_pages() -> None:
    rows = tuple(("C", f"Person {place}", *["x"] * 7) for place in range(120))

    pdf = list_sheet(ListSheet("2026-11-22", "120 personer", tuple("abcdefghi"), rows), FRAME)

    with pikepdf.open(io.BytesIO(pdf)) as told:
        assert len(told.pages) > 2


@pytest.fixture
def listed(db: None) -> object:
    report = factories.make_report(
        suspect={"given": "Erik", "family": "=HYPERLINK(1)"}, victim={"family": "Offerström"}
    )
    person = factories.make_person(report)
    factories.make_row(person, "B")
    return person


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_holds_the_list_and_no_formula(lead: User, client_of: Enter, listed: object, kind: str) -> None:
    answer = client_of(lead).get(f"/listan/fil/{kind}/")

    if kind == "csv":
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    else:
        rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Nivå"
    assert rows[1][0] == "B"
    assert not any(str(cell).startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_an_export_is_logged_with_whom_it_holds(lead: User, client_of: Enter, listed: object) -> None:
    client_of(lead).get("/listan/fil/csv/")

    entry = Entry.objects.get(verb="exported")
    assert [one.subject for one in entry.subjects.all()] == [str(listed.pk)]  # type: ignore[attr-defined]  # a person


def test_an_officer_may_print_but_not_export(officer: User, client_of: Enter, listed: object) -> None:
    client = client_of(officer)

    assert client.get("/listan/listan.pdf").headers["Content-Type"] == "application/pdf"
    assert client.get("/listan/fil/csv/").status_code == 403


def test_a_persons_sheet_names_nobody_else(officer: User, client_of: Enter, listed: object) -> None:
    pdf = client_of(officer).get(f"/listan/person/{listed.pk}/personblad.pdf").content  # type: ignore[attr-defined]  # a person

    told = text_of(pdf)

    assert "Erik" in told
    assert "Offerström" not in told


def test_a_protected_person_is_masked_on_paper_and_in_files(lead: User, client_of: Enter) -> None:
    report = factories.make_report(suspect={"family": "Hemligström", "protected": "sekretessmarkering"})
    hidden = factories.make_person(report)
    factories.make_row(hidden, "A")
    client = client_of(lead)

    assert "Hemligström" not in text_of(client.get("/listan/listan.pdf").content)
    assert "Hemligström" not in text_of(client.get(f"/listan/person/{hidden.pk}/personblad.pdf").content)
    assert "Hemligström" not in client.get("/listan/fil/csv/").content.decode("utf-8-sig")
