"""The inbox: what came to the viewer's branches, and one of it with purpose and condition before the items."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.exchange.models import Arrival, Carries
from trygg_web.exchange.permissions import apart, branches
from trygg_web.exchange.queries.arrivals import arrival
from trygg_web.exchange.queries.law import ground_says, purpose_says
from trygg_web.exchange.queries.masking import Shown, shown
from trygg_web.exchange.queries.wording import branch_says, kind_says

PAGE = 30
FILTERS = {"oppna": Q(opened_at=None), "alla": Q()}


@dataclass(frozen=True, slots=True)
class InRow:
    """One arrival in a list: nothing of its items."""

    id: UUID
    kind: str
    sender: str
    branch: str
    dnr: str
    received_at: datetime
    opened: bool
    correction: bool


@dataclass(frozen=True, slots=True)
class ArrivalShown:
    """One arrival: what it may be used for first; the items once somebody has opened it."""

    line: InRow
    purpose: str
    why: str
    condition: str
    ground: str
    their_dnr: str
    because: str  # of a correction
    items: tuple[Shown, ...]
    opened_at: datetime | None
    opened_by: User | None
    root: UUID | None  # the arrival that this corrects
    corrections: tuple[Arrival, ...]


def inbox(viewer: User, which: str = "oppna", page: int = 1) -> Page[InRow]:
    """One page of what came to the viewer's branches, the newest first."""
    require(viewer, Permission.ARRIVAL_SEE)
    rows = _mine(viewer).filter(FILTERS.get(which, FILTERS["oppna"])).select_related("partner")
    found = Paginator(rows.order_by("-received_at", "pk"), PAGE).get_page(page)
    return Page([_row(row) for row in found], found.number, found.paginator)  # type: ignore[arg-type]  # same count


def opened(viewer: User, arrival_id: UUID) -> ArrivalShown:
    """One arrival for its page; its items only when it has been opened. Raises NotThere; seeing items is logged."""
    require(viewer, Permission.ARRIVAL_SEE)
    row = _mine(viewer).select_related("partner", "opened_by").filter(pk=arrival_id).first()
    if row is None:
        raise NotThere(_("Det inkomna finns inte."))
    told = json.loads(row.told)
    came = arrival(viewer, arrival_id) if row.opened_at else None
    chain = Arrival.objects.filter(partner=row.partner)
    root = chain.filter(message=row.corrects).values_list("pk", flat=True).first() if row.corrects else None
    return ArrivalShown(
        line=_row(row),
        purpose=purpose_says(told["purpose"]),
        why=told["why"],
        condition=told["condition"],
        ground=ground_says(told["ground"], timezone.localdate(row.sent_at)),
        their_dnr=told["dnr"],
        because=told["because"],
        items=shown(viewer, came.items, row.protected) if came else (),
        opened_at=row.opened_at,
        opened_by=row.opened_by,
        root=root,
        corrections=tuple(chain.filter(corrects=row.message).order_by("seq")),
    )


def _mine(viewer: User) -> QuerySet[Arrival]:
    rows = Arrival.objects.filter(carries__in=[Carries.DISCLOSURE, Carries.CORRECTION])
    return rows.filter(function__in=branches(viewer, settings.ZONE)).exclude(subject__in=apart(viewer))


def _row(row: Arrival) -> InRow:
    return InRow(
        row.pk, kind_says(row.kind), f"{row.partner.name}, {branch_says(row.unit)}", branch_says(row.function),
        row.dnr, row.received_at, row.opened_at is not None, row.corrects is not None,
    )  # fmt: skip
