"""The rules of messages in force, in the words of this room."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import get_language

from trygg.rulebook.notices import Gate as GateRule
from trygg.rulebook.notices import Notices
from trygg_web.listing.queries.method import rules_on


def notices() -> Notices:
    """What the method says of messages today."""
    return rules_on(timezone.localdate()).notices


def gate_rule(gate: str) -> GateRule:
    """What the method says of a gate today; one that it does not know, or no longer, is the lead's to open."""
    return notices().gates.get(gate) or GateRule(gate, {"sv": gate}, "always", ("lead",), (), date.min, "")


def words(says: Mapping[str, str]) -> str:
    """What the method calls something, in the reader's language."""
    return says.get(get_language() or "sv", says["sv"])
