"""The words of links and questions: why something was asked, believed or answered. No values, only fields."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trygg.linkage.weights import weights

Fields = Sequence[Mapping[str, Any]]


def why_asked(why: str, fields: Fields) -> str:
    """One sentence: why the two records became a question."""
    guards = {
        "siblings": _("Uppgifterna liknar varandra men förnamnen är olika. Det kan vara tvillingar eller syskon."),
        "other_name": _("Mycket stämmer men förnamnen är olika. Det kan vara olika personer i samma familj."),
        "two_numbers": _("Uppgifterna liknar varandra, men de har två olika giltiga nummer."),
        "number_other_name": _("Personnumret är detsamma men inget i namnen stämmer. Ett av numren kan vara fel."),
        "protected": _("Den ena har skyddad identitet. Sådana kopplas aldrig ihop utan en människa."),
        "rivals": _("Anmälan passar ungefär lika bra på två personer."),
        "persons": _("Anmälan passar på två personer som hittills hållits isär."),
        "numbers": _("Uppgifterna liknar varandra, men anmälningarna omkring har två olika giltiga nummer."),
        "later_number": _("Ett nummer som kom med en senare fil är detsamma som en annan persons."),
        "parted": _("Anmälningarna togs isär av en person, och det ångrades sedan."),
    }
    return guards.get(why) or _unsure(fields)


def _unsure(fields: Fields) -> str:
    agree = [_field(str(one["name"])) for one in fields if float(one["bits"]) > 0]
    differ = [_field(str(one["name"])) for one in fields if float(one["bits"]) <= 0]
    if agree and differ:
        said = {"agree": _joined(agree), "differ": _joined(differ)}
        return _("Det här talar för samma person: %(agree)s. Det här talar emot: %(differ)s.") % said
    if agree:
        return _("Det som går att jämföra stämmer (%(agree)s), men det räcker inte för att vara säker.") % {
            "agree": _joined(agree)
        }
    return _("Uppgifterna liknar varandra, men inte nog för att kopplas ihop utan en människa.")


def _joined(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + _(" och ") + words[-1]


def agreements(fields: Fields) -> list[tuple[str, str, bool]]:
    """Field by field, in the words of the method: the field, how it agrees, and whether that speaks for one person."""
    rules = weights()
    return [
        (
            _field(str(one["name"])),
            _in_language(rules.fields[str(one["name"])][str(one["agreement"])].says),
            float(one["bits"]) > 0,
        )
        for one in fields
        if one.get("name") in rules.fields and one.get("agreement") in rules.fields[str(one["name"])]
    ]


def _field(name: str) -> str:
    says = weights().says.get(name)
    return _in_language(says) if says else name


def _in_language(says: Mapping[str, Any]) -> str:
    return str(says.get(get_language() or "sv") or says["sv"])


def answer_says(answer: str) -> str:
    """An answer in words."""
    return {"same": _("Samma person"), "different": _("Olika personer"), "unsure": _("Osäker")}.get(answer, "")


def because_says(because: str) -> str:
    """Why a link is believed, in words."""
    words = {
        "number": _("samma giltiga nummer"),
        "weight": _("uppgifterna stämmer överens"),
        "couple": _("namnet stämmer och den andra i anmälan är densamma"),
        "answer": _("en person har svarat samma"),
        "alone": _("ingen annan anmälan liknar den"),
        "later_number": _("Ett nummer som kom med en senare fil är detsamma som en annan persons."),
        "parted": _("en person har tagit isär kopplingen"),
    }
    return words.get(because, because)


def role_says(role: str) -> str:
    """What someone is in a report, in words."""
    return {"suspect": _("misstänkt"), "victim": _("målsägande")}.get(role, role)
