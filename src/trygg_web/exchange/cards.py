"""A house's card: what another house must know to write to it. Public; signed by the key it shows and by former ones.

Who the card is from is for two persons to say: they read the fingerprint to each other.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey

from trygg_web.access.errors import InvalidInput
from trygg_web.exchange import vault
from trygg_web.exchange.envelope import SIGNS
from trygg_web.exchange.permissions import FUNCTIONS

LARGEST = 20_000  # characters of a card that is read at all


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says, and the kids of the keys that vouch for it."""

    house: str
    zone: str
    name: str
    functions: tuple[str, ...]
    kid: str
    signs: dict[str, Any]
    seals: dict[str, Any]
    proofs: tuple[str, ...]

    def vouched_by(self, keys: Iterable[tuple[str, dict[str, Any]]]) -> bool:
        """Whether one of these keys (kid, public half) has signed the card too."""
        return any(_signed(proof, signs) == self._said() for proof in self.proofs for _kid, signs in keys)

    def _said(self) -> dict[str, Any]:
        return _content(self.house, self.zone, self.name, self.functions, self.kid, self.signs, self.seals)

    @property
    def fingerprint(self) -> str:
        """The key's fingerprint as two persons read it to each other: groups of four."""
        return fingerprint(self.kid)


def fingerprint(kid: str) -> str:
    """A kid in groups of four, for reading aloud."""
    return " ".join(kid[start : start + 4] for start in range(0, len(kid), 4))


def own_card() -> str:
    """The card of this house as the text of a file, signed by every pair that it holds."""
    held = vault.pairs()
    public = held.current.public()
    said = _content(
        settings.TRYGG_HOUSE, settings.ZONE, settings.TRYGG_AUTHORITY, FUNCTIONS[settings.ZONE], public["kid"],
        public["signs"], public["seals"],
    )  # fmt: skip
    text = json.dumps(said, sort_keys=True).encode()
    proofs = [jws.serialize_compact({"alg": SIGNS[0]}, text, one.signs, algorithms=SIGNS) for one in held.held.values()]
    return json.dumps({"card": said, "proofs": proofs}, ensure_ascii=False, indent=2)


def read_card(text: str) -> Card:
    """What a card file says, once its own key is found to have signed it. Raises InvalidInput."""
    try:
        if len(text) > LARGEST:
            raise ValueError("too long")
        content = json.loads(text)
        said, proofs = content["card"], tuple(map(str, content["proofs"]))
        key = OKPKey.import_key(said["signs"])
        ECKey.import_key(said["seals"])
        card = Card(
            str(said["house"]), str(said["zone"]), str(said["name"]), tuple(map(str, said["functions"])),
            str(said["kid"]), dict(said["signs"]), dict(said["seals"]), proofs,
        )  # fmt: skip
        good = key.thumbprint() == card.kid and "d" not in card.signs | card.seals
    except (JoseError, KeyError, TypeError, ValueError) as fault:
        raise InvalidInput(_("Filen är inget kort från ett annat hus.")) from fault
    if not good or card.zone not in FUNCTIONS or not card.vouched_by([(card.kid, card.signs)]):
        raise InvalidInput(_("Kortet är inte undertecknat med sin egen nyckel."))
    return card


def _signed(proof: str, signs: dict[str, Any]) -> dict[str, Any] | None:
    try:
        said = json.loads(jws.deserialize_compact(proof, OKPKey.import_key(signs), algorithms=SIGNS).payload)
    except (JoseError, ValueError):
        return None
    return said if isinstance(said, dict) else None


def _content(  # noqa: PLR0913, PLR0917  # a card has these lines
    house: str, zone: str, name: str, functions: Iterable[str], kid: str, signs: dict[str, Any], seals: dict[str, Any]
) -> dict[str, Any]:
    return {
        "house": house, "zone": str(zone), "name": name, "functions": list(functions), "kid": kid, "signs": signs,
        "seals": seals,
    }  # fmt: skip
