"""Tellings of people made ready to compare: words instead of names, digits instead of notations, keys to meet under."""

from zlib import crc32

import polars as pl

from trygg.linkage.identity import VALID, name_words, sound

TOLD = ("id", "given", "family", "number", "number_kind", "born", "sex", "protected", "report", "role", "other")
FEW = ("number_kind", "sex", "role", "protected", "initials")  # a handful of words each, kept once and pointed at
SLICE = 150_000  # tellings looked at together, also later: pieces of one size need no copy to be put side by side
_SIGNS = "abcdefghijklmnopqrstuvwxyz"
_HEARD = {"word": pl.String, "heard": pl.String, "signs": pl.Int32, "bit": pl.Int64}
_PLAIN = "^ *[A-Za-zÅÄÖåäöÉéÜüÇçŞş][A-Za-zÅÄÖåäöÉéÜüÇçŞş -]*$"  # no sign here changes how its neighbours are read


def prepare(told: pl.DataFrame) -> pl.DataFrame:
    """The tellings with words, digits and keys; one already prepared comes back as it is."""
    if "sounds" in told.columns:
        return told
    # Slice by slice, so that what is made on the way never takes much memory.
    return pl.concat([_prepared(some) for some in told.iter_slices(SLICE)] or [_prepared(told)])


def _prepared(told: pl.DataFrame) -> pl.DataFrame:
    names = _taken_apart(pl.concat([told[name].cast(pl.String).fill_null("") for name in ("given", "family")]))
    more = [column for column in ("person", "truth") if column in told.columns]
    plain = told.select(*(pl.col(column).cast(pl.String).fill_null("") for column in TOLD), *more)
    kind, number = pl.col("number_kind"), pl.col("number")
    valid = kind.is_in(list(VALID)) & (number != "")
    born = pl.col("born").str.replace_all("-", "")
    return (
        _with_names(plain, names)
        .with_columns(
            digits=_or_null(number),
            valid=pl.when(valid).then(number),
            eight=_or_null(pl.when(born != "").then(born).otherwise(_birth_digits(number))),
            slips=_slips(plain["number"]),
            sex=_or_null(pl.col("sex")),
            role=_or_null(pl.col("role")),
        )
        .with_columns(pl.col(name).cast(pl.Categorical) for name in FEW)
        .with_columns(day="eight")  # the key under which birth dates meet; made narrower where too many share it
        .drop("number", "born", "report")
    )


def with_others(register: pl.DataFrame) -> pl.DataFrame:
    """The register with the person and the name of each telling's other party; as it is when it has them."""
    if "couple" in register.columns:
        return register
    others = register.select(
        other="id", couple="person", couple_sounds="sounds", couple_heard="heard", couple_valid="valid"
    )
    return register.join(others, on="other", how="left", maintain_order="left")


def _with_names(told: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """The tellings with the words of their names."""
    named = told.rename({"given": "given_told", "family": "family_told"})
    for column in ("given", "family"):
        prefixed = names.rename({name: f"{column}_{name}" for name in names.columns})
        named = named.join(
            prefixed, left_on=f"{column}_told", right_on=f"{column}_text", how="left", maintain_order="left"
        )
    # An initial is never a surname: where one stands as such, the columns were swapped.
    swapped = (pl.col("family_initials") != "") & (pl.col("family_whole") == "") & (pl.col("given_whole") != "")
    both = (pl.col("given_whole") != "") & (pl.col("family_whole") != "")
    return named.select(
        *(column for column in told.columns if column not in ("given", "family")),
        given=_shown(_swap("whole", swapped)[0], _swap("initials", swapped)[0]),
        family=_or_null(_swap("whole", swapped)[1]),
        given_signs=_swap("signs", swapped)[0],
        family_signs=_swap("signs", swapped)[1],
        given_bits=_swap("bits", swapped)[0],
        family_bits=_swap("bits", swapped)[1],
        initials=_swap("initials", swapped)[0],
        heard=pl.when(both).then(pl.concat_str("given_heard", "family_heard", separator=" ")),
        # The same whatever order the words stand in: a sum of what stands for each. Sorting them takes far longer.
        sounds=pl.when(both).then(pl.concat_list("given_sounds", "family_sounds").list.unique().list.sum()),
    )


def _taken_apart(texts: pl.Series) -> pl.DataFrame:
    """The words of each name, sorted so that order and hyphens tell nothing: spelled out once for each word."""
    spelled = _spelled(texts.unique())
    words = spelled["word"].drop_nulls().unique()
    heard = pl.DataFrame([(word, sound(word), _signs(word), _bit(word)) for word in words], schema=_HEARD, orient="row")
    long = pl.col("word").str.len_chars() > 1
    return (
        spelled.join(heard.with_columns(sounds=pl.col("heard").hash() // 256), on="word", how="left")
        .group_by("text")
        .agg(
            whole=pl.col("word").filter(long).unique().sort(),
            initials=pl.col("word").drop_nulls().str.slice(0, 1).unique().sort(),
            heard=pl.col("heard").filter(long).unique().sort(),
            sounds=pl.col("sounds").filter(long).unique(),
            signs=pl.col("signs").filter(long).bitwise_or().fill_null(0),
            bits=pl.col("bit").filter(long).bitwise_or().fill_null(0),
        )
        .with_columns(
            whole=pl.col("whole").list.join(" "),
            initials=pl.col("initials").list.join(""),
            heard=pl.col("heard").list.join(" "),
        )
    )


def _signs(word: str) -> int:
    """Which letters stand in a word, a bit for each."""
    return sum(1 << at for at, sign in enumerate(_SIGNS) if sign in word)


def _bit(word: str) -> int:
    """One of 63 bits: two names that share no bit share no word."""
    return 1 << crc32(word.encode()) % 63


def _spelled(texts: pl.Series) -> pl.DataFrame:
    """Each name with each of its words, one row each: text, word."""
    plain = texts.str.contains(_PLAIN)
    parts = pl.DataFrame({"text": texts.filter(plain)}).with_columns(part=pl.col("text").str.extract_all("[^ -]+"))
    parts = parts.explode("part").with_columns(part=pl.col("part").fill_null(""))
    known = _whole(parts["part"].unique())
    article = pl.col("part").is_in(known.filter(pl.col("word") == "al")["text"].implode())
    # An article joins the word after it, with hyphen, space or neither.
    before, after = (pl.col("text").shift(by) == pl.col("text") for by in (1, -1))
    parts = parts.with_columns(
        joined=pl.when(before & article.shift(1) & ~article).then("al " + pl.col("part")).otherwise("part"),
        lost=(after & article).fill_null(value=False),
    ).filter(~pl.col("lost"))
    known = _whole(parts["joined"].unique()).rename({"text": "joined"})
    apart = parts.join(known, on="joined", how="left")
    return pl.concat([apart.select("text", "word"), _whole(texts.filter(~plain))])


def _whole(texts: pl.Series) -> pl.DataFrame:
    rows = [(text, word) for text in texts for word in name_words(text) or (None,)]
    return pl.DataFrame(rows, schema={"text": pl.String, "word": pl.String}, orient="row")


def _swap(name: str, swapped: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    given, family = pl.col(f"given_{name}"), pl.col(f"family_{name}")
    return pl.when(swapped).then(family).otherwise(given), pl.when(swapped).then(given).otherwise(family)


def _shown(whole: pl.Expr, initials: pl.Expr) -> pl.Expr:
    return pl.when(whole != "").then(whole).otherwise(_or_null(initials.str.slice(0, 1)))


def _slips(numbers: pl.Series) -> pl.Series:
    """A number for the digits of the birth date and the last four, the same whatever order they were typed in."""
    whole = pl.DataFrame({"number": numbers}).select(
        born=pl.when(pl.col("number").str.len_chars() == 12).then(pl.col("number").str.slice(0, 8)),
        last=pl.col("number").str.slice(8),
    )
    ordered = pl.DataFrame({"born": _ordered(whole["born"]), "last": _ordered(whole["last"])})
    whole_number = pl.concat_str("born", "last", separator="-")
    return ordered.select(pl.when(whole_number.is_not_null()).then(whole_number.hash())).to_series()


def _ordered(texts: pl.Series) -> pl.Series:
    """The signs of each text in order; done once for each distinct text."""
    distinct = pl.DataFrame({"text": texts.unique().drop_nulls()})
    ordered = distinct.with_columns(ordered=pl.col("text").str.split("").list.sort().list.join(""))
    return pl.DataFrame({"text": texts}).join(ordered, on="text", how="left", maintain_order="left")["ordered"]


def _birth_digits(number: pl.Expr) -> pl.Expr:
    """The first eight digits, a samordningsnummer's day without its sixty."""
    day = number.str.slice(6, 2).cast(pl.Int64, strict=False)
    plain = pl.when(day > 60).then(day - 60).otherwise(day).cast(pl.String).str.zfill(2)
    return pl.when(number.str.len_chars() == 12).then(number.str.slice(0, 6) + plain).otherwise(pl.lit(""))


def _or_null(told: pl.Expr) -> pl.Expr:
    return pl.when(told != "").then(told)
