"""Police headings name offences of the method."""

from datetime import date

import pytest

from trygg.offences import Offence, offence_of
from trygg.rulebook import book

RULES = book().on(date(2026, 6, 1))


@pytest.mark.parametrize(
    ("heading", "key", "attempt"),
    [
        ("Misshandel, ej grov", "misshandel", False),
        ("Misshandel, grov", "grov_misshandel", False),
        ("Grov misshandel", "grov_misshandel", False),
        ("Våldtäkt, fullbordad", "valdtakt", False),
        ("Mord, försök", "forsok_mord_drap", True),
        ("  GROV   KVINNOFRIDSKRÄNKNING ", "grov_kvinnofridskrankning", False),
        ("Grov fridskränkning", "grov_fridskrankning", False),
        ("Överträdelse av kontaktförbud", "kontaktforbud", False),
        ("Barnfridsbrott", "barnfridsbrott", False),
        ("Barnfridsbrott, grovt", "grovt_barnfridsbrott", False),
        ("Olaga hot, grovt", "grovt_olaga_hot", False),
        ("Stöld", "other", False),
        ("", "other", False),
    ],
)
def test_a_heading_names_its_offence(heading: str, key: str, attempt: bool) -> None:
    assert offence_of(heading, "", RULES) == Offence(key, attempt)


def test_every_heading_of_the_method_names_itself() -> None:
    for offence in RULES.headings:
        for words in offence.headings:
            assert offence_of(words, "", RULES).key == offence.id, words
