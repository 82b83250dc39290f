"""Whether something has been told already: what the rooms above ask before they tell it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from trygg_web.exchange.models import Disclosure, DisclosureState, Partner
from trygg_web.exchange.permissions import JOINT


def told_since(kind: str, subject: str, since: datetime) -> bool:
    """Whether a disclosure of a kind about this house's own subject was decided or waits, since an instant."""
    rows = Disclosure.objects.filter(kind=kind, subject=subject, at__gte=since)
    return rows.exclude(state=DisclosureState.DECLINED).exists()


def replied(message: UUID) -> bool:
    """Whether a disclosure that answers a message was decided, or waits for the second."""
    return Disclosure.objects.filter(reply_to=message).exclude(state=DisclosureState.DECLINED).exists()


def declined(disclosures: Iterable[UUID]) -> set[UUID]:
    """Those of the disclosures that the second person stopped: they never left."""
    rows = Disclosure.objects.filter(pk__in=list(disclosures), state=DisclosureState.DECLINED)
    return set(rows.values_list("pk", flat=True))


def house_of(zone: str, function: str) -> str:
    """The one house that has a zone's branch; empty where there is none, or several to choose from."""
    rows = Partner.objects.filter(zone__in=(zone, JOINT), revoked_at=None).values_list("house", "functions")
    found = [house for house, functions in rows if function in functions]
    return found[0] if len(found) == 1 else ""
