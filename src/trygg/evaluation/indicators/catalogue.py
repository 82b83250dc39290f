"""What is counted, by which definition on which day; and where law or coding broke a series. Dated TOML."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from trygg.errors import RulebookError
from trygg.rulebook.reading import LANGUAGES, many

HERE = Path(__file__).parent
Sentence = Mapping[str, str]  # language → words


@dataclass(frozen=True, slots=True)
class Indicator:
    """One definition: what one counted thing is, on which day it counts, how it can come out, what it does not tell."""

    id: str
    says: dict[str, str]
    counts: dict[str, str]
    leaves_out: dict[str, str]
    outcomes: dict[str, dict[str, str]]
    good: tuple[str, ...]
    place: bool
    hours: bool
    since: date
    source: str
    until: date | None = None

    def __post_init__(self) -> None:
        sentences = [self.counts, self.leaves_out, *self.outcomes.values()]
        if any(set(sentence) != set(LANGUAGES) for sentence in sentences) or not self.outcomes:
            raise RulebookError(f"indicators.toml: {self.id}: every sentence stands in {' and '.join(LANGUAGES)}")
        if strange := set(self.good) - set(self.outcomes):
            raise RulebookError(f"indicators.toml: {self.id}: good names {', '.join(sorted(strange))}, no outcome")


@dataclass(frozen=True, slots=True)
class Break:
    """A day on which law or coding changed, so that what comes after is not counted like what came before."""

    id: str
    day: date
    says: dict[str, str]
    touches: tuple[str, ...]  # indicators
    source: str

    def __post_init__(self) -> None:
        if strange := set(self.touches) - {one.id for one in _every()}:
            raise RulebookError(f"breaks.toml: {self.id}: touches {', '.join(sorted(strange))}, no indicator")


@cache
def _every() -> tuple[Indicator, ...]:
    return many(Indicator, HERE / "indicators.toml", "indicator")


def indicators(on: date) -> Mapping[str, Indicator]:
    """The definitions in force on a day, by id, in the order they are shown."""
    return {one.id: one for one in _every() if one.since <= on and (one.until is None or on <= one.until)}


@cache
def breaks() -> tuple[Break, ...]:
    """Every break of a series, in the order of days."""
    return tuple(sorted(many(Break, HERE / "breaks.toml", "break"), key=lambda one: one.day))


@dataclass(frozen=True, slots=True)
class Published:
    """What another place has published of re-offending, with what it takes to read it."""

    id: str
    place: str
    day: date  # of the figure
    share: int  # in per mille
    events: int  # 0: not told
    of: int  # persons; 0: not told
    followed: dict[str, str]
    outcome: dict[str, str]
    says: dict[str, str]  # who was counted
    source: str

    def __post_init__(self) -> None:
        if any(set(sentence) != set(LANGUAGES) for sentence in (self.followed, self.outcome)):
            raise RulebookError(f"published.toml: {self.id}: every sentence stands in {' and '.join(LANGUAGES)}")
        if self.events and self.of and abs(1000 * self.events / self.of - self.share) > 1:
            raise RulebookError(f"published.toml: {self.id}: share is not events of `of`; mend one of them")


@cache
def published() -> tuple[Published, ...]:
    """What other places have published, by place and day."""
    rows = many(Published, HERE / "published.toml", "figure")
    return tuple(sorted(rows, key=lambda one: (one.place, one.day, one.id)))


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody outside the work who asks for numbers: which of them, and what a reader there must know."""

    id: str
    says: dict[str, str]
    indicators: tuple[str, ...]  # empty: all
    adds: dict[str, str]
    source: str

    def __post_init__(self) -> None:
        if any(set(sentence) != set(LANGUAGES) for sentence in (self.says, self.adds)):
            raise RulebookError(f"receivers.toml: {self.id}: every sentence stands in {' and '.join(LANGUAGES)}")
        if strange := set(self.indicators) - {one.id for one in _every()}:
            raise RulebookError(f"receivers.toml: {self.id}: names {', '.join(sorted(strange))}, no indicator")

    def asks(self, indicator: str) -> bool:
        """Whether an indicator is among those asked for."""
        return not self.indicators or indicator in self.indicators


@cache
def receivers() -> Mapping[str, Receiver]:
    """Everyone who asks for numbers, by id; the first is asked for where nothing is said."""
    return {one.id: one for one in many(Receiver, HERE / "receivers.toml", "receiver")}


@cache
def digest() -> str:
    """The same for the same definitions, and for nothing else."""
    return hashlib.sha256((HERE / "indicators.toml").read_bytes()).hexdigest()
