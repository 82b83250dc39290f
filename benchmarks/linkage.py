"""Linkage against truth: the invented feeds, two public sets, and how fast. `python -m benchmarks linkage`."""

import sys
import time
from collections.abc import Iterator
from functools import reduce

import polars as pl

from benchmarks import feeds, million, public_sets, thresholds
from benchmarks.measure import Figure
from trygg.linkage import link
from trygg.linkage.weights import weights

MILLION = "--million"


def figures() -> Iterator[Figure]:
    """Every figure of this part, the cheap ones first; the million only when asked with --million."""
    told = feeds.parties()
    halves = [half for draw in thresholds.DRAWS for half in thresholds.crossed(told, draw)]
    yield from feed_figures("each half by what the other chose, four draws", reduce(thresholds.Judged.__add__, halves))
    yield from feed_figures("all", thresholds.judged(told, weights()))
    yield week(told)
    yield from historical()
    yield febrl()
    if MILLION in sys.argv:
        yield from million.figures()


def feed_figures(name: str, judged: thresholds.Judged) -> Iterator[Figure]:
    """Pairs of suspects before and after the questions are answered by the truth."""
    recall, precision = judged.before_rates
    yield Figure(
        f"feeds ({name}): recall, suspects' pairs", recall, "", "≥ 0.97", f"precision {precision:.4f} (≥ 0.999)"
    )
    recall, precision = judged.after_rates
    yield Figure(f"feeds ({name}): recall once answered", recall, "", "≥ 0.99", f"precision {precision:.4f}")
    yield Figure(f"feeds ({name}): questions per party", judged.asked, "", "≤ 0.05", f"{judged.parties} parties")


def week(told: pl.DataFrame) -> Figure:
    """A weekly file against everything before it."""
    new, known = told.filter(pl.col("source") == "2026-W06"), told.filter(pl.col("source") != "2026-W06")
    register = known.join(
        link(known, thresholds.register(known), thresholds.VERDICTS).clusters.select("id", "person"), on="id"
    )
    walls = []
    for _ in range(5):
        start = time.perf_counter(), time.process_time()
        link(new, register, thresholds.VERDICTS)
        walls.append((time.perf_counter() - start[0], time.process_time() - start[1]))
    taken, used = min(walls)
    beside = f"{new.height} parties against {register.height}; processor {used:.2f} s"
    return Figure("a weekly file, best of five", taken, "s", "< 2", beside)


def historical() -> Iterator[Figure]:
    """The historical figures: the threshold is chosen on one half of the people, told of the other."""
    told = public_sets.figures_50k()
    scored = public_sets.score_figures(told)
    half = told["cluster"].str.slice(1).cast(pl.Int64) % 2 == 0
    tuned = max(
        (_f1(told.filter(half), scored, at) for at in range(6, 24)), key=lambda found: (found[1] >= 0.985, found[2])
    )
    recall, precision, f1 = _f1(told.filter(~half), scored, tuned[3])[:3]
    beside = f"precision {precision:.4f} (≥ 0.98), recall {recall:.4f}, threshold {tuned[3]} bits"
    yield Figure("historical figures 50k: F1", f1, "", "> 0.764", beside)


def _f1(told: pl.DataFrame, scored: pl.DataFrame, least: float) -> tuple[float, float, float, float]:
    ids = told["unique_id"].implode()
    kept = scored.filter(
        (pl.col("match_weight") >= least) & pl.col("unique_id_l").is_in(ids) & pl.col("unique_id_r").is_in(ids)
    )
    root: dict[str, str] = {}

    def find(one: str) -> str:
        while root.setdefault(one, one) != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for one, other in kept.select("unique_id_l", "unique_id_r").iter_rows():
        a, b = sorted((find(one), find(other)))
        root[b] = a
    believed = told.with_columns(person=pl.col("unique_id").map_elements(find, return_dtype=pl.String))
    recall, precision = thresholds.rates(believed, "cluster", "person")
    return recall, precision, 2 * recall * precision / (recall + precision), least


def febrl() -> Figure:
    """FEBRL4 at zero bits, each record once; nothing to tune."""
    one, other = public_sets.febrl4()
    found = public_sets.one_to_one(public_sets.score_febrl4(one, other)).filter(pl.col("match_weight") >= 0)
    name = pl.col("unique_id_l").str.split("-").list.get(1), pl.col("unique_id_r").str.split("-").list.get(1)
    right = found.filter(name[0] == name[1]).height
    precision, recall = right / found.height, right / one.height
    beside = f"precision {precision:.4f}, recall {recall:.4f}"
    return Figure("FEBRL4: F1", 2 * precision * recall / (precision + recall), "", "≥ 0.9985", beside)


if __name__ == "__main__":
    print("| What | Measured | Bound | Beside |\n|---|---|---|---|")
    for figure in figures():
        print(figure.line(), flush=True)
