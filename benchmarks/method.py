"""Facts and levels for a million persons, beside one bare group-by of the same events; messages for 100,000."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import numpy as np
import polars as pl

from benchmarks.measure import Figure, seconds
from trygg import facts, levels
from trygg.notices import Plan, Situation, plan
from trygg.rulebook import Rules, book
from trygg.watches import Course, Held, watches

ON = date(2026, 11, 1)
OFFENCES = ["misshandel", "olaga_hot", "ofredande", "grov_misshandel", "valdtakt"]


def events(persons: int, rows: int, seed: int = 1) -> pl.DataFrame:
    """Invented events: offences with now and then a breach, a flag or a charge."""
    rng = np.random.default_rng(seed)
    kinds = ["offence"] * 12 + ["breach", "flag_weapon", "charge", "separation"]
    start = ON - timedelta(days=5 * 365)
    return pl.DataFrame(
        {
            "person": rng.integers(0, persons, rows),
            "kind": pl.Series(rng.choice(kinds, rows)),
            "day": pl.Series(rng.integers(0, 5 * 365, rows)).cast(pl.Int32),
            "report": np.arange(rows),
            "other": rng.integers(0, persons, rows),
            "offence": pl.Series(rng.choice(OFFENCES, rows)),
        }
    ).with_columns(
        pl.col("person", "report", "other").cast(pl.String),
        pl.lit(start).dt.offset_by(pl.format("{}d", "day")).cast(pl.Date).alias("day"),
        pl.when(pl.col("kind") == "offence").then("offence").alias("offence"),
        pl.lit(True).alias("answer"),
        pl.lit(None, dtype=pl.String).alias("level"),
        pl.lit("police").alias("source"),
    )


def figures() -> Iterator[Figure]:
    """The ratio at a million persons, and how it grows to ten million events."""
    rules = book().on(ON)
    small, large = events(1_000_000, 2_000_000), events(5_000_000, 10_000_000)
    ours = {len(frame): seconds(lambda frame=frame: _place(frame, rules)) for frame in (small, large)}
    bare = seconds(lambda: small.lazy().group_by("person").agg(pl.len(), pl.col("day").max()).collect())
    first, last = len(small), len(large)
    yield Figure(
        "facts and levels ÷ bare group-by, 1 M persons", ours[first] / bare, "×", "≤ 10 ×", f"{ours[first]:.2f} s"
    )
    growth = ours[last] / ours[first] / (last / first)
    yield Figure("the same, 10 M events: growth beyond linear", growth, "×", "≤ 1.2 ×", f"{ours[last]:.2f} s")

    plans, looks = seconds(lambda: _plans(rules)), seconds(lambda: _looks(rules))
    yield Figure("100,000 messages planned", plans, "s", "≤ 5 s", f"and {looks:.2f} s for all their watches")


def _plans(rules: Rules) -> int:
    minute, start = timedelta(minutes=1), datetime(2026, 10, 1, tzinfo=UTC)
    situations = (
        Situation(level="ABCD"[at % 4], trigger=start + at * minute, held=at % 5 == 0, minor=False)
        for at in range(100_000)
    )
    return sum(isinstance(plan(situation, rules), Plan) for situation in situations)


def _looks(rules: Rules) -> int:
    held = (Held(date(2026, 2, 1), date(2026, 3, 1)), Held(date(2026, 5, 1), date(2026, 5, 9)))
    courses = (Course(date(2026, 1, 1) + timedelta(days=at % 200), held=held) for at in range(100_000))
    return sum(len(watches(course, rules)) for course in courses)


def _place(frame: pl.DataFrame, rules: object) -> int:
    placed = levels.indicate(facts.facts(frame.lazy(), rules, ON), rules).collect()  # type: ignore[arg-type]  # one kind of rules
    return len(placed)
