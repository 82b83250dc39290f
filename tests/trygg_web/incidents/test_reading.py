"""From bytes to rows: layouts, encodings, dirty rows, hostile files."""

import io
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.shared import FEEDS, needs_shared
from tests.trygg_web.incidents.files import HEADER, ROW, export, row
from trygg.rulebook import book
from trygg_web.incidents import reports
from trygg_web.incidents.reports import Reading, ReportTold, Unreadable

ON = date(2026, 2, 9)
RULES = book().on(ON)


def read(content: bytes) -> Reading:
    table = reports.open_table(content)
    return reports.read(table, reports.guess(table.header), on=ON, rules=RULES)


def only(content: bytes) -> ReportTold:
    told = read(content)
    assert told.rejected == ()
    assert isinstance(told.told[0], ReportTold)
    return told.told[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", "\t", ",", "|"])
def test_a_file_reads_the_same_in_every_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    assert only(export(row(), encoding=encoding, delimiter=delimiter)) == only(export(row()))


def test_titles_above_and_totals_below_are_no_rows() -> None:
    told = read(export(row(), above="Uttag ur ärendesystem;;;\r\n\r\n", below="Antal rader: 1;;;\r\n"))

    assert (told.rows, len(told.told)) == (1, 1)
    assert dict(told.notices).keys() >= {"titles", "totals"}
    assert "totals_differ" not in dict(told.notices)


def test_a_total_that_does_not_fit_is_told() -> None:
    assert dict(read(export(row(), below="Antal rader: 9;;;\r\n")).notices)["totals_differ"] == 8


def test_one_report_has_one_offence_for_each_row() -> None:
    told = only(export(row(), row(Brottsrubricering="Misshandel, ej grov"), row()))

    assert [offence.heading for offence in told.offences] == ["Misshandel, ej grov", "Olaga hot", "Olaga hot"]


def test_address_free_text_and_phone_never_pass_the_door() -> None:
    header = [*HEADER, "Fritext", "Telefon"]
    broken = row(Diarienr="?", Fritext="hemlig berättelse", Telefon="040-123")

    told = read(export(row(Fritext="hemlig berättelse"), broken, header=header))

    assert "hemlig" not in repr(told).casefold()
    assert "040-123" not in repr(told)
    assert len(told.rejected) == 1


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        ({"Diarienr": ""}, "Diarienr", "missing"),
        ({"Diarienr": "K12"}, "Diarienr", "number_form"),
        ({"Anmälningstid": "2025-13-40"}, "Anmälningstid", "date_impossible"),
        ({"Anmälningstid": "2025-00-00"}, "Anmälningstid", "date_partial"),
        ({"Anmälningstid": "2031-01-01 12:00"}, "Anmälningstid", "date_future"),
        ({"Brottstid": "2026-01-20 12:00"}, "Brottstid", "date_order"),
        ({"Brottsrubricering": ""}, "Brottsrubricering", "missing"),
        ({"Brottskod": "ABC"}, "Brottskod", "code_form"),
        ({"Vapen": "kanske"}, "Vapen", "yes_no"),
        ({"Misstankegrad": "M"}, "Misstankegrad", "unknown_word"),
        ({"Skyddade_personuppgifter": ""}, "Skyddade personuppgifter", "protected_missing"),
        ({"Antal_barn": "många"}, "Antal barn", "count_form"),
        ({"Målsägande_pnr": ROW["Misstänkt pnr"]}, "Målsägande pnr", "same_person"),
        ({"Område": "=HYPERLINK(1)"}, "Område", "formula"),
        ({"Område": "x" * 90}, "Område", "too_long"),
        ({"Område": "Öster\nom bron"}, "Område", "line_break"),
    ],
)
def test_a_dirty_row_is_put_aside_with_its_column_and_reason(change: dict[str, str], column: str, code: str) -> None:
    told = read(export(row(), row(**({"Diarienr": "5000-K000102-26"} | change))))

    assert len(told.told) == 1
    assert [(one.row, one.column, one.reason) for one in told.rejected] == [(3, column, code)]


def test_rows_of_one_report_that_disagree_are_put_aside() -> None:
    told = read(export(row(), row(Målsägande_förnamn="Berit"), row(Relation="syskon"), row(Relation="")))

    assert [one.column for one in told.rejected] == ["Målsägande förnamn", "Relation"]
    assert isinstance(told.told[0], ReportTold)
    assert len(told.told[0].offences) == 2


def test_an_unquoted_delimiter_does_not_shift_the_columns_silently() -> None:
    content = export(row()).decode("utf-8-sig").replace("Olaga hot", "Olaga; hot").encode()

    assert [one.reason for one in read(content).rejected] == ["too_many_cells"]


def test_unseen_characters_are_taken_away_and_told() -> None:
    told = read(export(row(Misstänkt_efternamn="Ek\u200bstr\u00adöm\x07")))

    assert isinstance(told.told[0], ReportTold)
    assert told.told[0].suspects[0].family == "Ekström"
    assert dict(told.notices)["invisible"] == 3


def test_letters_saved_in_the_wrong_encoding_are_mended() -> None:
    twice = export(row(), encoding="utf-8").decode("cp1252", errors="replace").encode()
    if "\ufffd" in twice.decode():
        pytest.skip("the row has a letter that cp1252 cannot hold")

    assert only(twice).district == "Rosengård"


def test_an_unnamed_suspect_is_nobody_rather_than_an_empty_person() -> None:
    blank = {"Misstänkt_pnr": "", "Misstänkt_efternamn": "", "Misstänkt_förnamn": "", "Misstänkt_kön": ""}

    assert only(export(row(**blank))).suspects == ()


def test_a_masked_number_keeps_its_birth_date() -> None:
    [suspect] = only(export(row(Misstänkt_pnr="19800311-XXXX"))).suspects

    assert (suspect.number, suspect.number_kind, suspect.born) == ("", "masked", "1980-03-11")


def test_without_a_column_for_protection_it_is_not_known() -> None:
    told = read(export(row(), header=[label for label in HEADER if label != "Skyddade personuppgifter"]))

    assert isinstance(told.told[0], ReportTold)
    assert told.told[0].victims[0].protected == ""
    assert "no_protected" in dict(told.notices)


def test_unknown_labels_are_asked_about_and_can_be_pointed_out() -> None:
    content = export(row(), header=[*HEADER]).decode("utf-8-sig").replace("Diarienr", "Löpnummer").encode()
    table = reports.open_table(content)
    spec = reports.guess(table.header)

    mended = reports.mapped(table.header, ["number", *spec.fields[1:]], spec)

    assert spec.missing == ("number",)
    assert len(reports.read(table, mended, on=ON, rules=RULES).told) == 1


@pytest.mark.parametrize("relation", [("sambo", True), ("syskon", False), ("", None)])
def test_a_relation_makes_a_couple_or_not_or_waits(relation: tuple[str, bool | None]) -> None:
    assert only(export(row(Relation=relation[0]))).partner is relation[1]


def sheet(rows: list[list[Any]], formula: str = "") -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"strings_to_formulas": False}) as made:
        page = made.add_worksheet()
        for place, cells in enumerate(rows):
            page.write_row(place, 0, cells)
        if formula:
            page.write_formula(formula, "=1+1")
    return held.getvalue()


def test_a_spreadsheet_reads_as_its_csv() -> None:
    assert only(sheet([HEADER, [ROW[label] for label in HEADER]])) == only(export(row()))


def test_a_formula_in_a_spreadsheet_is_pointed_at() -> None:
    told = read(sheet([HEADER, [ROW[label] for label in HEADER]], formula="G2"))

    assert [(one.column, one.reason) for one in told.rejected] == [("Område", "formula")]


def zipped(**files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "/").replace("_", "."), content)
    return held.getvalue()


def far_cell(cell: str) -> bytes:
    """A real workbook whose sheet holds one cell far out."""
    plain, held = zipfile.ZipFile(io.BytesIO(sheet([["a"]]))), io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name in plain.namelist():
            content = plain.read(name)
            if name.endswith("sheet1.xml"):
                number = "".join(filter(str.isdigit, cell))
                content = content.replace(b'r="A1"', f'r="{cell}"'.encode()).replace(
                    b'<row r="1"', f'<row r="{number}"'.encode()
                )
            made.writestr(name, content)
    return held.getvalue()


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "empty"),
    "only a byte order mark": (lambda: b"\xef\xbb\xbf\r\n", "empty"),
    "a PDF": (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"x" * 5000, "pdf"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "binary"),
    "a programme": (lambda: b"\x7fELF" + bytes(5000), "binary"),
    "a web page": (lambda: b"<!DOCTYPE html><table><tr><td>a</td></tr></table>", "html"),
    "a zip bomb": (
        lambda: zipped(**{"xl__workbook.xml": b"<a/>", "xl__bomb.xml": bytes(130_000_000)}),
        "unpacks_too_big",
    ),
    "an archive of other things": (lambda: zipped(a_csv=b"a;b"), "packed"),
    "a cell in the last column": (lambda: far_cell("XFD1"), "too_many_columns"),
    "a cell in the last row": (lambda: far_cell("A1048576"), "too_many_rows"),
    "a sheet of four million rows": (lambda: far_cell("A4000000"), "too_many_rows"),
    "a text of four million rows": (lambda: b"a;b\n" * 4_000_000, "too_many_rows"),
    "a line of a million cells": (lambda: b";" * 1_000_000, "too_many_columns"),
    "too many bytes": (lambda: b"a;b;c;d;e;f;g;h;i;j;k;l\n" * 1_500_000, "too_big"),
    "a quote that never closes": (lambda: b'Diarienr;Relation\n"' + b"x" * 2_000_000, "quotes"),
    "a broken workbook": (lambda: sheet([["a"]])[:-200], "damaged"),
    "no header": (lambda: b"1;2;3\n4;5;6\n", "no_header"),
    "a header and no rows": (export, "no_rows"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words_within_five_seconds(name: str) -> None:
    content, code = HOSTILE[name][0](), HOSTILE[name][1]
    began = time.monotonic()

    with pytest.raises(Unreadable) as refused:
        reports.open_table(content)

    assert time.monotonic() - began < 5
    assert refused.value.code == code
    assert str(refused.value).endswith(".")


@pytest.mark.slow
def test_no_hostile_file_takes_more_than_500_mb() -> None:
    script = """
import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trygg_web.project.settings")
import tests.environment, django; django.setup()
from tests.trygg_web.incidents import test_reading as t
import resource
for name, (make, code) in t.HOSTILE.items():
    try: t.reports.open_table(make())
    except t.Unreadable: pass
# Not RUSAGE_SELF: a process keeps there what the one that started it had held.
own = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
"""
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert int(told.stdout.split()[-1]) / 1024 < 500
    assert resource.RUSAGE_CHILDREN


@settings(max_examples=150, deadline=None)
@given(some.binary(max_size=400))
def test_no_bytes_make_the_reader_crash(content: bytes) -> None:
    try:
        rows = read(content).rows
    except Unreadable:
        rows = 0

    assert rows >= 0


@settings(max_examples=100, deadline=None)
@given(some.lists(some.text(max_size=30), min_size=25, max_size=26))
def test_no_row_makes_the_reader_crash(cells: list[str]) -> None:
    told = read(export(row(), dict(zip(HEADER, cells, strict=False))))

    assert len(told.told) + len(told.rejected) >= 1


@needs_shared
@pytest.mark.parametrize(
    ("name", "profile", "rows", "found"),
    [
        ("2022", "Polisen, layout 2022", 3677, 2318),
        ("2023", "Polisen, layout 2023 och veckofiler", 3644, 2330),
        ("2024", "Polisen, layout 2024", 3738, 2367),
        ("2025", "Polisen, layout 2025", 3668, 2297),
        ("2026-W06", "Polisen, layout 2023 och veckofiler", 121, 73),
    ],
)
def test_the_offices_layouts_read_whole_with_their_own_profiles(name: str, profile: str, rows: int, found: int) -> None:
    table = reports.open_table((FEEDS / "police" / f"{name}.csv").read_bytes())
    spec = reports.guess(table.header)
    told = reports.read(table, spec, on=ON, rules=RULES)

    assert (spec.name, told.rows, len(told.told), len(told.rejected)) == (profile, rows, found, 0)
