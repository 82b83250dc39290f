"""The pages of the reference on the law: grounds that open secrecy, and how long things are kept."""

from typing import TYPE_CHECKING, Any

from markdown_table import table

if TYPE_CHECKING:
    from trygg.sharing import SharingRules

CLOCKS = [
    *"House|Class|Kind|How long|From|Does not count|Waits for|Kept if|Then|Swedish".split("|"),
    *"English|In force|Law read|Source".split("|"),
]


def grounds() -> str:
    """Which grounds open secrecy, what they ask, where they are offered, and what may not be given at all."""
    from trygg.sharing import sharing_rules

    rules = sharing_rules()
    return (
        "# Grounds that open secrecy\n\nFor lawyers to check, row by row; the pack `src/trygg/packs/se` holds it. "
        "*Law read*: yes, or how else it is known.\n\n"
        + _grounds(rules)
        + _offers(rules)
        + _refusals(rules)
        + _harm_test(rules)
        + _protections(rules)
    )


def _span(row: Any) -> str:
    return f"{row.since} – {row.until or ''}".strip()


def _grounds(rules: "SharingRules") -> str:
    head = [
        "Ground",
        "Swedish",
        "English",
        "Provision",
        "Kind",
        "In force",
        "Directions",
        "Persons",
        "Law read",
        "Source",
    ]
    rows, asked = [], []
    for one in rules.grounds:
        more = "; ".join(f"{name} {count}" for name, count in (one.approvals_if or {}).items())
        persons = f"{one.approvals}" + (f" ({more})" if more else "")
        directions = "; ".join(one.directions) + ("" if one.offered else " – never offered")
        rows.append([one.id, one.says["sv"], one.says["en"], one.provision, one.kind, _span(one), directions, persons])
        rows[-1] += [one.verified, f"{one.source} {one.note}".strip()]
        newest = [other for other in rules.grounds if other.id == one.id][-1]
        asked += [[one.id, *_asked(question)] for question in one.conditions if one == newest]
    told = table(head, rows) + "\n## What each ground asks\n\nOf a ground with several versions, the newest.\n\n"
    return told + table(["Ground", "Condition", "Question", "In English", "Type", "Stops on"], asked) + "\n"


def _asked(one: Any) -> list[str]:
    kind = one.type
    if one.least_months:
        kind += f", at least {one.least_months} months' prison"
    if one.attempt_least_months:
        kind += f", {one.attempt_least_months} for an attempt"
    if one.chapters:
        kind += f", in {' '.join(one.chapters)}"
    if one.required_from:
        kind += f", from {one.required_from} to {one.required_to}"
    return [one.id, one.says["sv"], one.says["en"], kind, ", ".join(one.stop_on)]


def _offers(rules: "SharingRules") -> str:
    rows = [
        [f"{one.sender} → {one.recipient}", ", ".join(one.classes), ", ".join(one.grounds), one.verified, one.source]
        for one in rules.offers
    ]
    told = (
        "## What is offered where\n\nIn that order, each within its own days. What stands here in no row is denied.\n\n"
    )
    return told + table(["Direction", "Classes of data", "Grounds", "Law read", "Source"], rows) + "\n"


def _refusals(rules: "SharingRules") -> str:
    rows = [
        [f"{one.sender} → {one.recipient}", ", ".join(one.classes), one.provision, one.says["sv"], one.says["en"]]
        + [one.lifted_by or "nothing", one.verified, one.source]
        for one in rules.refusals
    ]
    head = ["Direction", "Classes of data", "Provision", "Swedish", "English", "Lifted by", "Law read", "Source"]
    return "## What may not be given\n\n" + table(head, rows) + "\n"


def _harm_test(rules: "SharingRules") -> str:
    rows = [
        [one.says["sv"], one.says["en"], ", ".join(one.second_on), ", ".join(one.stop_on), one.source]
        for one in rules.harm_questions
    ]
    head = ["Question", "In English", "Two persons on", "Stops on", "Source"]
    return "## The harm test\n\n" + table(head, rows) + "\n"


def _protections(rules: "SharingRules") -> str:
    rows = [
        [
            one.provision,
            ", ".join(one.holders),
            ", ".join(one.classes),
            one.test + ("" if one.carries else ", names only"),
        ]
        + [str(one.years or ""), one.says["sv"], _span(one), one.verified, one.source]
        for one in rules.protections
    ]
    head = ["Provision", "Holders", "Classes of data", "Test", "Years", "Swedish", "In force", "Law read", "Source"]
    return "## What protects it at each holder\n\n" + table(head, rows)


def retention() -> str:
    """How long each class of records is kept in each house, and the limits of statute."""
    from trygg.sharing import sharing_rules

    rules = sharing_rules()
    clocks = [
        [
            one.zone,
            one.record_class,
            one.kind,
            _period(one),
            one.trigger,
            ", ".join(one.pauses),
            ", ".join(one.wait_for),
        ]
        + [", ".join(one.kept_if), one.action, one.says["sv"], one.says["en"], _span(one), one.verified, one.source]
        for one in rules.clocks
    ]
    limits = [
        [one.id, one.says["sv"], one.says["en"], one.trigger, f"{one.amount} {one.unit}" if one.amount else "at once"]
        + ["●" if one.rolls else "", "●" if one.repeats else "", _span(one), one.verified, one.source]
        for one in rules.limits
    ]
    return (
        "# How long things are kept\n\nA copy from another house runs on the receiver's clock. *Undecided*: a person "
        "decides.\n\n"
        + table(
            CLOCKS,
            clocks,
        )
        + "\n## Limits of statute\n\nThe longest time of a contact ban stands in [levers.md](levers.md).\n\n"
        + table(
            "Limit|Swedish|English|From|How long|Rolls to a working day|Repeats|In force|Law read|Source".split("|"),
            limits,
        )
    )


def _period(one: Any) -> str:
    if one.years is None and one.months is None:
        return f"{one.suggested_years} years suggested" if one.suggested_years else ""
    long = _many(one.months, "month") if one.months else _many(one.years, "year") if one.years else "at once"
    more = "".join(f"; {years} if {fact}" for fact, years in (one.years_if or {}).items())
    begins = ", from the end of that year" if one.count_from == "end_of_year" else ""
    ends = ", done by the end of the year after" if one.finish == "end_of_following_year" else ""
    return long + more + begins + ends


def _many(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")
