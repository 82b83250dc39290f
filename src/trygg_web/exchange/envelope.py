"""A message between two houses: signed by the one (JWS, Ed25519), then sealed for the other (JWE, ECDH-ES+A256KW).

Signing lies inside, so that nobody on the way learns who sent what. The content is filled up to whole kilobytes, so
that its length tells little.
"""

import json
import secrets
from base64 import urlsafe_b64decode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from joserfc import jwe, jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey

from trygg_web.exchange.errors import TurnedAway
from trygg_web.exchange.vault import Pair, Pairs

SIGNS = ["Ed25519"]
SEALS = ["ECDH-ES+A256KW", "A256GCM"]
WHOLE = 1024  # bytes to which the content is filled up
LARGEST = 1024 * 1024  # bytes of a token that is opened at all
SKEW = timedelta(minutes=10)  # that another house's clock may be ahead


@dataclass(frozen=True, slots=True)
class Sent:
    """What a message says: from, to, its id and number, when it was sealed, what it carries."""

    iss: str
    aud: str
    jti: UUID
    seq: int
    iat: datetime
    kind: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """A key that a partner signs with, and whose it is."""

    house: str
    signs: dict[str, Any]
    revoked: bool


def wrap(sent: Sent, own: Pair, kid: str, seals: dict[str, Any]) -> str:
    """The message as one token, signed with the own pair and sealed for a partner's key."""
    signed = jws.serialize_compact({"alg": SIGNS[0], "kid": own.kid}, _content(sent), own.signs, algorithms=SIGNS)
    protected = {"alg": SEALS[0], "enc": SEALS[1], "kid": kid, "cty": "JWT"}
    return jwe.encrypt_compact(protected, signed, ECKey.import_key(seals), algorithms=SEALS)


def unwrap(token: str, house: str, own: Pairs, known: Callable[[str], Known | None], at: datetime) -> Sent:
    """What a token says, when it is for this house and signed by a partner that stands. Raises TurnedAway."""
    signed, kid = _opened(token, own)
    key = known(kid)
    if key is None:
        raise TurnedAway("unknown_sender")
    if key.revoked:
        raise TurnedAway("revoked_sender")
    try:
        claims = jws.deserialize_compact(signed, OKPKey.import_key(key.signs), algorithms=SIGNS).payload
        sent = _sent(json.loads(claims))
    except JoseError as fault:
        raise TurnedAway("bad_signature") from fault
    except (KeyError, TypeError, ValueError) as fault:
        raise TurnedAway("malformed") from fault
    _check(sent, house, key, at)
    return sent


def _check(sent: Sent, house: str, key: Known, at: datetime) -> None:
    if sent.iss != key.house:
        raise TurnedAway("unknown_sender")  # a known key in another's name
    if sent.aud != house:
        raise TurnedAway("wrong_recipient")
    if sent.iat > at + SKEW:
        raise TurnedAway("from_the_future")


def _opened(token: str, own: Pairs) -> tuple[str, str]:
    if len(token) > LARGEST:
        raise TurnedAway("too_large")
    try:
        found = jwe.decrypt_compact(token, _own_key(token, own), algorithms=SEALS)
        signed = (found.plaintext or b"").decode()
        return signed, str(jws.extract_compact(signed.encode()).headers()["kid"])
    except (JoseError, KeyError, ValueError, TypeError) as fault:
        raise TurnedAway("unreadable") from fault


def _own_key(token: str, own: Pairs) -> ECKey:
    header = json.loads(_unpadded(token.split(".", 1)[0]))
    if header["kid"] not in own.held:
        raise TurnedAway("wrong_recipient")
    return own.held[header["kid"]].seals


def _unpadded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _content(sent: Sent) -> bytes:
    claims = {
        "iss": sent.iss, "aud": sent.aud, "jti": str(sent.jti), "seq": sent.seq, "iat": sent.iat.timestamp(),
        "kind": sent.kind, "body": sent.body, "fill": "",
    }  # fmt: skip
    lacks = -len(json.dumps(claims).encode()) % WHOLE
    return json.dumps({**claims, "fill": secrets.token_hex(WHOLE)[:lacks]}).encode()


def _sent(claims: dict[str, Any]) -> Sent:
    return Sent(
        iss=str(claims["iss"]),
        aud=str(claims["aud"]),
        jti=UUID(claims["jti"]),
        seq=int(claims["seq"]),
        iat=datetime.fromtimestamp(claims["iat"], UTC),
        kind=str(claims["kind"]),
        body=dict(claims["body"]),
    )
