"""Encrypts what is personal before it reaches the database, and makes it findable by exact value only.

AES-256-GCM with the table, column and row as associated data: a value cannot be moved to another row.
The keys lie in a file outside the database (`TRYGG_KEYS`).
"""

import base64
import hashlib
import hmac
import json
import os
import pathlib
import secrets
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

NONCE = 12
FORM = 1  # first byte of every sealed value; a new form gets a new number


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys by number, which one seals now, and the key of the blind index."""

    current: int
    keys: dict[int, AESGCM]
    index: bytes


def new_keys(former: dict[str, Any] | None = None) -> dict[str, Any]:
    """What a key file holds, with one more key that seals from now on."""
    keys = dict(former["keys"]) if former else {}
    number = max(map(int, keys), default=0) + 1
    keys[str(number)] = base64.b64encode(AESGCM.generate_key(256)).decode()
    index = former["index"] if former else base64.b64encode(secrets.token_bytes(32)).decode()
    return {**(former or {}), "current": number, "keys": keys, "index": index}  # the exchange keeps its pairs there too


def write_keys(path: pathlib.Path, content: dict[str, Any]) -> None:
    """The key file written whole or not at all, readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


@lru_cache(maxsize=1)
def keyring() -> Keyring:
    """The keys of this house. Raises ImproperlyConfigured when the file is missing or damaged."""
    try:
        content = json.loads(pathlib.Path(settings.TRYGG_KEYS).read_text())
        keys = {int(number): AESGCM(base64.b64decode(key)) for number, key in content["keys"].items()}
        return Keyring(content["current"], keys, base64.b64decode(content["index"]))
    except (OSError, KeyError, ValueError) as fault:
        raise ImproperlyConfigured("TRYGG_KEYS names no usable key file; run `manage.py make_keys`") from fault


def seal(plain: bytes, place: str) -> bytes:
    """The value encrypted for one place: form, key number, nonce, ciphertext."""
    ring, nonce = keyring(), os.urandom(NONCE)
    return bytes([FORM, ring.current]) + nonce + ring.keys[ring.current].encrypt(nonce, plain, place.encode())


def unseal(sealed: bytes, place: str) -> bytes:
    """The value again. Raises InvalidTag when it was changed or moved from its place."""
    return _key(sealed[1]).decrypt(sealed[2 : 2 + NONCE], sealed[2 + NONCE :], place.encode())


def stale(sealed: bytes) -> bool:
    """Whether a value is sealed with another key than the one that seals now."""
    return bool(sealed) and sealed[1] != keyring().current


def _key(number: int) -> AESGCM:
    if number not in keyring().keys:
        keyring.cache_clear()  # another process may have added a key since this one read the file
    if number not in keyring().keys:
        raise ImproperlyConfigured(f"TRYGG_KEYS holds no key number {number}; put the former key file back")
    return keyring().keys[number]


def stamp(value: str, kind: str) -> str:
    """A keyed fingerprint, 64 hex digits; nobody without the key file can make it."""
    return hmac.new(keyring().index, f"{kind}|{value}".encode(), hashlib.sha256).hexdigest()


def blind(value: str, kind: str) -> str:
    """A keyed fingerprint for exact search: 32 hex digits, the same for equal values of one kind."""
    return stamp(value, kind)[:32] if value else ""


class SealedBytes(models.BinaryField):  # type: ignore[type-arg]  # the stubs' parameters do not reach descriptors
    """Bytes that are encrypted in the database and opened when they are read."""

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opened(self))

    def place(self, row: models.Model) -> str:
        """Where a value belongs; it opens nowhere else."""
        if row.pk is None:
            raise TypeError(f"{self.name} is sealed to its row: give the row its id before it is saved")
        return f"{self.model._meta.db_table}|{self.column}|{row.pk}"

    def get_default(self) -> "_Sealed":
        return _Sealed()

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        held = model_instance.__dict__.get(self.attname)
        return held if held is None or isinstance(held, _Sealed) else self.sealed(self.encode(held), model_instance)

    def sealed(self, raw: bytes, row: models.Model) -> "_Sealed":
        """The value as it stands in the database; empty stays empty."""
        return _Sealed(seal(raw, self.place(row)) if raw else b"")

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None and not isinstance(value, _Sealed):
            raise TypeError(f"{self.name} is sealed: save the row, do not update() or filter() by it")
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value: Any, *_: object) -> "_Sealed | None":
        return None if value is None else _Sealed(bytes(value))

    def encode(self, plain: Any) -> bytes:
        return bytes(plain)

    def decode(self, raw: bytes) -> Any:
        return raw


class SealedText(SealedBytes):
    """Text that is encrypted in the database and opened when it is read."""

    def encode(self, plain: Any) -> bytes:
        return str(plain).encode()

    def decode(self, raw: bytes) -> Any:
        return raw.decode()


class _Sealed(bytes):
    """A ciphertext as it stands in the database."""


class _Opened:
    # Opened on access, not on load: a page of fifty rows that shows one name opens one.
    def __init__(self, field: SealedBytes) -> None:
        self.field = field

    def __get__(self, row: models.Model | None, owner: type[models.Model] | None = None) -> Any:
        if row is None:
            return self
        if self.field.attname not in row.__dict__:
            row.refresh_from_db(fields=[self.field.attname])
        held = row.__dict__[self.field.attname]
        if isinstance(held, _Sealed):
            return self.field.decode(unseal(held, self.field.place(row)) if held else b"")
        return held

    def __set__(self, row: models.Model, value: Any) -> None:
        row.__dict__[self.field.attname] = value
