"""A day as people type it."""

from datetime import date

import pytest

from trygg_web.access.days import SwedishDateField, day_of

TODAY = date(2026, 11, 12)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-12", TODAY),
        ("20261112", TODAY),
        ("2026/11/12", TODAY),
        ("12/11 2026", TODAY),
        ("12.11.2026", TODAY),
        ("12-11-26", TODAY),
        ("12 nov 2026", TODAY),
        ("12 November 2026", TODAY),
        ("  I DAG ", TODAY),
        ("i går", date(2026, 11, 11)),
        ("1 maj 85", date(1985, 5, 1)),
        ("om en vecka", date(2026, 11, 19)),
        ("Om 3 dagar", date(2026, 11, 15)),
        ("in two weeks", date(2026, 11, 26)),
        ("om tusen dagar", None),
        ("om en månad", None),
        ("31 juni 2026", None),
        ("12 banan 2026", None),
        ("i fjol", None),
        ("", None),
    ],
)
def test_a_day_is_read_kindly(text: str, day: date | None) -> None:
    assert day_of(text, TODAY) == day


def test_what_is_shown_again_can_be_read_again() -> None:
    field = SwedishDateField()
    assert field.clean(field.prepare_value(TODAY)) == TODAY
