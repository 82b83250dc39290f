"""Adds a pair of keys for the exchange that the house uses from now on. Then give each partner the new card.

The former pairs stay in the key file: what was sealed for them must still be opened, and they vouch for the new card.
"""

from typing import Any

from django.core.management.base import BaseCommand

from trygg_web.exchange import actions, vault
from trygg_web.exchange.cards import fingerprint
from trygg_web.project import nights


class Command(BaseCommand):
    """`manage.py rotate_exchange_keys`"""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        vault.pairs()
        self.stdout.write(f"A new pair is in use. Fingerprint: {fingerprint(vault.add_pair().kid)}")
        actions.meet_own(by=nights.night())
        self.stdout.write("Run `manage.py export_card` and give the card to every partner.")
