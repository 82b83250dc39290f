"""A question in words: how each field agrees, and how strongly it speaks."""

from collections.abc import Iterable, Mapping

from trygg.linkage.linking import Question
from trygg.linkage.weights import Weights, weights

WHY = {
    "unsure": ("Uppgifterna räcker inte för att vara säker.", "What is told is not enough to be sure."),
    "rivals": ("Ungefär lika mycket talar för en annan person.", "About as much speaks for another person."),
    "persons": ("Två personer i registret kan vara samma.", "Two persons of the register may be the same."),
    "siblings": (
        "Samma födelsedatum men olika förnamn: kan vara syskon.",
        "The same birth date but different given names: may be siblings.",
    ),
    "other_name": ("Olika förnamn.", "Different given names."),
    "two_numbers": (
        "Två giltiga nummer: felskrivet, eller samordningsnummer som blivit personnummer?",
        "Two valid numbers: a slip, or a coordination number that became a personal number?",
    ),
    "number_other_name": ("Samma nummer men inget gemensamt namn.", "The same number but no name in common."),
    "protected": (
        "Skyddade personuppgifter kopplas aldrig på namn och födelsedatum.",
        "Protected identities are never joined by name and birth date.",
    ),
}
# From so many bits on, a field speaks in these words; the sign tells for or against.
STRENGTH = (
    (10.0, "talar mycket starkt", "speaks very strongly"),
    (5.0, "talar starkt", "speaks strongly"),
    (2.0, "talar", "speaks"),
    (0.0, "talar svagt", "speaks weakly"),
)


def says(
    asked: Question | Iterable[Mapping[str, str | float]], language: str, weighed: Weights | None = None
) -> list[str]:
    """One sentence for why it is asked, and one for each field, strongest first; for a question or for its fields."""
    place = 1 if language == "en" else 0
    why = [WHY[asked.why][place]] if isinstance(asked, Question) else []
    fields = asked.fields if isinstance(asked, Question) else asked
    rules = weighed or weights()
    return why + [
        _sentence(field, language, place, rules)
        for field in sorted(fields, key=lambda field: -abs(float(field["bits"])))
    ]


def _sentence(field: Mapping[str, str | float], language: str, place: int, rules: Weights) -> str:
    name, agreement, bits = str(field["name"]), str(field["agreement"]), float(field["bits"])
    level = rules.fields.get(name, {}).get(agreement)
    subject = rules.says[name][language].capitalize() if name in rules.says else name
    told = level.says[language] if level else agreement
    strength = next(words[1 + place] for words in STRENGTH if abs(bits) >= words[0])
    side = (("för", "for"), ("emot", "against"))[bits < 0][place]
    return f"{subject}: {told}; {strength} {side}."
