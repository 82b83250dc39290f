"""The linking keys of research extracts: each in a file of its own beside the house's keys, never in the database."""

import hashlib
import hmac
import os
import pathlib
import secrets
from collections.abc import Callable
from uuid import UUID

from django.conf import settings


def new_key(extract: UUID) -> Callable[[str], str]:
    """What gives each person a pseudonym under a new key of this extract; equal persons, equal pseudonyms."""
    key, path = secrets.token_bytes(32), _path(extract)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    return lambda person: hmac.new(key, person.encode(), hashlib.sha256).hexdigest()[:16]


def erase(extract: UUID) -> None:
    """Nothing; no pseudonym of the extract can be linked to anyone any more."""
    _path(extract).unlink(missing_ok=True)


def has_key(extract: UUID) -> bool:
    """Whether the pseudonyms can still be linked to persons."""
    return _path(extract).exists()


def _path(extract: UUID) -> pathlib.Path:
    return pathlib.Path(settings.TRYGG_KEYS).parent / "extracts" / f"{extract}.key"
