"""One definition, any engine: Polars, DuckDB and Spark give the same rows."""

import os
import shutil
import sys
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import duckdb
import polars as pl
import pytest

from tests.trygg.events import event, frame, offence
from trygg.facts import facts
from trygg.levels import indicate
from trygg.ranking import rank
from trygg.records import FACTS
from trygg.rulebook import book

ON = date(2026, 6, 1)
RULES = book().on(ON)
SHOWN = ("person", *FACTS, "days_since_last", "level", "fired")


def events() -> pl.DataFrame:
    rng, rows = Random(4), []
    for place in range(300):
        day = date(2026, 6, 1).fromordinal(ON.toordinal() - rng.randrange(1900))
        row = offence(day, f"r{place}", rng.choice(sorted(RULES.harm)), rng.choice("vw"))
        if rng.random() < 0.3:
            row = event(rng.choice(["breach", "charge", "conviction", "flag_weapon", "separation"]), day)
            row["answer"] = rng.choice([True, False, None])
        rows.append(row | {"person": f"p{rng.randrange(40)}"})
    return frame(*rows, event("notified", date(2026, 1, 1), person="p1", level="C"))


def answers(told: Any, collect: Callable[[Any], pl.DataFrame]) -> list[Any]:
    counted = facts(told, RULES, ON)
    levels = collect(indicate(counted, RULES)).select(SHOWN).sort("person")
    order = collect(rank(counted, RULES, ON)).sort("person")
    return [levels.rows(), [(row[0], *(round(part, 6) for part in row[1:])) for row in order.rows()]]


EXPECTED = answers(events(), lambda frame: frame)


def test_polars_gives_the_same_rows_lazily() -> None:
    assert answers(events().lazy(), pl.LazyFrame.collect) == EXPECTED


def test_duckdb_gives_the_same_rows() -> None:
    told = duckdb.from_arrow(events().to_arrow())

    assert answers(told, lambda relation: pl.DataFrame(relation.to_arrow_table())) == EXPECTED


@pytest.mark.spark
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17, which is not on this machine")
def test_spark_gives_the_same_rows() -> None:
    sql = pytest.importorskip("pyspark.sql", reason="PySpark is not installed here; requirements-spark.lock has it")
    os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    spark = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    told = spark.createDataFrame(
        [tuple(row) for row in events().rows()],
        "person string, kind string, day date, report string, other string, offence string, answer boolean, "
        "level string, source string",
    )

    def collect(frame: Any) -> pl.DataFrame:
        return pl.DataFrame([row.asDict() for row in frame.collect()], infer_schema_length=None)

    try:
        assert answers(told, collect) == EXPECTED
    finally:
        spark.stop()
