"""Everything that the pages say is said in English too."""

import re

from scripts import messages


def test_the_english_catalogue_holds_all_that_the_sources_say_and_no_more() -> None:
    assert messages.faults() == []


def test_a_translation_keeps_every_blank_that_is_filled_in() -> None:
    blank = re.compile(r"%\((\w+)\)[sd]")
    for message in messages.known():
        if message.id:
            swedish = message.id if isinstance(message.id, tuple | list) else [message.id]
            english = message.string if isinstance(message.string, tuple | list) else [message.string]
            asked, filled = ({*blank.findall(" ".join(words))} for words in (swedish, english))
            assert asked == filled, message.id
