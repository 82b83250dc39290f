"""Invented police reports: what was alleged, when, and how far the case has come."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Protocol

OFFENCES = {  # heading → share, after instruments.md 6.5
    "Misshandel, ej grov": 0.43,
    "Olaga hot": 0.233,
    "Ofredande": 0.215,
    "Våldtäkt, fullbordad": 0.049,
    "Grov kvinnofridskränkning": 0.034,
    "Olaga frihetsberövande": 0.010,
    "Misshandel, grov": 0.015,
    "Olaga förföljelse": 0.008,
    "Överträdelse av kontaktförbud": 0.006,
}
SECOND = ("Olaga hot", "Ofredande", "Skadegörelse", "Hemfridsbrott")
SUSPICION = ("anmäld", "skäligen misstänkt", "på sannolika skäl misstänkt")
GRAVE = {"Våldtäkt, fullbordad", "Grov kvinnofridskränkning", "Misshandel, grov", "Olaga frihetsberövande"}


class PairLike(Protocol):
    """What a report needs to know of the couple it is about."""

    @property
    def children(self) -> int: ...

    @property
    def id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Report:
    """One report; it has a row for each offence."""

    number: str
    couple: str
    reported_at: datetime
    happened_at: datetime
    offences: tuple[str, ...]
    suspicion: str
    custody: str
    child_present: bool
    injury: str
    weapon: bool
    strangulation: bool
    death_threat: bool


def report(pair: PairLike, day: date, serial: int, rng: Random) -> Report:
    """One invented report of a couple, made on a day."""
    reported = datetime.combine(day, time(rng.randrange(24), rng.randrange(60)))
    happened = reported - timedelta(minutes=int(rng.expovariate(1 / 600)) + 10)
    child = pair.children > 0 and rng.random() < 0.37
    offences = _offences(pair.children if child else 0, rng)
    grave = offences[0] in GRAVE
    suspicion = rng.choices(SUSPICION, (0.1, 0.3, 0.6) if grave else (0.35, 0.5, 0.15))[0]
    held = suspicion == SUSPICION[2] and rng.random() < 0.6
    return Report(
        number=f"5000-K{serial + 1:06d}-{happened:%y}",
        couple=pair.id,
        reported_at=reported,
        happened_at=happened,
        offences=offences,
        suspicion=suspicion,
        custody=rng.choice(("anhållen", "häktad")) if held else "",
        child_present=child,
        injury=rng.choices(("ingen", "lindrig", "svår"), (0.5, 0.42, 0.08))[0],
        weapon=rng.random() < 0.06,
        strangulation=rng.random() < 0.08,
        death_threat=rng.random() < 0.10,
    )


def _offences(children: int, rng: Random) -> tuple[str, ...]:
    first = rng.choices(tuple(OFFENCES), tuple(OFFENCES.values()))[0]
    second = [rng.choice(SECOND)] if rng.random() < 0.28 else []
    return (first, *(one for one in second if one != first), *["Barnfridsbrott"] * children)
