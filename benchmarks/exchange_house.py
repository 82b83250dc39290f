"""One house in a process of its own, told what to do line by line on its standard input. For the kill run and TLS.

Its work is done in children, so that each can be killed at any moment; a child shares no connection with it.
"""

import contextlib
import json
import os
import pathlib
import signal
import sys
import time
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import django

DRAFT = {"zone": "social", "function": "support", "kind": "level", "purpose": "prevent_crime", "ground": "G-08"}


def draft(n: int) -> Any:
    """A disclosure that the law lets pass, to the other house."""
    from tests.trygg_web.exchange.drafts import GENERAL, HARMLESS, LEVEL, NUMBER
    from trygg_web.exchange.actions import Draft

    return Draft(**DRAFT, items=(NUMBER, LEVEL), why=f"prov {n}", answers=GENERAL, harm=HARMLESS)


def open_house() -> str:
    """The card of the house, once it has its tables, its keys and its people."""
    from django.conf import settings
    from django.core.management import call_command

    from trygg_web.access import vault
    from trygg_web.exchange import cards
    from trygg_web.exchange import vault as pairs
    from trygg_web.exchange.policies import LawRefuses, weigh

    call_command("migrate", verbosity=0)
    vault.write_keys(pathlib.Path(settings.TRYGG_KEYS), vault.new_keys())
    pairs.add_pair()
    officer(), night()
    with contextlib.suppress(LawRefuses):  # social services do not tell themselves
        weigh(draft(0), settings.ZONE, date.today())  # reads the law once, so that no child has to
    return cards.own_card()


def officer() -> Any:
    """The one who tells."""
    from tests.factories.access import make_user
    from trygg_web.access.models import Role, User

    return User.objects.filter(username="omar").first() or make_user("omar", Role.OFFICER)


def night() -> Any:
    """The one who carries the post."""
    from trygg_web.project import nights

    return nights.night()


def meet(text: str) -> str:
    """The name of the house whose card this is; messages to and from it may pass from now on."""
    from trygg_web.exchange import actions, cards

    return actions.meet(cards.read_card(text), anew=True, by=night()).house


def work(seconds: float, tells: bool, seed: int) -> int:
    """The signal that ended a child, which worked until it was killed after so many seconds; 0 when it ended itself."""
    from django.db import connections

    connections.close_all()
    ready, begun = os.pipe()
    child = os.fork()
    if child == 0:
        _work(tells, seed, begun)
        os._exit(0)
    os.read(ready, 1)  # the clock runs from when it works, not from when it is born
    os.close(ready)
    os.close(begun)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.WTERMSIG(os.waitpid(child, 0)[1])


def _work(tells: bool, seed: int, begun: int) -> None:
    from trygg_web.exchange import actions

    rng, teller, carrier = Random(seed), officer(), night()
    os.write(begun, b".")
    while True:
        if tells and rng.random() < 0.6:
            actions.disclose(draft(rng.randrange(10**9)), by=teller)
        actions.post(by=carrier)


def post() -> list[int]:
    """What one undisturbed round of post did: sent, received."""
    from trygg_web.exchange import actions

    run = actions.post(by=night())
    return [run.sent, run.received]


def hurry() -> int:
    """How many messages that wait for another try may be tried at once."""
    from django.utils import timezone

    from trygg_web.exchange.models import Outgoing

    return Outgoing.objects.update(next_at=timezone.now())


def count() -> dict[str, Any]:
    """What the house has: messages told and come, lines of the ledger, what is not receipted, whether it is whole."""
    from trygg_web.access.queries import verify
    from trygg_web.exchange import ledger
    from trygg_web.exchange.models import Arrival, Disclosure, LedgerEntry, Outgoing

    return {
        "told": sorted(str(one) for one in Disclosure.objects.values_list("message", flat=True)),
        "came": sorted(str(one) for one in Arrival.objects.values_list("message", flat=True)),
        "lines": sorted(str(one) for one in LedgerEntry.objects.values_list("message", flat=True)),
        "open": Outgoing.objects.exclude(state="receipted").count(),
        "ledger": ledger.walk().whole,
        "log": verify().whole,
    }


COMMANDS: dict[str, Callable[..., Any]] = {
    "open": open_house, "meet": meet, "work": work, "post": post, "hurry": hurry, "count": count,
}  # fmt: skip

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trygg_web.project.settings")
    django.setup()
    for line in sys.stdin:
        name, *words = json.loads(line)
        print(json.dumps(COMMANDS[name](*words)), flush=True)
