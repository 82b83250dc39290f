"""Whether a report concerns a couple: yes, no, or a question for a person."""

from datetime import date

import pytest

from trygg.relations import is_partner, relation_of
from trygg.rulebook import book

ON = date(2026, 6, 1)
RULES = book().on(ON)


@pytest.mark.parametrize(
    ("word", "partner"),
    [
        ("Sambo", True),
        ("Ex-partner", True),
        ("f.d. partner", True),
        ("särbo", True),
        ("make/maka", True),
        ("syskon", False),
    ]
    + [("son/dotter", False), ("obekant", False), ("granne", False), ("", None), ("Ej känd", None), ("kusin?", None)],
)
def test_a_relation_tells_whether_it_is_a_couple(word: str, partner: bool | None) -> None:
    assert is_partner("", relation_of(word, RULES), ON, RULES) is partner


@pytest.mark.parametrize(
    ("code", "day", "partner"),
    [
        ("9635", ON, True),
        ("9635", date(2018, 12, 31), None),
        ("9357", date(2018, 6, 1), True),
        ("9358", date(2018, 6, 1), False),
    ]
    + [("9357", ON, None), ("0000", ON, None)],
)
def test_a_code_tells_only_while_it_was_in_use(code: str, day: date, partner: bool | None) -> None:
    assert is_partner(code, "unknown", day, RULES) is partner


def test_what_the_relation_tells_goes_before_the_code() -> None:
    assert is_partner("9635", "sibling", ON, RULES) is False
