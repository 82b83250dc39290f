"""Takes another house's card: from now on messages can pass. Run it again with the card of a new pair of keys.

Read the fingerprint aloud to somebody at the other house whose voice you know before you run it with `--compared`.
"""

import pathlib
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from trygg_web.access.errors import Refused
from trygg_web.exchange import actions, cards
from trygg_web.project import nights


class Command(BaseCommand):
    """`manage.py meet_partner card.json --compared`"""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("card", type=pathlib.Path)
        parser.add_argument("--compared", action="store_true", help="the fingerprint has been compared in person")
        parser.add_argument("--https", default="", help="the address that takes messages, where no folder is used")
        parser.add_argument("--out", default="", help="the folder for messages to the house")
        parser.add_argument("--in", default="", dest="back", help="the folder for messages from the house")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            card = cards.read_card(options["card"].read_text())
            self.stdout.write(f"{card.name} ({card.house}, {card.zone}). Fingerprint: {card.fingerprint}")
            partner = actions.meet(card, _way(options), anew=options["compared"], by=nights.night())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Messages to {partner.house} can pass.")


def _way(options: dict[str, Any]) -> actions.Way | None:
    if options["https"]:
        return actions.Way("https", options["https"], options["back"])
    return actions.Way("folder", options["out"], options["back"]) if options["out"] or options["back"] else None
