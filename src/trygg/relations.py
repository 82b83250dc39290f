"""Whether a report concerns a couple: yes, no, or not known."""

from datetime import date

from trygg.rulebook import Rules

UNKNOWN = "unknown"


def relation_of(text: str, rules: Rules) -> str:
    """The key of the relation that an office wrote; `unknown` for words the method does not know."""
    said = " ".join(text.strip().lower().split())
    return next((key for key, relation in rules.relations.items() if said in relation.words), UNKNOWN)


def is_partner(code: str, relation: str, day: date, rules: Rules) -> bool | None:
    """Whether the parties are or were a couple, by the relation told or else by the crime code; None: not known."""
    told = rules.relations[relation].partner if relation in rules.relations else None
    if told is not None:
        return told
    coded = [one.partner for one in rules.codes if one.id == code and _holds(one.since, one.until, day)]
    return coded[0] if coded else None


def _holds(since: date, until: date | None, day: date) -> bool:
    return since <= day and (until is None or day <= until)
