"""What waits about persons: questions of identity, and couples where each reported the other."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trygg_web.access.due import Due, Waiting
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may
from trygg_web.people.models import LinkQuestion, MutualHold

MOST = 5  # of each kind on the first page; the queue has the rest
DAYS = 7  # within which an answer is wanted: the next weekly file builds on it


def due(viewer: User, on: date) -> Iterable[Waiting]:
    """What waits for a viewer, by kind."""
    if may(viewer, Permission.LINK_ANSWER):
        yield _questions()
        yield _holds()


def _questions() -> Waiting:
    rows = LinkQuestion.objects.filter(answer="")
    count = rows.count()
    says = ngettext("%(n)s fråga om identitet", "%(n)s frågor om identitet", count) % {"n": count}
    why = _("Två anmälningar liknar varandra utan att det är säkert")
    first = [
        Due("question", _("Är det samma person?"), reverse("people:question", args=[row.pk]), _by(row.asked_at), why=why)
        for row in rows.order_by("asked_at", "pk")[:MOST]
    ]
    return Waiting(says, count, reverse("people:questions"), tuple(first))


def _holds() -> Waiting:
    rows = MutualHold.objects.filter(lifted_at=None)
    count = rows.count()
    says = ngettext("%(n)s par med ömsesidiga anmälningar", "%(n)s par med ömsesidiga anmälningar", count)
    why = _("Båda har anmält varandra; nivån väntar på din bedömning")
    first = [
        Due("hold", _("Bedöm ett par"), reverse("people:hold", args=[row.pk]), _by(row.since), row.one_id, why=why)
        for row in rows.order_by("since", "pk")[:MOST]
    ]
    return Waiting(says % {"n": count}, count, reverse("people:holds"), tuple(first))


def _by(at: datetime) -> date:
    return timezone.localtime(at).date() + timedelta(days=DAYS)
