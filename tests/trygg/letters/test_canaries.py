"""Nothing planted anywhere else can reach a letter, and nothing planted in a letter gets past the lint."""

import sys
from dataclasses import fields, is_dataclass
from datetime import date
from subprocess import run
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.trygg.letters.particulars import GIVEN, MEETING, compose
from trygg.letters import (
    Form,
    Help,
    Meeting,
    Particulars,
    PublicFact,
    inspect,
    languages,
    lint,
    names_of,
    plain,
    script,
    template,
)
from trygg.letters.lint import Names
from trygg.records import Level

CANARY = "Zrqväll"
WHERE = {
    "recipient": lambda: {"recipient": f"{GIVEN.recipient} {CANARY}"},
    "help": lambda: {"help": (Help("Välj att sluta", f"Ring {CANARY}.", "020-555 666"),)},
    "meeting": lambda: {"meeting": Meeting(f"Hos {CANARY}", MEETING.at)},
    "reference": lambda: {"reference": f"T-{CANARY}"},
}
ALLOWED = Names(
    (GIVEN.recipient, GIVEN.sender.name),
    (GIVEN.sender.authority, GIVEN.sender.contact, GIVEN.sender.function, "Välj att sluta", "020-555 666"),
)


@pytest.mark.parametrize("place", list(WHERE))
def test_a_name_smuggled_into_any_field_is_found(place: str) -> None:
    letter = compose(Form.SUMMONS, Level.B, **WHERE[place]())  # type: ignore[arg-type]  # a test names the fields it changes

    found = {plain(letter)[one.start : one.end] for one in inspect(letter, allowed=ALLOWED)}

    assert any(CANARY in one for one in found)


def test_every_field_of_the_particulars_is_known_to_this_test() -> None:
    # A new field is a new way in: say here what may stand in it.
    closed = {"day", "sender", "controller", "facts", "levers", "consequences"}

    assert {field.name for field in fields(Particulars)} == closed | set(WHERE)


def test_the_lint_reads_no_list_of_persons() -> None:
    assert set(get_type_hints(lint)) == {"text", "language", "allowed", "rules", "closed", "return"}
    assert {field.name for field in fields(Names)} == {"people", "approved"}


def test_no_text_of_a_fact_a_lever_or_a_consequence_comes_from_outside() -> None:
    hints = get_type_hints(Particulars)

    assert get_args(hints["levers"])[0] is str
    assert is_dataclass(get_args(hints["facts"])[0])
    assert {field.name for field in fields(get_args(hints["facts"])[0])} == {"id", "day"}


def test_importing_letters_brings_in_nothing_that_knows_anyone() -> None:
    told = "import sys, trygg.letters; print(*[name for name in sys.modules if name.startswith('trygg')])"
    loaded = run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout.split()

    assert {name.split(".")[1] for name in loaded if "." in name} == {"letters", "rulebook", "records", "errors"}


@given(
    digits=st.from_regex(r"(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-8])[0-9]{4}", fullmatch=True),
    gaps=st.lists(st.sampled_from(["", "", " ", "-", "–", "\u00a0", "\u200b", ".", "/"]), min_size=12, max_size=12),
    short=st.booleans(),
    eastern=st.booleans(),
)
def test_an_identity_number_is_found_however_it_is_written(
    digits: str, gaps: list[str], short: bool, eastern: bool
) -> None:
    wanted = digits[2:] if short else digits
    signs = [chr(0x0660 + int(one)) if eastern else one for one in wanted]
    text = "Det gäller " + "".join(sign + gap for sign, gap in zip(signs, gaps, strict=False)).rstrip(" -–./") + " nu."

    assert "identity_number" in {one.rule for one in lint(text, "sv", allowed=ALLOWED)}


@given(text=st.text(max_size=80), language=st.sampled_from(["sv", "en", "ar", "so"]))
def test_any_text_can_be_read_and_every_finding_lies_in_it(text: str, language: str) -> None:
    for one in lint(text, language, allowed=ALLOWED):
        assert 0 <= one.start < one.end <= len(text)


@given(level=st.sampled_from(list(Level)), form=st.sampled_from(list(Form)))
def test_a_letter_and_its_script_hold_no_level(level: Level, form: Form) -> None:
    letter = compose(form, level)

    assert "nivå" not in plain(letter).lower()
    assert f"{form}.{level}" not in str(letter) + str(script(letter))


@pytest.mark.parametrize("place", ["Almgatan 12", "hos Zaynab", "kvinnojouren", "Ringduvan, 070-174 06 05"])
def test_a_meeting_place_outside_the_houses_directory_is_found(place: str) -> None:
    letter = compose(Form.SUMMONS, Level.B, meeting=Meeting(place, MEETING.at))

    assert inspect(letter, allowed=names_of(letter, places=[MEETING.place]))


def test_a_meeting_place_of_the_houses_directory_may_stand() -> None:
    letter = compose(Form.SUMMONS, Level.B)

    assert inspect(letter, allowed=names_of(letter, places=[MEETING.place])) == ()


@pytest.mark.parametrize("language", languages())
def test_every_sentence_that_the_registers_can_bring_in_passes(language: str) -> None:
    told = template(Form.LETTER, Level.C, language)
    facts = tuple(PublicFact(one, date(2026, 11, 20)) for one in told.facts)
    letter = compose(Form.LETTER, Level.C, language, facts=facts, levers=tuple(told.levers))

    assert [plain(letter)[one.start : one.end] for one in inspect(letter, allowed=names_of(letter))] == []


def test_names_of_a_letter_are_those_it_shows() -> None:
    letter = compose()

    assert set(names_of(letter).people) == {GIVEN.recipient, GIVEN.sender.name}
