"""What the police call an offence, and which offence of the method that is."""

import re
from dataclasses import dataclass

from trygg.rulebook import Rules

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Offence:
    """A key of harm.toml, and whether it stayed an attempt."""

    key: str
    attempt: bool


def offence_of(heading: str, code: str, rules: Rules) -> Offence:
    """The offence that a heading names; `other` when no heading of the method stands in it."""
    said = re.sub(r"\s+", " ", heading.strip().lower())
    attempt = "försök" in said
    for offence in rules.headings:
        if any(_stands(one, said) for one in offence.headings):
            return Offence(offence.id, attempt)
    return Offence(OTHER, attempt)


def _stands(words: str, said: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", said) is not None
