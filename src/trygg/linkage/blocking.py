"""Pairs of tellings that share a key and could come to anything: found by DuckDB in memory, gone when done."""

import duckdb
import polars as pl

from trygg.linkage.model import BLOCKS, KEYS, Block
from trygg.linkage.weights import Weights

WIDE = 500  # tellings under one key: beyond it only those with the same given name meet there
_TEXTS = ("day", "couple")
_NAMES = ("given_signs", "family_signs", "given_bits", "family_bits")
_ENDS = {
    "born_start": ("eight", 0, 3),
    "born_end": ("eight", -3, 3),
    "digits_start": ("digits", 0, 4),
    "digits_end": ("digits", -4, 4),
}
_SMALL = 65_521  # ends are told apart by so many numbers: two that share one by chance are weighed and fall away
COLUMNS = [*KEYS, *_NAMES, "given", "valid", "number_kind", "eight", "digits"]
RARE = ("rare_given", "rare_family")

# Two names that share no word, and differ in more letters than an edit or two could change, agree in nothing.
_A_NAME = """(l.given_bits = 0 OR r.given_bits = 0 OR l.family_bits = 0 OR r.family_bits = 0
    OR l.given_bits & r.given_bits <> 0 OR l.family_bits & r.family_bits <> 0
    OR (l.given_bits & r.family_bits <> 0 AND l.family_bits & r.given_bits <> 0)
    OR bit_count(xor(l.given_signs, r.given_signs)) <= 2 OR bit_count(xor(l.family_signs, r.family_signs)) <= 4)"""
# Two numbers within an edit of each other have the same beginning or the same end.
_A_NUMBER = """(l.born_start IS NULL OR r.born_start IS NULL
    OR l.born_start = r.born_start OR l.born_end = r.born_end
    OR coalesce(l.digits_start = r.digits_start OR l.digits_end = r.digits_end, FALSE))"""
_BOTH_COUPLES = "(l.couple IS NOT NULL AND r.couple IS NOT NULL)"


def met(
    connection: duckdb.DuckDBPyConnection, told: pl.DataFrame, new: pl.Series, weights: Weights, least: float
) -> pl.DataFrame:
    """Places l and r of two tellings that share a key, the new one first; of two new ones the first in order of ids.

    told   prepared tellings with couple, couple_sounds and rare_…, the new ones first
    new    the ids of the new
    least  the weight in bits below which a pair is of no use. One that cannot reach it is left out where that is
           cheap to see.
    """
    order = new.rank("ordinal").cast(pl.UInt32).extend_constant(told.height, told.height - new.len())
    place = pl.int_range(pl.len(), dtype=pl.UInt32)
    keys = [_keys(told).with_columns(place=place, turn=order)]
    connection.register("tellings", keys.pop().to_arrow(compat_level=pl.CompatLevel.newest()))  # held once, not twice
    whole = {block: f"({block.rule} AND {_hope(block.key, weights, least)})" for block in BLOCKS}
    found = [_pairs(connection, block, [*whole.values()][: place + 1], new.len()) for place, block in enumerate(whole)]
    connection.unregister("tellings")
    return pl.concat(found)


def _keys(told: pl.DataFrame) -> pl.DataFrame:
    """What the joins ask of each telling, as numbers: texts under their hash, since only equality is asked."""
    kind, usual = pl.col("number_kind").to_physical(), told["number_kind"].to_physical().mode().first()
    return (
        _narrowed(told.select(*KEYS, "given"))
        .select(
            *(_hash(pl.col(name)) if name in _TEXTS else name for name in KEYS),
        )
        .with_columns(
            told.select(
                *(
                    _hash(pl.col(of).str.slice(at, much)).mod(_SMALL).cast(pl.UInt16).alias(name)
                    for name, (of, at, much) in _ENDS.items()
                ),
                *_NAMES,
                valid=_hash(pl.col("valid")),
                number_kind=kind,
                rare=pl.sum_horizontal(pl.col(RARE).fill_null(0.0)).cast(pl.Float32),
                unsure=pl.col("valid").is_null() | kind.ne_missing(usual),
                typed_again=pl.col("slips").is_duplicated(),
            )
        )
    )


def _pairs(connection: duckdb.DuckDBPyConnection, block: Block, rules: list[str], new: int) -> pl.DataFrame:
    """The pairs under one key that did not meet under an earlier one.

    Where one of the two must be unsure, the few that are unsure are held against all, which spares most of the work.
    """
    few = f"(SELECT * FROM tellings WHERE {'unsure' if block.unsure else 'typed_again'})"  # noqa: S608 - one of two words of ours
    once = "(NOT r.unsure OR l.turn < r.turn)" if block.unsure else "l.turn < r.turn"
    fresh = " AND ".join([rules[-1], *(f"NOT coalesce({rule}, FALSE)" for rule in rules[:-1])])
    sql = f"""
    SELECT if(l.turn < r.turn, l.place, r.place) AS l, if(l.turn < r.turn, r.place, l.place) AS r
    FROM {few} AS l JOIN tellings AS r ON l.{block.key} = r.{block.key}
    WHERE l.place <> r.place AND {once} AND least(l.place, r.place) < $new AND {fresh}
    """  # noqa: S608 - constants of the model
    found = pl.from_arrow(connection.sql(sql, params={"new": new}).to_arrow_table())
    assert isinstance(found, pl.DataFrame)  # noqa: S101 - an arrow table always becomes a frame
    return found


def _hash(text: pl.Expr) -> pl.Expr:
    return pl.when(text.is_not_null()).then(text.hash())


def _hope(key: str, weights: Weights, least: float) -> str:
    """What must hold for a pair under a key to reach the least weight; an other party may help any two to it."""
    best = {name: max(level.bits for level in levels.values()) for name, levels in weights.fields.items()}
    apart = {name: weights.fields[name]["differ"].bits for name in ("number", "given", "family")}
    rest = weights.prior_bits + best["sex"] + best["role"]
    if key == "day" and rest + best["number"] + apart["given"] + apart["family"] < least:
        return f"({_A_NAME} OR {_BOTH_COUPLES})"
    if key == "sounds":
        lacks = least - (rest + apart["number"] + best["given"] + best["family"])
        return f"({_A_NUMBER} OR {_BOTH_COUPLES} OR greatest(l.rare, r.rare) >= {lacks})"
    return "TRUE"


def _narrowed(told: pl.DataFrame) -> pl.DataFrame:
    """The tellings with wide keys made narrower, so that a common name or a made-up date cannot flood the rest."""
    wide = {key: told.group_by(key).len().filter(pl.col("len") > WIDE)[key].drop_nulls() for key in KEYS}
    return told.with_columns(
        pl.when(pl.col(key).is_in(held.implode()))
        .then(pl.concat_str(key, "given", separator="|"))
        .otherwise(key)
        .alias(key)
        for key, held in wide.items()
        if held.len()
    )
