"""Tellings of people made ready to compare: words instead of names, digits instead of notations, keys to meet under."""

from collections.abc import Mapping

import polars as pl

from trygg.linkage.identity import VALID, name_words, sound

WORDS: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "text": pl.String,
    "whole": pl.String,
    "words": pl.List(pl.String),
    "initials": pl.String,
    "sounds": pl.List(pl.String),
}
TOLD = ("id", "given", "family", "number", "number_kind", "born", "sex", "protected", "report", "role", "other")


def prepare(told: pl.DataFrame) -> pl.DataFrame:
    """The tellings with words, digits and keys; one already prepared comes back as it is."""
    if "sounds" in told.columns:
        return told
    plain = told.with_columns(pl.col(column).cast(pl.String).fill_null("") for column in TOLD)
    kind, number = pl.col("number_kind"), pl.col("number")
    valid = kind.is_in(list(VALID)) & (number != "")
    born = pl.col("born").str.replace_all("-", "")
    return _with_names(plain).with_columns(
        digits=_or_null(number),
        valid=pl.when(valid).then(number),
        eight=_or_null(pl.when(born != "").then(born).otherwise(_birth_digits(number))),
        slips=pl.when(number.str.len_chars() == 12).then(
            pl.concat_str(_sorted(number.str.slice(0, 8)), _sorted(number.str.slice(8)), separator="-")
        ),
        sex=_or_null(pl.col("sex")),
        role=_or_null(pl.col("role")),
    )


def with_others(register: pl.DataFrame, person: str) -> pl.DataFrame:
    """The register with the person and the name of each telling's other party; as it is when it has them."""
    if "couple" in register.columns:
        return register
    others = register.select(other="id", couple=person, couple_sounds="sounds", couple_valid="valid")
    return register.join(others, on="other", how="left", maintain_order="left")


def candidates(register: pl.DataFrame, new: pl.DataFrame, verdicts: pl.DataFrame) -> pl.DataFrame:
    """All tellings of the register's persons that share a key with a new telling or have a verdict."""
    numbers = new["valid"].drop_nulls().unique()
    holders = register.filter(pl.col("valid").is_in(numbers.implode()))["person"]
    shared = [
        pl.col(key).is_in(new[key].drop_nulls().unique().implode()) for key in ("valid", "slips", "eight", "sounds")
    ]
    sounds = new["sounds"].drop_nulls().unique().implode()
    named = pl.col("id").is_in(pl.concat([verdicts["a"], verdicts["b"]]).cast(pl.String).implode())
    met = register.filter(
        pl.any_horizontal(
            *shared, named, pl.col("couple").is_in(holders.implode()), pl.col("couple_sounds").is_in(sounds)
        )
    )
    return register.filter(pl.col("person").is_in(met["person"].unique().implode()))


def _with_names(told: pl.DataFrame) -> pl.DataFrame:
    """The tellings with the words of their names; each name is taken apart once, however often it is told."""
    texts = pl.concat([told["given"], told["family"]]).unique()
    words = pl.DataFrame([_words(text) for text in texts], schema=WORDS, orient="row")
    named = told.rename({"given": "given_told", "family": "family_told"})
    for column in ("given", "family"):
        prefixed = words.rename({name: f"{column}_{name}" for name in WORDS})
        named = named.join(
            prefixed, left_on=f"{column}_told", right_on=f"{column}_text", how="left", maintain_order="left"
        )
    # An initial is never a surname: where one stands as such, the columns were swapped.
    swapped = (pl.col("family_initials") != "") & (pl.col("family_whole") == "") & (pl.col("given_whole") != "")
    return named.select(
        pl.exclude([f"{column}_{name}" for column in ("given", "family") for name in WORDS if name != "text"]),
        given=_shown(_swap("whole", swapped)[0], _swap("initials", swapped)[0]),
        family=_or_null(_swap("whole", swapped)[1]),
        given_words=_swap("words", swapped)[0],
        family_words=_swap("words", swapped)[1],
        initials=_swap("initials", swapped)[0],
        sounds=pl.when((pl.col("given_whole") != "") & (pl.col("family_whole") != "")).then(
            pl.concat_list("given_sounds", "family_sounds").list.unique().list.sort().list.join(" ")
        ),
    )


def _words(text: str) -> tuple[str, str, list[str], str, list[str]]:
    """The words of one name sorted, so that order and hyphens tell nothing."""
    words = name_words(text)
    whole = sorted({word for word in words if len(word) > 1})
    initials = "".join(sorted({word[0] for word in words}))
    return text, " ".join(whole), whole, initials, sorted({sound(word) for word in whole})


def _swap(name: str, swapped: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    given, family = pl.col(f"given_{name}"), pl.col(f"family_{name}")
    return pl.when(swapped).then(family).otherwise(given), pl.when(swapped).then(given).otherwise(family)


def _shown(whole: pl.Expr, initials: pl.Expr) -> pl.Expr:
    return pl.when(whole != "").then(whole).otherwise(_or_null(initials.str.slice(0, 1)))


def _sorted(digits: pl.Expr) -> pl.Expr:
    """The same digits whatever order they were typed in."""
    return digits.str.split("").list.sort().list.join("")


def _birth_digits(number: pl.Expr) -> pl.Expr:
    """The first eight digits, a samordningsnummer's day without its sixty."""
    day = number.str.slice(6, 2).cast(pl.Int64, strict=False)
    plain = pl.when(day > 60).then(day - 60).otherwise(day).cast(pl.String).str.zfill(2)
    return pl.when(number.str.len_chars() == 12).then(number.str.slice(0, 6) + plain).otherwise(pl.lit(""))


def _or_null(told: pl.Expr) -> pl.Expr:
    return pl.when(told != "").then(told)
