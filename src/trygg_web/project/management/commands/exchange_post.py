"""One round of post: sends what waits for other houses, takes in what has come, sends receipts. Safe at any time."""

from typing import Any

from django.core.management.base import BaseCommand

from trygg_web.exchange import actions
from trygg_web.project import nights


class Command(BaseCommand):
    """`manage.py exchange_post`"""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        run = actions.post(by=nights.night())
        self.stdout.write(
            f"{run.sent} sent, {run.received} received, {run.turned_away} turned away, {run.failed} not delivered"
        )
