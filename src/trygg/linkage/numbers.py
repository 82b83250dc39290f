"""Swedish identity numbers in every notation: what kind one is, its twelve digits, and the birth date it tells.

Forms and checks after law.md 2.5: the last digit is a Luhn check over the nine before it, a samordningsnummer
has 60 added to its day, and the sign is "+" from the year in which a person turns 100.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class NumberKind(StrEnum):
    """What the text in a number column is."""

    PERSONNUMMER = "personnummer"
    SAMORDNINGSNUMMER = "samordningsnummer"
    INTERIM = "interim"  # a letter in place of a digit, given by a health or tax system for a while
    MASKED = "masked"  # the last four are hidden; the birth date stands
    INVALID = "invalid"  # looks like a number and cannot be one
    NONE = "none"


VALID = (NumberKind.PERSONNUMMER, NumberKind.SAMORDNINGSNUMMER)


@dataclass(frozen=True, slots=True)
class Number:
    """What a text told: its kind, its twelve digits (empty when hidden or missing), and the birth date."""

    kind: NumberKind
    digits: str = ""
    born: date | None = None

    @property
    def valid(self) -> bool:
        """Whether equal digits mean the same person."""
        return self.kind in VALID


_COORDINATION = 60
_HIDDEN = re.compile(r"[X*#?.·•_]{1,4}|0000", re.IGNORECASE)
_WHOLE = re.compile(
    r"(?P<century>\d{2})?(?P<date>\d{6})(?P<sign>[-+]?)(?P<last>\d{4}|[TRSUWXJKLMN]\d{3}|[X*#?.·•_]{0,4})", re.I
)
_DASHES = str.maketrans({sign: "-" for sign in "‐‑‒–—―−﹣-"} | {"＋": "+"})
_UNSEEN = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad\x00-\x1f\x7f]")


def number(text: str | None, *, on: date, interim: bool = False) -> Number:
    """What an identity number tells on a day; an impossible one keeps a plausible birth date."""
    tidy = _tidy(text)
    if not any(sign.isdigit() for sign in tidy):
        return Number(NumberKind.NONE)
    found = _WHOLE.fullmatch(tidy)
    if found is None:
        return _near(tidy, on)
    century, short, sign, last = found.group("century", "date", "sign", "last")
    eight = (century or _century(short, sign, on)) + short
    born = _born(eight, on)
    if not last or _HIDDEN.fullmatch(last):
        return Number(NumberKind.MASKED, "", born) if born and last != "0000" else Number(NumberKind.INVALID, "", born)
    return Number(_kind(eight, last.upper(), born, interim), eight + last.upper(), born)


def luhn(nine: str) -> str:
    """The check digit that belongs after nine digits."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(nine))
    return str(-sum(value // 10 + value % 10 for value in doubled) % 10)


def _tidy(text: str | None) -> str:
    seen = _UNSEEN.sub("", text or "").translate(_DASHES).strip().removesuffix(".0")
    return re.sub(r"\s*([-+])\s*", r"\1", seen)


def _near(tidy: str, on: date) -> Number:
    """Not a number in any form; digits and a birth date are kept when they stand there."""
    digits = re.sub(r"\D", "", tidy)
    born = _born(digits[:8], on)
    if born is None and len(digits) >= 6:
        born = _born(_century(digits[:6], "", on) + digits[:6], on)
    return Number(NumberKind.INVALID, digits[:12] if len(digits) in (10, 12) else "", born)


def _kind(eight: str, last: str, born: date | None, interim: bool) -> NumberKind:
    if born is None:
        return NumberKind.INVALID
    if last[0].isalpha():
        passes = interim and luhn(eight[2:] + "1" + last[1:3]) == last[3]
        return NumberKind.INTERIM if passes else NumberKind.INVALID
    if last.startswith("000") or luhn(eight[2:] + last[:3]) != last[3]:
        return NumberKind.INVALID
    return NumberKind.SAMORDNINGSNUMMER if int(eight[6:]) > _COORDINATION else NumberKind.PERSONNUMMER


def _century(short: str, sign: str, on: date) -> str:
    """The century in which six digits are a birth date at most 99 years back; a hundred more with a plus."""
    last = on.year - 100 if sign == "+" else on.year
    year = last - (last - int(short[:2])) % 100
    if _born(f"{year:04d}{short[2:]}", date.max) not in (None, *_until(year, short, on)):
        year -= 100
    return f"{year // 100:02d}"


def _until(year: int, short: str, on: date) -> tuple[date, ...]:
    """The day itself when it has come."""
    day = _born(f"{year:04d}{short[2:]}", on)
    return () if day is None else (day,)


def _born(eight: str, on: date) -> date | None:
    """The birth date that eight digits tell, if it is one, has come, and is of the last 125 years."""
    try:
        day = int(eight[6:8])
        born = date(int(eight[:4]), int(eight[4:6]), day - _COORDINATION if day > _COORDINATION else day)
    except ValueError:
        return None
    return born if born <= on and (on is date.max or on.year - born.year <= 125) else None
