"""How much more an equal rare name tells than an equal usual one."""

import polars as pl

from trygg.linkage.prepare import SLICE
from trygg.linkage.register import NAMED, Register
from trygg.linkage.weights import Weights

_USUAL = 2000  # so many tellings must be seen before they outweigh the usual share of a name


def with_rarity(new: pl.DataFrame, register: Register, rules: Weights) -> pl.DataFrame:
    """The new tellings with the bits that an equal name adds to the usual: rare_given, rare_family."""
    bits = _bits(new, register, rules)
    return pl.concat([_told(some, bits) for some in new.iter_slices(SLICE)] or [_told(new, bits)])


def _told(new: pl.DataFrame, bits: pl.DataFrame) -> pl.DataFrame:
    found = {
        f"rare_{name}": new.select(told=name).join(bits, on="told", how="left", maintain_order="left")["bits"]
        for name in NAMED
    }
    return new.with_columns(**{name: series.fill_null(0.0) for name, series in found.items()})


def _bits(new: pl.DataFrame, register: Register, rules: Weights) -> pl.DataFrame:
    """For each new name, in either column, how many bits more an equal one tells than the usual name does."""
    wanted = pl.concat([new[name] for name in NAMED]).drop_nulls().unique().implode()
    seen = register.tellings.height + new.height + _USUAL
    found = []
    for name in NAMED:
        usual = rules.fields[name]["same"].u
        counted = pl.concat([register.named[name], new[name].value_counts(name="often")])
        often = counted.filter(pl.col(name).is_in(wanted)).group_by(name).agg(pl.col("often").sum())
        share = (pl.col("often") + _USUAL * usual) / seen
        found.append(often.select(told=name, bits=(usual / share).log(2)))
    return pl.concat(found).group_by("told").agg(pl.col("bits").min())
