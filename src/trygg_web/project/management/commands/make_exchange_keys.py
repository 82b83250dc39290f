"""Makes the house's first pair of keys for the exchange, in its key file. A house that has one keeps it."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from trygg_web.exchange import actions, vault
from trygg_web.exchange.cards import fingerprint
from trygg_web.project import nights


class Command(BaseCommand):
    """`manage.py make_exchange_keys`"""

    help = __doc__
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            vault.pairs()
        except ImproperlyConfigured:
            self.stdout.write(f"Keys made. Fingerprint: {fingerprint(vault.add_pair().kid)}")
            actions.meet_own(by=nights.night())
            return
        raise CommandError("The house has keys for the exchange; `manage.py rotate_exchange_keys` adds a pair.")
