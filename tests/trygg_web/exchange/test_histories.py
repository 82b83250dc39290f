"""Random histories: whatever is seen in a house and came from another has exactly one line in the ledger.

Messages are told, corrected, doubled, lost with their receipts and shuffled; then all is delivered and must agree.
"""

import contextlib
import pathlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from time_machine import travel

from tests.trygg_web.exchange.drafts import draft
from tests.trygg_web.exchange.houses import House, forget
from trygg_web.access.models import Role
from trygg_web.exchange import actions, ledger, queries
from trygg_web.exchange.actions import Item
from trygg_web.exchange.models import Arrival, ArrivedItem, LedgerEntry, Outgoing

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
Two = tuple[House, House]
CLASS = {"number": "person_basics", "name": "person_basics", "level": "level_and_delivery"}
STEPS = ("tell", "tell", "correct", "withdraw", "post", "take", "double", "lose", "shuffle")
FIELDS = st.sets(st.sampled_from(sorted(CLASS)), min_size=1)
HISTORIES = st.lists(st.tuples(st.sampled_from(STEPS), FIELDS, st.integers(0, 10**6)), min_size=3, max_size=14)


@contextlib.contextmanager
def undone(houses: Two) -> Iterator[None]:
    """What one example does is gone before the next."""
    with contextlib.ExitStack() as stack:
        for house in houses:
            with house.inside():
                mark = transaction.savepoint()
            stack.callback(roll_back, house, mark)
        yield
    forget(houses[0].home.parent)


def roll_back(house: House, mark: str) -> None:
    with house.inside():
        transaction.savepoint_rollback(mark)
    house.users.clear()


class History:
    """What the police told, as they know it, and the steps between the houses."""

    def __init__(self, houses: Two) -> None:
        self.police, self.social = houses
        self.told: dict[object, dict[str, str]] = {}  # disclosure → what the other house should see
        self.at = timezone.now()

    def tell(self, fields: set[str], number: int) -> None:
        items = tuple(Item(name, CLASS[name], f"{name} {number}") for name in sorted(fields))
        with self.police.inside():
            made = actions.disclose(draft(*items), by=self.police.user(Role.OFFICER))
        self.told[made.pk] = {item.field: item.value or "" for item in items}

    def correct(self, fields: set[str], number: int, *, withdraw: bool = False) -> None:
        if not self.told:
            return
        key = sorted(self.told, key=str)[number % len(self.told)]
        own = sorted(fields & set(self.told[key]))
        if not own:
            return
        items = [Item(name, CLASS[name], None if withdraw else f"{name} corrected {number}") for name in own]
        with self.police.inside():
            actions.correct(key, because="Rättat.", items=items, by=self.police.user(Role.OFFICER))
        for item in items:
            self.told[key].pop(item.field)
            if item.value is not None:
                self.told[key][item.field] = item.value

    def step(self, what: str, fields: set[str], number: int) -> None:
        steps: dict[str, Callable[[], object]] = {
            "tell": lambda: self.tell(fields, number),
            "correct": lambda: self.correct(fields, number),
            "withdraw": lambda: self.correct(fields, number, withdraw=True),
            "post": self.carry,
            "take": self.social.post,
            "double": lambda: self.double(number),
            "lose": lambda: self.lose(number),
            "shuffle": lambda: self.shuffle(number),
        }
        steps[what]()

    def carry(self) -> None:
        self.at += timedelta(hours=2)
        with travel(self.at, tick=False):
            self.police.post()

    def files(self) -> list[pathlib.Path]:
        return sorted((self.social.home.parent / "post" / self.police.name / self.social.name).glob("*.jwe"))

    def double(self, number: int) -> None:
        if files := self.files():
            one = files[number % len(files)]
            one.with_name(f"{number}.jwe").write_text(one.read_text())

    def lose(self, number: int) -> None:
        if files := self.files():
            files[number % len(files)].unlink()

    def shuffle(self, number: int) -> None:
        for one in self.files():
            one.rename(one.with_name(f"{Random(f'{number}{one.name}').random()}.jwe"))

    def deliver(self) -> None:
        for _ in range(3):
            self.at += timedelta(hours=2)
            with travel(self.at, tick=False):
                self.police.post()
                self.social.post()


def covered(history: History) -> None:
    """Every value that is seen has one line here and one there that name its field, written on or before today."""
    with history.social.inside():
        seen = ArrivedItem.objects.filter(until=None, withdrawn=False).select_related("arrival")
        needs = [(item.arrival.message, item.field) for item in seen]
        shown = {(one.message, item.field) for one in queries.arrivals(history.social.user(Role.SUPPORT))
                 for item in one.items if item.value is not None and one.corrects is None}  # fmt: skip
        roots = {(row.corrects or row.message) for row in Arrival.objects.all()}
        assert {message for message, _field in shown} <= roots
    for house, side in ((history.social, "in"), (history.police, "out")):
        with house.inside():
            for message, field in needs:
                lines = [one for one in LedgerEntry.objects.filter(message=message, side=side) if field in one.fields]
                assert len(lines) == 1
            assert ledger.walk().whole


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORIES)
def test_what_is_seen_has_exactly_one_line_and_all_agrees_in_the_end(
    houses: Two, history: list[tuple[str, set[str], int]]
) -> None:
    with undone(houses):
        between = History(houses)
        for what, fields, number in history:
            between.step(what, fields, number)
        covered(between)

        between.deliver()

        covered(between)
        with houses[1].inside():
            seen = [one for one in queries.arrivals(houses[1].user(Role.SUPPORT)) if one.corrects is None]
        values = sorted(sorted((item.field, item.value) for item in one.items) for one in seen)
        assert values == sorted(sorted(fields.items()) for fields in between.told.values())
        with houses[0].inside():
            assert not Outgoing.objects.exclude(state="receipted").exists()
