"""A million invented tellings: `make PATH`, `among PATH`, `fifty PATH`, each in a process of its own for its peak."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from random import Random

import polars as pl

from benchmarks import feeds
from benchmarks.measure import Figure, peak_mb
from trygg.linkage import Register, link

VERDICTS = pl.DataFrame(schema={"a": pl.String, "b": pl.String, "answer": pl.String})
# Polars then gives memory back after a tenth of a second: docs/how-to/install.md tells whoever has little of it.
SPARING = {"_RJEM_MALLOC_CONF": "dirty_decay_ms:100,muzzy_decay_ms:0"}
RUNS = 3  # other work disturbs the wall clock: the best of several is told, with processor time beside it


def figures() -> Iterator[Figure]:
    """The million among themselves, raw columns to persons and questions; and fifty new ones against them."""
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/million.parquet"
        _run("make", path)
        among = min((_run("among", path) for _ in range(RUNS)), key=lambda run: run["wall"])
        fifty = _run("fifty", path)
    rates = f"pairs: recall {among['recall']:.4f}, precision {among['precision']:.5f}"
    beside = f"processor {among['cpu']:.1f} s; {rates}"
    yield Figure("a million among themselves, from raw columns", among["wall"], "s", "≤ 16", beside)
    yield Figure("the same, most memory", among["peak"], "MB", "≤ 700", "the whole process")
    yield Figure(
        "fifty against a million, register kept", fifty["wall"], "s", "≤ 0.3", f"processor {fifty['cpu']:.2f} s"
    )
    yield Figure("the register prepared and indexed, once", fifty["once"], "s", "", f"peak {fifty['peak']:.0f} MB")


def _run(what: str, path: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.million", what, path]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | SPARING)
    told: dict[str, float] = json.loads(answer.stdout or "{}")
    return told


def make(path: str) -> dict[str, float]:
    """Write 850,000 people, 150,000 of them told a second time, two in five of these without a number."""
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
    pl.concat([whole, masked]).write_parquet(path)
    return {}


def among(path: str) -> dict[str, float]:
    """Link all tellings of a file with each other."""
    nobody = pl.read_parquet(path, n_rows=0).with_columns(person=pl.lit(None, pl.String))
    started = _now()
    linked = link(pl.read_parquet(path), nobody, VERDICTS)  # nobody else holds the raw columns, which may be let go
    (wall, cpu), peak = _since(started), peak_mb()  # before it is judged, which is no part of linking
    found = linked.clusters.with_columns(truth=pl.col("id").str.strip_suffix("d"))
    both, true, believed = (_pairs(found.group_by(by).len()) for by in (["truth", "person"], ["truth"], ["person"]))
    rates = {"recall": both / true, "precision": both / believed, "questions": len(linked.questions)}
    return {"wall": wall, "cpu": cpu, "peak": peak, **rates}


def fifty(path: str) -> dict[str, float]:
    """Link fifty new tellings against the others, whose register is made once and kept."""
    told = pl.read_parquet(path)
    started = _now()
    register = Register(told.with_columns(person=pl.col("id")))
    once = _since(started)[0]
    new = told.tail(50).with_columns(pl.col("id") + "n")
    link(new.head(1), register, VERDICTS)  # the first time reads the rules and lets Splink write its SQL
    walls = []
    for _ in range(2 * RUNS + 1):
        started = _now()
        link(new, register, VERDICTS)
        walls.append(_since(started))
    wall, cpu = min(walls)
    return {"wall": wall, "cpu": cpu, "once": once, "peak": peak_mb()}


def _pairs(groups: pl.DataFrame) -> int:
    size = groups["len"].cast(pl.Int64)
    return int((size * (size - 1) // 2).sum())


def _number(place: int) -> str:
    day = f"{1940 + place % 65}{1 + place // 65 % 12:02d}{1 + place // 780 % 28:02d}"
    return f"{day}{place // 21840:03d}{place % 10}"


def _now() -> tuple[float, float]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return time.perf_counter(), used.ru_utime + used.ru_stime


def _since(started: tuple[float, float]) -> tuple[float, float]:
    now = _now()
    return now[0] - started[0], now[1] - started[1]


PARTS: dict[str, Callable[[str], dict[str, float]]] = {"make": make, "among": among, "fifty": fifty}

if __name__ == "__main__":
    print(json.dumps(PARTS[sys.argv[1]](sys.argv[2])))
