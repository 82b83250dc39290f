"""A letter on paper is tagged, in its language, and tells nothing that the letter does not."""

import io
import re

import pikepdf
import pytest

from tests.trygg.letters.particulars import compose
from trygg.letters import Form, languages, plain, script
from trygg.records import Level
from trygg_web.notifications.prints import letter_pdf, script_pdf

TOLD = {"/Title", "/CreationDate", "/ModDate", "/Creator"}


def _opened(made: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(made))


@pytest.mark.parametrize("language", languages())
def test_a_letter_is_tagged_and_says_its_language(language: str) -> None:
    letter = compose(Form.LETTER, Level.D, language)

    with _opened(letter_pdf(letter)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == language
        assert "pdfuaid:part>1<" in str(pdf.open_metadata())
        assert str(pdf.docinfo["/Title"]) == letter.headings.title


@pytest.mark.parametrize("form", list(Form))
def test_title_and_metadata_name_nobody(form: Form) -> None:
    letter = compose(form, Level.A)

    with _opened(letter_pdf(letter)) as pdf:
        told = " ".join([*map(str, pdf.docinfo.values()), str(pdf.open_metadata())])
        assert set(pdf.docinfo.keys()) == TOLD
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:19700101")

    assert not [word for word in (letter.recipient, letter.sender.name, letter.reference) if word in told]


def test_the_same_letter_is_the_same_file() -> None:
    letter = compose(Form.SUMMONS, Level.B)

    assert letter_pdf(letter) == letter_pdf(letter)


def test_an_arabic_letter_is_bound_on_the_right() -> None:
    with _opened(letter_pdf(compose(Form.LETTER, Level.D, "ar"))) as pdf:
        assert str(pdf.Root.ViewerPreferences.Direction) == "/R2L"


@pytest.mark.parametrize("language", languages())
def test_every_font_is_embedded(language: str) -> None:
    with _opened(letter_pdf(compose(Form.LETTER, Level.D, language))) as pdf:
        files = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontFile2" in one]
        names = {str(one.FontName) for one in files}

    assert names
    assert all("DejaVuSans" in name for name in names)


def test_a_script_is_in_the_officers_language_and_marks_the_recipients() -> None:
    with _opened(script_pdf(script(compose(Form.TALK, Level.C, "so"), staff="en"))) as pdf:
        inner = {str(one.Lang) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Lang" in one}

        assert str(pdf.Root.Lang) == "en"
        assert str(pdf.docinfo["/Title"]) == "Guide for the talk"
    assert "so" in inner


def test_what_looks_like_markup_is_printed_as_it_stands() -> None:
    letter = compose(Form.LETTER, Level.D, recipient='#panic("x") *Erik* $1$')

    assert len(letter_pdf(letter)) > 1000
    assert '#panic("x")' in plain(letter)


def test_no_sign_is_missing_from_the_font() -> None:
    from matplotlib import get_data_path
    from matplotlib.ft2font import FT2Font

    font = FT2Font(f"{get_data_path()}/fonts/ttf/DejaVuSans.ttf").get_charmap()
    signs = {sign for language in languages() for sign in plain(compose(Form.CALL_IN, Level.A, language))}

    assert [sign for sign in sorted(signs) if ord(sign) not in font and not re.match(r"[\n\u2068\u2069]", sign)] == []
