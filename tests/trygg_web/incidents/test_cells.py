"""Cells in every notation that offices use."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from trygg_web.sheets import cells
from trygg_web.sheets.faults import ROW, Odd

ON = date(2026, 2, 9)


@pytest.mark.parametrize(
    ("text", "says", "precision"),
    [
        ("2026-01-15 12:52", "2026-01-15 12:52", "minute"),
        ("2026-01-15T12:52:30", "2026-01-15 12:52", "minute"),
        ("220103 21.59", "2022-01-03 21:59", "minute"),
        ("31/12/2025 22:16", "2025-12-31 22:16", "minute"),
        ("3/1-26", "2026-01-03 00:00", "day"),
        ("03.01.2026", "2026-01-03 00:00", "day"),
        ("20260103", "2026-01-03 00:00", "day"),
        ("3 januari 2026 kl. 08.15", "2026-01-03 08:15", "minute"),
        ("46025", "2026-01-03 00:00", "day"),
        ("46025,5", "2026-01-03 12:00", "minute"),
        ("46025.25", "2026-01-03 06:00", "minute"),
        ("2024-05-00", "2024-05-01 00:00", "month"),
        ("2024-00-00", "2024-01-01 00:00", "year"),
        ("2024-05", "2024-05-01 00:00", "month"),
        ("2024", "2024-01-01 00:00", "year"),
        ("991231", "1999-12-31 00:00", "day"),
        ("2025-12-31 24:00", "2026-01-01 00:00", "minute"),
    ],
)
def test_a_day_is_read_in_every_notation(text: str, says: str, precision: str) -> None:
    read = cells.moment(text, ON)

    assert read.at is not None
    assert (read.at.astimezone(cells.HERE).strftime("%Y-%m-%d %H:%M"), read.precision) == (says, precision)


@pytest.mark.parametrize("text", ["", "okänd", "Ej känd", "?", "-", "0000-00-00", "Uppgift saknas"])
def test_an_unknown_day_stays_unknown(text: str) -> None:
    assert cells.moment(text, ON) == cells.NEVER


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2025-13-40", "date_impossible"),
        ("2025-02-29", "date_impossible"),
        ("2025-01-01 25:00", "date_impossible"),
        ("i våras", "date_form"),
        ("12345678901", "date_form"),
    ],
)
def test_what_is_no_day_says_so(text: str, code: str) -> None:
    with pytest.raises(Odd) as odd:
        cells.moment(text, ON)

    assert odd.value.code == code


def test_the_month_stands_first_only_where_the_profile_says_so() -> None:
    assert cells.moment("02/03/2026", ON).day == date(2026, 3, 2)
    assert cells.moment("02/03/2026", ON, True).day == date(2026, 2, 3)
    assert cells.moment("2026-02-03", ON, True).day == date(2026, 2, 3)


def test_an_hour_that_summer_time_skipped_reads_the_same_as_it_is_kept() -> None:
    skipped = cells.moment("2025-03-30 02:04", ON).at

    assert skipped is not None
    assert skipped.utcoffset() is not None
    assert skipped == skipped.astimezone(cells.HERE)


@pytest.mark.parametrize("text", ["5000-K000101-26", "5000–k000101–26", " 5000-K 000101-26 ", "5000K000101-26"])
def test_a_report_number_is_read_whatever_its_dashes_and_case(text: str) -> None:
    assert cells.report_number(text) == "5000-K000101-26"


@pytest.mark.parametrize(("text", "read"), [("3,0", 3), ("2", 2), ("okänd", None), ("", None)])
def test_a_count_takes_a_decimal_comma(text: str, read: int | None) -> None:
    assert cells.count(text) == read


def test_a_crime_code_keeps_its_zeros() -> None:
    assert cells.crime_code("0355") == cells.crime_code("355") == "0355"


@given(some.text(max_size=40))
def test_no_text_makes_a_cell_crash(text: str) -> None:
    readers = (
        lambda one: cells.moment(one, ON),
        cells.report_number,
        cells.count,
        cells.yes_no,
        cells.crime_code,
        lambda one: cells.word(one, "suspicion"),
    )
    faults = set()
    for reader in readers:
        try:
            reader(text)
        except Odd as odd:
            faults.add(odd.code)

    assert faults <= set(ROW)
