"""Why a level is indicated: a sentence for each rule that fired, what is not known, and what would change it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from trygg.facts import FLAGS, months_before
from trygg.harm import CHILD_PEACE
from trygg.levels.days import placed_on
from trygg.levels.indication import ordered
from trygg.records import TRI, Kind
from trygg.rulebook import LevelRule, Rules

NEAREST = 3  # how many rules not reached are shown

WORDS: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "up": "Nivå {level} om: {rule} (nu {now})",
        "down": "Nivå {level} från den dagen, om inget nytt händer",
        "none": "Ingen nivå från den dagen, om inget nytt händer",
        "stays": "Nivå {level} indikeras tills vidare: inget som ger den blir för gammalt",
        "unknown": "inte känt",
        "and": ", ",
    },
    "en": {
        "up": "Level {level} if: {rule} (now {now})",
        "down": "Level {level} from that day, if nothing new happens",
        "none": "No level from that day, if nothing new happens",
        "stays": "Level {level} stays indicated: nothing that gives it grows too old",
        "unknown": "not known",
        "and": ", ",
    },
}

# Which kinds of events a fact is counted from; all others are counted from offences.
_KINDS: Mapping[str, tuple[str, ...]] = {
    "breaches_12m": (Kind.BREACH,),
    "breaches_24m": (Kind.BREACH,),
    "charges_partner": (Kind.CHARGE,),
    "charge_partner_24m": (Kind.CHARGE,),
    "conviction_partner_60m": (Kind.CONVICTION,),
    "nonpartner_violence_60m": (Kind.NONPARTNER,),
    "separation_12m": (Kind.SEPARATION,),
    "lethality_flag": FLAGS,
    "report_after_notification_ab": (Kind.NOTIFIED,),
    "report_after_notification_cd": (Kind.NOTIFIED,),
    **{flag: (flag,) for flag in FLAGS},
}
Told = list[dict[str, Any]]  # the events of one person, newest first


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact behind a rule: its value and the days, reports and sources it was counted from."""

    fact: str
    says: str
    value: int | None
    days: tuple[date, ...]
    reports: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that fired, in words, with its evidence."""

    rule: str
    level: str
    says: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What would change the level; `on` is the day when it happens by itself."""

    says: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a level is indicated for one person."""

    level: str | None
    reasons: tuple[Reason, ...]
    unknown: tuple[str, ...]
    changes: tuple[Change, ...]


def explain(events: pl.DataFrame, rules: Rules, on: date, language: str = "sv") -> Explanation:
    """The indication of one person in words.

    events   the events of one person, columns EVENT_COLUMNS
    returns  reasons gravest first; what is not known; the nearest rules not reached and when the level falls
    """
    told = events.filter(pl.col("day") <= on)
    if told.is_empty():
        return Explanation(None, (), (), ())
    placed = placed_on(told, rules, [on, *_last_days(told, rules, on)])
    row = placed.pop(on)
    fired = set((row["fired"] or "").split(","))
    newest = told.sort("day", descending=True, maintain_order=True).rows(named=True)
    reasons = tuple(_reason(rule, row, newest, rules, on, language) for rule in ordered(rules) if rule.id in fired)
    unknown = tuple(rules.facts[name].says[language] for name in TRI if row[name] is None)
    changes = (*_upwards(row, rules, language), *_downwards(placed, row["level"], language))
    return Explanation(row["level"], reasons, unknown, changes)


def _reason(  # noqa: PLR0913 - what a sentence needs, no less
    rule: LevelRule, row: Mapping[str, Any], told: Told, rules: Rules, on: date, language: str
) -> Reason:
    met = [*(rule.all or {}), *(fact for fact, least in (rule.any or {}).items() if (row[fact] or 0) >= least)]
    evidence = tuple(_evidence(fact, row[fact], told, rules, on, language) for fact in met)
    return Reason(rule.id, rule.level, rule.says[language], evidence)


def _evidence(  # noqa: PLR0913 - what a fact needs to be opened
    fact: str, value: int | None, told: Told, rules: Rules, on: date, language: str
) -> Evidence:
    known = rules.facts[fact]
    since = months_before(on, known.months) if known.months else date.min
    rows = [row for row in told if row["day"] > since and _bears(row, fact)]
    days, reports, sources = (_distinct(rows, name) for name in ("day", "report", "source"))
    return Evidence(fact, known.says[language], value, days, reports, sources)


def _bears(row: Mapping[str, Any], fact: str) -> bool:
    told = row["kind"] in _KINDS.get(fact, (Kind.OFFENCE,)) and row["answer"] is not False
    return told and (fact != "barnfrid_24m" or row["offence"] in CHILD_PEACE)


def _distinct(rows: Told, name: str) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(row[name] for row in rows if row[name] is not None))


def _upwards(row: Mapping[str, Any], rules: Rules, language: str) -> Iterator[Change]:
    # The nearest first: rules of a graver level that miss one fact only, by how much is missing.
    graver = [rule for rule in ordered(rules) if row["level"] is None or rule.level < row["level"]]
    near = sorted(
        ((gap, rule, fact) for rule in graver for gap, fact in _missing(rule, row)), key=lambda one: (one[0], one[1].id)
    )
    words = WORDS[language]
    for _, rule, fact in near[:NEAREST]:
        now = words["unknown"] if row[fact] is None else str(row[fact])
        yield Change(words["up"].format(level=rule.level, rule=rule.says[language], now=now))


def _missing(rule: LevelRule, row: Mapping[str, Any]) -> Iterator[tuple[float, str]]:
    # How far from its number the one missing fact is, as a share of that number.
    lacks = [
        (1 - (row[fact] or 0) / least, fact) for fact, least in (rule.all or {}).items() if (row[fact] or 0) < least
    ]
    either = [(1 - (row[fact] or 0) / least, fact) for fact, least in (rule.any or {}).items()]
    if either and min(either)[0] > 0:
        lacks.append(min(either))
    if len(lacks) == 1:
        yield lacks[0]


def _downwards(later: Mapping[date, Mapping[str, Any]], level: str | None, language: str) -> Iterator[Change]:
    # With nothing new, facts only fall, and so does the level: the first day that differs is the answer.
    words = WORDS[language]
    for day, row in sorted(later.items()):
        if row["level"] != level:
            yield Change(words["down"].format(level=row["level"]) if row["level"] else words["none"], day)
            return
    if level is not None:
        yield Change(words["stays"].format(level=level))


def _last_days(told: pl.DataFrame, rules: Rules, on: date) -> list[date]:
    windows = {fact.months for fact in rules.facts.values() if fact.months}
    days = {_falls_out(day, months) for day in told["day"].unique() for months in windows}
    return sorted(day for day in days if day > on)


def _falls_out(day: date, months: int) -> date:
    # The first day on which the event is older than the window.
    ahead = months_before(day, -months)
    while months_before(ahead, months) < day:
        ahead += timedelta(days=1)
    return ahead
