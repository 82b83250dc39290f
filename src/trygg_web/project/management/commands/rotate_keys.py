"""Adds a key and seals every value anew with it. May be stopped at any moment; `--continue` goes on without a new key.

The former keys stay in the file: back-ups need them. The key of the blind index and of the log's seal is not changed.
"""

import json
import pathlib
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from rich.progress import Progress

from trygg_web.access import actions, vault
from trygg_web.project import accounts, nights
from trygg_web.project.progress import shown


class Command(BaseCommand):
    """`manage.py rotate_keys`"""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--continue", action="store_true", dest="go_on", help="no new key; seal what is left")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["go_on"]:
            path = pathlib.Path(settings.TRYGG_KEYS)
            vault.write_keys(path, vault.new_keys(json.loads(path.read_text())))
            vault.keyring.cache_clear()
        with Progress(disable=options["verbosity"] == 0) as bar:
            changed = actions.reseal(tell=shown(bar), by=nights.night()) + accounts.reseal_factors()
        self.stdout.write(f"{changed} rows sealed anew with key {vault.keyring().current}.")
