"""What waits on the protected track, by when. A task says a case number, never a name."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access.due import Due
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may
from trygg_web.victims.models import (
    Assessment,
    Assignment,
    BreakGlass,
    Concern,
    ConcernState,
    Consent,
    Contact,
    Followup,
    GateAnswer,
    GateQuestion,
    Shelter,
    TrackState,
)
from trygg_web.victims.permissions import assigned, openable
from trygg_web.victims.queries.children import next_step, seen_by
from trygg_web.victims.queries.gate import visible
from trygg_web.victims.queries.leading import openings
from trygg_web.victims.queries.tracks import limits_of

SHOWN, SOON, WARN = 20, timedelta(days=7), timedelta(days=14)


def due(viewer: User, on: date) -> list[Due]:
    """What waits for the viewer on the protected track, by when."""
    found: list[Due] = []
    if may(viewer, Permission.TRACK_WORK):
        found += [*_questions(viewer), *_talks(viewer, on), *_papers(viewer, on), *_reports(viewer)]
    if may(viewer, Permission.TRACK_WORK) or may(viewer, Permission.TRACK_LEAD):
        found += _openings(viewer)
    if may(viewer, Permission.TRACK_LEAD):
        found += [*_alarms(), *_ending(on), *_stuck(on)]
    if may(viewer, Permission.CHILD_WORK):
        found += _concerns(viewer)
    return found


def _questions(viewer: User) -> Iterator[Due]:
    rows = visible(viewer).filter(left_at=None, answer="") | visible(viewer).filter(answer=GateAnswer.WAIT)
    for row in rows.select_related("track").order_by("until")[:SHOWN]:
        address, until = reverse("victims:question", args=[row.pk]), timezone.localdate(row.until)
        why = _("Polisen planerar ett budskap och väntar på ett ord.")
        case = row.track.case if row.track else ""
        yield Due(_("Fråga inför budskap"), case, None, why, until, address, _("Svara"), row.until)


def _talks(viewer: User, on: date) -> Iterator[Due]:
    mine = assigned(viewer, timezone.now()).filter(state=TrackState.OPEN)
    looks = Followup.objects.filter(track__in=mine, contact=None, dropped_at=None, due__lte=on + SOON)
    for look in looks.select_related("track").order_by("due")[:SHOWN]:
        address = reverse("victims:new_contact", args=[look.track_id])
        why = _("Dag %d efter ett budskap.") % look.days
        yield Due(_("Samtal att ringa"), look.track.case, None, why, look.due, address, _("Anteckna"))
    latest: dict[object, Contact] = {}
    for told in Contact.objects.filter(track__in=mine).select_related("track").order_by("happened_at"):
        latest[told.track_id] = told
    for told in latest.values():
        if told.next_on and told.next_on <= on + SOON:
            address = reverse("victims:new_contact", args=[told.track_id])
            why = _("Ni kom överens om dagen.")
            yield Due(_("Samtal att ringa"), told.track.case, None, why, told.next_on, address, _("Anteckna"))


def _papers(viewer: User, on: date) -> Iterator[Due]:
    mine = assigned(viewer, timezone.now()).filter(state=TrackState.OPEN)
    newest: dict[object, Assessment] = {}
    for one in Assessment.objects.filter(track__in=mine).select_related("track").order_by("on", "at"):
        newest[one.track_id, one.instrument, one.about] = one
    for one in newest.values():
        if one.again_on <= on + SOON:
            address = reverse("victims:danger", args=[one.track_id])
            yield Due(_("Bedömning att göra om"), one.track.case, None, "", one.again_on, address, _("Öppna"))
    ending = Consent.objects.filter(track__in=mine, withdrawn_on=None, until__range=(on, on + WARN))
    for row in ending.select_related("track").order_by("until")[:SHOWN]:
        address = reverse("victims:agreed", args=[row.track_id])
        why = _("Fråga om det ska gälla längre.")
        yield Due(_("Samtycke som löper ut"), row.track.case, None, why, row.until, address, _("Öppna"))
    for home in Shelter.objects.filter(track__in=mine, child=True, until=None).select_related("track"):
        for says, last in limits_of(home):
            address = reverse("victims:danger", args=[home.track_id])
            yield Due(says, home.track.case, None, _("Ett barn följde med."), last, address, _("Öppna"))


def _reports(viewer: User) -> Iterator[Due]:
    mine = openable(viewer, timezone.now())
    rows = Concern.objects.filter(child__track__in=mine, state=ConcernState.KNOWN)
    for row in rows.select_related("child__track").order_by("known_at")[:SHOWN]:
        address, until = reverse("victims:children", args=[row.child.track_id]), timezone.localdate(row.known_at)
        case = row.child.track.case if row.child.track else ""
        why = _("Anmälan görs genast, eller så skrivs varför den inte behövs.")
        yield Due(_("Oro för barn att anmäla"), case, None, why, until, address, _("Anmäl"), alarm=True)


def _openings(viewer: User) -> Iterator[Due]:
    for row, case, _who in openings(viewer)[:SHOWN]:
        until = timezone.localdate(row.asked_at)
        why = _("Någon har bett en andra person öppna.")
        yield Due(_("Akt att öppna åt en annan"), case, None, why, until, reverse("victims:openings"), _("Se"))


def _alarms() -> Iterator[Due]:
    for row in BreakGlass.objects.filter(reviewed_by=None).select_related("track").order_by("at")[:SHOWN]:
        address, until = reverse("victims:review", args=[row.pk]), timezone.localdate(row.at)
        why = _("Någon öppnade utan tilldelning. Granska varför.")
        yield Due(_("Akt öppnad i nödläge"), row.track.case, None, why, until, address, _("Granska"), alarm=True)


def _ending(on: date) -> Iterator[Due]:
    rows = Assignment.objects.filter(ended_at=None, track__state=TrackState.OPEN, until__range=(on, on + WARN))
    for row in rows.select_related("track").order_by("until")[:SHOWN]:
        address = reverse("victims:guard", args=[row.track_id])
        why = _("Förläng, eller lämna akten till någon annan.")
        yield Due(_("Tilldelning som löper ut"), row.track.case, None, why, row.until, address, _("Öppna"))


def _stuck(on: date) -> Iterator[Due]:
    # What no one may answer, or what did not leave though its hour had come.
    held = Assignment.objects.filter(ended_at=None, until__gte=on).values("track")
    alone = GateQuestion.objects.filter(answer="", withdrawn_at=None).exclude(track=None).exclude(track__in=held)
    late = GateQuestion.objects.filter(
        left_at=None, withdrawn_at=None, leaves_at__lt=timezone.now() - timedelta(hours=1)
    ).exclude(answer="")
    for row in (alone | late).select_related("track").order_by("until")[:SHOWN]:
        address = reverse("victims:guard", args=[row.track_id]) if row.track_id else reverse("victims:led")
        case, until = row.track.case if row.track else "", timezone.localdate(row.until)
        why = _("Ingen kan svara, eller så har svaret inte gått iväg.")
        yield Due(_("Fråga inför budskap som står stilla"), case, None, why, until, address, _("Öppna"))


def _concerns(viewer: User) -> Iterator[Due]:
    for row in seen_by(viewer).select_related("child__track").order_by("known_at")[:100]:
        says, until = next_step(row)
        if until:
            case = row.child.track.case if row.child.track else ""
            address, alarm = reverse("victims:concern", args=[row.pk]), row.state == ConcernState.RECEIVED
            yield Due(says, case, None, _("Oro för ett barn."), until, address, _("Öppna"), alarm=alarm)
