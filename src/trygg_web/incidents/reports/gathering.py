"""The rows of one report gathered to what it tells: its parties, its pairs, its offences. Their order is nothing.

A gap is filled. What is told of one thing in two ways is put aside where fewer rows tell it: a report's day and
district, a pair's relation and flags, a suspect's standing, a party's name and sex. The rows of another pair may
tell otherwise; the report then bears the gravest.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

from trygg.relations import UNKNOWN, is_partner
from trygg.rulebook import Rules
from trygg_web.incidents.reports import naming
from trygg_web.incidents.reports.told import OffenceTold, PartyTold, ReportTold, RowTold, SuspectTold
from trygg_web.sheets.cells import local_day

T = TypeVar("T")
OF_REPORT = ("reported_at", "district")
OF_PAIR = ("relation", "child_present", "children", "injury", "weapon", "strangulation", "death_threat")
FLAGS = ("weapon", "strangulation", "death_threat")
OF_OFFENCE = ("relation", *FLAGS)  # of the pair, kept with each offence
OF_SUSPECT = ("suspicion", "custody")
OF_PARTY = ("given", "family", "sex")
INJURIES = ("", "none", "slight", "severe")
BLANK = (None, "", UNKNOWN)
Pair = tuple[int, int]
Told = tuple[str, bool | None, bool | None, bool | None, bool | None]  # relation, partner, the flags
_BUT_OFFENCE = attrgetter(*(field.name for field in fields(RowTold) if field.name != "offence"))


def gathered(rows: Sequence[RowTold], rules: Rules) -> tuple[ReportTold, dict[int, str]]:
    """The report, and the rows put aside by their place in `rows`, each with the field that disagrees."""
    if _all_but_offence_equal(rows):
        return _of_one_pair(rows, rules), {}
    odd: dict[int, str] = {}
    left = sorted(range(len(rows)), key=lambda at: _content(rows[at]))
    while fresh := _disagreeing([rows[at] for at in left]):
        odd |= {left[at]: name for at, name in fresh.items()}
        left = [at for place, at in enumerate(left) if place not in fresh]
    some = [rows[at] for at in left]
    return _report(some, _Parties(some), rules), odd


def _all_but_offence_equal(rows: Sequence[RowTold]) -> bool:
    first = _BUT_OFFENCE(rows[0])
    return all(_BUT_OFFENCE(row) == first for row in rows[1:])


def _of_one_pair(rows: Sequence[RowTold], rules: Rules) -> ReportTold:
    # Nearly all reports: one suspect, or nobody, against one victim. It must tell what the long way tells.
    row, codes = rows[0], {one.offence.code for one in rows}
    day = local_day(row.reported_at)
    partner = _partner(is_partner(code, row.relation, day, rules) for code in codes)
    pair = (row.relation, partner, row.weapon, row.strangulation, row.death_threat)
    offences = [_paired(one.offence, (0, 0), pair) for one in rows]
    standing = (SuspectTold(0, row.suspicion, row.custody),) if row.suspicion or row.custody else ()
    return ReportTold(
        row.number, row.reported_at, row.district, row.relation, partner, row.child_present, row.children, row.injury,
        row.weapon, row.strangulation, row.death_threat, standing, (row.suspect,) if row.suspect else (),
        (row.victim,) if row.victim else (), tuple(sorted(offences, key=_when) if len(rows) > 1 else offences),
    )  # fmt: skip


def _paired(told: OffenceTold, places: Pair, pair: Told) -> OffenceTold:
    # Built anew field by field: replace() takes three times as long, and there is one for each row.
    suspect, victim = places
    relation, partner, weapon, strangulation, death_threat = pair
    return OffenceTold(
        told.heading, told.code, told.offence, told.attempt, told.since, told.until, told.precision, suspect, victim,
        relation, partner, weapon, strangulation, death_threat,
    )  # fmt: skip


class _Parties:
    """The persons that rows name in each role, and which row concerns whom."""

    def __init__(self, rows: Sequence[RowTold]) -> None:
        self.suspects = naming.named(row.suspect for row in rows if row.suspect)
        self.victims = naming.named(row.victim for row in rows if row.victim)
        self.pairs = [
            (naming.place_of(row.suspect, self.suspects), naming.place_of(row.victim, self.victims)) for row in rows
        ]


def _content(row: RowTold) -> str:
    return repr(row)


def _disagreeing(rows: Sequence[RowTold]) -> dict[int, str]:
    # The first thing of which rows tell two ways: those that tell it as fewer do.
    parties = _Parties(rows)
    for name, scope, value in _things(parties):
        told: dict[Hashable, list[int]] = {}
        for at, row in enumerate(rows):
            if value(row) not in BLANK:
                told.setdefault(scope(at), []).append(at)
        for some in told.values():
            if odd := _outvoted([value(rows[at]) for at in some], _same(name)):
                return {some[at]: name for at in odd}
    return {}


def _things(parties: _Parties) -> Iterator[tuple[str, Callable[[int], Hashable], Callable[[RowTold], Any]]]:
    pairs = parties.pairs
    for name in OF_REPORT:
        yield name, [0 for _ in pairs].__getitem__, _reader(name)
    for side, role in enumerate(("suspect", "victim")):
        for name in OF_PARTY:
            yield f"{role}_{name}", [pair[side] for pair in pairs].__getitem__, _reader(role, name)
    for name in OF_SUSPECT:
        yield name, [suspect for suspect, _ in pairs].__getitem__, _reader(name)
    for name in OF_PAIR:
        yield name, pairs.__getitem__, _reader(name)


def _reader(*path: str) -> Callable[[RowTold], Any]:
    def read(row: RowTold) -> Any:
        value: Any = row
        for name in path:
            value = getattr(value, name) if value is not None else None
        return value

    return read


def _same(name: str) -> Callable[[Any, Any], bool]:
    return naming.fits if name.endswith(("_given", "_family")) else lambda one, other: one == other


def _outvoted(values: Sequence[Any], same: Callable[[Any, Any], bool]) -> list[int]:
    # The values that contradict what most tell; of equals the first in the rows' own order stands.
    if all(same(values[0], value) for value in values):
        return []
    counts = Counter(values)
    stands = max(values, key=lambda value: counts[value])
    return [at for at, value in enumerate(values) if not same(stands, value)]


def _report(rows: Sequence[RowTold], parties: _Parties, rules: Rules) -> ReportTold:
    pairs = _of_pairs(rows, parties.pairs)
    partners = _partners(rows, parties.pairs, pairs, rules)
    offences = [
        _paired(row.offence, pair, (pairs[pair]["relation"], partners[pair], *(pairs[pair][name] for name in FLAGS)))
        for row, pair in zip(rows, parties.pairs, strict=True)
    ]
    offences.sort(key=_when)
    first = rows[0]
    return ReportTold(
        number=first.number,
        reported_at=first.reported_at,
        district=_first(row.district for row in rows) or "",
        child_present=_yes(row.child_present for row in rows),
        children=max((row.children for row in rows if row.children is not None), default=None),
        injury=max((row.injury for row in rows), key=INJURIES.index),
        **summary(offences),
        standings=tuple(_standings(rows, parties)),
        suspects=_merged(parties.suspects),
        victims=_merged(parties.victims),
        offences=tuple(offences),
    )


def _merged(persons: Sequence[naming.Named]) -> tuple[PartyTold, ...]:
    return tuple(person.tellings[0] if len(person.tellings) == 1 else naming.merged(person) for person in persons)


def _of_pairs(rows: Sequence[RowTold], pairs: Sequence[Pair]) -> dict[Pair, dict[str, Any]]:
    told: dict[Pair, dict[str, Any]] = {}
    for row, pair in zip(rows, pairs, strict=True):
        known = told.setdefault(pair, {})
        for name in OF_OFFENCE:
            if known.get(name) in BLANK:
                known[name] = getattr(row, name)
    return told


def _partners(
    rows: Sequence[RowTold], pairs: Sequence[Pair], told: Mapping[Pair, Mapping[str, Any]], rules: Rules
) -> dict[Pair, bool | None]:
    # One code of the pair that says yes is enough.
    answers: dict[Pair, set[bool | None]] = {}
    for row, pair in zip(rows, pairs, strict=True):
        day = local_day(row.reported_at)
        answers.setdefault(pair, set()).add(is_partner(row.offence.code, told[pair]["relation"], day, rules))
    return {pair: _partner(said) for pair, said in answers.items()}


def _partner(answers: Iterable[bool | None]) -> bool | None:
    said = set(answers)
    return True if True in said else None if None in said else False


def summary(offences: Sequence[Any]) -> dict[str, Any]:
    """What a report bears of its offences' pairs: partners when any pair are, a flag when any has it.

    offences  records with suspect, victim, relation, partner and the flags, in any order
    """
    ordered = sorted(
        offences, key=lambda one: (one.relation in BLANK, one.partner is not True, one.suspect, one.victim)
    )
    return {
        "relation": ordered[0].relation,
        "partner": _partner(one.partner for one in offences),
        **{name: _yes(getattr(one, name) for one in offences) for name in FLAGS},
    }


def _standings(rows: Sequence[RowTold], parties: _Parties) -> Iterator[SuspectTold]:
    for place in sorted({suspect for suspect, _ in parties.pairs}):
        theirs = [row for row, (suspect, _) in zip(rows, parties.pairs, strict=True) if suspect == place]
        said = [_first(getattr(row, name) for row in theirs) or "" for name in OF_SUSPECT]
        if any(said):
            yield SuspectTold(place, *said)


def _first(values: Iterable[T]) -> T | None:
    return next((value for value in values if value not in BLANK), None)


def _yes(answers: Iterable[bool | None]) -> bool | None:
    said = set(answers)
    return True if True in said else False if False in said else None


def _when(told: OffenceTold) -> tuple[Any, ...]:
    # Rows told in another order are the same lines of the report.
    return (str(told.since), str(told.until), told.heading, told.code, told.suspect, told.victim)
