"""Answers to what the law asks before something is told, as the invented houses give them."""

from collections.abc import Mapping

Told = Mapping[str, str | tuple[str, ...]]
GENERAL: Told = {
    "need": "Uppgiften behövs för att förebygga nytt våld.",
    "special_rule_checked": ("G-09", "G-14"),
    "overriding_secrecy_interest": "no",
    "weighing": "Behovet väger tyngre än intrånget; bara det nödvändiga lämnas.",
    "less_intrusive_alternative": "Färre uppgifter räcker inte för att veta vem det gäller.",
}
CHILD: Told = {
    "child_who": "Barnet i familjen.",
    "child_what": "Barnet var där när våldet skedde.",
    "parent_informed": "no_for_safety",
}
DUTY: Told = {
    "needed_in_crime_fighting": "Den som övervakas har inte följt sina villkor.",
    "clear_that_secrecy_prevails": "no",
}


def harmless(*whose: str) -> Told:
    """A harm test that finds no harm."""
    return {
        "whose": whose or ("person",),
        "shows_place": "no",
        "shows_she_told": "no",
        "retaliation": "no",
        "smaller": "Det här är det minsta som går att lämna.",
        "conclusion": "no_harm",
    }


def risky(*whose: str) -> Told:
    """A harm test after which a second person decides."""
    return {**harmless(*whose), "retaliation": "yes", "conclusion": "harm_outweighed"}
