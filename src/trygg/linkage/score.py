"""Pairs that share a key, and how each field agrees: SQL that Splink wrote, run by DuckDB in memory, gone when done."""

from functools import lru_cache

import duckdb
import polars as pl
from splink.internals.predict import predict_from_comparison_vectors_sqls_using_settings

from trygg.linkage.model import BLOCKS, CONDITIONS, KEYS, settings
from trygg.linkage.weights import Weights

COMPARED = "number_kind digits valid eight given given_words initials family family_words sex role".split()
COLUMNS = ["id", *COMPARED, *KEYS]
WIDE = 500  # tellings under one key: beyond it only those with the same given name meet there
RARE = ("rare_given", "rare_family")


def pairs(new: pl.DataFrame, register: pl.DataFrame, weights: Weights, least: float | None = None) -> pl.DataFrame:
    """Every pair of a new telling with another that shares a key and could come to be joined or asked about.

    new, register   prepared tellings with `couple` and `couple_sounds`, the new also with rare_given and rare_family
    least           from which weight in bits; unless told, the least that matters. Two that both tell of another
                    party are kept from as much less as the other party can add.
    returns         a, b, the weight in bits, rare_given and rare_family, and for each field gamma_…: the place of its
                    level, -1 where not told
    """
    told = pl.concat([new.select(*COLUMNS, *RARE).sort("id"), register.select(COLUMNS)], how="diagonal")
    wanted = min(weights.ask, weights.sure - weights.rival) if least is None else least
    most = max(level.bits for level in weights.fields["couple"].values())
    # Splink compares places instead of ids: they are shorter, and stand for nobody outside this process.
    placed = _narrowed(told).with_columns(id=pl.int_range(pl.len(), dtype=pl.UInt32))
    with duckdb.connect() as connection:
        connection.register("tellings", placed.to_arrow())
        found = pl.from_arrow(
            connection.sql(_sql(weights), params={"new": new.height, "least": wanted, "most": most}).to_arrow_table()
        )
    assert isinstance(found, pl.DataFrame)  # noqa: S101 - an arrow table always becomes a frame
    one, other = (told["id"].gather(found[side]) for side in ("l", "r"))
    return found.drop("l", "r").with_columns(
        a=pl.select(pl.min_horizontal(one, other)).to_series(), b=pl.select(pl.max_horizontal(one, other)).to_series()
    )


@lru_cache(maxsize=4)
def _sql(weights: Weights) -> str:
    """What Splink would run to score pairs, written once: it takes longer to write than to run for a weekly file."""
    made = settings(weights).get_settings("duckdb")
    compared = ", ".join(made._columns_to_select_for_blocking)
    vectors = ", ".join(made._columns_to_select_for_comparison_vector_values)
    scored = [
        f"{step['output_table_name']} AS ({step['sql']})"
        for step in predict_from_comparison_vectors_sqls_using_settings(made)
    ]
    gammas = ", ".join(f"gamma_{field}::TINYINT AS gamma_{field}" for field in CONDITIONS)
    rare = [
        f"CASE WHEN gamma_{name} = {len(CONDITIONS[name])} THEN l.rare_{name} ELSE 0 END"
        for name in ("given", "family")
    ]
    return f"""
    WITH met AS ({" UNION ".join(_met(rule) for rule in BLOCKS)}),
    blocked AS (
        SELECT {compared}, 0 AS match_key
        FROM met JOIN tellings AS l ON l.id = met.l JOIN tellings AS r ON r.id = met.r
    ),
    __splink__df_comparison_vectors AS (SELECT {vectors} FROM blocked),
    {", ".join(scored)},
    rare AS (
        SELECT id_l AS l, id_r AS r, {rare[0]} AS rare_given, {rare[1]} AS rare_family,
            match_weight + {rare[0]} + {rare[1]} AS weight, {gammas},
            CASE WHEN l.couple IS NULL OR r.couple IS NULL THEN 0 ELSE $most END AS more
        FROM __splink__df_predict AS p JOIN tellings AS l ON l.id = p.id_l JOIN tellings AS r ON r.id = p.id_r
    )
    SELECT * EXCLUDE more FROM rare WHERE weight + more >= $least
    """  # noqa: S608 - Splink's own text and the constants of the model


def _met(rule: str) -> str:
    # New tellings stand first: each meets those after it, the register's among them.
    return (
        "SELECT l.id AS l, r.id AS r FROM tellings AS l JOIN tellings AS r "  # noqa: S608 - constants of the model
        f"ON {rule} WHERE l.id < r.id AND l.id < $new"
    )


def _narrowed(told: pl.DataFrame) -> pl.DataFrame:
    """The tellings with wide keys made narrower, so that a common name or a made-up date cannot flood the rest."""
    there = [key for key in KEYS if told[key].null_count() < told.height]
    wide = {key: told.filter(pl.col(key).is_not_null()).select(pl.len().over(key).alias(key)) for key in there}
    narrow = [
        pl.when(pl.len().over(key) > WIDE).then(pl.concat_str(key, "given", separator="|")).otherwise(key).alias(key)
        for key in there
        if wide[key][key].max() > WIDE  # type: ignore[operator]  # a count
    ]
    return told.with_columns(narrow)
