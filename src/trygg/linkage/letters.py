"""Letters that look or sound alike, and spellings of one name. Knowledge, not logic: add a word and a test."""

import re

# Read as the Latin letter they resemble when they stand among Latin letters.
LOOK_ALIKES = dict(zip("авекмнорстухіјѕԁԛԝɡαβεηικνορτυχωϲ", "abekmhopctyxijsdqwgabenikvoptuxwc", strict=True))

# A whole word in the other alphabet is spelled out instead.
CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяђјљњћџіїєґ",
        "a b v g d e z z i i k l m n o p r s t u f h c c s s _ y _ e ju ja d j lj nj c dz i i e g".split(" "),
        strict=True,
    )
) | {"ъ": "", "ь": ""}
GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a v g d e z i th i k l m n x o p r s s t i f h ps o".split(" "),
        strict=True,
    )
)

# Latin letters that do not come apart into a letter and an accent.
PLAIN = {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ß": "ss", "æ": "a", "œ": "o", "þ": "th", "ı": "i", "ħ": "h"}

# For `sound`: what is written in several ways and heard as one.
DOUBLED = (
    ("ck", "k"), ("ch", "k"), ("ph", "f"), ("th", "t"), ("dj", "d"), ("sch", "s"), ("cz", "s"), ("sz", "s"),
    ("x", "ks"), ("c", "k"), ("q", "k"), ("z", "s"), ("w", "v"),
)  # fmt: skip

_ALIKE = (
    "muhammad mohammad muhammed mohammed mohamed mohamad muhamad muhamed mohamet mehmed muhammet",
    "ahmad ahmed achmed ahmet",
    "mahmud mahmoud mahmood mohamud mohamoud",
    "yusuf youssef yousef yousif yusef yussuf jusuf josef joseph yousuf",
    "husain hussein hussain husein hossein husseyn hosein",
    "hasan hassan hasen",
    "abdallah abdullah abdalla abdulla abdulah",
    "alsayed elsayed alsayyed elsayyed",
    "khalid khaled haled",
    "umar omar omer",
    "mustafa mostafa mustapha moustafa",
    "ibrahim ebrahim ibraheem",
    "leila layla leyla laila lejla",
    "maryam mariam meryem miriam maryem",
    "nur nour noor",
    "yasmin yasmine jasmin jasmine yasemin",
    "aisha aysha ayse aicha aishe",
    "fatima fatma fatemeh fatime",
    "zahra zara zehra",
    "huda hoda houda",
    "karl carl", "klara clara", "kristian christian", "kristofer kristoffer christoffer christofer christopher",
    "kristina christina", "karolina carolina caroline", "rebecka rebecca rebekka", "josefin josefine josephine",
    "oskar oscar", "viktor victor", "filip philip", "mikael michael mickael", "mattias matthias mathias",
    "erik eric", "fredrik frederik", "gustav gustaf", "sofia sophia", "katarina catarina catharina",
    "eriksson ericsson erikson ericson", "karlsson carlsson karlson carlson", "gustavsson gustafsson",
    "petersson pettersson peterson petterson", "johansson johanson", "svensson svenson", "jonsson jonson",
    "nilsson nilson", "larsson larson", "olsson olson", "andersson anderson", "persson person",
)  # fmt: skip


def vowels(word: str) -> str:
    """A plain word with å, ä and ö in one letter, also where they were written aa, ae and oe."""
    return re.sub("oe+", "o", re.sub("a[ae]+", "a", word))


# Every spelling → the first of its line.
SPELLINGS = {vowels(spelling): vowels(line.split()[0]) for line in _ALIKE for spelling in line.split()}
