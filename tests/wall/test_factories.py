"""The rows that tests are made of."""

import pytest

from tests.factories import THINGS

WORDS = {
    "number",
    "authenticator",
    "rule",
    "drawing",
    "file_kind",
    "side",
    "act",
    "text",
    "paper",
    "shelter_step",
    "sign_list",
    "measure",
    "chart_kind",
    "report_kind",
    "watched_measure",
}  # the same for all


@pytest.mark.django_db
@pytest.mark.parametrize("kind", THINGS)
def test_each_kind_of_thing_can_be_made_twice(kind: str, keys: None) -> None:
    first, second = THINGS[kind](), THINGS[kind]()

    assert first
    assert first != second or kind in WORDS
