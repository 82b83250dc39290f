"""The three invented houses as partners, by the commands: a card handed out, and the others' taken."""

import importlib
import pathlib
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command

from trygg_web.project.demo.users import Plan, Tell
from trygg_web.project.zones import Zone

CARD = "card.json"


def hand_out_card() -> None:
    """Nothing; the house has keys for the exchange, and its card lies where the others of the demo find it."""
    call_command("make_exchange_keys", stdout=StringIO())
    call_command("export_card", str(settings.VAR / settings.ZONE / CARD), stdout=StringIO())


def meet(plan: Plan, tell: Tell) -> None:
    """Nothing; the house knows the others and has told them what it tells first."""
    cards = _cards_of_others()
    for place, card in enumerate(cards):
        tell("möter de andra husen", place, len(cards))
        call_command("meet_partner", str(card), "--compared", stdout=StringIO())
    if _others():
        _house().begin(plan, tell)
        call_command("exchange_post", stdout=StringIO())


def answer(plan: Plan, tell: Tell) -> None:
    """Nothing; what came has been taken in, and some of it answered."""
    call_command("exchange_post", stdout=StringIO())
    if _others():
        _house().answer(plan, tell)
        call_command("exchange_post", stdout=StringIO())


def _others() -> bool:
    # A joint house has the others within itself, and has met them with its first keys.
    return settings.ZONE == Zone.JOINT or bool(_cards_of_others())


def _cards_of_others() -> list[pathlib.Path]:
    cards = [settings.VAR / zone / CARD for zone in Zone if zone not in (settings.ZONE, Zone.JOINT)]
    return [card for card in cards if card.exists() and settings.ZONE != Zone.JOINT]


def _house() -> Any:
    return importlib.import_module(f"trygg_web.project.demo.{settings.ZONE}")
