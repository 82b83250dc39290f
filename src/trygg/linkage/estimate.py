"""New weights from data, without answers: `python -m trygg.linkage.estimate tellings.parquet`.

u is counted over random pairs, m by expectation maximisation. The result is printed for a person to weigh and
to write into method/linkage.toml; linking itself never learns, so that it answers the same tomorrow.
"""

import logging
import sys
from collections.abc import Iterator

import duckdb
import polars as pl
from splink import DuckDBAPI, Linker, block_on

from trygg.linkage.model import CONDITIONS, settings
from trygg.linkage.prepare import prepare
from trygg.linkage.score import COLUMNS
from trygg.linkage.weights import Weights, weights

TRAINED_ON = (("day",), ("given", "family"))  # each leaves the other fields free to be estimated
PAIRS = 3e6


def estimate(told: pl.DataFrame, start: Weights, pairs: float = PAIRS) -> dict[str, dict[str, tuple[float, float]]]:
    """Field → level → m and u as the data has them, starting from weights that stand."""
    blank = {"couple": pl.lit(None, pl.String), "couple_sounds": pl.lit(None, pl.UInt64)}
    with duckdb.connect() as connection:
        frame = DuckDBAPI(connection).register(prepare(told).with_columns(**blank).select(COLUMNS).to_arrow())
        linker = Linker(frame, settings(start, learn=True), log_level=logging.ERROR, validate_settings=False)
        linker.training.estimate_u_using_random_sampling(max_pairs=pairs, seed=1)
        for columns in TRAINED_ON:
            linker.training.estimate_parameters_using_expectation_maximisation(block_on(*columns))
        model = linker.misc.save_model_to_json()
    return {comparison["output_column_name"]: dict(_levels(comparison)) for comparison in model["comparisons"]}


def _levels(comparison: dict[str, object]) -> Iterator[tuple[str, tuple[float, float]]]:
    names = [*CONDITIONS[str(comparison["output_column_name"])], "differ"]
    told = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]  # type: ignore[attr-defined]  # Splink's JSON
    for name, level in zip(names, told, strict=True):
        yield name, (level.get("m_probability") or 0.0, level.get("u_probability") or 0.0)


def main(path: str) -> None:
    """Print each level as it stands and as the data has it."""
    told = pl.read_parquet(path)
    standing = weights()
    for field, levels in estimate(told, standing).items():
        for key, (m, u) in levels.items():
            level = standing.fields[field][key]
            print(f"{field}.{key}: m {level.m:.7g} -> {m:.7g}, u {level.u:.7g} -> {u:.7g}")


if __name__ == "__main__":
    main(sys.argv[1])
