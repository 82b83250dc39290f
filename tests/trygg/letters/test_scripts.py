"""The script of a talk is made from the letter, and only the letter."""

from inspect import signature
from typing import get_type_hints

import pytest

from tests.trygg.letters.particulars import compose
from trygg.letters import Form, Letter, Names, languages, lint, names_of, render, script
from trygg.letters import scripts as module
from trygg.records import Level


def _said(letter: Letter) -> str:
    return "\n".join(sentence for act in script(letter).acts for sentence in act.say)


def test_a_script_takes_a_letter_and_the_officers_language() -> None:
    assert list(signature(module.script).parameters) == ["letter", "staff", "folder"]
    assert get_type_hints(module.script)["letter"] is Letter


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("level", list(Level))
def test_what_is_said_aloud_may_be_said(language: str, level: Level) -> None:
    letter = compose(Form.TALK, level, language)

    assert [one.rule for one in lint(_said(letter), language, allowed=names_of(letter))] == []


@pytest.mark.parametrize("staff", ["sv", "en"])
def test_what_the_officer_is_told_names_nobody(staff: str) -> None:
    told = "\n".join(act.do for act in script(compose(Form.TALK, Level.C), staff).acts)

    assert not {one.rule for one in lint(told, staff, allowed=Names())} & {"phone", "identity_number", "email", "risk"}
    assert "Erik" not in told


def test_every_consequence_and_every_help_line_is_said() -> None:
    letter = compose(Form.DETENTION_VISIT, Level.A)

    said = _said(letter)

    assert all(one.says in said for one in (*letter.consequences, *letter.prohibitions))
    assert all(one.contact in said for one in letter.help)


def test_the_sections_of_the_law_stay_on_paper() -> None:
    letter = compose(Form.TALK, Level.B)

    assert "§" not in _said(letter)
    assert any("§" in point for part in render(letter) for point in part.points)
