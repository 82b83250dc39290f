"""The house's own pairs of keys for the exchange. They lie in its key file, never in the database.

A pair has one key that signs (Ed25519) and one that others seal for (P-256). Former pairs stay: what was sealed
for them must still be opened.
"""

import json
import pathlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from joserfc.jwk import ECKey, OKPKey

from trygg_web.access import vault

SECTION = "exchange"  # of the key file


@dataclass(frozen=True, slots=True)
class Pair:
    """One pair of keys; `kid` is the thumbprint of the one that signs (RFC 7638)."""

    kid: str
    signs: OKPKey
    seals: ECKey

    def public(self) -> dict[str, Any]:
        """The halves that may be shown to anyone."""
        return {"kid": self.kid, "signs": self.signs.as_dict(private=False), "seals": self.seals.as_dict(private=False)}


@dataclass(frozen=True, slots=True)
class Pairs:
    """All pairs of the house by kid, and the one that it uses now."""

    current: Pair
    held: Mapping[str, Pair]


def add_pair() -> Pair:
    """A new pair, written to the key file, that the house uses from now on; the former ones stay."""
    path = pathlib.Path(settings.TRYGG_KEYS)
    content = json.loads(path.read_text())
    signs, seals = OKPKey.generate_key("Ed25519"), ECKey.generate_key("P-256")
    kid = signs.thumbprint()
    held = content.get(SECTION, {}).get("pairs", {})
    held[kid] = {"signs": dict(signs.as_dict(private=True)), "seals": dict(seals.as_dict(private=True))}
    vault.write_keys(path, {**content, SECTION: {"current": kid, "pairs": held}})
    return pairs().current


def pairs() -> Pairs:
    """The pairs of this house. Raises ImproperlyConfigured when it has none."""
    path = pathlib.Path(settings.TRYGG_KEYS)
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, KeyError, ValueError) as fault:
        raise ImproperlyConfigured("The house has no keys for the exchange; run `make_exchange_keys`") from fault


@lru_cache(maxsize=4)
def _read(path: pathlib.Path, _changed: int) -> Pairs:  # read anew when another process has written the file
    section = json.loads(path.read_text())[SECTION]
    held = {
        kid: Pair(kid, OKPKey.import_key(one["signs"]), ECKey.import_key(one["seals"]))
        for kid, one in section["pairs"].items()
    }
    return Pairs(held[section["current"]], held)
