"""Linkage against truth: the invented feeds, two public sets, and how fast. `python -m benchmarks linkage`."""

import logging
import sys
import time
from collections.abc import Iterator
from random import Random

import duckdb
import polars as pl
from splink import DuckDBAPI, Linker
from splink.clustering import cluster_pairwise_predictions_at_threshold

from benchmarks import feeds, public_sets
from benchmarks.measure import Figure, peak_mb
from trygg.linkage import Linked, link
from trygg.linkage.model import settings
from trygg.linkage.prepare import prepare, with_others
from trygg.linkage.score import COLUMNS
from trygg.linkage.weights import weights

VERDICTS = pl.DataFrame(schema={"a": pl.String, "b": pl.String, "answer": pl.String})
MILLION = "--million"


def figures() -> Iterator[Figure]:
    """Every figure of this part, the cheap ones first; the million only when asked with --million."""
    told = feeds.parties()
    for name, half in (("half B", second_half(told)), ("all", told)):
        yield from feed_figures(name, half)
    yield week(told)
    yield from historical()
    yield febrl()
    if MILLION in sys.argv:
        yield from million()


def second_half(told: pl.DataFrame) -> pl.DataFrame:
    """The reports of the half that no weight was estimated on."""
    named = told.filter(pl.col("truth").is_not_null())
    odd = named.filter(pl.col("truth").str.slice(1).cast(pl.Int64) // 2 % 2 == 1)
    return told.filter(pl.col("report").is_in(odd["report"].unique().implode()))


def feed_figures(name: str, told: pl.DataFrame) -> Iterator[Figure]:
    """Pairs of suspects before and after the questions are answered by the truth."""
    known = _empty_register(told)
    start = time.perf_counter()
    first = link(told, known, VERDICTS)
    taken = time.perf_counter() - start
    recall, precision = pairs_of(first, told, "suspect")
    yield Figure(
        f"feeds ({name}): recall, suspects' pairs", recall, "", "≥ 0.97", f"precision {precision:.4f} (≥ 0.999)"
    )
    answered = link(told, known, answers(first, told))
    recall, precision = pairs_of(answered, told, "suspect")
    yield Figure(f"feeds ({name}): recall once answered", recall, "", "≥ 0.99", f"precision {precision:.4f}")
    share = len(first.questions) / told.height
    yield Figure(f"feeds ({name}): questions per party", share, "", "≤ 0.05", f"{told.height} parties in {taken:.1f} s")


def pairs_of(linked: Linked, told: pl.DataFrame, role: str) -> tuple[float, float]:
    """Recall and precision of the pairs of one role."""
    judged = linked.clusters.join(told, on="id").filter(pl.col("truth").is_not_null() & (pl.col("role") == role))
    return rates(judged, "truth", "person")


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
    rows = [
        (asked.a, asked.b, "same" if truth[asked.a] == truth[asked.b] else "different") for asked in linked.questions
    ]
    return pl.DataFrame(rows, schema=VERDICTS.schema, orient="row")


def _empty_register(told: pl.DataFrame) -> pl.DataFrame:
    return told.clear().with_columns(person=pl.lit(None, pl.String))


def week(told: pl.DataFrame) -> Figure:
    """A weekly file against everything before it."""
    new, known = told.filter(pl.col("source") == "2026-W06"), told.filter(pl.col("source") != "2026-W06")
    register = known.join(link(known, _empty_register(known), VERDICTS).clusters.select("id", "person"), on="id")
    start = time.perf_counter()
    link(new, register, VERDICTS)
    taken = time.perf_counter() - start
    return Figure("a weekly file", taken, "s", "< 2", f"{new.height} parties against {register.height}")


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
    recall, precision = rates(believed, "cluster", "person")
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


def million() -> Iterator[Figure]:
    """A million invented tellings among themselves, and fifty new ones against them."""
    told = _million()
    start = time.perf_counter()
    ready = prepare(told)
    yield Figure("a million prepared once", time.perf_counter() - start, "s", "", f"peak {peak_mb():.0f} MB")
    blank = {"couple": pl.lit(None, pl.String), "couple_sounds": pl.lit(None, pl.String)}
    start = time.perf_counter()
    with duckdb.connect() as connection:
        database = DuckDBAPI(connection)
        frame = database.register(ready.with_columns(**blank).select(COLUMNS).to_arrow())
        linker = Linker(frame, settings(weights()), log_level=logging.ERROR)
        found = linker.inference.predict(threshold_match_weight=weights().sure)
        cluster_pairwise_predictions_at_threshold(frame, found, database, "id", threshold_match_weight=weights().sure)
    yield Figure("a million among themselves", time.perf_counter() - start, "s", "≤ 16", f"peak {peak_mb():.0f} MB")
    register = with_others(ready.with_columns(person=pl.col("id")), "person")
    new = told.tail(50).with_columns(pl.col("id") + "n")
    start = time.perf_counter()
    link(new, register, VERDICTS)
    yield Figure(
        "fifty against a million, prepared", time.perf_counter() - start, "s", "≤ 0.3", "guards and questions too"
    )


def _million() -> pl.DataFrame:
    people = feeds.parties().filter(pl.col("family") != "")
    rng, given, family = Random(1), people["given"].to_list(), people["family"].to_list()
    many, doubled = 850_000, zip(rng.choices(family, k=850_000), rng.choices(family, k=850_000), strict=True)
    base = pl.DataFrame(
        {
            "id": [str(one) for one in range(many)],
            "given": rng.choices(given, k=many),
            "family": [f"{a}-{b}" for a, b in doubled],
            "number": [_number(place) for place in range(many)],
        }
    )  # fmt: skip
    born = pl.concat_str([pl.col("number").str.slice(at, much) for at, much in ((0, 4), (4, 2), (6, 2))], separator="-")
    whole = base.with_columns(
        born=born, number_kind=pl.lit("personnummer"), sex=pl.lit("M"), protected=pl.lit("none"), report=pl.col("id"),
        role=pl.lit("suspect"), other=pl.lit(""),
    )  # fmt: skip
    again = whole.sample(150_000, seed=2).with_columns(pl.col("id") + "d")
    hidden = pl.int_range(pl.len()) % 5 < 2
    masked = again.with_columns(
        number=pl.when(hidden).then(pl.lit("")).otherwise("number"),
        number_kind=pl.when(hidden).then(pl.lit("masked")).otherwise("number_kind"),
    )
    return pl.concat([whole, masked])


def _number(place: int) -> str:
    day = f"{1940 + place % 65}{1 + place // 65 % 12:02d}{1 + place // 780 % 28:02d}"
    return f"{day}{place // 21840:03d}{place % 10}"


if __name__ == "__main__":
    print("| What | Measured | Bound | Beside |\n|---|---|---|---|")
    for figure in figures():
        print(figure.line(), flush=True)
