"""What waits on the list: proposals to decide, and lowerings that ask for a second person."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trygg_web.access.due import Due, Waiting
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may
from trygg_web.listing.models import Decision, Proposal, ProposalState

MOST = 20  # of each kind on the first page; the queue has the rest


def due(viewer: User, on: date) -> Iterable[Waiting]:
    """What waits for a viewer, by kind."""
    if may(viewer, Permission.PLACEMENT_DECIDE):
        yield _proposals(on)
    if may(viewer, Permission.PLACEMENT_LOWER):
        yield _seconds(viewer, on)


def _proposals(on: date) -> Waiting:
    rows = Proposal.objects.filter(state=ProposalState.WAITING).order_by(
        F("decide_by").asc(nulls_last=True), "level", "pk"
    )
    count = rows.count()
    says = ngettext("%(n)s förslag att besluta", "%(n)s förslag att besluta", count) % {"n": count}
    return Waiting(says, count, reverse("listing:proposals"), tuple(_proposal(row) for row in rows[:MOST]))


def _proposal(row: Proposal) -> Due:
    why = _("Nivå %s föreslås") % row.level if row.level else _("Reglerna anger inte längre någon nivå")
    address = reverse("listing:decide", args=[row.pk])
    return Due("proposal", _("Besluta nivå"), address, row.decide_by or row.on, row.person_id, row.level, why)


def _seconds(viewer: User, on: date) -> Waiting:
    rows = Decision.objects.filter(proposal__state=ProposalState.SECOND, second_by=None).exclude(by=viewer)
    count = rows.count()
    says = ngettext("%(n)s sänkning som behöver en andra person", "%(n)s sänkningar som behöver en andra person", count)
    first = rows.select_related("proposal", "by").order_by("at")[:MOST]
    return Waiting(says % {"n": count}, count, reverse("listing:proposals"), tuple(_second(row, on) for row in first))


def _second(row: Decision, on: date) -> Due:
    why = _("%s vill sänka eller ta bort från listan") % row.by
    by_when = row.proposal.decide_by or on
    address = reverse("listing:second", args=[row.pk])
    return Due("second", _("Ta ställning till en sänkning"), address, by_when, row.proposal.person_id, row.level, why)
