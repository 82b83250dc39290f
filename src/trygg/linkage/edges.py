"""Pairs that may be one person: what speaks for it, what stands against it, and who else it might be."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import polars as pl

from trygg.linkage.clusters import Clusters
from trygg.linkage.model import CONDITIONS
from trygg.linkage.weights import FIELDS, Weights

BY_NUMBER = 10.0


@dataclass(slots=True)
class Edge:
    """Two tellings compared; the weight and how the other parties agree are weighed anew as people are joined."""

    a: str
    b: str
    base: float  # what speaks for one person, in bits, before the other party is weighed
    guard: str
    agreements: tuple[tuple[str, str, float], ...]  # field, level, and what its rarity adds
    weight: float
    couple: str = ""

    @property
    def order(self) -> tuple[float, str, str]:
        """The surest first, and a fixed order among equals."""
        return (-round(self.weight, 6), self.a, self.b)

    def fields(self, rules: Weights) -> list[dict[str, str | float]]:
        """Each field that both tell: how it agrees and what that adds."""
        told = [*self.agreements, *([("couple", self.couple, 0.0)] if self.couple else [])]
        if self.guard == "number_other_name":
            return [{"name": "number", "agreement": "same", "bits": BY_NUMBER}]
        return [
            {"name": name, "agreement": key, "bits": round(rules.fields[name][key].bits + rare, 1)}
            for name, key, rare in told
        ]


class Rivals:
    """For each group, with whom else it might be one, so that a close second turns a join into a question."""

    def __init__(self, edges: Iterable[Edge], groups: Clusters, rules: Weights) -> None:
        self._groups, self._within = groups, rules.rival
        self._others: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for edge in edges:
            if edge.weight < rules.sure - rules.rival:
                break
            if not edge.guard:
                self._others[edge.a].append((edge.b, edge.weight))
                self._others[edge.b].append((edge.a, edge.weight))

    def of(self, edge: Edge) -> bool:
        """Whether one of the two groups might about as well be one with a third that the other cannot be."""
        return self._third(edge.a, edge.b, edge.weight) or self._third(edge.b, edge.a, edge.weight)

    def _third(self, one: str, other: str, weight: float) -> bool:
        return any(
            near >= weight - self._within
            and not self._groups.forbids(member, third)
            and self._groups.forbids(third, other)
            for member in self._groups.members(one)
            for third, near in self._others.get(member, ())
            if self._groups.root(third) not in (self._groups.root(one), self._groups.root(other))
        )


def by_number(one: str, other: str) -> Edge:
    """A doubt about two that tell one valid number."""
    return Edge(min(one, other), max(one, other), BY_NUMBER, "number_other_name", (), BY_NUMBER)


def edges(compared: pl.DataFrame) -> Iterator[Edge]:
    """The pairs of `trygg.linkage.score.pairs`, with `guard`, one by one."""
    names = {field: [*FIELDS[field]][::-1] for field in CONDITIONS}
    gammas = [f"gamma_{field}" for field in CONDITIONS]
    rows = compared.select("a", "b", "weight", "guard", "rare_given", "rare_family", *gammas).iter_rows()
    for a, b, weight, guard, given, family, *levels in rows:
        rare = {"given": given, "family": family}
        told = zip(CONDITIONS, levels, strict=True)
        agreements = tuple((field, names[field][at], rare.get(field, 0.0)) for field, at in told if at >= 0)
        yield Edge(a, b, weight, guard, agreements, weight)


def guard(protected: pl.Expr) -> pl.Expr:
    """Why two tellings are never joined by weight alone, whatever it is; empty when nothing stands against it."""
    number, given = _level("number"), _level("given")
    sibling = number.str.starts_with("born") | (number == "slip")
    return (
        pl.when(number.is_in(["slip_valid", "changed"]))
        .then(pl.lit("two_numbers"))
        .when((given == "differ") & (number != "same"))
        .then(pl.when(sibling).then(pl.lit("siblings")).otherwise(pl.lit("other_name")))
        .when(protected & ~number.is_in(["same", "slip"]))
        .then(pl.lit("protected"))
        .otherwise(pl.lit(""))
    )


def _level(field: str) -> pl.Expr:
    names = [*FIELDS[field]][::-1]
    return pl.col(f"gamma_{field}").replace_strict([-1, *range(len(names))], ["", *names], return_dtype=pl.String)
