"""Names taken apart in columns give the words that one name at a time gives."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trygg.linkage.test_linking import frame, telling
from trygg.linkage.identity import name_words
from trygg.linkage.prepare import prepare

WORDS = ("Al", "al", "El", "Ål", "Hassan", "Erik", "", "-", "Åkesson", "B", "ul", "Þor", "x?y", "Moh med", "Said")


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(WORDS), max_size=5), min_size=1, max_size=20), st.sampled_from((" ", "-", "  "))
)
def test_names_are_taken_apart_as_one_by_one(names, between):
    told = [between.join(words) for words in names]

    ready = prepare(frame(*(telling(str(place), name, "Lind") for place, name in enumerate(told))))

    words = [sorted({word for word in name_words(name) if len(word) > 1}) for name in told]
    whole = ready.select(pl.when(pl.col("given").str.len_chars() > 1).then("given")).to_series()
    assert whole.fill_null("").str.split(" ").to_list() == [one or [""] for one in words]


def test_a_telling_prepared_already_comes_back_as_it_is():
    ready = prepare(frame(telling("a", "Bo", "Åkesson")))

    assert prepare(ready) is ready
    assert isinstance(ready, pl.DataFrame)
