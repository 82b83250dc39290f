"""Letters are easy to read."""

import pytest

from tests.trygg.letters.particulars import compose
from trygg.letters import Form, lix, plain
from trygg.records import Level

EASY = 30  # a book for children; what authorities write is 50 to 60


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("level", list(Level))
def test_a_swedish_letter_reads_as_easily_as_a_childrens_book(form: Form, level: Level) -> None:
    assert lix(plain(compose(form, level))) < EASY


def test_words_and_long_words_are_counted_by_the_definition() -> None:
    # Ten words in two sentences, two of them longer than six letters: 10 ÷ 2 + 100 · 2 ÷ 10.
    assert lix("Vi vet vem du är. Domstolen avgör det, ingen myndighet.") == pytest.approx(25)


def test_no_words_is_no_difficulty() -> None:
    assert lix("… 12.") == 0
