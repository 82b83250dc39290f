"""Who is believed to be whom so far, what joined them, and what is known of the other party of each report."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import compress, groupby
from typing import Any, NamedTuple

import polars as pl
from rapidfuzz.distance import JaroWinkler

from trygg.linkage.clusters import Clusters
from trygg.linkage.edges import Edge, Rivals, by_number
from trygg.linkage.weights import Weights

TELLING = ("given", "family", "digits", "eight")  # whoever tells none of these is nobody
_NUMBERED = "id valid heard given family initials".split()
_OF_REGISTER = {
    "person": pl.String,
    "couple": pl.String,
    "couple_sounds": pl.UInt64,
    "couple_heard": pl.String,
    "couple_valid": pl.String,
}
_USED = [*_NUMBERED, *_OF_REGISTER, "fresh", "tells", "sounds", "protected", "other"]
_NEAR = 0.85
_CLUSTERS = {"id": pl.String, "person": pl.String, "because": pl.String, "weight": pl.Float64}


class _Told(NamedTuple):
    """What of a telling is weighed with the other party of its report; `couple…` is what the register says of it."""

    other: str
    tells: bool
    sounds: int | None
    heard: str | None
    couple: str | None
    couple_sounds: int | None
    couple_heard: str | None
    couple_valid: str | None


class Side(NamedTuple):
    """The other party of a telling: who it is believed to be, its name, and its valid numbers."""

    person: str
    sounds: int | None
    heard: set[str]
    numbers: set[str]
    own: set[str]  # how the telling's own name sounds


class Beliefs:
    """The groups so far, and what joined each new telling to its group. Only tellings that may be joined are held."""

    def __init__(self, new: pl.DataFrame, known: pl.DataFrame, verdicts: pl.DataFrame) -> None:
        tells = pl.any_horizontal(pl.col(TELLING).is_not_null())
        lacking = [pl.lit(None, kind).alias(name) for name, kind in _OF_REGISTER.items() if name not in new.columns]
        whole = [frame.with_columns(fresh=pl.lit(frame is new), tells=tells) for frame in (known, new)]
        used = [whole[0].select(_USED), whole[1].with_columns(lacking).select(_USED)]
        self._frame = pl.concat([frame for frame in used if frame.height] or used)
        self.ids = new["id"]
        self._verdicts = sorted(verdicts.select("a", "b", "answer").iter_rows())
        self._rows: dict[str, _Told] = {}
        self._persons: dict[str, str] = {}
        self._numbers: dict[str, str] = {}
        self._protected: set[str] = set()
        parted = ((a, b) for a, b, answer in self._verdicts if answer == "different")
        self.groups = Clusters(self._persons, self._numbers, parted)
        self._because: dict[str, tuple[str, float | None]] = {}
        self._new: set[str] = set()
        self.hold(known["id"])
        self._as_registered(known)

    def hold(self, ids: pl.Series) -> None:
        """Take tellings and the other parties of their reports into play."""
        held = self._frame.filter(pl.col("id").is_in(ids.implode()))
        named = held.filter(pl.col("other") != "")
        others = self._frame.filter(pl.col("id").is_in(named["other"].implode())) if named.height else named
        for frame in (held, others):
            texts = frame["id"].to_list()  # each id is one text, however many ask for it
            self._persons.update(_told(texts, frame, ~pl.col("fresh"), "person"))
            self._numbers.update(_told(texts, frame, pl.col("valid").is_not_null(), "valid"))
            self._protected.update(frame.filter(~pl.col("protected").is_in(["", "none"]))["id"])
            self._new.update(compress(texts, frame["fresh"]))
        for one, *told in pl.concat([named, others]).select("id", *_Told._fields).iter_rows():
            self._rows[one] = _Told(*told)

    def let_go(self) -> None:
        """Nobody more comes into play: keep nothing of the others but their ids."""
        self._frame = self._frame.clear()

    def is_new(self, one: str) -> bool:
        """Whether a telling that is in play is one of the new."""
        return one in self._new

    def side(self, one: str) -> Side | None:
        """The other party of a telling; nothing when it is not told."""
        told = self._rows.get(one)
        if told is None:
            return None
        other = self._rows.get(told.other)
        own = _words(told.heard)
        if other is None:
            numbers = {told.couple_valid} if told.couple_valid else set()
            return (
                Side(told.couple, told.couple_sounds, _words(told.couple_heard), numbers, own) if told.couple else None
            )
        person = self.groups.label(told.other) if other.tells else told.couple
        return Side(person, other.sounds, _words(other.heard), self.groups.numbers(told.other), own) if person else None

    def protected(self, one: str) -> bool:
        """Whether a telling in play is of someone with a protected identity."""
        return one in self._protected

    def with_couples(self, told: pl.DataFrame) -> pl.DataFrame:
        """The tellings that name somebody, with the person and the name of the other party of the report."""
        lacking = [
            pl.lit(None, _OF_REGISTER[name]).alias(name)
            for name in ("couple", "couple_sounds")
            if name not in told.columns
        ]
        tells = told.select(pl.any_horizontal(pl.col(TELLING).is_not_null())).to_series()
        named = (told if tells.all() else told.filter(tells)).with_columns(lacking)
        if not (named["other"] != "").any():
            return named
        beside = self._frame.select(
            other="id",
            side_tells="tells",
            side_sounds="sounds",
            side_person=pl.when("fresh").then("new:" + pl.col("id")).otherwise("person"),
        )
        joined = pl.DataFrame(list(self.groups.joined().items()), schema=["other", "side_joined"], orient="row")
        joined = joined.cast(pl.String)
        beside = beside.join(joined, on="other", how="left")
        told_side = pl.when("side_tells").then(pl.coalesce("side_joined", "side_person"))
        return named.join(beside, on="other", how="left", maintain_order="left").with_columns(
            couple=pl.coalesce(told_side, "couple"),
            couple_sounds=pl.when(pl.col("side_tells").is_null()).then("couple_sounds").otherwise("side_sounds"),
        )

    def by_verdict(self) -> None:
        """Join what a person called the same, unless a person also parted them."""
        named = pl.Series([one for pair in self._verdicts for one in pair[:2]], dtype=pl.String)
        there = set(self._frame.filter(pl.col("id").is_in(named.implode()))["id"])
        self.hold(pl.Series(sorted(there), dtype=pl.String))
        for a, b, answer in self._verdicts:
            if answer == "same" and a in there and b in there and not self.groups.parted(a, b):
                self._join(a, b, "answer", None)

    def by_number(self) -> list[Edge]:
        """Join equal valid numbers; those that share no name with the others are asked about instead."""
        shared = pl.col("valid").is_not_null() & pl.col("valid").is_duplicated()
        numbered = self._frame.filter(shared).select(*_NUMBERED, "fresh").sort("valid", "id")
        self.hold(numbered["id"])
        # Equal numbers under equal names of whom nobody has said anything need no further look, and are nearly all.
        named = pl.Series([one for pair in self._verdicts for one in pair[:2]], dtype=pl.String).implode()
        alike = pl.col("heard").eq_missing(pl.col("heard").first()) & pl.col("fresh") & ~pl.col("id").is_in(named)
        numbered = numbered.with_columns(alike=alike.all().over("valid"))
        for held in _by_number(numbered.filter("alike").select("id", "valid")):
            for row in held[1:]:
                self._join(held[0]["id"], row["id"], "number", None)
        doubtful: list[Edge] = []
        for held in _by_number(numbered.filter(~pl.col("alike"))):
            for place, row in enumerate(held):
                doubtful += self._same_number(row, held[:place])
        return doubtful

    def _same_number(self, row: Mapping[str, Any], earlier: Iterable[Mapping[str, Any]]) -> list[Edge]:
        """Join one with those before it that hold its number, or say with whom it is doubtful."""
        strangers, one = [], row["id"]
        for before in earlier:
            other = before["id"]
            if self.groups.root(one) == self.groups.root(other):
                continue
            if self.groups.forbids(one, other) or not _akin(row, before):
                strangers.append(other)
            else:
                self._join(one, other, "number", None)
        return [by_number(one, other) for other in strangers[:1] if self.is_new(one) or self.is_new(other)]

    def by_weight(self, edges: list[Edge], rules: Weights) -> bool:
        """Join the surest first; whether anyone was joined."""
        rivals = Rivals(edges, self.groups, rules)
        joined = False
        for edge in edges:
            if edge.weight < rules.sure:
                break
            if edge.guard or self.groups.root(edge.a) == self.groups.root(edge.b):
                continue
            if not self.groups.forbids(edge.a, edge.b) and not rivals.of(edge):
                by_couple = edge.couple not in ("", "differ") and edge.base < rules.sure
                self._join(edge.a, edge.b, "couple" if by_couple else "weight", edge.weight)
                joined = True
        return joined

    def answered(self) -> dict[str, int]:
        """How often a person has already been asked about each group."""
        often: dict[str, int] = defaultdict(int)
        there = self._new | self._persons.keys()
        for a, b, _ in self._verdicts:
            for one in (a, b):
                if one in there:
                    often[self.groups.label(one)] += 1
        return often

    def clusters(self) -> pl.DataFrame:
        """Each new telling with its person, and by what."""
        found = self.groups.joined()
        why = [self._because.get(one, ("alone", None)) for one in found]
        columns = ([*found], [*found.values()], [because for because, _ in why], [weight for _, weight in why])
        joined = pl.DataFrame(dict(zip(_CLUSTERS, columns, strict=True)), schema=_CLUSTERS)
        alone = {"person": pl.concat_str(pl.lit("new:"), "id"), "because": pl.lit("alone")}
        whole = self.ids.sort().to_frame("id").join(joined, on="id", how="left", maintain_order="left")
        return whole.with_columns(pl.col(name).fill_null(other) for name, other in alone.items())

    def _as_registered(self, known: pl.DataFrame) -> None:
        first: dict[str, str] = {}
        for one, person in known.select("id", "person").iter_rows():
            self.groups.join(first.setdefault(person, one), one)

    def _join(self, a: str, b: str, because: str, weight: float | None) -> None:
        self.groups.join(a, b)
        for one in (a, b):
            if self.is_new(one):
                self._because.setdefault(one, (because, weight))


def _told(ids: list[str], frame: pl.DataFrame, where: pl.Expr, name: str) -> Iterator[tuple[str, str]]:
    """The ids of some of the tellings, each with what is told of it under a name."""
    there = frame.select(where).to_series()
    return zip(compress(ids, there), frame[name].filter(there), strict=True)


def _by_number(numbered: pl.DataFrame) -> Iterator[list[Mapping[str, Any]]]:
    """The tellings of each number."""
    for _, held in groupby(numbered.iter_rows(named=True), key=lambda row: row["valid"]):
        yield list(held)


def _words(heard: str | None) -> set[str]:
    return {*(heard or "").split()}


def _akin(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two names could be one person's: a sound, or an initial, in common, or nothing told."""
    if one["heard"] == other["heard"]:
        return True
    a, b = _words(one["heard"]), _words(other["heard"])
    if not a or not b or a & b:
        return True
    if any(len(row["given"] or "") == 1 for row in (one, other)):
        return bool({*one["initials"]} & {*other["initials"]})
    words = [f"{row['given'] or ''} {row['family'] or ''}".split() for row in (one, other)]
    return any(JaroWinkler.similarity(left, right) > _NEAR for left in words[0] for right in words[1])
