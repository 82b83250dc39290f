"""Drafts that the law lets pass, and their smallest parts."""

from typing import Any

from trygg_web.exchange.actions import Draft, Item

HARMLESS = {
    "whose": ("person",),
    "shows_place": "no",
    "shows_she_told": "no",
    "retaliation": "no",
    "smaller": "Det här är det minsta.",
    "conclusion": "no_harm",
}
GENERAL = {
    "need": "Hjälp ska kunna erbjudas.",
    "overriding_secrecy_interest": "no",
    "weighing": "Behovet väger över.",
    "less_intrusive_alternative": "Färre uppgifter räcker inte.",
    "special_rule_checked": ("G-09", "G-14"),
}
NUMBER = Item("number", "person_basics", "19850312-9801")
NAME = Item("name", "person_basics", "Kalle Kanarie")
LEVEL = Item("level", "level_and_delivery", "B", "assessment")


def draft(*items: Item, **given: Any) -> Draft:
    """A disclosure from the police to those who help the person who uses violence."""
    row: dict[str, Any] = {
        "zone": "social",
        "function": "support",
        "kind": "level",
        "purpose": "prevent_crime",
        "why": "Hjälp att sluta med våld ska erbjudas samma vecka.",
        "ground": "G-08",
        "answers": GENERAL,
        "harm": HARMLESS,
        "condition": "Får inte lämnas vidare.",
        "subject": "local-1",
    }
    return Draft(items=items or (NUMBER, LEVEL), **(row | given))


def back(*items: Item, **given: Any) -> Draft:
    """A disclosure from social services to the police."""
    row: dict[str, Any] = {"zone": "police", "function": "police", "kind": "accepted", "subject": "their-1"}
    return draft(*(items or (Item("accepted", "person_basics", "yes"),)), **(row | given))
