"""Questions in words, and a weights file that is refused when it is wrong."""

import pytest

from trygg.errors import RulebookError
from trygg.linkage import Question, says
from trygg.linkage.weights import FIELDS, SHIPPED, weights
from trygg.linkage.words import WHY

ASKED = Question("a", "b", 3.2, "siblings", [
    {"name": "family", "agreement": "same", "bits": 5.8},
    {"name": "number", "agreement": "born", "bits": 13.6},
    {"name": "given", "agreement": "differ", "bits": -7.6},
])  # fmt: skip


def test_a_question_is_told_in_words_strongest_first():
    assert says(ASKED, "sv") == [
        "Samma födelsedatum men olika förnamn: kan vara syskon.",
        "Personnummer: samma födelsedatum, ett nummer saknas; talar mycket starkt för.",
        "Förnamn: olika; talar starkt emot.",
        "Efternamn: samma; talar starkt för.",
    ]


def test_its_fields_alone_can_be_told_too():
    assert says(ASKED.fields, "en")[1] == "Given name: different; speaks strongly against."


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_level_has_words(language):
    for field in FIELDS:
        for level in weights().fields[field].values():
            assert says([{"name": field, "agreement": level.key, "bits": level.bits}], language)
    assert all(len(words) == 2 for words in WHY.values())


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ('key = "slip"', 'key = "slipp"', "slipp"),
        ("rival = 3.0", "rivals = 3.0", "rivals"),
        ("m = 0.8,", "m = 1.8,", "between 0 and 1"),
        ("sure = 8.0", "sure = -8.0", "lower ask"),
        ('says.en = "sex"', 'says.de = "sex"', "sex"),
    ],
)
def test_a_wrong_weights_file_is_refused_with_the_mend(tmp_path, was, becomes, told):
    wrong = tmp_path / "linkage.toml"
    wrong.write_text(SHIPPED.read_text().replace(was, becomes, 1))

    with pytest.raises(RulebookError, match=told):
        weights(wrong)
