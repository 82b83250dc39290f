"""What waits in the probation service's house, by when."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access.due import Due
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may
from trygg_web.exchange import queries as exchange
from trygg_web.supervision.models import Appointment, Breach, Purpose, Sentence, Shared
from trygg_web.supervision.queries.clients import DUTY, card
from trygg_web.supervision.steps import first_meeting_by

SHOWN = 20
NEW = timedelta(days=60)  # how long the first meeting of a new supervision is asked for


def due(viewer: User, on: date) -> list[Due]:
    """What waits for the viewer: breaches, messages to give, appointments to note, first meetings to hold."""
    if not may(viewer, Permission.CLIENT_WORK):
        return []
    return [*_breaches(viewer), *_shared(viewer, on), *_unnoted(viewer), *_first(viewer, on)]


def _breaches(viewer: User) -> Iterator[Due]:
    for row in Breach.objects.filter(settled_at=None).select_related("client").order_by("at")[:SHOWN]:
        if exchange.told_since(DUTY, str(row.client_id), row.at):
            continue
        why = _("Berätta för polisen, eller skriv varför skyldigheten inte gäller.")
        until = timezone.localdate(row.at)
        yield Due(
            _("Överträdelse"), card(viewer, row.client).initials, None, why, until, _page(row.client_id), _("Öppna")
        )


def _shared(viewer: User, on: date) -> Iterator[Due]:
    standing = Shared.objects.filter(withdrawn_at=None)
    for row in standing.select_related("client").order_by("taken_at")[:SHOWN]:
        if exchange.replied(row.message):
            continue
        why = _("Boka ett möte där budskapet ges tillsammans, och svara polisen när det är gjort.")
        what = _("Budskap med polisen")
        yield Due(
            what, card(viewer, row.client).initials, None, why, row.due_on or on, _page(row.client_id), _("Öppna")
        )


def _unnoted(viewer: User) -> Iterator[Due]:
    rows = Appointment.objects.filter(attendance="planned", at__lt=timezone.now()).select_related("client")
    for row in rows.order_by("at")[:SHOWN]:
        until, why = timezone.localdate(row.at), _("Kom klienten? Anteckna vad som hände.")
        yield Due(
            _("Möte att anteckna"),
            card(viewer, row.client).initials,
            None,
            why,
            until,
            _page(row.client_id),
            _("Anteckna"),
        )


def _first(viewer: User, on: date) -> Iterator[Due]:
    held = Appointment.objects.filter(client=OuterRef("client"), purpose=Purpose.FIRST, at__date__gte=OuterRef("since"))
    rows = Sentence.objects.filter(since__range=(on - NEW, on)).exclude(Exists(held)).select_related("client")
    for row in rows.order_by("since")[:SHOWN]:
        why = _("Första mötet och planen ska vara gjorda inom en månad.")
        until, initials = first_meeting_by(row.since), card(viewer, row.client).initials
        yield Due(_("Första mötet"), initials, None, why, until, _page(row.client_id), _("Boka"))


def _page(client_id: object) -> str:
    return reverse("supervision:client", args=[client_id])
