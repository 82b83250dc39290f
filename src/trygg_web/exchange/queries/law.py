"""What the law says of passing things on, in the reader's words: grounds, refusals, protection, questions."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import get_language

from trygg.rulebook import book
from trygg.sharing import CaseOfSharing, SharingRules, sharing_rules


def law() -> SharingRules:
    """The rules of sharing of this country, all days of them."""
    return sharing_rules()


def said(says: Mapping[str, str]) -> str:
    """What the rules of sharing call something, in the reader's language."""
    return says.get(get_language() or "sv", says["sv"])


def case_of(sender: str, recipient: str, data_class: str, on: date) -> CaseOfSharing:
    """One class of data on its way, with the offences that an answer may name."""
    return CaseOfSharing(sender, recipient, data_class, book().on(on).offences)


def offence_words(on: date) -> dict[str, str]:
    """The offences that an answer may name on a day, in words."""
    return {name: said(one.says) for name, one in book().on(on).offences.items()}


def purpose_says(purpose: str) -> str:
    """A purpose in words."""
    held = law().purposes
    return said(held[purpose].says) if purpose in held else purpose


def class_says(data_class: str) -> str:
    """A class of data in words."""
    held = law().classes
    return said(held[data_class].says) if data_class in held else data_class


def ground_says(ground: str, on: date) -> str:
    """A ground in words, with its provision."""
    found = [one for one in law().grounds if one.id == ground and one.since <= on]
    return f"{ground} {said(found[-1].says)} ({found[-1].provision})" if found else ground
