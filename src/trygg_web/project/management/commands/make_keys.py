"""Makes the key file of a new house. A house that has one keeps it."""

import pathlib
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from trygg_web.access import vault


class Command(BaseCommand):
    """`manage.py make_keys`"""

    help = __doc__
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        path = pathlib.Path(settings.TRYGG_KEYS)
        if path.exists():
            raise CommandError("The house has its keys already; `manage.py rotate_keys` adds one and seals anew.")
        vault.write_keys(path, vault.new_keys())
        self.stdout.write("Keys made. Keep a copy apart from the back-ups of the database: without it nothing opens.")
