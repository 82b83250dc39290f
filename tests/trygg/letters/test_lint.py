"""Nothing that betrays anyone, threatens unlawfully or judges passes; plain and lawful words do."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from trygg.letters import Finding, Names, lint
from trygg.letters.lint import letter_rules

HERE = Path(__file__).parent
ALLOWED = Names(
    ("Erik Svensson", "Anna Lind"),
    (
        "Polismyndigheten, Malmö",
        "077-114 14 00",
        "T-2026-17",
        "Välj att sluta",
        "020-555 666",
        "Polishuset, Porslinsgatan 6",
    ),
)
BY_LETTER = {"measure", "help", "privacy", "sender", "meeting"}  # what only a whole letter can lack


def corpus(name: str) -> list[Any]:
    """The texts of a corpus, each with its rule where it has one."""
    told = tomllib.loads((HERE / f"corpus_{name}.toml").read_text())["text"]
    return [pytest.param(one, id=f"{one.get('rule', 'good')}-{place}") for place, one in enumerate(told)]


def rules_of(text: str, language: str = "sv") -> set[str]:
    """The rules that a text breaks."""
    return {one.rule for one in lint(text, language, allowed=ALLOWED)}


@pytest.mark.parametrize("case", corpus("bad"))
def test_a_bad_text_is_stopped_by_its_rule(case: dict[str, str]) -> None:
    assert case["rule"] in rules_of(case["text"], case.get("language", "sv"))


@pytest.mark.parametrize("case", corpus("good"))
def test_a_good_text_passes(case: dict[str, str]) -> None:
    assert rules_of(case["text"], case.get("language", "sv")) == set()


@pytest.mark.parametrize("case", corpus("sly"))
def test_a_sly_text_never_gets_into_a_finished_letter(case: dict[str, str]) -> None:
    assert lint(case["text"], case["language"], allowed=ALLOWED, closed=True)


def test_an_ordinary_word_that_no_approved_text_has_is_found_in_a_finished_letter() -> None:
    found = lint("Vi vet vem du är. Vi kommer i kväll.", "sv", allowed=ALLOWED, closed=True)

    assert {one.rule for one in found} == {"unknown_word"}


def test_every_rule_about_words_has_a_text_that_it_stops() -> None:
    stopped = {case.values[0]["rule"] for case in corpus("bad")}

    assert set(letter_rules().rules) - BY_LETTER - stopped == set()


def test_the_corpus_is_as_large_as_the_duty_says() -> None:
    assert len(corpus("bad")) >= 60
    assert len(corpus("good")) >= 20


def test_a_finding_says_where_and_why_in_both_languages() -> None:
    text = "Läs det här. Du får inte ringa Zaynab."

    (finding,) = lint(text, "sv", allowed=ALLOWED)

    assert isinstance(finding, Finding)
    assert text[finding.start : finding.end] == "Zaynab"
    assert set(finding.says) == {"sv", "en"}


def test_invisible_signs_move_nothing_out_of_place() -> None:
    text = "Ring 070\u200b-174\u00ad 06 05 i dag."

    finding = next(one for one in lint(text, "sv", allowed=ALLOWED) if one.rule == "phone")

    assert text[finding.start : finding.end] == "070\u200b-174\u00ad 06 05"


def test_part_of_an_allowed_name_is_not_allowed() -> None:
    assert "name" in rules_of("Hälsa familjen Svensson.")
