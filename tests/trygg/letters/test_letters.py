"""Letters are made from approved sentences and one person's particulars, and from nothing else."""

from dataclasses import fields

import pytest

from tests.trygg.letters.particulars import GIVEN, MEETING, compose
from trygg.errors import InvalidRecord
from trygg.letters import Form, Letter, Particulars, PublicFact, inspect, languages, names_of, plain, templates
from trygg.records import Level

EVERY = [pytest.param(one.form, one.level, one.language, id=one.id) for one in templates()]


@pytest.mark.parametrize(("form", "level", "language"), EVERY)
def test_every_shipped_template_makes_a_letter_that_may_be_sent(form: Form, level: Level, language: str) -> None:
    letter = compose(form, level, language)

    assert [(one.rule, plain(letter)[one.start : one.end]) for one in inspect(letter, allowed=names_of(letter))] == []


@pytest.mark.parametrize("kind", [Letter, Particulars])
def test_nothing_that_a_letter_is_made_from_has_a_place_for_anyone_else(kind: type) -> None:
    named = {field.name for field in fields(kind)}

    assert not {name for name in named if any(word in name for word in ("victim", "child", "report", "level", "note"))}


def test_a_letter_tells_neither_its_form_nor_its_level_by_its_version() -> None:
    versions = {compose(Form.LETTER, level).version for level in Level}

    assert len(versions) == 4
    assert all(version.startswith("sv-") and version[3:].isalnum() for version in versions)


def test_every_consequence_names_its_ground_in_law_and_who_decides() -> None:
    letter = compose(level=Level.A)

    assert letter.consequences
    assert all(one.source and one.authority for one in (*letter.consequences, *letter.prohibitions))


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"recipient": ""}, "recipient is empty"),
        ({"help": ()}, "help is empty"),
        ({"facts": (PublicFact("rumour"),)}, "fact rumour is not known"),
        ({"facts": (PublicFact("charged"),)}, "has no day"),
        ({"levers": ("curfew",)}, "lever curfew is not known"),
        ({"consequences": ("deportation",)}, "consequence deportation is not known"),
    ],
)
def test_what_is_missing_or_unknown_is_refused(changed: dict[str, object], says: str) -> None:
    with pytest.raises(InvalidRecord, match=says):
        compose(**changed)  # type: ignore[arg-type]  # a test names the fields it changes


def test_a_summons_without_a_meeting_is_refused() -> None:
    with pytest.raises(InvalidRecord, match="names place and time"):
        compose(Form.SUMMONS, meeting=None)


def test_a_summons_says_where_and_when() -> None:
    letter = compose(Form.SUMMONS, Level.B)

    assert letter.meeting == (MEETING.place, "1 december 2026, klockan 14.00")
    assert GIVEN.recipient in plain(letter)


@pytest.mark.parametrize("language", languages())
def test_a_telephone_number_never_breaks_over_two_lines(language: str) -> None:
    text = plain(compose(Form.SUMMONS, Level.B, language))

    assert "040-34\u00a069\u00a000" in text
    assert "077-114\u00a014\u00a000" in text


def test_in_arabic_what_is_written_from_the_left_is_kept_apart() -> None:
    text = plain(compose(Form.SUMMONS, Level.B, "ar"))

    assert "\u2068077-114\u00a014\u00a000\u2069" in text
    assert "\u2068Erik Svensson\u2069" in text
    assert text.count("\u2068") == text.count("\u2069")
