"""How a sealed message gets from house to house: through a folder, or over HTTPS with certificates on both sides.

Both carry the token only. Whatever is lost on the way is sent again until its receipt has come.
"""

import http.client
import os
import pathlib
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings

from trygg_web.exchange.envelope import LARGEST
from trygg_web.exchange.models import Carrier, Partner

ENDING = ".jwe"
PATIENCE = 20  # seconds that another house has for its answer
TAKEN = (200, 202)


class NotDelivered(Exception):
    """The message could not be handed over now; it will be tried again."""


def carry(partner: Partner, name: str, token: str) -> None:
    """Nothing; the token has been handed over. `name` is the same at each try. Raises NotDelivered."""
    if partner.carrier == Carrier.HTTPS:
        _post(partner.way_out, token)
    else:
        _lay(folder_out(partner), name + ENDING, token)


def come(partner: Partner) -> Iterator[pathlib.Path]:
    """The files that lie in a partner's folder to this house, in the order of their names."""
    place = folder_in(partner)
    return iter(sorted(place.glob("*" + ENDING))) if place.is_dir() else iter(())


def read(path: pathlib.Path) -> str | None:
    """The token in a file; None when another run was first. A file that is too large gives its beginning."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1).decode("ascii", errors="replace").strip()
    except FileNotFoundError:
        return None


def set_aside(path: pathlib.Path) -> None:
    """Nothing; a file that was turned away lies in `avvisade` beside the others, for an administrator to see."""
    aside = path.parent / "avvisade"
    aside.mkdir(exist_ok=True)
    path.rename(aside / path.name)


def folder_out(partner: Partner) -> pathlib.Path:
    """Where files to a partner are laid."""
    own = pathlib.Path(settings.TRYGG_POST) / settings.TRYGG_HOUSE / partner.house
    return pathlib.Path(partner.way_out) if partner.way_out else own


def folder_in(partner: Partner) -> pathlib.Path:
    """Where files from a partner are found."""
    theirs = pathlib.Path(settings.TRYGG_POST) / partner.house / settings.TRYGG_HOUSE
    return pathlib.Path(partner.way_in) if partner.way_in else theirs


def _lay(place: pathlib.Path, name: str, token: str) -> None:
    # Written whole beside its place and then moved: nobody ever reads half a message.
    try:
        place.mkdir(parents=True, exist_ok=True)
        fresh = place / f".{name}.{os.getpid()}"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(token)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(place / name)
    except OSError as fault:
        raise NotDelivered(type(fault).__name__) from fault


def _post(address: str, token: str) -> None:
    # The standard library on purpose: no redirect is followed and no proxy of the environment is taken.
    parts = urlsplit(address)
    try:
        line = http.client.HTTPSConnection(parts.netloc, timeout=PATIENCE, context=_context())
        try:
            line.request("POST", parts.path or "/", body=token.encode(), headers={"Content-Type": "application/jose"})
            status = line.getresponse().status
        finally:
            line.close()
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise NotDelivered(type(fault).__name__) from fault
    if status not in TAKEN:
        raise NotDelivered(f"answer {status}")


def _context() -> ssl.SSLContext:
    if not settings.TRYGG_TLS_AUTHORITY:
        raise NotDelivered("TRYGG_TLS_AUTHORITY is not set")
    context = ssl.create_default_context(cafile=settings.TRYGG_TLS_AUTHORITY)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(settings.TRYGG_TLS_CERTIFICATE, settings.TRYGG_TLS_KEY or None)
    return context
