"""The one shape of every answer of the evaluation: figures that carry what is needed to read them.

A figure without its denominator, its window and its interval cannot be compared with another town's. So none can be
made here: a result refuses to exist without them, and says in two languages what it shows and what it does not.
"""

import functools
import importlib.metadata
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from trygg.errors import InvalidRecord

LANGUAGES = ("sv", "en")
UNITS: Mapping[str, Mapping[str, str]] = {
    "days": {"sv": "dagar", "en": "days"},
    "weeks": {"sv": "veckor", "en": "weeks"},
    "months": {"sv": "månader", "en": "months"},
    "quarters": {"sv": "kvartal", "en": "quarters"},
    "years": {"sv": "år", "en": "years"},
}


@dataclass(frozen=True, slots=True)
class Text:
    """The same sentence in Swedish and in English."""

    sv: str
    en: str

    def in_(self, language: str) -> str:
        """The sentence in one of the two languages."""
        return {"sv": self.sv, "en": self.en}[language]


@dataclass(frozen=True, slots=True)
class Window:
    """What was looked at: how long each was followed, and between which days where the calendar matters."""

    length: float  # the longest follow-up or the number of periods, in `unit`
    unit: str = "days"
    since: date | None = None
    until: date | None = None  # first day not counted
    starts: str = ""  # what the clock starts from, such as "first message"

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise InvalidRecord(f"a window's unit is one of {', '.join(UNITS)}, not {self.unit!r}")
        if not self.length >= 0:
            raise InvalidRecord("a window's length is zero or more")
        if self.since and self.until and self.until <= self.since:
            raise InvalidRecord("a window ends after it begins")


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure with its interval. `group` and `at` place it where a result has several."""

    name: str
    value: float
    low: float
    high: float
    error: float | None = None  # standard error, on the scale the method works in (log for ratios)
    group: str = ""
    at: float | None = None
    level: float = 0.95

    def __post_init__(self) -> None:
        known = [self.value, self.low, self.high]
        if not any(map(math.isnan, known)) and not self.low <= self.value <= self.high:
            raise InvalidRecord(f"the interval of {self.name!r} does not hold its own figure")


@dataclass(frozen=True, slots=True)
class Test:
    """A test of no difference: what was compared, the statistic, its degrees of freedom and its p-value."""

    __test__ = False  # not one of pytest's

    name: str
    statistic: float
    freedom: float
    p: float


@dataclass(frozen=True, slots=True)
class Result:
    """One answer with all that a reader needs to judge it.

    method        the name of the method, with its variant
    estimates     the figures
    window        how long and between which days
    denominator   how many units stand behind the figures, and what they are in `counted`
    time_at_risk  in person-`window.unit`, custody and other absence taken out; None where no time is at risk
    says          what it shows, in a sentence that claims no more than it shows
    """

    method: str
    estimates: tuple[Estimate, ...]
    window: Window
    denominator: int
    time_at_risk: float | None
    says: Text
    counted: str = "persons"
    events: int | None = None
    tests: tuple[Test, ...] = ()
    notes: tuple[Text, ...] = ()
    source: str = ""  # who described the method
    version: str = ""

    def __post_init__(self) -> None:
        if self.denominator < 0 or (self.time_at_risk or 0) < 0:
            raise InvalidRecord(f"{self.method}: a denominator and a time at risk are zero or more")
        if not (self.says.sv.strip() and self.says.en.strip()):
            raise InvalidRecord(f"{self.method}: a result says in both languages what it shows")
        object.__setattr__(self, "version", self.version or version())

    def one(self, name: str, *, group: str = "", at: float | None = None) -> Estimate:
        """The one figure of that name, group and moment."""
        found = [one for one in self.estimates if (one.name, one.group, one.at) == (name, group, at)]
        if len(found) != 1:
            raise InvalidRecord(f"{self.method}: {len(found)} figures are called {name!r} {group!r} at {at}")
        return found[0]

    def frame(self) -> pl.DataFrame:
        """The figures as a table, one row each."""
        fields = ("name", "group", "at", "value", "low", "high", "error", "level")
        kinds = {name: pl.String if name in ("name", "group") else pl.Float64 for name in fields}
        return pl.DataFrame([{name: getattr(one, name) for name in fields} for one in self.estimates], schema=kinds)


@functools.cache
def version() -> str:
    """The version of Trygg that makes the figures."""
    return f"trygg {importlib.metadata.version('trygg')}"


def told(value: float, language: str, digits: int = 1) -> str:
    """A number as it is written in Swedish or English: comma or point, thin spaces or commas between thousands."""
    if math.isnan(value):
        return {"sv": "ej beräknad", "en": "not estimated"}[language]
    if math.isinf(value):
        return {"sv": "obegränsad", "en": "unbounded"}[language]
    written = f"{value:,.{digits}f}".replace("-", "\N{MINUS SIGN}")
    if language == "sv":
        return written.translate({ord(","): "\N{NO-BREAK SPACE}", ord("."): ","})
    return written


def share(value: float, language: str, digits: int = 1) -> str:
    """A share as per cent, written as in Swedish or English."""
    return told(100 * value, language, digits) + {"sv": "\N{NO-BREAK SPACE}%", "en": "%"}[language]


def span(estimate: Estimate, language: str, *, percent: bool = False, digits: int = 1) -> str:
    """An interval in words, with its level."""
    scale = 100 if percent else 1
    low, high = (told(scale * end, language, digits) for end in (estimate.low, estimate.high))
    sure = told(100 * estimate.level, language, 0)
    end = {"sv": "\N{NO-BREAK SPACE}%", "en": "%"}[language] if percent else ""
    if language == "sv":
        return f"{sure}\N{NO-BREAK SPACE}% konfidensintervall {low}–{high}{end}"
    return f"{sure}% confidence interval {low} to {high}{end}"


def joined(parts: Iterable[str], language: str) -> str:
    """Words in a row, the last two joined by and."""
    words = list(parts)
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + {"sv": " och ", "en": " and "}[language] + words[-1]


def chance(p: float, language: str) -> str:
    """A p-value in words; below a thousandth it is not written out."""
    return f"p < {told(0.001, language, 3)}" if p < 0.001 else f"p = {told(p, language, 3)}"
