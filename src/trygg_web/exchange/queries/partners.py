"""The other houses, how messages to and from them stand, and which numbers are missing in what came."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _

from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.exchange import vault
from trygg_web.exchange.cards import fingerprint
from trygg_web.exchange.models import Carrier, Journey, Partner

WAITS = Q(outgoing__state__in=[Journey.WAITING, Journey.SENT], outgoing__receipt_for=None)


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """One other house as the administrator sees it."""

    id: UUID
    house: str
    name: str
    zone: str
    carrier: str
    functions: tuple[str, ...]
    fingerprint: str
    since: datetime
    revoked_at: datetime | None
    waiting: int  # messages to it without a receipt
    oldest: datetime | None  # when the oldest of them was made
    returned: int  # messages that it turned away
    missing: tuple[int, ...]  # numbers of messages from it that have not come


def partners(viewer: User) -> list[PartnerRow]:
    """Every other house, those that stand first."""
    require(viewer, Permission.PARTNER_MANAGE)
    rows = Partner.objects.annotate(
        waiting=Count("outgoing", filter=WAITS),
        oldest=Min("outgoing__made_at", filter=WAITS),
        returned=Count("outgoing", filter=Q(outgoing__state=Journey.RETURNED)),
    )
    return [_row(row) for row in rows.order_by("revoked_at", "house")]


def partner(viewer: User, which: UUID) -> PartnerRow:
    """One other house by its id. Raises NotThere."""
    found = next((row for row in partners(viewer) if row.id == which), None)
    if found is None:
        raise NotThere(_("Huset finns inte."))
    return found


def partner_id(viewer: User, house: str) -> UUID:
    """The id of another house by its name. Raises NotThere."""
    require(viewer, Permission.PARTNER_MANAGE)
    found = Partner.objects.filter(house=house).values_list("pk", flat=True).first()
    if found is None:
        raise NotThere(_("Huset finns inte."))
    return found


def own_fingerprint() -> str:
    """The fingerprint of the house's own key, to be read aloud; empty where it has none yet."""
    try:
        return fingerprint(vault.pairs().current.kid)
    except ImproperlyConfigured:
        return ""


def _row(row: Partner) -> PartnerRow:
    kid = row.keys.order_by("-since").values_list("kid", flat=True).first() or ""
    told = (row.waiting, row.oldest, row.returned)  # type: ignore[attr-defined]  # annotated above
    return PartnerRow(
        row.pk, row.house, row.name, row.zone, str(Carrier(row.carrier).label), tuple(row.functions), fingerprint(kid),
        row.since, row.revoked_at, *told, _missing(row),
    )  # fmt: skip


def _missing(row: Partner) -> tuple[int, ...]:
    came = set(row.arrivals.values_list("seq", flat=True))
    return tuple(number for number in range(1, max(came, default=0)) if number not in came)[:20]
