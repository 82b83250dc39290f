"""Erases what was erased before and has come back with an old backup of the database. Safe at any time."""

from typing import Any

from django.core.management.base import BaseCommand

from trygg_web.project import nights
from trygg_web.retention import actions


class Command(BaseCommand):
    """`manage.py erase_again`"""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        protocol = actions.erase_again(by=nights.night())
        told = sum(protocol.kinds.values()) if protocol else 0
        self.stdout.write(f"{told} erased again")
