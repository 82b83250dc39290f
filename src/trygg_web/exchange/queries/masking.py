"""What of a protected identity is shown: the values that say who it is, only to the few."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may
from trygg_web.exchange.queries.fields import WHO, field_says
from trygg_web.exchange.queries.law import class_says
from trygg_web.exchange.records import Item, Reliability


@dataclass(frozen=True, slots=True)
class Shown:
    """One field as a page shows it."""

    field: str
    says: str
    data_class: str
    value: str
    reliability: str
    withdrawn: bool


def shown(viewer: User, items: tuple[Item, ...], protected: bool) -> tuple[Shown, ...]:
    """The items for a page; who a protected person is stands there for the few only."""
    hidden = protected and not may(viewer, Permission.PROTECTED_SEE)
    return tuple(_one(item, hidden and item.data_class in WHO) for item in items)


def _one(item: Item, hidden: bool) -> Shown:
    value = _("skyddade personuppgifter") if hidden else item.value or ""
    says = _reliability(item.reliability)
    return Shown(item.field, field_says(item.field), class_says(item.data_class), value, says, item.value is None)


def _reliability(word: str) -> str:
    known: dict[str, str] = {
        Reliability.FACT: _("uppgift"),
        Reliability.ASSESSMENT: _("bedömning"),
        Reliability.HEARSAY: _("hörsägen"),
    }
    return known.get(word, word)
