"""One plain way of writing for what can be written in many: digits, dashes, spaces, invisible signs."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clean:
    """A text as the rules see it; `places` gives, for each of its signs, where it stood in the text that came."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the clean text stood."""
        return self.places[start], self.places[end - 1] + 1


def clean(text: str) -> Clean:
    """The text with Latin digits, plain dashes, spaces and quotes, without invisible signs."""
    kept = [(_plain(sign), place) for place, sign in enumerate(text) if unicodedata.category(sign) != "Cf"]
    signs = [(one, place) for plain, place in kept for one in plain]
    return Clean("".join(sign for sign, _ in signs), tuple(place for _, place in signs))


def lowered(text: str) -> str:
    """The text in small letters, sign for sign: what would become two signs stays."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(_small(sign) for sign in text)


def without(text: str, words: Iterable[str]) -> str:
    """The text with whole words and numbers blanked out, longest first; nothing moves."""
    for word in sorted({clean(one).text.strip() for one in words} - {""}, key=len, reverse=True):
        pattern = r"(?<!\w)" + r"\s+".join(re.escape(part) for part in word.split()) + r"(?!\w)"
        text = re.sub(pattern, lambda found: " " * len(found.group()), text, flags=re.IGNORECASE)
    return text


def _small(sign: str) -> str:
    return sign.lower() if len(sign.lower()) == 1 else sign


def _plain(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Nd":
        return str(unicodedata.digit(sign))
    if category == "Pd":
        return "-"
    if category in ("Zs", "Zl", "Zp") or sign == "\t":
        return " "
    if sign in "’‘ʼ":
        return "'"
    return sign if category in ("Lu", "Ll", "Lo", "Mn") else unicodedata.normalize("NFKC", sign)
