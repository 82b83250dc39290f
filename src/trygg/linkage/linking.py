"""Links new tellings with each other and with the register: numbers first, then weights, then the other party.

Nothing is joined silently below the sure weight or past a guard; it becomes a question for a person.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from trygg.linkage.beliefs import Beliefs, Side
from trygg.linkage.edges import Edge, edges, guard
from trygg.linkage.prepare import prepare
from trygg.linkage.rarity import with_rarity
from trygg.linkage.register import Register
from trygg.linkage.score import pairs
from trygg.linkage.weights import Weights, weights

PASSES = 6  # each pass may settle the other party of someone else; more have never been needed
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


def link(
    new: pl.DataFrame, register: pl.DataFrame | Register, verdicts: pl.DataFrame, weighed: Weights | None = None
) -> Linked:
    """Who the new tellings are. The register stays as it is; no order of rows changes the answer.

    register  known tellings with `person`, or a `Register` made of them once and kept
    """
    rules = weighed or weights()
    fresh = prepare(new)
    del new  # who keeps no raw columns need not hold them any longer
    kept = register if isinstance(register, Register) else Register(register)
    known = kept.candidates(fresh, verdicts)
    believed = Beliefs(fresh, known, verdicts)
    believed.by_verdict()
    doubtful = believed.by_number()
    compared = _compared(with_rarity(fresh, kept, rules), known, believed, rules)
    del fresh, known
    for _ in range(PASSES):
        if not believed.by_weight(_weighed(compared, believed, rules), rules):
            break
    asked = _questions([*doubtful, *_weighed(compared, believed, rules)], believed, rules)
    del compared
    return Linked(believed.clusters(), asked)


def _compared(fresh: pl.DataFrame, known: pl.DataFrame, believed: Beliefs, rules: Weights) -> list[Edge]:
    """All pairs of different groups that could come to matter once the other party is weighed in."""
    found = pairs(believed.with_couples(fresh), believed.with_couples(known), rules)
    joined = believed.groups.joined()
    groups = pl.DataFrame({"id": [*joined], "group": [*joined.values()]}, schema={"id": pl.String, "group": pl.String})
    for one in ("a", "b"):
        found = found.join(groups.rename({"id": one, "group": f"group_{one}"}), on=one, how="left")
    apart = pl.col("group_a").eq_missing(pl.col("group_b")) & pl.col("group_a").is_not_null()
    found = found.filter(~apart).sort("a", "b")
    believed.hold(pl.concat([found["a"], found["b"]]).unique())
    believed.let_go()
    hidden = pl.Series([believed.protected(a) or believed.protected(b) for a, b in found.select("a", "b").iter_rows()])
    return list(edges(found.with_columns(hidden=hidden.cast(pl.Boolean)).with_columns(guard=guard(pl.col("hidden")))))


def _weighed(compared: Iterable[Edge], believed: Beliefs, rules: Weights) -> list[Edge]:
    """The pairs of different groups with the other party weighed in, surest first."""
    root = believed.groups.root
    sides: dict[str, Side | None] = {}
    apart = [edge for edge in compared if root(edge.a) != root(edge.b)]
    for edge in apart:
        for one in (edge.a, edge.b):
            if one not in sides:
                sides[one] = believed.side(one)
        edge.couple = _couple(sides[edge.a], sides[edge.b])
        edge.weight = edge.base + (rules.fields["couple"][edge.couple].bits if edge.couple else 0.0)
    return sorted(apart, key=lambda edge: edge.order)


def _couple(one: Side | None, other: Side | None) -> str:
    """How the other parties of two tellings agree; empty where one is not told."""
    if one is None or other is None:
        return ""
    if one.person == other.person:
        return "same"
    apart = one.numbers and other.numbers and not one.numbers & other.numbers
    if apart or one.sounds is None or one.sounds != other.sounds:
        return "differ"
    return "relative" if one.heard & one.own & other.own else "namesake"


def _questions(found: Iterable[Edge], believed: Beliefs, rules: Weights) -> list[Question]:
    """The likeliest questions, each pair of groups once, at most a few for each new person."""
    groups = believed.groups
    asked: dict[tuple[str, ...], Question] = {}
    often = believed.answered()
    for edge in sorted(found, key=lambda edge: edge.order):
        if edge.weight < rules.ask:
            break
        labels = (groups.label(edge.a), groups.label(edge.b))
        pair = (min(labels), max(labels))
        if pair[0] == pair[1] or pair in asked or groups.parted(edge.a, edge.b):
            continue
        why = edge.guard or groups.forbids(edge.a, edge.b) or ("rivals" if edge.weight >= rules.sure else "unsure")
        if (why == "numbers") or max(
            (often.get(label, 0) for label in pair if label.startswith("new:")), default=0
        ) >= ASKED:
            continue
        one, other = (edge.a, edge.b) if believed.is_new(edge.a) else (edge.b, edge.a)
        asked[pair] = Question(one, other, round(edge.weight, 2), why, edge.fields(rules))
        for label in pair:
            often[label] = often.get(label, 0) + 1
    return list(asked.values())
