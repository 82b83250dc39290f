"""Tellings of people made ready to compare: words instead of names, digits instead of notations, keys to meet under."""

from collections.abc import Iterable, Mapping

import polars as pl

from trygg.linkage.identity import VALID, name_words, sound

NAMES: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "given": pl.String,
    "given_words": pl.List(pl.String),
    "initials": pl.String,
    "family": pl.String,
    "family_words": pl.List(pl.String),
    "sounds": pl.String,
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
        slips=pl.when(number.str.len_chars() == 12).then(number.str.split("").list.sort().list.join("")),
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
    pairs = told.select("given", "family").unique()
    rows = [_names(*pair) for pair in pairs.iter_rows()]
    words = pl.DataFrame(rows, schema=NAMES, orient="row")
    renamed = pairs.rename({"given": "given_told", "family": "family_told"}).hstack(words)
    told = told.rename({"given": "given_told", "family": "family_told"})
    return told.join(renamed, on=["given_told", "family_told"], how="left", maintain_order="left")


def _names(given: str, family: str) -> tuple[object, ...]:
    """The words of a name sorted, so that order and hyphens tell nothing."""
    first, last = name_words(given), name_words(family)
    if last and all(len(word) == 1 for word in last) and any(len(word) > 1 for word in first):
        first, last = last, first  # an initial is never a surname: the columns were swapped
    whole, surname = _whole(first), _whole(last)
    initials = "".join(sorted({word[0] for word in first}))
    sounds = " ".join(sorted({sound(word) for word in (*whole, *surname)})) if whole and surname else None
    shown = " ".join(whole) or initials[:1] or None
    return shown, list(whole), initials, " ".join(surname) or None, list(surname), sounds


def _whole(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({word for word in words if len(word) > 1}))


def _birth_digits(number: pl.Expr) -> pl.Expr:
    """The first eight digits, a samordningsnummer's day without its sixty."""
    day = number.str.slice(6, 2).cast(pl.Int64, strict=False)
    plain = pl.when(day > 60).then(day - 60).otherwise(day).cast(pl.String).str.zfill(2)
    return pl.when(number.str.len_chars() == 12).then(number.str.slice(0, 6) + plain).otherwise(pl.lit(""))


def _or_null(told: pl.Expr) -> pl.Expr:
    return pl.when(told != "").then(told)
