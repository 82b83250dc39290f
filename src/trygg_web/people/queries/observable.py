"""What can be observed of a person: which words, which answers, and whether the rules count it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from trygg.records import Kind
from trygg_web.people.models import SUSPICION_WITHDRAWN

YES_NO = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Observable:
    """One thing that can be told of a person."""

    kind: str
    says: str
    values: tuple[str, ...]
    counts: bool  # whether the rules for the levels count it


def observables(on: date) -> list[Observable]:
    """All that can be observed on a day, in the order of the form."""
    return [*_counted()]


def _counted() -> list[Observable]:
    says = {
        Kind.CHARGE: _("Åtal för partnervåld"),
        Kind.CONVICTION: _("Dom för partnervåld"),
        Kind.NONPARTNER: _("Åtal eller dom för våld mot någon annan"),
        Kind.BREACH: _("Överträdelse av kontaktförbud eller villkor"),
        Kind.SEPARATION: _("Separation, genomförd eller på väg"),
        Kind.STRANGULATION: _("Tryckt mot halsen eller hindrat andningen"),
        Kind.WEAPON: _("Vapen använt eller visat vid hot"),
        Kind.DEATH_THREAT: _("Uttalat hot att döda partner, barn eller sig själv"),
        Kind.FORCED_SEX: _("Tvingat till sex"),
    }
    told = [Observable(kind.value, words, YES_NO, True) for kind, words in says.items()]
    notified = Observable(Kind.NOTIFIED.value, _("Budskap lämnat"), ("A", "B", "C", "D"), True)
    return [*told, notified, Observable(SUSPICION_WITHDRAWN, _("Misstanken borttagen"), ("yes",), True)]
