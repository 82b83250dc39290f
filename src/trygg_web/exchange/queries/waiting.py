"""What waits in the exchange: decisions for a second person, what nobody has opened, what was never receipted."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access.due import Due
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may
from trygg_web.exchange.models import Answer, Arrival, Disclosure, DisclosureState, Journey, Outgoing, Request, Side
from trygg_web.exchange.permissions import apart, branches, led
from trygg_web.exchange.queries.repeated import repeated

SHOWN = 20
UNOPENED_DAYS = 2  # after which what nobody opened is late
RETURNED = timedelta(days=14)  # as long as what a partner turned away stands in the day
UNRECEIPTED_DAYS = 2  # after which the administrator looks at the way to a partner


def due(viewer: User, on: date) -> list[Due]:
    """What waits for the viewer in the exchange, by when."""
    return [*_second(viewer), *_unopened(viewer), *_asked(viewer), *_unreceipted(viewer, on), *_repeated(viewer, on)]


def _second(viewer: User) -> Iterator[Due]:
    if not may(viewer, Permission.DISCLOSE_APPROVE):
        return
    rows = Disclosure.objects.filter(state=DisclosureState.SECOND, unit__in=led(viewer, settings.ZONE))
    rows = rows.exclude(subject__in=apart(viewer))
    rows = rows if may(viewer, Permission.PROTECTED_SEE) else rows.filter(protected=False)
    for row in rows.exclude(by=viewer).order_by("at")[:SHOWN]:
        address, until = reverse("exchange:second", args=[row.pk]), timezone.localdate(row.at)
        why = _("Grunden eller menprövningen kräver två som beslutar.")
        yield Due(_("Utlämnande att besluta som andra person"), row.dnr, None, why, until, address, _("Besluta"))


def _unopened(viewer: User) -> Iterator[Due]:
    if not may(viewer, Permission.ARRIVAL_SEE):
        return
    # What a room has taken over waits there, under its own name.
    rows = Arrival.objects.filter(opened_at=None, taken_at=None, function__in=branches(viewer, settings.ZONE))
    rows = rows.exclude(kind="").exclude(subject__in=apart(viewer))
    for row in rows.order_by("received_at")[:SHOWN]:
        what = _("Rättelse från annat hus") if row.corrects else _("Nytt från annat hus")
        until = timezone.localdate(row.received_at) + timedelta(days=UNOPENED_DAYS)
        address = reverse("exchange:arrival", args=[row.pk])
        yield Due(what, row.dnr, None, _("Ingen har öppnat det än."), until, address, _("Öppna"))


def _asked(viewer: User) -> Iterator[Due]:
    if not may(viewer, Permission.DISCLOSE):
        return
    rows = Request.objects.filter(side=Side.IN, state=Answer.OPEN, function__in=branches(viewer, settings.ZONE))
    for row in rows.order_by("due_on")[:SHOWN]:
        address = reverse("exchange:request", args=[row.pk])
        yield Due(
            _("Begäran att svara på"),
            row.dnr,
            None,
            _("Ett annat hus väntar på svar."),
            row.due_on,
            address,
            _("Svara"),
        )


def _repeated(viewer: User, on: date) -> Iterator[Due]:
    if not may(viewer, Permission.DISCLOSE_APPROVE) or not may(viewer, Permission.LEDGER_SEE):
        return
    for words in repeated(viewer):
        why = _("Samma ord i %d utlämnanden på en månad.") % words.times
        address = reverse("exchange:words", args=[words.disclosure])
        yield Due(_("Prövning att granska"), "", None, why, on, address, _("Granska"))


def _unreceipted(viewer: User, on: date) -> Iterator[Due]:
    if not may(viewer, Permission.PARTNER_MANAGE):
        return
    before = timezone.now() - timedelta(days=UNRECEIPTED_DAYS)
    rows = Outgoing.objects.filter(state__in=[Journey.WAITING, Journey.SENT], made_at__lt=before, receipt_for=None)
    count = (
        rows.count()
        + Outgoing.objects.filter(state=Journey.RETURNED, receipted_at__gte=timezone.now() - RETURNED).count()
    )
    if count:
        why = _("%d meddelanden har inte kvitterats. Kontrollera vägen till huset.") % count
        yield Due(_("Post som inte kommer fram"), "", None, why, on, reverse("exchange:partners"), _("Kontrollera"))
