"""Links new tellings with each other and with the register: numbers first, then weights, then the other party.

Nothing is joined silently below the sure weight or past a guard; it becomes a question for a person.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log2
from typing import Any

import polars as pl
from rapidfuzz.distance import JaroWinkler

from trygg.linkage.clusters import Clusters
from trygg.linkage.prepare import candidates, prepare, with_others
from trygg.linkage.score import Pair, pairs
from trygg.linkage.weights import Weights, weights

PASSES = 6  # each pass may settle the other party of someone else; more have never been needed
TELLING = ("given", "family", "digits", "eight")  # whoever tells none of these is nobody
NAMED = ("given", "family")
USED = (
    "id person valid digits eight given given_words initials family family_words sounds protected"
    " other couple couple_sounds couple_valid"
).split()
ASKED = 3  # the most questions about one new person: the likeliest


@dataclass(frozen=True, slots=True)
class Question:
    """Two tellings that may be one person: why it is asked, and what each field speaks for, without any value."""

    a: str
    b: str
    weight: float
    why: str
    fields: list[dict[str, str | float]]


@dataclass(frozen=True, slots=True)
class Linked:
    """Who each new telling is believed to be (id, person, because, weight), and what a person must answer."""

    clusters: pl.DataFrame
    questions: list[Question]


@dataclass(frozen=True, slots=True)
class _Edge:
    """A pair with the other party and the rarity of the name weighed in."""

    pair: Pair
    weight: float
    bits: Mapping[str, float]
    couple: str
    guard: str

    @property
    def order(self) -> tuple[float, str, str]:
        return (-round(self.weight, 6), self.pair.a, self.pair.b)

    def by_couple(self, rules: Weights) -> bool:
        """Whether the other party settled it."""
        return self.couple not in ("", "differ") and self.weight - self.bits["couple"] < rules.sure

    def fields(self) -> list[dict[str, str | float]]:
        """Each field that both tell: how it agrees and what that adds."""
        told = [*self.pair.agreements.items(), *([("couple", self.couple)] if self.couple else [])]
        return [{"name": name, "agreement": key, "bits": round(self.bits[name], 1)} for name, key in told]


def link(new: pl.DataFrame, register: pl.DataFrame, verdicts: pl.DataFrame, weighed: Weights | None = None) -> Linked:
    """Who the new tellings are. The register stays as it is; no order of rows changes the answer."""
    rules = weighed or weights()
    fresh = prepare(new)
    whole = with_others(prepare(register), "person")
    known = candidates(whole, fresh, verdicts)
    believed = _Beliefs(fresh, known, verdicts)
    believed.by_verdict()
    doubtful = believed.by_number()
    compared = _compared(fresh, known, believed, rules)
    believed.rare = rarity(pl.concat([fresh.select(NAMED), whole.select(NAMED)]), fresh, rules)
    for _ in range(PASSES):
        if not believed.by_weight(_edges(compared, believed, rules), rules):
            break
    asked = _questions([*doubtful, *_edges(compared, believed, rules)], believed, rules)
    return Linked(believed.clusters(), asked)


class _Beliefs:
    """The groups so far, and what joined each new telling to its group."""

    def __init__(self, new: pl.DataFrame, register: pl.DataFrame, verdicts: pl.DataFrame) -> None:
        self.new = frozenset(new["id"])
        told = [frame.select(column for column in USED if column in frame.columns) for frame in (register, new)]
        self._told = {row["id"]: row for frame in told for row in frame.iter_rows(named=True)}
        self._verdicts = sorted(verdicts.select("a", "b", "answer").iter_rows())
        self.groups = Clusters(
            {one: row.get("person") or "" for one, row in self._told.items()},
            {one: row["valid"] or "" for one, row in self._told.items()},
            ((a, b) for a, b, answer in self._verdicts if answer == "different"),
        )
        self._because: dict[str, tuple[str, float | None]] = {}
        self.rare: Mapping[str, float] = {}
        first: dict[str, str] = {}
        for one, person in register.select("id", "person").iter_rows():
            self.groups.join(first.setdefault(person, one), one)

    def couple(self, one: str) -> str:
        """The person whom the other party of a telling is believed to be; empty when that tells nothing."""
        other = self._told[one]["other"]
        if other in self.groups and _tells(self._told[other]):
            return self.groups.label(other)
        return self._told[one].get("couple") or ""

    def couple_sounds(self, one: str) -> str:
        """The name of the other party, as it sounds."""
        other = self._told[one]["other"]
        return (self._told[other]["sounds"] if other in self._told else self._told[one].get("couple_sounds")) or ""

    def sounds(self, one: str) -> set[str]:
        """The words of a name, as they sound."""
        return {*(self._told[one]["sounds"] or "").split()}

    def couple_numbers(self, one: str) -> set[str]:
        """The valid numbers of the other party."""
        other = self._told[one]["other"]
        told: str | None = self._told[one].get("couple_valid")
        return self.groups.numbers(other) if other in self.groups else {told} if told else set()

    def name_bits(self, pair: Pair, plain: Mapping[str, float]) -> dict[str, float]:
        """What an equal name adds when its rarity counts: a common one less, a rare one more."""
        told = self._told[pair.a]
        return {
            name: plain[name] + self.rare.get(told[name], 0.0)
            for name in NAMED
            if pair.level(name) == "same" and told[name] is not None
        }

    def protected(self, one: str) -> bool:
        """Whether a telling is of someone with a protected identity."""
        return self._told[one]["protected"] not in ("", "none")

    def by_verdict(self) -> None:
        """Join what a person called the same, unless a person also parted them."""
        for a, b, answer in self._verdicts:
            if answer == "same" and a in self.groups and b in self.groups and not self.groups.parted(a, b):
                self._join(a, b, "answer", None)

    def by_number(self) -> list[_Edge]:
        """Join equal valid numbers; those that share no name with the others are asked about instead."""
        doubtful = []
        holders = defaultdict(list)
        for one in sorted(self._told):
            if self._told[one]["valid"]:
                holders[self._told[one]["valid"]].append(one)
        for held in holders.values():
            for place, one in enumerate(held):
                doubtful += self._same_number(one, held[:place])
        return doubtful

    def _same_number(self, one: str, earlier: list[str]) -> list[_Edge]:
        """Join one with those before it that hold its number, or say with whom it is doubtful."""
        strangers = []
        for other in earlier:
            if self.groups.root(one) == self.groups.root(other):
                continue
            if self.groups.forbids(one, other) or not _akin(self._told[one], self._told[other]):
                strangers.append(other)
            else:
                self._join(one, other, "number", None)
        return [
            _Edge(
                Pair(min(one, other), max(one, other), _BY_NUMBER, {"number": "same"}),
                _BY_NUMBER,
                {"number": _BY_NUMBER},
                "",
                "number_other_name",
            )
            for other in strangers[:1]
            if {one, other} & self.new
        ]

    def by_weight(self, edges: list[_Edge], rules: Weights) -> bool:
        """Join the surest first; whether anyone was joined."""
        rivals = _Rivals(edges, self.groups, rules.rival)
        joined = False
        for edge in edges:
            a, b = edge.pair.a, edge.pair.b
            if edge.weight < rules.sure or edge.guard or self.groups.root(a) == self.groups.root(b):
                continue
            if not self.groups.forbids(a, b) and not rivals.of(edge):
                self._join(a, b, "couple" if edge.by_couple(rules) else "weight", edge.weight)
                joined = True
        return joined

    def answered(self) -> dict[str, int]:
        """How often a person has already been asked about each group."""
        often: dict[str, int] = defaultdict(int)
        for a, b, _ in self._verdicts:
            for one in (a, b):
                if one in self.groups:
                    often[self.groups.label(one)] += 1
        return often

    def clusters(self) -> pl.DataFrame:
        """Each new telling with its person, and by what."""
        rows = [(one, self.groups.label(one), *self._because.get(one, ("alone", None))) for one in sorted(self.new)]
        return pl.DataFrame(
            rows,
            schema={"id": pl.String, "person": pl.String, "because": pl.String, "weight": pl.Float64},
            orient="row",
        )

    def _join(self, a: str, b: str, because: str, weight: float | None) -> None:
        self.groups.join(a, b)
        for one in (a, b):
            if one in self.new:
                self._because.setdefault(one, (because, weight))


class _Rivals:
    """For each group, with whom else it might be one, so that a close second turns a join into a question."""

    def __init__(self, edges: Iterable[_Edge], groups: Clusters, within: float) -> None:
        self._groups, self._within = groups, within
        self._others: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for edge in edges:
            if not edge.guard:
                self._others[edge.pair.a].append((edge.pair.b, edge.weight))
                self._others[edge.pair.b].append((edge.pair.a, edge.weight))

    def of(self, edge: _Edge) -> bool:
        """Whether one of the two groups might about as well be one with a third that the other cannot be."""
        return self._third(edge.pair.a, edge.pair.b, edge.weight) or self._third(edge.pair.b, edge.pair.a, edge.weight)

    def _third(self, one: str, other: str, weight: float) -> bool:
        return any(
            near >= weight - self._within
            and not self._groups.forbids(member, third)
            and self._groups.forbids(third, other)
            for member in self._groups.members(one)
            for third, near in self._others.get(member, ())
            if self._groups.root(third) not in (self._groups.root(one), self._groups.root(other))
        )


_BY_NUMBER = 10.0
_USUAL = 2000  # so many tellings must be seen before they outweigh the usual share of a name
_NEAR = 0.85


def _compared(new: pl.DataFrame, register: pl.DataFrame, believed: _Beliefs, rules: Weights) -> list[Pair]:
    """All pairs that could come to matter once the other party is weighed in."""
    most = max(level.bits for level in rules.fields["couple"].values())
    fresh, known = (
        frame.filter(pl.any_horizontal(pl.col(TELLING).is_not_null())).with_columns(
            couple=pl.col("id").map_elements(believed.couple, return_dtype=pl.String).replace("", None),
            couple_sounds=pl.col("id").map_elements(believed.couple_sounds, return_dtype=pl.String).replace("", None),
        )
        for frame in (new, register)
    )
    return pairs(fresh, known, rules, rules.ask - most)


def _edges(compared: Iterable[Pair], believed: _Beliefs, rules: Weights) -> list[_Edge]:
    """The pairs of different groups with the other party weighed in, surest first."""
    groups = believed.groups
    apart = (pair for pair in compared if groups.root(pair.a) != groups.root(pair.b))
    return sorted((_edge(pair, believed, rules) for pair in apart), key=lambda edge: edge.order)


def _edge(pair: Pair, believed: _Beliefs, rules: Weights) -> _Edge:
    couple = _couple(pair, believed)
    protected = believed.protected(pair.a) or believed.protected(pair.b)
    plain = {name: rules.fields[name][key].bits for name, key in pair.agreements.items()}
    bits = plain | believed.name_bits(pair, plain) | ({"couple": rules.fields["couple"][couple].bits} if couple else {})
    return _Edge(pair, pair.weight + sum(bits.values()) - sum(plain.values()), bits, couple, guard(pair, protected))


def _couple(pair: Pair, believed: _Beliefs) -> str:
    """How the other parties of two tellings agree; empty where one is not told."""
    one, other = believed.couple(pair.a), believed.couple(pair.b)
    if not one or not other:
        return ""
    if one == other:
        return "same"
    sounds, numbers = believed.couple_sounds(pair.a), believed.couple_numbers(pair.a)
    apart = numbers and believed.couple_numbers(pair.b) and not numbers & believed.couple_numbers(pair.b)
    if apart or not sounds or sounds != believed.couple_sounds(pair.b):
        return "differ"
    return "relative" if {*sounds.split()} & believed.sounds(pair.a) & believed.sounds(pair.b) else "namesake"


def guard(pair: Pair, protected: bool) -> str:
    """Why two tellings are never joined by weight alone, whatever it is; empty when nothing stands against it."""
    number = pair.level("number")
    if number in ("slip_valid", "changed"):
        return "two_numbers"
    if pair.level("given") == "differ" and number != "same":
        return "siblings" if number.startswith("born") or number == "slip" else "other_name"
    if protected and number not in ("same", "slip"):
        return "protected"
    return ""


def _questions(edges: Iterable[_Edge], believed: _Beliefs, rules: Weights) -> list[Question]:
    """The likeliest questions, each pair of groups once, at most a few for each new person."""
    groups = believed.groups
    asked: dict[tuple[str, ...], Question] = {}
    often = believed.answered()
    for edge in sorted(edges, key=lambda edge: edge.order):
        a, b = edge.pair.a, edge.pair.b
        pair = (min(labels := (groups.label(a), groups.label(b))), max(labels))
        if edge.weight < rules.ask or pair[0] == pair[1] or pair in asked or groups.parted(a, b):
            continue
        why = edge.guard or groups.forbids(a, b) or ("rivals" if edge.weight >= rules.sure else "unsure")
        if (why == "numbers") or max((often[label] for label in pair if label.startswith("new:")), default=0) >= ASKED:
            continue
        asked[pair] = Question(*_new_first(a, b, believed.new), round(edge.weight, 2), why, edge.fields())
        for label in pair:
            often[label] += 1
    return list(asked.values())


def _new_first(a: str, b: str, new: frozenset[str]) -> tuple[str, str]:
    return (a, b) if a in new else (b, a)


def rarity(names: pl.DataFrame, new: pl.DataFrame, rules: Weights) -> dict[str, float]:
    """For each new name, in either column, how many bits more an equal one tells than the usual name does."""
    rare: dict[str, float] = {}
    wanted = pl.concat([new[name] for name in NAMED]).drop_nulls().unique().implode()
    for name in NAMED:
        usual = rules.fields[name]["same"].u
        for told, count in names.filter(pl.col(name).is_in(wanted))[name].value_counts().iter_rows():
            share = (count + _USUAL * usual) / (names.height + _USUAL)
            rare[told] = min(rare.get(told, 99.0), log2(usual / share))
    return rare


def _tells(row: Mapping[str, object]) -> bool:
    return any(row[column] is not None for column in TELLING)


def _akin(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two names could be one person's: a sound, or an initial, in common, or nothing told."""
    a, b = ({*(row["sounds"] or "").split()} for row in (one, other))
    if not a or not b or a & b:
        return True
    if any(len(row["given"] or "") == 1 for row in (one, other)):
        return bool({*one["initials"]} & {*other["initials"]})
    words = [[*row["given_words"], *row["family_words"]] for row in (one, other)]
    return any(JaroWinkler.similarity(left, right) > _NEAR for left in words[0] for right in words[1])
