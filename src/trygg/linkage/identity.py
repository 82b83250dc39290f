"""Identity as told: the number, the words of a name, and coarse keys under which two tellings may meet."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from trygg.linkage.letters import CYRILLIC, DOUBLED, GREEK, LOOK_ALIKES, PLAIN, SPELLINGS, vowels
from trygg.linkage.numbers import VALID, Number, NumberKind, luhn, number

__all__ = ["VALID", "Identity", "Number", "NumberKind", "block_keys", "luhn", "name_words", "number", "sound"]

_APART = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")
_JOINED = str.maketrans("", "", "'’`´ʼʹʻ‘′")
_LOST = re.compile(r"(?<=[^\W\d_])[?\ufffd]|[?\ufffd](?=[^\W\d_])")  # a letter that an encoding lost


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as named in one report."""

    given: str = ""
    family: str = ""
    number: str = ""  # twelve digits of a valid number
    born: str = ""  # YYYY-MM-DD
    sex: str = ""


@lru_cache(maxsize=65536)
def name_words(text: str | None) -> tuple[str, ...]:
    """The words of a name in the one spelling that case, accents, transliteration and look-alikes share."""
    whole = unicodedata.normalize("NFKC", text or "").translate(_JOINED)
    seen = "".join(_seen(sign) for sign in _LOST.sub("q", whole))
    return tuple(_joined(_word(word) for word in _APART.findall(seen)))


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A skeleton of a word that most misspellings share: first sound, then consonants without doubles."""
    for one, other in DOUBLED:
        word = word.replace(one, other)
    rest = re.sub("[aeiouyjh]", "", word[1:])
    return re.sub(r"(.)\1+", r"\1", word[:1] + rest)


def block_keys(identity: Identity) -> tuple[str, ...]:
    """Keys of which at least one is shared when no more than two fields were damaged; sorted, each once."""
    given, family = name_words(identity.given), name_words(identity.family)
    names = sorted({sound(word) for word in (*given, *family) if len(word) > 1})
    keys = {f"names:{one}:{other}" for place, one in enumerate(names) for other in names[place + 1 :]}
    if identity.number:
        keys |= {f"number:{identity.number}", f"last:{''.join(sorted(identity.number[8:]))}:{identity.number[:4]}"}
    if identity.born:
        keys |= {f"born:{identity.born}"} | {f"year:{identity.born[:4]}:{name}" for name in names}
        keys |= {f"digits:{''.join(sorted(identity.born))}:{name}" for name in names}
    return tuple(sorted(keys))


def _seen(sign: str) -> str:
    """A sign as it is read: unseen ones vanish, controls and other spaces part words."""
    kind = unicodedata.category(sign)
    if kind == "Cf":
        return ""
    return " " if kind in ("Cc", "Zs", "Zl", "Zp") else sign


def _word(word: str) -> str:
    lower = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    bare = "".join(PLAIN.get(sign, sign) for sign in lower if sign.isalpha())
    if any("a" <= sign <= "z" for sign in bare):
        bare = "".join(LOOK_ALIKES.get(sign, sign) for sign in bare)  # a foreign letter among Latin ones
    plain = "".join(CYRILLIC.get(sign, GREEK.get(sign, sign)) for sign in bare)
    short = vowels(plain)
    return SPELLINGS.get(short, short)


def _joined(words: Iterable[str]) -> Iterable[str]:
    """An article (al, el) belongs to the word after it, with hyphen, space or neither."""
    article = ""
    for word in words:
        if word in ("al", "el", "ul"):
            article = "al"
        elif word:
            whole = article + word
            yield SPELLINGS.get(whole, whole)
            article = ""
    if article:
        yield article
