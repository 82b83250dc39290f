"""What may be a name: a capital that no approved text has, or a word that no approved text knows."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from trygg.letters.catalogue import catalogue
from trygg.letters.lint.cleaning import clean
from trygg.letters.lint.rules import LintRules

WORD = re.compile(r"[^\W\d_]+(?:['\-\u0300-\u036f\u064b-\u0652][^\W\d_]+)*")
BEFORE_START = re.compile(r"(?:^|[.!?؟:\n\"”»(])\s*(?:-\s*)?$")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of a language in small letters, and those that approved texts write with a capital inside a sentence."""

    words: frozenset[str]
    capitals: frozenset[str]


def suspects(text: str, language: str, rules: LintRules, closed: bool) -> Iterator[tuple[str, int, int]]:
    """Rule, start and end of every word that may be a name (`name`) or that is not known (`unknown_word`)."""
    own = rules.ordinary.get(language)
    closed = closed or bool(own and own.closed)
    known = _vocabulary(language, rules.folder, own.words if own and not closed else "")
    for found in WORD.finditer(text):
        word = found.group()
        if word[0].isupper() and not _known_capital(word, _starts(text, found.start()), known):
            yield "name", *found.span()
        elif closed and word.casefold() not in known.words:
            yield "unknown_word", *found.span()


def _known_capital(word: str, starts: bool, known: Vocabulary) -> bool:
    if word in known.capitals or (word.isupper() and word.casefold() in known.words):
        return True
    return starts and word.casefold() in known.words


def _starts(text: str, place: int) -> bool:
    return bool(BEFORE_START.search(text[max(0, place - 6) : place]) or place == 0)


@cache
def _vocabulary(language: str, folder: Path, ordinary: str) -> Vocabulary:
    shared = catalogue(folder)
    laws = [*(one.basis for one in shared.consequences.values()), *(one.basis for one in shared.levers.values())]
    told = [*_strings(_file(folder, language)), *laws, ordinary]
    told += [sentence for lever in shared.levers.values() for sentence in lever.letter.values()]
    words = {found.group().casefold() for text in told for found in WORD.finditer(clean(text).text)}
    # A month stands alone in the file but inside sentences, so all of its capitals count.
    months = [f"x {month}" for month in _file(folder, language).get("date", {}).get("months", ())]
    capitals = chain.from_iterable(_capitals(clean(text).text) for text in (*told, *months))
    return Vocabulary(frozenset(words), frozenset(capitals))


def _capitals(text: str) -> Iterator[str]:
    for found in WORD.finditer(text):
        if found.group()[0].isupper() and not _starts(text, found.start()):
            yield found.group()


def _file(folder: Path, language: str) -> Mapping[str, Any]:
    path = folder / "messages" / f"{language}.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def _strings(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield re.sub(r"\{\w+\}", " ", told)
    elif isinstance(told, Mapping):
        for key, value in told.items():
            if key != "language":  # what the file says of itself is no part of a message
                yield from _strings(value)
    elif isinstance(told, list):
        for value in told:
            yield from _strings(value)
