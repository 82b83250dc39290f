"""One settings object for every engine, and weights that can be estimated anew."""

import logging

import duckdb
import polars as pl
import pytest
from splink import DuckDBAPI, Linker

from tests.trygg.linkage.test_linking import COLUMNS, GOLDEN
from trygg.linkage.estimate import estimate
from trygg.linkage.model import settings
from trygg.linkage.prepare import prepare
from trygg.linkage.score import COLUMNS as COMPARED
from trygg.linkage.score import pairs
from trygg.linkage.weights import weights

BLANK = {
    "couple": pl.lit(None, pl.String), "couple_sounds": pl.lit(None, pl.UInt64),
    "rare_given": pl.lit(0.0), "rare_family": pl.lit(0.0),
}  # fmt: skip


def tellings():
    told = [one | {"id": f"{place}{one['id']}"} for place, case in enumerate(GOLDEN.values()) for one in case[:2]]
    return prepare(pl.DataFrame(told, schema=dict.fromkeys(COLUMNS, pl.String))).with_columns(**BLANK)


def test_the_settings_are_written_for_spark_too():
    told = str(settings(weights()).create_settings_dict("spark"))

    assert "arrays_overlap" in told
    assert "list_has_any" not in told
    assert "list_has_any" in str(settings(weights()).create_settings_dict("duckdb"))


def ours():
    found = pairs(tellings(), tellings().clear(), weights(), -40)
    return {(a, b): round(weight, 4) for a, b, weight in found.select("a", "b", "weight").iter_rows()}


def weighed(rows):
    return {tuple(sorted((row["id_l"], row["id_r"]))): round(row["match_weight"], 4) for row in rows}


def test_what_is_kept_of_splinks_sql_scores_as_splink_does():
    with duckdb.connect() as connection:
        frame = DuckDBAPI(connection).register(tellings().select(COMPARED).to_arrow())
        linker = Linker(frame, settings(weights()), log_level=logging.ERROR)
        rows = linker.inference.predict_within(frame, threshold_match_weight=-40).as_record_list()

    assert weighed(rows) == ours()
    assert len(rows) > 20


@pytest.mark.spark
@pytest.mark.slow
def test_spark_scores_as_duckdb_does(tmp_path):
    pyspark = pytest.importorskip("pyspark.sql", reason="PySpark is not installed")
    from splink import SparkAPI
    from splink.backends.spark import similarity_jar_location

    session = (
        pyspark.SparkSession.builder.master("local[1]")
        .config("spark.jars", similarity_jar_location())
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setCheckpointDir(str(tmp_path))
    database = SparkAPI(spark_session=session)
    frame = database.register(session.createDataFrame(tellings().select(COMPARED).to_pandas().astype(object)))
    linker = Linker(frame, settings(weights()), log_level=logging.ERROR)

    rows = linker.inference.predict_within(frame, threshold_match_weight=-40).as_record_list()

    assert weighed(rows) == ours()


@pytest.mark.slow
def test_weights_are_found_again_in_data_made_with_known_errors():
    told = [
        {"id": f"{place}-{copy}", "given": given, "family": "Björk" if place % 3 else "Åkesson", "number": number,
         "number_kind": "personnummer", "born": "", "sex": "M", "protected": "none", "report": "", "role": "suspect",
         "other": "", "person": ""}
        for place in range(300)
        for copy in range(2)
        for number in [f"19{50 + place % 50}{1 + place % 12:02d}{1 + place % 28:02d}{place:04d}"]
        for given in [GIVEN[place % len(GIVEN)] if copy == 0 or place % 10 else "X"]
    ]  # fmt: skip

    found = estimate(pl.DataFrame(told), weights(), pairs=1e5)

    assert found["number"]["same"][0] > 0.9
    assert 0.08 < found["given"]["same"][1] < 0.14
    assert found["sex"]["same"][1] > 0.99


GIVEN = ("Erik", "Lars", "Mohammed", "Nils", "Per", "Omar", "Sven", "Ahmad", "Johan", "Ali")
