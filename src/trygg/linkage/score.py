"""Pairs that share a key, and how each field agrees: SQL that Splink wrote, run by DuckDB in memory, gone when done."""

from collections.abc import Iterator
from functools import lru_cache

import duckdb
import polars as pl
from splink.internals.predict import predict_from_comparison_vectors_sqls_using_settings

from trygg.linkage import blocking
from trygg.linkage.blocking import RARE, met
from trygg.linkage.model import CONDITIONS, settings
from trygg.linkage.weights import Weights

COMPARED = (
    "number_kind digits valid eight given given_signs given_bits initials family family_signs family_bits sex role"
).split()
COLUMNS = [*dict.fromkeys(["id", *COMPARED, *blocking.COLUMNS])]
AT_ONCE = 50_000  # pairs looked at together: more would be no faster, and take more memory


def pairs(new: pl.DataFrame, register: pl.DataFrame, weights: Weights, least: float | None = None) -> pl.DataFrame:
    """Every pair of a new telling with another that shares a key and could come to be joined or asked about.

    new, register   prepared tellings with `couple` and `couple_sounds`, the new also with rare_given and rare_family
    least           from which weight in bits; unless told, the least that matters. Two that both tell of another
                    party are kept from as much less as the other party can add.
    returns         a, b, the weight in bits, rare_given and rare_family, and for each field gamma_…: the place of its
                    level, -1 where not told
    """
    known = [register.select(COLUMNS)] if register.height else []
    told = pl.concat([new.select(*COLUMNS, *RARE), *known], how="diagonal")
    wanted = min(weights.ask, weights.sure - weights.rival) if least is None else least
    most = max(level.bits for level in weights.fields["couple"].values())
    with duckdb.connect() as connection:
        found = [
            _scored(connection, told, some, weights).filter(
                pl.col("weight") + pl.when("both").then(most).otherwise(0.0) >= wanted
            )
            for some in _slices(met(connection, told, new["id"], weights, wanted))
        ]
    ids = told["id"]
    return pl.concat(found).select(
        pl.min_horizontal(pl.lit(ids).gather("l"), pl.lit(ids).gather("r")).alias("a"),
        pl.max_horizontal(pl.lit(ids).gather("l"), pl.lit(ids).gather("r")).alias("b"),
        pl.exclude("l", "r", "both"),
    )


def _slices(met: pl.DataFrame) -> Iterator[pl.DataFrame]:
    return met.iter_slices(AT_ONCE) if met.height else iter((met,))


def _scored(
    connection: duckdb.DuckDBPyConnection, told: pl.DataFrame, met: pl.DataFrame, weights: Weights
) -> pl.DataFrame:
    """The pairs with weight, levels, and `both`: whether both tell of another party."""
    one, other = (
        told.select(*COMPARED, *RARE, "couple")[met[side]].cast({pl.Categorical: pl.String}) for side in ("l", "r")
    )
    sides = [side.select(COMPARED).select(pl.all().name.suffix(end)) for side, end in ((one, "_l"), (other, "_r"))]
    place = pl.int_range(pl.len(), dtype=pl.UInt32)
    _offer(connection, "blocked", pl.concat(sides, how="horizontal").with_columns(id_l=place, id_r=place, match_key=0))
    scored = _asked(connection, _sql(weights)).sort("place").drop("place")
    rare = {
        f"rare_{name}": pl.when(scored[f"gamma_{name}"] == len(CONDITIONS[name])).then(one[f"rare_{name}"])
        for name in ("given", "family")
    }
    both = one["couple"].is_not_null() & other["couple"].is_not_null()
    weighed = pl.concat([met, scored], how="horizontal").with_columns(
        both=both, **{name: bits.fill_null(0.0) for name, bits in rare.items()}
    )
    return weighed.with_columns(pl.col("weight") + pl.col("rare_given") + pl.col("rare_family"))


@lru_cache(maxsize=4)
def _sql(weights: Weights) -> str:
    """What Splink would run to score pairs, written once: it takes longer to write than to run for a weekly file."""
    made = settings(weights, blocks=()).get_settings("duckdb")
    vectors = ", ".join(made._columns_to_select_for_comparison_vector_values)
    scored = [
        f"{step['output_table_name']} AS ({step['sql']})"
        for step in predict_from_comparison_vectors_sqls_using_settings(made)
    ]
    gammas = ", ".join(f"gamma_{field}::TINYINT AS gamma_{field}" for field in CONDITIONS)
    return f"""
    WITH __splink__df_comparison_vectors AS (SELECT {vectors} FROM blocked),
    {", ".join(scored)}
    SELECT id_l AS place, match_weight AS weight, {gammas} FROM __splink__df_predict
    """  # noqa: S608 - Splink's own text and the constants of the model


def _offer(connection: duckdb.DuckDBPyConnection, name: str, table: pl.DataFrame) -> None:
    connection.register(name, table.to_arrow(compat_level=pl.CompatLevel.newest()))


def _asked(connection: duckdb.DuckDBPyConnection, sql: str, bounds: dict[str, int] | None = None) -> pl.DataFrame:
    found = pl.from_arrow(connection.sql(sql, params=bounds or {}).to_arrow_table())
    assert isinstance(found, pl.DataFrame)  # noqa: S101 - an arrow table always becomes a frame
    return found
