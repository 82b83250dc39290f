"""The words of a file's coded columns: what each means, by the shipped lists and by what a person said of a sender."""

from collections.abc import Mapping
from dataclasses import dataclass

from trygg.relations import UNKNOWN
from trygg.rulebook import Rules
from trygg_web.incidents.reports.profiles import Spec
from trygg_web.sheets import cells
from trygg_web.sheets.faults import Odd
from trygg_web.sheets.tables import Table
from trygg_web.sheets.words import words

# Field of a column → the list that tells what its words mean.
LISTS = {
    "relation": "relation",
    "suspect_sex": "sex",
    "victim_sex": "sex",
    **{field: field for field in ("suspicion", "custody", "injury", "protected", "attempt")},
    **dict.fromkeys(
        ("child_present", "weapon", "strangulation", "death_threat", "restrictions", "visit_allowed"), "yes_no"
    ),
}
# A column with more words than this, or longer ones, is no list of codes: it may hold people and is not shown.
MANY, LONG = 40, 40


@dataclass(frozen=True, slots=True)
class WordsFound:
    """One coded column of a file: each word that stands in it, with what it is read as (empty: not known)."""

    field: str
    label: str
    words: tuple[tuple[str, str], ...]


def found(table: Table, spec: Spec, rules: Rules) -> list[WordsFound]:
    """The coded columns of a table with their words, each once and in order."""
    told = []
    for place, (label, field) in enumerate(zip(table.header, spec.fields, strict=False)):
        if field not in LISTS:
            continue
        said = sorted({cells.key_of(row[place]) for _, row in table.rows if place < len(row)} - {""})
        if said and len(said) <= MANY and max(map(len, said)) <= LONG:
            told.append(WordsFound(field, label, tuple((word, meaning(field, word, spec, rules)) for word in said)))
    return told


def meaning(field: str, word: str, spec: Spec, rules: Rules) -> str:
    """What a word is read as; empty when nobody has said."""
    own = spec.words.get(field, {}).get(word)
    return shipped(field, word, rules) if own is None else own


def shipped(field: str, word: str, rules: Rules) -> str:
    """What a word is read as by the lists that come with Trygg; empty when they do not know it."""
    if LISTS[field] == "relation":
        return next((key for key, relation in rules.relations.items() if word in relation.words), "")
    try:
        return cells.word(word, LISTS[field]) or UNKNOWN
    except Odd:
        return ""


def meanings(field: str, rules: Rules) -> tuple[str, ...]:
    """All that a word of a column may mean, `unknown` for words that say that nothing is known."""
    told = rules.relations if LISTS[field] == "relation" else words()[LISTS[field]].values()
    return tuple(dict.fromkeys((*told, UNKNOWN)))


def own_words(said: Mapping[str, Mapping[str, str]], rules: Rules) -> dict[str, dict[str, str]]:
    """What a person said of the words, without what the shipped lists say anyway and what nobody may mean."""
    return {
        field: kept
        for field, told in said.items()
        if field in LISTS
        and (
            kept := {
                cells.key_of(word): meant
                for word, meant in told.items()
                if meant in meanings(field, rules) and _open(field, word, meant, rules)
            }
        )
    }


def _open(field: str, word: str, meant: str, rules: Rules) -> bool:
    # A marking that the shipped list knows stands: nobody lays bare a protected person by a slip in a list.
    known = shipped(field, word, rules)
    return meant != known and not (field == "protected" and known)
