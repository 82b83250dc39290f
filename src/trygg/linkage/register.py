"""Known tellings prepared once and kept, so that a few new ones are held only against those they may be."""

import polars as pl

from trygg.linkage.prepare import prepare, with_others

NAMED = ("given", "family")
# What a known telling is found under, and what of a new one it is found by.
_FOUND_BY = {
    "valid": "valid",
    "slips": "slips",
    "eight": "eight",
    "sounds": "sounds",
    "couple": "person",
    "couple_sounds": "sounds",
}


class Register:
    """Tellings of known persons with an index of their keys: building it takes seconds for a million, asking none."""

    def __init__(self, told: pl.DataFrame) -> None:
        self.tellings = with_others(prepare(told)).sort("person", maintain_order=True)
        self._of_person = self.tellings["person"].rle_id()
        self._keys = pl.concat([_hashed(self.tellings, name, name) for name in _FOUND_BY]).sort("key")
        self.named = {name: self.tellings[name].value_counts(name="often") for name in NAMED}

    def candidates(self, new: pl.DataFrame, verdicts: pl.DataFrame) -> pl.DataFrame:
        """All tellings of the persons of whom one shares a key with a new telling, or that have a verdict.

        new  prepared. A key may also be shared by chance: what comes of it is compared and falls away.
        """
        if self.tellings.is_empty():
            return self.tellings
        holders = self.tellings[self._places(_hashed(new, "valid", "valid"))].select("person")
        asked = [_hashed(new, name, by) for name, by in _FOUND_BY.items() if by != "person"]
        met = self._places(pl.concat([*asked, _hashed(holders, "couple", "person")]))
        named = self.tellings["id"].is_in(pl.concat([verdicts["a"], verdicts["b"]]).cast(pl.String).implode())
        persons = pl.concat([self._of_person[met], self._of_person.filter(named)]).unique()
        starts, ends = (self._of_person.search_sorted(persons, side) for side in ("left", "right"))
        return self.tellings[_ranges(starts, ends)]

    def _places(self, asked: pl.DataFrame) -> pl.Series:
        keys = asked["key"].unique()
        starts, ends = (self._keys["key"].search_sorted(keys, side) for side in ("left", "right"))
        return self._keys["place"][_ranges(starts, ends)].unique()


def _ranges(starts: pl.Series, ends: pl.Series) -> pl.Series:
    """Every place from each start to the end beside it."""
    spans = pl.DataFrame({"start": starts, "end": ends}).filter(pl.col("end") > pl.col("start"))
    return spans.select(pl.int_ranges("start", "end")).to_series().explode()


def _hashed(told: pl.DataFrame, name: str, by: str) -> pl.DataFrame:
    seed = [*_FOUND_BY].index(name)
    places = pl.int_range(pl.len(), dtype=pl.UInt32)
    return told.select(key=pl.col(by).hash(seed), place=places).filter(told[by].is_not_null())
