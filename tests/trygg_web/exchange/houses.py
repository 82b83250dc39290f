"""Two houses in one process: each with its own database, keys, zone and people, entered one at a time."""

import pathlib
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.test.utils import override_settings

from tests.factories import make_user
from trygg_web.access import vault
from trygg_web.access.models import Role, User
from trygg_web.exchange import actions, cards
from trygg_web.exchange import vault as pairs
from trygg_web.exchange.models import Partner


@dataclass
class House:
    """One house; `inside()` is what it is like to work there."""

    name: str
    zone: str
    home: pathlib.Path
    line: Any  # the connection to its database
    users: dict[tuple[Role, ...], User] = field(default_factory=dict)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Everything within works with this house's database, keys and zone."""
        former = connections["default"]
        connections["default"] = self.line
        own = {"ZONE": self.zone, "TRYGG_HOUSE": self.name, "TRYGG_KEYS": str(self.home / "keys.json")}
        try:
            with override_settings(**own, TRYGG_POST=self.home.parent / "post", TRYGG_AUTHORITY=self.name.title()):
                vault.keyring.cache_clear()
                yield
        finally:
            connections["default"] = former
            vault.keyring.cache_clear()

    def user(self, *held: Role) -> User:
        """The house's user of a role, or of several."""
        if held not in self.users:
            with self.inside():
                self.users[held] = make_user(f"{self.name}-{'-'.join(held)}", *held)
        user = self.users[held]
        if hasattr(user, "_roles"):
            del user._roles
        return user

    def post(self) -> actions.PostRun:
        """One round of post, as the night does it."""
        with self.inside():
            return actions.post(by=self.user(Role.NIGHT))

    def card(self) -> cards.Card:
        """The house's card."""
        with self.inside():
            return cards.read_card(cards.own_card())

    def meet(self, other: "House", **how: Any) -> Partner:
        """The other house as this one now knows it."""
        card = other.card()
        with self.inside():
            return actions.meet(card, by=self.user(Role.ADMINISTRATOR), **how)


def connection_of(database: Any) -> Any:
    """A connection of its own to a test database that has been copied."""
    line = connections["default"].copy()
    line.settings_dict = {**line.settings_dict, "NAME": database, "CONN_MAX_AGE": None}
    return line


@contextmanager
def house(name: str, zone: str, home: pathlib.Path, line: Any) -> Iterator[House]:
    """A house with keys; nothing that it does outlives the test."""
    home.mkdir(parents=True)
    made = House(name, zone, home, line)
    with made.inside():
        vault.write_keys(home / "keys.json", vault.new_keys())
        vault.keyring.cache_clear()
        pairs.add_pair()
        held = transaction.atomic()
        held.__enter__()
    try:
        yield made
    finally:
        with made.inside():
            transaction.set_rollback(True)
            held.__exit__(None, None, None)


def copy_of_the_database(place: pathlib.Path) -> Any:
    """What a copy of the test database, with its tables and no rows, is called."""
    default = connections["default"]
    if default.vendor == "sqlite":
        import sqlite3

        default.ensure_connection()
        target = sqlite3.connect(place)
        default.connection.backup(target)
        target.close()
        return str(place)
    name = f"trygg_{uuid.uuid4().hex[:12]}"
    source = default.settings_dict["NAME"]
    default.close()
    with default._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    return name


@contextmanager
def without_triggers() -> Iterator[None]:
    """The hands of one who owns the database: the ledger's triggers are gone, and back again."""
    tables = ("exchange_ledgerentry", "exchange_ledgerperson", "exchange_ledgerhead")
    with connections["default"].cursor() as cursor:
        if connections["default"].vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'exchange_%'")
        held = cursor.fetchall()
        for name, _sql in held:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _name, sql in held:
            cursor.execute(sql)


def forget(place: pathlib.Path) -> None:
    """Nothing; the post between the houses is gone."""
    shutil.rmtree(place / "post", ignore_errors=True)


__all__ = ["House", "connection_of", "copy_of_the_database", "forget", "house", "settings", "without_triggers"]
