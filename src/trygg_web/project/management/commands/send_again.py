"""Sends once more what was made for a partner since a day: it has gone back to an older back-up of its house."""

from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from trygg_web.access.errors import Refused
from trygg_web.exchange import actions, queries
from trygg_web.project import nights


class Command(BaseCommand):
    """`manage.py send_again social-malmo --since 2026-11-01`"""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("house")
        parser.add_argument("--since", type=date.fromisoformat, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        since = timezone.make_aware(datetime.combine(options["since"], datetime.min.time()))
        try:
            by = nights.night()
            count = actions.send_again(queries.partner_id(by, options["house"]), since, by=by)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{count} messages wait to be sent again.")
