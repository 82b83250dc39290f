"""A register that is kept answers as one that is made anew, and a key that all share floods nobody."""

import polars as pl

from tests.trygg.linkage.test_linking import ANNA, BO, VERDICTS, couple, frame, telling
from tests.trygg.linkage.test_model import BLANK
from trygg.linkage import Register, link
from trygg.linkage.blocking import WIDE
from trygg.linkage.prepare import prepare
from trygg.linkage.score import pairs
from trygg.linkage.weights import weights

NONE = pl.DataFrame(schema=VERDICTS)


def known():
    one, other = couple(telling("s1", "Bo", "Åkesson", BO, sex="M"), telling("v1", "Anna", "Björk", ANNA, sex="F"))
    return frame(one | {"person": "P1"}, other | {"person": "P2"}, telling("x", "Per", "Lind") | {"person": "P3"})


def test_a_kept_register_answers_as_one_made_anew():
    later = couple(telling("s2", "B.", "Åkesson", sex="M"), telling("v2", "Anna", "Björk", ANNA, sex="F"))
    new, kept = frame(*later).drop("person"), Register(known())

    first, again, anew = (link(new, register, NONE) for register in (kept, kept, known()))

    assert first.clusters.equals(anew.clusters)
    assert again.clusters.equals(anew.clusters)
    assert first.questions == anew.questions
    assert set(anew.clusters["person"]) == {"P1", "P2"}


def test_only_persons_that_share_a_key_are_held_against_the_new():
    met = Register(known()).candidates(prepare(frame(telling("n", "Anna", "Björk", ANNA)).drop("person")), NONE)

    assert set(met["person"]) == {"P1", "P2"}  # Bo is the other party of Anna's report, so his name may matter


def test_a_birth_date_that_all_share_brings_only_equal_given_names_together():
    born = {"number_kind": "none", "born": "1900-01-01"}
    told = [telling(f"{place}", f"N{'abcdefghij'[place % 10]}d", f"F{place}", **born) for place in range(WIDE + 10)]
    ready = prepare(frame(*told)).with_columns(**BLANK)

    met = pairs(ready, ready.clear(), weights(), -99)

    names = dict(ready.select("id", "given").iter_rows())
    assert met.height
    assert all(names[a] == names[b] for a, b in met.select("a", "b").iter_rows())
