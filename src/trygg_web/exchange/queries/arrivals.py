"""What came from other houses: for the branch it was told to, and for the rooms above that take it over."""

import json
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.exchange.models import Arrival, ArrivedItem, Carries
from trygg_web.exchange.permissions import apart, branches, zone_of
from trygg_web.exchange.records import Came, Item

TOLD = (Carries.DISCLOSURE, Carries.CORRECTION)


def arrivals(viewer: User, kind: str = "") -> list[Came]:
    """What was told to the viewer's branches, the newest first; all kinds, or one. Showing it is logged."""
    require(viewer, Permission.ARRIVAL_SEE)
    rows = _told(kind).filter(function__in=branches(viewer, settings.ZONE)).exclude(subject__in=apart(viewer))
    found = list(rows.order_by("-received_at", "pk"))
    log.saw(viewer, "arrival", [row.pk for row in found])
    return _came(found)


def arrival(viewer: User, arrival_id: UUID) -> Came:
    """One that came to the viewer's branches. Raises NotThere; opening it is logged."""
    require(viewer, Permission.ARRIVAL_SEE)
    rows = _told("").filter(pk=arrival_id, function__in=branches(viewer, settings.ZONE))
    found = list(rows.exclude(subject__in=apart(viewer)))
    if not found:
        raise NotThere(_("Det inkomna finns inte."))
    log.saw(viewer, "arrival", [arrival_id])
    return _came(found)[0]


def untaken(kind: str) -> list[Came]:
    """What no room above has taken over yet, the oldest first; corrections too. For the night and for `take`."""
    return _came(_told(kind).filter(taken_at=None).order_by("received_at", "seq"))


def _told(kind: str) -> QuerySet[Arrival]:
    rows = Arrival.objects.filter(carries__in=TOLD)
    return rows.filter(kind=kind) if kind else rows


def _came(rows: Iterable[Arrival]) -> list[Came]:
    found = list(rows)
    seen = _seen(found)
    return [_one(row, seen) for row in found]


def _seen(rows: list[Arrival]) -> dict[UUID, list[ArrivedItem]]:
    # What stands now of every message of these chains, by the message that the fields were first told with.
    roots = {row.corrects or row.message for row in rows}
    standing = ArrivedItem.objects.filter(until=None).order_by("place")
    chain = Arrival.objects.filter(message__in=roots) | Arrival.objects.filter(corrects__in=roots)
    found: dict[UUID, list[ArrivedItem]] = {}
    for row in chain.order_by("seq").prefetch_related(Prefetch("items", standing)):
        found.setdefault(row.corrects or row.message, []).extend(row.items.all())
    return found


def _one(row: Arrival, seen: dict[UUID, list[ArrivedItem]]) -> Came:
    told = json.loads(row.told)
    held = seen.get(row.corrects or row.message, [])
    shown = [item for item in held if item.arrival_id == row.pk] if row.corrects else held
    items = [
        Item(item.field, item.data_class, None if item.withdrawn else item.value, item.reliability)
        for item in shown
        if row.corrects or not item.withdrawn
    ]
    return Came(
        row.pk, row.message, zone_of(row.unit), row.partner.house, row.unit, row.function, row.kind, told["purpose"],
        told["why"], told["condition"], row.dnr, row.received_at, tuple(items), row.corrects, row.reply_to, row.subject,
        row.protected,
    )  # fmt: skip
