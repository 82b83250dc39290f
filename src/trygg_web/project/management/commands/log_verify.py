"""Walks through the whole log and says whether it is as it was written. Ends with 1 when it is not."""

from typing import Any

from django.core.management.base import BaseCommand

from trygg_web.access import queries


class Command(BaseCommand):
    """`manage.py log_verify`"""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        found = queries.verify()
        self.stdout.write(found.says)
        for fault in found.faults:
            self.stdout.write(f"  {fault.says}")
        if not found.whole:
            raise SystemExit(1)
