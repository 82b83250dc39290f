"""Invented people and couples, and how often violence is reported between them.

Volumes and repeat structure follow instruments.md 6.5: about 40 reports a week, 24 % repeat after a first
report and 52 % after a second, more at weekends, 85 % of those subjected are women.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from trygg.synthetic import names
from trygg.synthetic.reports import Report, report

REPEATS = (0.24, 0.52)  # the chance of one more report after the first, and after each later one
WEEKDAY = (0.90, 0.88, 0.88, 0.92, 1.02, 1.20, 1.20)
LONGEST_GAP = 500  # days


@dataclass(frozen=True, slots=True)
class Person:
    """Someone invented."""

    id: str
    sex: str  # M or F
    given: str
    family: str
    born: date
    number: str  # twelve digits of the test range
    protected: bool


@dataclass(frozen=True, slots=True)
class Couple:
    """Who used violence against whom, and what they were to each other."""

    id: str
    suspect: Person
    victim: Person
    relation: str
    partner: bool
    children: int
    home: str
    district: str


@dataclass(frozen=True, slots=True)
class Plan:
    """How large a city, and when."""

    until: date
    weeks: int = 104
    weekly: int = 40


@dataclass(frozen=True, slots=True)
class City:
    """All that happened, in order of the day it was reported."""

    plan: Plan
    couples: tuple[Couple, ...]
    reports: tuple[Report, ...]


def city(plan: Plan, rng: Random) -> City:
    """An invented city; equal seeds give equal cities."""
    first = plan.until - timedelta(weeks=plan.weeks)
    wanted = plan.weeks * plan.weekly
    couples: list[Couple] = []
    reports: list[Report] = []
    while len(reports) < wanted:
        made = _couple(couples, rng)
        couples.append(made)
        reports += [
            report(made, day, len(reports) + place, rng) for place, day in enumerate(_days(first, plan.until, rng))
        ]
    ordered = sorted(reports, key=lambda one: (one.reported_at, one.number))
    return City(plan, tuple(couples), tuple(ordered))


def number(born: date, sex: str, rng: Random) -> str:
    """A twelve-digit identity number of the test range (birth numbers 980–999) with its check digit."""
    middle = rng.randrange(980, 999, 2) + (1 if sex == "M" else 0)
    nine = f"{born:%y%m%d}{middle}"
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(nine))
    check = -sum(value // 10 + value % 10 for value in doubled) % 10
    return f"{born:%Y%m%d}{middle}{check}"


def person(label: str, sex: str, rng: Random) -> Person:
    """One invented adult."""
    born = date(1948, 1, 1) + timedelta(days=int(rng.triangular(0, 365 * 58, 365 * 42)))
    given = rng.choice(names.MALE if sex == "M" else names.FEMALE)
    family = rng.choice(names.FAMILY)
    if rng.random() < 0.06:
        family = f"{family}-{rng.choice(names.FAMILY)}"
    return Person(label, sex, given, family, born, number(born, sex, rng), rng.random() < 0.02)


def _couple(former: list[Couple], rng: Random) -> Couple:
    label = f"C{len(former):06d}"
    victim_is_woman = rng.random() < 0.854
    same_sex = rng.random() < 0.03
    suspect_sex = "M" if victim_is_woman != same_sex else "F"
    # One in ten has been reported against another partner before.
    again = rng.choice(former).suspect if former and rng.random() < 0.10 else None
    suspect = again if again and again.sex == suspect_sex else person(f"{label}s", suspect_sex, rng)
    victim = person(f"{label}v", "F" if victim_is_woman else "M", rng)
    partner = rng.random() < 0.93
    return Couple(
        id=label,
        suspect=suspect,
        victim=victim,
        relation=rng.choice(names.PARTNER if partner else names.OTHERS),
        partner=partner,
        children=rng.choices((0, 1, 2, 3), (0.45, 0.25, 0.2, 0.1))[0],
        home=f"{rng.choice(names.STREETS)} {rng.randint(1, 99)}",
        district=rng.choice(names.DISTRICTS),
    )


def _days(first: date, last: date, rng: Random) -> Iterator[date]:
    # A first report anywhere in the span; later ones soon after, as Weibull with a falling hazard.
    span = (last - first).days
    day = first + timedelta(days=rng.randrange(span))
    reported = 0
    while day < last:
        if rng.random() < WEEKDAY[day.weekday()] / max(WEEKDAY):
            yield day
            reported += 1
            if rng.random() >= REPEATS[min(reported, len(REPEATS)) - 1]:
                return
        day += timedelta(days=1 + int(min(rng.weibullvariate(120, 0.6), LONGEST_GAP)))
