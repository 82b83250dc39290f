"""What can be observed of a person: which words, which answers, and whether the rules count it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trygg import rulebook
from trygg.records import Kind
from trygg_web.people.models import DIED, MOVED_AWAY, SUSPICION_WITHDRAWN

YES_NO = ("yes", "no")
COUNTED_FLAGS = {
    "strangulation": Kind.STRANGULATION,
    "weapon": Kind.WEAPON,
    "death_threat": Kind.DEATH_THREAT,
    "forced_sex": Kind.FORCED_SEX,
    "separation": Kind.SEPARATION,
}


@dataclass(frozen=True, slots=True)
class Observable:
    """One thing that can be told of a person."""

    kind: str
    says: str
    values: tuple[str, ...]
    counts: bool  # whether the rules for the levels count it
    group: str


def observables(on: date) -> list[Observable]:
    """All that can be recorded on a day, in the order of the form. The rules of that day give the words."""
    rules = rules_on(on)
    return [*_course(), *_flags(rules), *_control(rules)]


def rules_on(on: date) -> rulebook.Rules:
    """The rules of a day, of this house's method and profile."""
    return rulebook.rules(settings.TRYGG_METHOD or None, settings.TRYGG_PROFILE, on)


def relation_says(relation: str) -> str:
    """A relation in the words of the rulebook."""
    rules = rules_on(timezone.localdate())
    known = rules.relations.get(relation)
    return _told(known.says) if known else relation


def value_says(value: str) -> str:
    """An answer in words: yes, no, a level, or how often."""
    often = rules_on(timezone.localdate()).frequencies.get(value)
    plain = {"yes": _("Ja"), "no": _("Nej")}
    return _begun(often.says) if often else plain.get(value) or _("Nivå %(letter)s") % {"letter": value}


def _course() -> list[Observable]:
    says = {
        Kind.CHARGE: _("Åtal för partnervåld"),
        Kind.CONVICTION: _("Dom för partnervåld"),
        Kind.NONPARTNER: _("Åtal eller dom för våld mot någon annan än partner"),
        Kind.BREACH: _("Överträdelse av kontaktförbud eller villkor"),
    }
    told = [Observable(kind.value, words, YES_NO, True, _("Ärendets gång")) for kind, words in says.items()]
    notified = Observable(Kind.NOTIFIED.value, _("Budskap lämnat"), ("A", "B", "C", "D"), True, _("Ärendets gång"))
    withdrawn = Observable(
        SUSPICION_WITHDRAWN, _("Misstanken i en anmälan borttagen"), ("yes",), True, _("Ärendets gång")
    )
    ends = {DIED: _("Har avlidit"), MOVED_AWAY: _("Har flyttat från området")}
    ended = [Observable(kind, words, ("yes",), False, _("Ärendets gång")) for kind, words in ends.items()]
    return [*told, withdrawn, notified, *ended]


def _flags(rules: rulebook.Rules) -> list[Observable]:
    # What the rules count can always be told; the words are the rulebook's where it has them.
    own = {
        "strangulation": _("Tryckt mot halsen eller hindrat andningen"),
        "weapon": _("Vapen använt eller visat vid hot"),
        "death_threat": _("Uttalat hot att döda partner, barn eller sig själv"),
        "forced_sex": _("Tvingat till sex"),
        "separation": _("Separation, genomförd eller planerad"),
    }
    group = _("Farlighetsflaggor")
    says = own | {item: _begun(flag.says) for item, flag in rules.flags.items()}
    return [Observable(_flag_kind(item), words, YES_NO, item in COUNTED_FLAGS, group) for item, words in says.items()]


def _flag_kind(item: str) -> str:
    return COUNTED_FLAGS[item].value if item in COUNTED_FLAGS else f"flag_{item}"


def _control(rules: rulebook.Rules) -> list[Observable]:
    values, group = tuple(rules.frequencies), _("Kontrollbeteenden")
    return [
        Observable(f"control_{key}", _begun(item.says), values, False, group) for key, item in rules.control.items()
    ]


def _told(says: Mapping[str, str]) -> str:
    return says.get(get_language() or "sv") or says["sv"]


def _begun(says: Mapping[str, str]) -> str:
    # The rulebook's words stand inside sentences; in a form they begin one.
    told = _told(says)
    return told[:1].upper() + told[1:]
