"""The files that an invented city's offices export, with the faults that real ones have."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from trygg.synthetic import names
from trygg.synthetic.people import City, Couple, Person
from trygg.synthetic.reports import Report

HEADER = (
    "Diarienr;Anmälningstid;Brottstid;Brottsrubricering;Brottskod;Brottsplats;Område;Relation;Misstänkt pnr;"
    "Misstänkt efternamn;Misstänkt förnamn;Misstänkt kön;Misstankegrad;Frihetsberövande;Målsägande pnr;"
    "Målsägande efternamn;Målsägande förnamn;Målsägande kön;Skyddade personuppgifter;Barn närvarande;Antal barn;"
    "Skada;Vapen;Strypgrepp;Dödshot"
).split(";")
SEX = {"M": "M", "F": "K"}
YES = {True: "J", False: "N"}
RESTRICTIONS = 5  # the column of a roster
IN, OUT, EVERY = 3, 2, 6  # taken in and released overnight; how many stays lie between two whose restrictions change


def write_city(city: City, folder: Path, rng: Random) -> list[Path]:
    """The files written: one of all history, one for each of the last four weeks, two rosters, and contact bans."""
    weekly = [city.plan.until - timedelta(weeks=left) for left in (4, 3, 2, 1, 0)]
    spans = [(date.min, weekly[0]), *zip(weekly, weekly[1:], strict=False)]
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for since, until in spans:
        path = folder / _name(since, until)
        path.write_bytes(police_file(city, since, until, rng))
        written.append(path)
    bans = folder / "kontaktforbud.csv"
    for day, roster in custody_files(city, rng).items():
        path = folder / f"hakte-{day.isoformat()}.csv"
        path.write_bytes(roster)
        written.append(path)
    bans.write_bytes(bans_file(city, rng))
    return [*written, bans]


def police_file(city: City, since: date, until: date, rng: Random) -> bytes:
    """The police's export of what was reported from one day until before another."""
    couples = {couple.id: couple for couple in city.couples}
    chosen = [one for one in city.reports if since <= one.reported_at.date() < until]
    return _csv(HEADER, (row for one in chosen for row in _rows(one, couples[one.couple], rng)))


def custody_files(city: City, rng: Random) -> dict[date, bytes]:
    """The remand prison's rosters of the city's last two days: who was held, taken in and released overnight."""
    header = "Personnummer;Efternamn;Förnamn;Häkte;Intagen;Restriktioner;Åklagare medger besök;Planerad frigivning"
    couples = {couple.id: couple for couple in city.couples}
    recent = city.plan.until - timedelta(days=45)
    held = [one for one in city.reports if one.custody and recent <= one.reported_at.date()]
    last = city.plan.until
    stays = [_stay(couples[one.couple].suspect, one, last, rng) for one in held]
    return {
        last - timedelta(days=1): _csv(header.split(";"), _evening(stays)),
        last: _csv(header.split(";"), stays[OUT:]),
    }


def _evening(stays: list[list[str]]) -> Iterator[list[str]]:
    # The evening before: the newest not yet in, the first not yet out, and some restrictions not yet decided upon.
    for place, stay in enumerate(stays[: max(len(stays) - IN, 0)]):
        otherwise = list(stay)
        if place % EVERY == 0:
            otherwise[RESTRICTIONS] = "J" if stay[RESTRICTIONS] == "N" else "N"
        yield otherwise


def bans_file(city: City, rng: Random) -> bytes:
    """The contact bans in force some time in the city's span."""
    couples = {couple.id: couple for couple in city.couples}
    chosen = [one for one in city.reports if rng.random() < 0.08 and couples[one.couple].partner]
    rows = {one.couple: _ban(couples[one.couple], one) for one in chosen}
    return _csv("Personnummer;Skyddsperson pnr;Typ;Från;Till".split(";"), rows.values())


def _rows(one: Report, couple: Couple, rng: Random) -> Iterator[list[str]]:
    # What is told of the parties is told once a report; its rows differ only in the offence.
    suspect, victim = _named(couple.suspect, rng), _named(couple.victim, rng)
    protected = "J" if couple.victim.protected else "N"
    before = [one.number, f"{one.reported_at:%Y-%m-%d %H:%M}", f"{one.happened_at:%Y-%m-%d %H:%M}"]
    relation = couple.relation if rng.random() > 0.04 else ""
    place = [couple.home if rng.random() > 0.1 else "", couple.district, relation]
    after = [YES[one.child_present], str(couple.children), one.injury]
    flags = [YES[one.weapon], YES[one.strangulation], YES[one.death_threat]]
    for heading in one.offences:
        case = [one.suspicion, one.custody]
        yield [*before, heading, "", *place, *suspect, *case, *victim, protected, *after, *flags]


def _named(person: Person, rng: Random) -> list[str]:
    number = f"{person.number[:8]}-{person.number[8:]}"
    chance = rng.random()
    if chance < 0.04:
        number = ""
    elif chance < 0.07:
        number = f"{person.number[:8]}-XXXX"
    return [number, _spelled(person.family, rng), _spelled(person.given, rng), SEX[person.sex]]


def _spelled(name: str, rng: Random) -> str:
    if name in names.VARIANTS and rng.random() < 0.2:
        return rng.choice(names.VARIANTS[name])
    if rng.random() < 0.01:
        return name.upper()
    return name


def _stay(person: Person, one: Report, last: date, rng: Random) -> list[str]:
    since = min(one.reported_at.date() + timedelta(days=2), last)
    return [
        f"{person.number[:8]}-{person.number[8:]}",
        person.family,
        person.given,
        "Häktet Malmö",
        since.isoformat(),
        rng.choice("JN"),
        "",
        "" if rng.random() < 0.7 else (since + timedelta(days=60)).isoformat(),
    ]


def _ban(couple: Couple, one: Report) -> list[str]:
    since = one.reported_at.date() + timedelta(days=9)
    until = since.replace(year=since.year + 1, day=min(since.day, 28))
    return [
        couple.suspect.number,
        couple.victim.number,
        "kontaktförbud",
        since.isoformat(),
        until.isoformat(),
    ]


def _csv(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _name(since: date, until: date) -> str:
    return "polisen-tidigare.csv" if since == date.min else f"polisen-{since:%G-v%V}.csv"
