"""Whether something has been told already: what the rooms above ask before they tell it."""

from datetime import datetime
from uuid import UUID

from trygg_web.exchange.models import Disclosure, DisclosureState


def told_since(kind: str, subject: str, since: datetime) -> bool:
    """Whether a disclosure of a kind about this house's own subject was decided or waits, since an instant."""
    rows = Disclosure.objects.filter(kind=kind, subject=subject, at__gte=since)
    return rows.exclude(state=DisclosureState.DECLINED).exists()


def replied(message: UUID) -> bool:
    """Whether a disclosure that answers a message was decided, or waits for the second."""
    return Disclosure.objects.filter(reply_to=message).exclude(state=DisclosureState.DECLINED).exists()
