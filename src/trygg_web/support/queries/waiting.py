"""What waits with help, by when. No law sets these days; they are the house's habit."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.support import State
from trygg_web.access.due import Due
from trygg_web.access.models import User
from trygg_web.support.models import Appointment, Attendance, Offer, Participant
from trygg_web.support.permissions import may_help
from trygg_web.support.queries.persons import card, consents
from trygg_web.support.queries.scope import open_to
from trygg_web.support.words import help_says

SHOWN = 20
TAKE, BOOK, NEXT = timedelta(days=2), timedelta(days=7), timedelta(days=14)
ASKED = (State.OFFERED, State.THINKING, State.DECLINED)


def due(viewer: User, on: date) -> list[Due]:
    """What waits for the viewer: people to take on, times to note and book, answers to ask for, consents to use."""
    if not may_help(viewer):
        return []
    return [*_new(viewer), *_unnoted(viewer), *_unbooked(viewer), *_asked(viewer, on), *_told(viewer, on)]


def _new(viewer: User) -> Iterator[Due]:
    for row in open_to(viewer).filter(worker=None).order_by("since")[:SHOWN]:
        why = _("Ta emot, hör av dig och erbjud hjälp.")
        yield _due(_("Ny person"), row, why, timezone.localdate(row.since) + TAKE, _("Öppna"))


def _unnoted(viewer: User) -> Iterator[Due]:
    rows = Appointment.objects.filter(
        attendance=Attendance.PLANNED, at__lt=timezone.now(), offer__participant__in=open_to(viewer)
    )
    for row in rows.select_related("offer__participant").order_by("at")[:SHOWN]:
        why = _("Kom personen? Två tryck räcker.")
        yield _due(_("Tid att anteckna"), row.offer.participant, why, timezone.localdate(row.at), _("Anteckna"))


def _unbooked(viewer: User) -> Iterator[Due]:
    ahead = Appointment.objects.filter(offer=OuterRef("pk"), attendance=Attendance.PLANNED)
    rows = Offer.objects.filter(state__in=[State.ACCEPTED, State.ATTENDING], participant__in=open_to(viewer))
    for row in rows.exclude(Exists(ahead)).select_related("participant").order_by("at")[:SHOWN]:
        last = row.steps.order_by("at").last()
        begun = row.state == State.ATTENDING
        why = _("Boka nästa tid, eller avsluta hjälpen.") if begun else _("Har tackat ja. Boka den första tiden.")
        until = timezone.localdate(last.at if last else row.at) + (NEXT if begun else BOOK)
        yield _due(help_says(row.help), row.participant, why, until, _("Boka"))


def _asked(viewer: User, on: date) -> Iterator[Due]:
    rows = Offer.objects.filter(state__in=ASKED, ask_on__lte=on + BOOK, participant__in=open_to(viewer))
    for row in rows.select_related("participant").order_by("ask_on")[:SHOWN]:
        if row.ask_on:
            yield _due(
                help_says(row.help), row.participant, _("Fråga igen, som ni kom överens om."), row.ask_on, _("Öppna")
            )


def _told(viewer: User, on: date) -> Iterator[Due]:
    rows = open_to(viewer).filter(worker=viewer, consents__withdrawn_at=None, consents__until__gte=on).distinct()
    for row in rows.order_by("since")[:SHOWN]:
        if any(one.ready for one in consents(row)):
            yield _due(_("Att berätta"), row, _("Personen har samtyckt till att det berättas."), on, _("Öppna"))


def _due(what: str, row: Participant, why: str, until: date, does: str) -> Due:
    about = card(row).initials or row.case_number
    return Due(what, about, None, why, until, reverse("support:person", args=[row.pk]), does)
