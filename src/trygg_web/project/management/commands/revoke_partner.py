"""Ends a partner: nothing is sent to it any more, and nothing that bears its signature is let in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from trygg_web.access.errors import Refused
from trygg_web.exchange import actions, queries
from trygg_web.project import nights


class Command(BaseCommand):
    """`manage.py revoke_partner police-malmo`"""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("house")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            by = nights.night()
            partner = actions.revoke(queries.partner_id(by, options["house"]), by=by)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{partner.house} is ended.")
