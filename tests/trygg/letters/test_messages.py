"""The files of the messages are whole, honest about their translation, and refuse what is wrong."""

import shutil
from pathlib import Path

import pytest

from trygg.errors import RulebookError
from trygg.letters import Form, lacking, languages, template, templates
from trygg.letters.catalogue import catalogue
from trygg.letters.lint import letter_rules
from trygg.records import Level
from trygg.rulebook import SHIPPED

AGENCIES = {"police", "prison_and_probation", "municipality"}


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """Another city's folder, a copy of the shipped one."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "method"))


def _change(city: Path, name: str, was: str, becomes: str) -> None:
    path = city / name
    text = path.read_text()
    assert was in text
    path.write_text(text.replace(was, becomes, 1))


def test_the_first_set_of_languages_is_there() -> None:
    assert languages() == ("sv", "ar", "bs", "en", "pl", "so")


def test_every_form_has_every_level_in_every_language() -> None:
    assert len(templates()) == 5 * 4 * 6
    assert len({one.version for one in templates()}) == 5 * 4 * 6


def test_no_translation_claims_to_be_verified() -> None:
    assert {one.language: one.translation for one in templates()} == {
        "sv": "original",
        **dict.fromkeys(("ar", "bs", "en", "pl", "so"), "not_verified"),
    }


def test_a_swedish_text_needs_three_agencies() -> None:
    text = template(Form.LETTER, Level.D)

    assert set(lacking(text, ())) == AGENCIES
    assert lacking(text, AGENCIES) == ()
    assert lacking(text, AGENCIES - {"municipality"}) == ("municipality",)


def test_a_translation_needs_a_translator_too() -> None:
    text = template(Form.LETTER, Level.D, "so")

    assert lacking(text, AGENCIES) == ("translator",)
    assert lacking(text, AGENCIES | {"translator"}) == ()


def test_every_lever_of_the_method_has_a_sentence_in_every_language() -> None:
    absent = [
        (language, lever)
        for language in languages()
        for lever in catalogue().levers
        if lever not in template(Form.LETTER, Level.D, language).levers
    ]

    assert absent == []


@pytest.mark.parametrize(
    ("name", "was", "becomes"),
    [
        ("messages/sv.toml", "Nu vet du vad som gäller.", "Nu vet du vad som gäller här."),
        ("messages/sv.toml", "Kan du med egna ord", "Kan du, med egna ord"),
        ("messages/messages.toml", "rättegångsbalken 23 kap. 1 och 4 §§", "rättegångsbalken 23 kap. 4 §"),
        ("levers.toml", "Du har ett kontaktförbud.", "Det finns ett kontaktförbud."),
    ],
)
def test_any_change_that_can_reach_a_letter_is_a_new_version(city: Path, name: str, was: str, becomes: str) -> None:
    before = template(Form.LETTER, Level.D).version

    _change(city, name, was, becomes)

    assert template(Form.LETTER, Level.D, folder=city).version != before


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("{authority}. Läs", "{victim}. Läs", "victim is not known; use one of"),
        ('weapons = "Den som har vapenlicens kan förlora den."', "", "consequence: weapons is missing"),
        ('translation = "original"', 'translation = "fine"', "translation: fine is not known"),
        ('direction = "ltr"', 'direction = "up"', "direction: up is not known"),
        ('"prison", "supervision", "weapons"]', '"prison", "exile"]', "consequences: exile is not known"),
        ("Nu vet du vad som gäller.", "Nu vet du {vad som gäller.", "lone brace"),
        ("[level.D]", "[level.E]", "no text for letter at level D"),
        ("[spoken]", "[aloud]", "spoken is missing"),
    ],
)
def test_a_wrong_language_file_is_refused_with_the_mend(city: Path, was: str, becomes: str, says: str) -> None:
    _change(city, "messages/sv.toml", was, becomes)

    with pytest.raises(RulebookError, match=says):
        template(Form.LETTER, Level.D, folder=city)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(RulebookError, match="no templates in fi"):
        template(Form.LETTER, Level.D, "fi")


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("'\\b(?:hon|henne|hennes|hen|hens)\\b'", "'\\b(?:hon|henne'", "victim: .* is no pattern"),
        ('id = "phone"', 'id = "telephone"', "phone is missing; it is found by logic"),
    ],
)
def test_a_wrong_lint_file_is_refused_with_the_mend(city: Path, was: str, becomes: str, says: str) -> None:
    _change(city, "letter_lint.toml", was, becomes)

    with pytest.raises(RulebookError, match=says):
        letter_rules(city)
