"""The script for a talk: what the one who delivers does and says, made from a letter and from nothing else."""

from dataclasses import dataclass
from pathlib import Path

from trygg.letters.catalogue import catalogue
from trygg.letters.letter import Letter, Measure
from trygg.letters.rendering import render


@dataclass(frozen=True, slots=True)
class Act:
    """One point of a talk: what to do, in the officer's language, and what to say, in the recipient's."""

    id: str
    do: str
    say: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """A talk from beginning to end; `staff` is the officer's language."""

    language: str
    direction: str
    staff: str
    reference: str
    version: str
    acts: tuple[Act, ...]


def script(letter: Letter, staff: str = "sv", folder: Path | str | None = None) -> Script:
    """The script of a letter. What has nothing to say and nothing special to do is left out."""
    said = _said(letter)
    steps = [step for step in catalogue(folder).steps if said.get(step.id, ("",))]
    acts = tuple(Act(step.id, step.says[staff], said.get(step.id, ())) for step in steps)
    return Script(letter.language, letter.direction, staff, letter.reference, letter.version, acts)


def _said(letter: Letter) -> dict[str, tuple[str, ...]]:
    # The sections of the law stay on paper; aloud they only hide what is said.
    parts = {part.id: (*part.paragraphs, *part.points) for part in render(letter)}
    spoken = letter.spoken
    return {
        "greet": (spoken.greet,),
        "frame": (spoken.frame,),
        "message": parts["message"][1:],  # the first sentence says what the paper is
        "standing": (*letter.facts, *letter.forbidden, *_aloud(letter, letter.prohibitions)),
        "consequences": _aloud(letter, letter.consequences),
        "ask_understood": (spoken.ask_understood,),
        "help": (*parts["help"], spoken.ask_help),
        "next": (spoken.next,),
        "close": (spoken.close,),
    }


def _aloud(letter: Letter, measures: tuple[Measure, ...]) -> tuple[str, ...]:
    return tuple(f"{one.says} {letter.headings.decides}: {one.authority}." for one in measures)
