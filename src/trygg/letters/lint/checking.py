"""Reads a text as a suspicious colleague would, before anyone prints it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain

from trygg.letters.letter import Letter
from trygg.letters.lint.cleaning import clean, lowered, without
from trygg.letters.lint.names import suspects
from trygg.letters.lint.numbers import identity_numbers, phones
from trygg.letters.lint.rules import LintRules, letter_rules, minds_case
from trygg.letters.rendering import plain
from trygg.rulebook import Says


@dataclass(frozen=True, slots=True)
class Names:
    """What may stand in a message although it looks like a name or a number.

    people      whole names of the recipient and the sender: they may stand anywhere
    approved    authorities, help lines, meeting places, numbers to ring, the reference; from the house's own directory
    """

    people: tuple[str, ...] = ()
    approved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: rule, what it says, and where in the text; 0 to 0 where something is missing."""

    rule: str
    says: Says
    start: int
    end: int


def lint(
    text: str, language: str, *, allowed: Names, rules: LintRules | None = None, closed: bool = False
) -> tuple[Finding, ...]:
    """Everything in a text that must not be sent, in the order of the text; empty when it may.

    language    of the text; Swedish and English slips are found in any language
    allowed     given by whoever sends; never made from what victims or reporters are called
    closed      the text is made of approved sentences only, so every other word is asked about
    """
    held = rules or letter_rules()
    told = clean(text)
    named = without(told.text, allowed.people)
    free = without(named, allowed.approved)
    found = sorted({*_by_pattern(named, free, language, held), *_by_logic(free, language, held, closed)}, key=_order)
    return tuple(Finding(rule, held.rules[rule].says, *told.span(start, end)) for rule, start, end in found)


def inspect(letter: Letter, *, allowed: Names, rules: LintRules | None = None) -> tuple[Finding, ...]:
    """Everything that must not be sent in a finished letter, and what is missing from it.

    A letter is made of approved sentences, so any word outside them and `allowed` is found, in every language.
    """
    held = rules or letter_rules()
    missing = [Finding(rule, held.rules[rule].says, 0, 0) for rule in _missing(letter) if rule in held.rules]
    return (*missing, *lint(plain(letter), letter.language, allowed=allowed, rules=held, closed=True))


def names_of(letter: Letter, places: Collection[str] | None = None) -> Names:
    """What a letter itself names.

    places      the meeting places of the house's own directory, for print: a meeting place is the one thing that
                somebody types. None trusts what was typed, which only a preview may do.
    """
    sender = letter.sender
    helps = [text for one in letter.help for text in (one.name, one.says, one.contact)]
    typed = [letter.meeting[0]] if letter.meeting else []
    place = typed if places is None else list(places)
    own = [sender.authority, sender.function, sender.contact, letter.privacy.controller, letter.privacy.contact]
    return Names((letter.recipient, sender.name), (*own, *helps, *place, letter.reference, letter.version))


def _by_pattern(named: str, free: str, language: str, held: LintRules) -> Iterator[tuple[str, int, int]]:
    small = {text: lowered(text) for text in (named, free)}
    for rule in held.rules.values():
        text = free if rule.free else named
        for pattern in held.patterns(rule, language):
            for found in pattern.finditer(text if minds_case(pattern.pattern) else small[text]):
                if found.end() > found.start():
                    yield rule.id, *found.span()


def _by_logic(free: str, language: str, held: LintRules, closed: bool) -> Iterator[tuple[str, int, int]]:
    # A number may be both: 0701… is a telephone and a birthday in January 2007. Both are said.
    found = chain(identity_numbers(free), phones(free), suspects(free, language, held, closed))
    yield from (one for one in found if one[0] in held.rules)


def _missing(letter: Letter) -> Iterator[str]:
    measures = (*letter.prohibitions, *letter.consequences)
    if not letter.consequences or not all(one.source.strip() and one.authority.strip() for one in measures):
        yield "measure"
    if not letter.help or not all(one.contact.strip() and one.name.strip() for one in letter.help):
        yield "help"
    told = letter.privacy
    if not all(part.strip() for part in (told.controller, told.contact, told.purpose, told.rights)):
        yield "privacy"
    if not (letter.sender.authority.strip() and letter.sender.contact.strip()):
        yield "sender"
    if letter.form in ("summons", "call_in") and not (letter.meeting and all(letter.meeting)):
        yield "meeting"


def _order(found: tuple[str, int, int]) -> tuple[int, int, str]:
    rule, start, end = found
    return start, end, rule
