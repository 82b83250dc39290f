"""What is left out before it is weighed is what could not have come to anything."""

from random import Random

import polars as pl
import pytest

from tests.trygg.linkage.test_linking import frame, telling
from trygg.linkage.prepare import prepare
from trygg.linkage.score import pairs
from trygg.linkage.weights import weights

GIVEN = ("Anna", "Ana", "Anna Maria", "A.", "Bo", "Per Bo", "Mohammed", "Muhamed", "Erik", "", "Björk")
FAMILY = ("Åkesson", "Akeson", "Björk", "Björk-Lind", "Lind", "Lindh", "Hodžić", "Anna", "", "Ek")
TELLINGS = 120


def telling_of(chance: Random, place: int) -> dict[str, str]:
    """A telling made with little care: masked, slipped and missing numbers, names that are near each other."""
    born = f"198{chance.randint(4, 5)}0{chance.randint(1, 2)}{chance.randint(10, 12)}"
    number = f"{born}{chance.choice(('9830', '9803', '8975', '1234'))}"
    kind = chance.choice(("personnummer", "samordningsnummer", "invalid", "masked", "none"))
    told = {"number_kind": kind, "born": f"{born[:4]}-{born[4:6]}-{born[6:]}" if chance.random() < 0.8 else ""}
    told |= {"role": chance.choice(("suspect", "victim")), "sex": chance.choice(("M", "F", ""))}
    full = number if kind not in ("masked", "none") else ""
    return telling(f"t{place:03d}", chance.choice(GIVEN), chance.choice(FAMILY), full, **told)


def ready_of(seed: int) -> pl.DataFrame:
    """Prepared tellings, some with another party and some with names that are rare."""
    chance = Random(seed)
    ready = prepare(frame(*(telling_of(chance, place) for place in range(TELLINGS))))
    couples = [chance.choice((None, None, "p1", "p2")) for _ in range(TELLINGS)]
    return ready.with_columns(
        couple=pl.Series(couples, dtype=pl.String),
        couple_sounds=pl.lit(None, pl.UInt64),
        rare_given=pl.Series([chance.choice((0.0, 0.0, 4.0, 9.0)) for _ in range(TELLINGS)]),
        rare_family=pl.Series([chance.choice((0.0, 0.0, 4.0, 9.0)) for _ in range(TELLINGS)]),
    )


@pytest.mark.parametrize("seed", range(6))
def test_no_pair_that_could_matter_is_left_out(seed):
    ready, rules = ready_of(seed), weights()
    wanted = min(rules.ask, rules.sure - rules.rival)
    helped = max(level.bits for level in rules.fields["couple"].values())
    told = dict(ready.select("id", pl.col("couple").is_not_null()).iter_rows())

    found = set(pairs(ready, ready.clear(), rules).select("a", "b").iter_rows())
    every = pairs(ready, ready.clear(), rules, -99).select("a", "b", "weight")

    could = {(a, b) for a, b, weight in every.iter_rows() if weight + helped * (told[a] and told[b]) >= wanted}
    assert found == could
    assert 0 < len(found) < every.height


def test_a_pair_that_shares_several_keys_is_met_once():
    every = pairs(ready_of(1), ready_of(1).clear(), weights(), -99)

    assert every.select("a", "b").is_duplicated().sum() == 0
    assert (every["a"] < every["b"]).all()
