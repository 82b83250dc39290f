"""What a consent covers on a day, and what has been reached that may be told on it."""

from collections.abc import Iterable
from datetime import date

from trygg.support import Act
from trygg_web.support.models import Consent, OfferStep, Tells

REACHED: dict[str, Tells] = {Act.ACCEPT: Tells.ACCEPTED, Act.COME: Tells.STARTED, Act.COMPLETE: Tells.COMPLETED}


def stands(consent: Consent, on: date) -> bool:
    """Whether a consent holds on a day."""
    return consent.withdrawn_at is None and consent.given_on <= on <= consent.until


def reached(steps: Iterable[OfferStep]) -> frozenset[Tells]:
    """What the steps of a person's offers have reached of what may be told."""
    return frozenset(REACHED[row.act] for row in steps if row.act in REACHED)


def kind_of(what: Tells) -> str:
    """What the other house knows it by: *help_accepted*."""
    return f"help_{what}"
