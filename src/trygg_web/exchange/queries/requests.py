"""Requests between houses as the branch that asks, or is asked, may see them."""

import json
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may, require
from trygg_web.exchange.models import Answer, Request, Side
from trygg_web.exchange.permissions import branches, zone_of
from trygg_web.exchange.queries.fields import field_says
from trygg_web.exchange.queries.law import class_says, purpose_says
from trygg_web.exchange.queries.wording import branch_says
from trygg_web.exchange.records import Draft

SHOWN = 100


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request: who asks whom, for what, until when, and what became of it."""

    row: Request
    incoming: bool
    other: str  # the other house and its branch
    classes: tuple[str, ...]
    purpose: str
    state: str
    open: bool


@dataclass(frozen=True, slots=True)
class RequestShown:
    """One request whole."""

    line: RequestRow
    about: tuple[tuple[str, str], ...]


def requests(viewer: User) -> list[RequestRow]:
    """The requests of the viewer's branches, the open ones first."""
    require(viewer, Permission.DISCLOSE)
    rows = _mine(viewer).select_related("partner").order_by("answered_at", "due_on")
    return sorted((_row(row) for row in rows[:SHOWN]), key=lambda line: not line.open)


def request(viewer: User, request_id: UUID) -> RequestShown:
    """One request with whom it concerns. Raises NotThere; opening is logged."""
    require(viewer, Permission.DISCLOSE)
    row = _mine(viewer).select_related("partner", "answered_by").filter(pk=request_id).first()
    if row is None:
        raise NotThere(_("Begäran finns inte."))
    log.saw(viewer, "request", [row.pk])
    about = json.loads(row.about or "{}")
    hidden = row.protected and not may(viewer, Permission.PROTECTED_SEE)
    told = {name: _("skyddade personuppgifter") if hidden else str(value) for name, value in about.items()}
    return RequestShown(_row(row), tuple((field_says(name), value) for name, value in told.items()))


def answering(viewer: User, request_id: UUID) -> Draft:
    """The draft that gives what a request asks for, with all that the request itself already says. Raises NotThere."""
    row = request(viewer, request_id).line.row
    if row.side != Side.IN:
        raise NotThere(_("Begäran finns inte."))
    why = _("Svar på begäran %s.") % row.dnr
    return Draft(
        zone_of(row.unit), row.unit, "information", row.purpose, "", (), why, unit=row.function,
        house=row.partner.house, reply_to=row.message, request=row.pk,
    )  # fmt: skip


def _mine(viewer: User) -> QuerySet[Request]:
    mine = branches(viewer, settings.ZONE)
    return Request.objects.filter(Q(side=Side.IN, function__in=mine) | Q(side=Side.OUT, unit__in=mine))


def _row(row: Request) -> RequestRow:
    incoming = row.side == Side.IN
    other = f"{row.partner.name}, {branch_says(row.unit if incoming else row.function)}"
    named = tuple(class_says(one) for one in row.classes)
    state = str(Answer(row.state).label)
    return RequestRow(row, incoming, other, named, purpose_says(row.purpose), state, row.state == Answer.OPEN)
