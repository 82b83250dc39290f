"""Pairs that share a key, and how each field agrees: Splink on DuckDB, in memory, gone when it is done."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import duckdb
import polars as pl
from splink import DuckDBAPI, Linker

from trygg.linkage.model import CONDITIONS, settings
from trygg.linkage.weights import Weights

COLUMNS = (
    "id number_kind digits valid eight slips given given_words initials family family_words sounds sex role"
    " couple couple_sounds"
).split()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tellings compared: what speaks for one person, in bits, before the other party is weighed."""

    a: str
    b: str
    weight: float
    agreements: Mapping[str, str]  # field → level, of the fields that both tell

    def level(self, field: str) -> str:
        """How a field agrees; empty where one of the two does not tell."""
        return self.agreements.get(field, "")


def pairs(new: pl.DataFrame, register: pl.DataFrame, weights: Weights, least: float) -> list[Pair]:
    """Every pair of a new telling with another that shares a key and weighs at least so much; in a fixed order."""
    if new.is_empty():
        return []
    with duckdb.connect() as connection:
        connection.execute("SET threads = 2")
        database = DuckDBAPI(connection)
        fresh = database.register(new.select(COLUMNS).to_arrow())
        linker = Linker(fresh, settings(weights), log_level=logging.ERROR, validate_settings=False)
        scored = [linker.inference.predict_within(fresh, threshold_match_weight=least)]
        if not register.is_empty():
            known = database.register(register.select(COLUMNS).to_arrow())
            scored.append(linker.inference.predict_between(known, fresh, threshold_match_weight=least))
        tables = [table.as_duckdbpyrelation().to_arrow_table() for table in scored]
    return sorted((pair for table in tables for pair in _pairs(table, weights)), key=lambda pair: (pair.a, pair.b))


def _pairs(table: object, weights: Weights) -> Iterable[Pair]:
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)  # noqa: S101 - an arrow table always becomes a frame
    gammas = [f"gamma_{field}" for field in CONDITIONS]
    names: dict[str, list[str]] = {field: [*weights.fields[field]][::-1] for field in CONDITIONS}
    for one, other, weight, *levels in frame.select("id_l", "id_r", "match_weight", *gammas).iter_rows():
        told = ((field, names[field][at]) for field, at in zip(CONDITIONS, levels, strict=True) if at >= 0)
        yield Pair(min(one, other), max(one, other), weight, dict(told))
