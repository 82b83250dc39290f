"""Writes the house's card, which other houses need to write to it. The card is public and holds no private key."""

import pathlib
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from trygg_web.exchange import cards


class Command(BaseCommand):
    """`manage.py export_card card.json`"""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=pathlib.Path)

    def handle(self, *args: Any, **options: Any) -> None:
        text = cards.own_card()
        options["file"].write_text(text)
        self.stdout.write(f"Fingerprint, to be read aloud to the other house: {cards.read_card(text).fingerprint}")
