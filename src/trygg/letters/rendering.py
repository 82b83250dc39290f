"""A letter as plain text, part by part, in the order in which it is read."""

from collections.abc import Iterable
from dataclasses import dataclass

from trygg.letters.letter import Letter, Measure


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a letter: a heading, which may be empty, paragraphs, and points of a list."""

    id: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


def render(letter: Letter) -> tuple[Part, ...]:
    """The parts of a letter that have something to say."""
    words = letter.headings
    parts = (
        Part("message", "", letter.message),
        Part("meeting", words.meeting, (*_meeting(letter), *letter.meeting_says)),
        Part("facts", words.facts, points=letter.facts),
        Part("forbidden", words.forbidden, letter.forbidden),
        Part("standing", words.standing, points=tuple(_measures(letter, letter.prohibitions))),
        Part("consequences", words.consequences, points=tuple(_measures(letter, letter.consequences))),
        Part("help", words.help, (letter.help_intro,), tuple(_helps(letter))),
        Part("closing", "", letter.closing),
        Part("privacy", words.privacy, _privacy(letter)),
    )
    return tuple(part for part in parts if part.points or any(part.paragraphs))


def plain(letter: Letter) -> str:
    """The whole letter as lines of text, everything that the recipient can read."""
    words, sender = letter.headings, letter.sender
    lines = [words.title, f"{words.to}: {letter.recipient}", f"{words.reference}: {letter.reference}", letter.day]
    for part in render(letter):
        lines += [part.heading, *part.paragraphs, *(f"- {point}" for point in part.points)]
    lines += [f"{words.sender}: {sender.authority}", sender.name, sender.function, sender.contact]
    lines += [f"{words.version}: {letter.version}"]
    return "\n".join(line for line in lines if line)


def _measures(letter: Letter, measures: Iterable[Measure]) -> Iterable[str]:
    words = letter.headings
    for one in measures:
        yield f"{one.says} {words.decides}: {one.authority}. {words.source}: {one.source}."


def _helps(letter: Letter) -> Iterable[str]:
    for one in letter.help:
        yield f"{one.name}. {one.says} {one.contact}"


def _meeting(letter: Letter) -> tuple[str, ...]:
    if letter.meeting is None:
        return ()
    place, time = letter.meeting
    return (f"{letter.headings.place}: {place}", f"{letter.headings.time}: {time}")


def _privacy(letter: Letter) -> tuple[str, ...]:
    told = letter.privacy
    return (told.purpose, told.rights, f"{told.controller}, {told.contact}")
