"""Names as words, and the coarse keys under which damaged tellings still meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trygg.linkage.identity import Identity, block_keys, name_words, sound

WORDS = st.text(st.characters(categories=("Lu", "Ll"), max_codepoint=0x17F), min_size=1, max_size=12)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Åke", "ÅKE", "Aake", "A\u030ake", "Ake"),
        ("Muhammed", "Mohammad", "Mohamed", "MOHAMMED"),
        ("Kovačević", "Kovacevic", "KOVAČEVIĆ", "Kovac\u030cevic\u0301"),
        ("Al-Sayed", "al sayed", "Elsayed", "El-Sayed"),
        ("Göran", "Goeran", "Goran"),
        ("Anna", "А\u200bnnа", "\ufeffAnna", "Anna\x00"),
        ("Małgorzata", "Malgorzata"),
        ("O'Brien", "O’Brien", "OBrien"),
        ("Иванова", "Ivanova"),
    ],
)
def test_spellings_of_one_name_are_one_word(spellings):
    assert len({name_words(spelling) for spelling in spellings}) == 1


def test_double_names_are_two_words_whatever_joins_them():
    assert name_words("Ekström-Åkesson") == name_words("Ekström Åkesson") == ("ekstrom", "akesson")


def test_an_initial_is_kept_as_one_letter():
    assert name_words("S.") == ("s",)


def test_different_names_stay_different():
    assert len({name_words(name) for name in ("Mahmoud", "Muhammad", "Ahmad", "Hamid", "Mariam", "Marija")}) == 6


@given(WORDS)
def test_words_of_words_are_the_same_words(name):
    once = name_words(name)

    assert name_words(" ".join(once)) == once


@pytest.mark.parametrize(
    ("one", "other"), [("Erkisson", "Erikson"), ("Linsdtröm", "Lindström"), ("Nilsson", "Nielson")]
)
def test_a_slip_of_the_pen_often_keeps_the_consonants(one, other):
    assert sorted(sound(name_words(one)[0])) == sorted(sound(name_words(other)[0]))


FIVE = {"given": "Maria", "family": "Björk", "number": "198505309875", "born": "1985-05-30", "sex": "F"}
DAMAGES = {
    "no number": {"number": ""},
    "no birth date": {"born": ""},
    "born with two digits swapped": {"born": "1985-03-50"},
    "names swapped": {"given": "Björk", "family": "Maria"},
    "misspelt": {"family": "Bjrök"},
    "an initial": {"given": "M."},
    "another surname": {"family": "Ekström"},
}


@pytest.mark.parametrize("first", DAMAGES)
@pytest.mark.parametrize("second", DAMAGES)
def test_two_damaged_fields_still_leave_a_key_to_meet_under(first, second):
    damaged = Identity(**FIVE | DAMAGES[first] | DAMAGES[second])
    if not damaged.number and not damaged.born:
        return  # nothing but a name: two damaged fields are then three
    assert set(block_keys(damaged)) & set(block_keys(Identity(**FIVE)))
