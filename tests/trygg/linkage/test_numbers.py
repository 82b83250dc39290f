"""Identity numbers: every notation, every century, and what is kept of a number that cannot be."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from personnummer import personnummer

from tests.shared import SHARED, needs_shared
from trygg.linkage.identity import NumberKind, luhn, number

ON = date(2026, 11, 22)
WRITINGS = ("long_format", "short_format", "separated_format", "separated_long")


def public(name):
    """The public cases of one file."""
    return json.loads((SHARED / "identity" / f"personnummer-{name}.json").read_text())


@needs_shared
@pytest.mark.parametrize("name", ["list", "interim", "orgnumber"])
def test_public_cases_are_judged_as_they_say(name):
    for case in public(name):
        for writing in WRITINGS:
            if writing in case:
                told = number(case[writing], on=ON, interim=True)
                assert (told.valid or told.kind is NumberKind.INTERIM) == case["valid"], case[writing]


@needs_shared
def test_public_cases_in_every_notation_are_judged_as_they_say():
    for kind in public("structured").values():
        for writings in kind.values():
            for answer in ("valid", "invalid"):
                judged = {str(text): number(str(text), on=ON).valid for text in writings[answer]}
                assert set(judged.values()) == {answer == "valid"}, judged


@given(st.dates(date(1927, 1, 1), date(2026, 1, 1)), st.integers(1, 999), st.integers(0, 9), st.booleans())
def test_numbers_agree_with_an_independent_oracle(born, birth_number, check, coordination):
    day = born.day + (60 if coordination else 0)
    short = f"{born:%y%m}{day:02d}{birth_number:03d}{check}"
    long = f"{born:%Y}{short[2:]}"

    assert number(long, on=ON).valid == personnummer.valid(long)
    assert number(f"{short[:6]}-{short[6:]}", on=ON).valid == personnummer.valid(f"{short[:6]}-{short[6:]}")
    if personnummer.valid(short):
        assert number(short, on=ON).digits == personnummer.parse(short).format(long_format=True)
        assert number(short, on=ON).born == born


@pytest.mark.parametrize(
    ("text", "kind", "digits", "born"),
    [
        ("19850312-XXXX", NumberKind.MASKED, "", date(1985, 3, 12)),
        ("850312-****", NumberKind.MASKED, "", date(1985, 3, 12)),
        ("19850372-xxxx", NumberKind.MASKED, "", date(1985, 3, 12)),
        ("19850312", NumberKind.MASKED, "", date(1985, 3, 12)),
        ("19850312-0000", NumberKind.INVALID, "", date(1985, 3, 12)),
        ("19890329-7951", NumberKind.INVALID, "198903297951", date(1989, 3, 29)),
        ("19891329-7951", NumberKind.INVALID, "198913297951", None),
        ("okänd", NumberKind.NONE, "", None),
        ("", NumberKind.NONE, "", None),
        (None, NumberKind.NONE, "", None),
        (" 090121 + 9931 ", NumberKind.PERSONNUMMER, "190901219931", date(1909, 1, 21)),
        ("20090121–9931", NumberKind.PERSONNUMMER, "200901219931", date(2009, 1, 21)),
        ("2009\u200b01219931", NumberKind.PERSONNUMMER, "200901219931", date(2009, 1, 21)),
        ("197302889931", NumberKind.SAMORDNINGSNUMMER, "197302889931", date(1973, 2, 28)),
        ("20000101-T220", NumberKind.INVALID, "20000101T220", date(2000, 1, 1)),
    ],
)
def test_a_notation_is_understood(text, kind, digits, born):
    told = number(text, on=ON)

    assert (told.kind, told.digits, told.born) == (kind, digits, born)


def test_the_century_follows_the_day_it_is_read():
    assert number("2612310000", on=date(2026, 12, 30)).born == date(1926, 12, 31)
    assert number("2612310000", on=date(2026, 12, 31)).born == date(2026, 12, 31)
    assert number("261230+0000", on=date(2026, 12, 31)).born == date(1926, 12, 30)


def test_interim_numbers_are_refused_until_a_sender_is_known_to_use_them():
    assert number("20000101-T220", on=ON).kind is NumberKind.INVALID
    assert number("20000101-T220", on=ON, interim=True).kind is NumberKind.INTERIM


@given(st.text(max_size=20))
def test_no_text_is_too_odd_to_judge(text):
    told = number(text, on=ON)

    assert told.valid == (told.kind in ("personnummer", "samordningsnummer"))


@given(st.integers(0, 999_999_999), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_never_passes_the_check(nine, place, off):
    digits = f"{nine:09d}"
    wrong = digits[:place] + str((int(digits[place]) + off) % 10) + digits[place + 1 :]

    assert luhn(digits) != luhn(wrong)
