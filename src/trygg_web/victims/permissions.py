"""Who may open which track: an assignment that stands, two persons where it is restricted, never against a conflict.

What may not be opened looks like what is not there.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.victims.models import Assignment, BreakGlass, Concern, Conflict, Opening, Part, Track


def assigned(user: User, at: datetime) -> QuerySet[Track]:
    """The tracks that a user is assigned to at an instant, restricted ones among them; none with a conflict."""
    on = timezone.localdate(at)
    mine = Assignment.objects.filter(user=user.pk, ended_at=None, since__lte=on, until__gte=on)
    return Track.objects.filter(pk__in=mine.values("track")).exclude(pk__in=_conflicts(user).values("track"))


def openable(user: User, at: datetime) -> QuerySet[Track]:
    """The tracks that a user may open at an instant."""
    asked = Opening.objects.filter(part=Part.TRACK, asked_by=user.pk, until__gt=at)
    broken = BreakGlass.objects.filter(by=user.pk, until__gt=at)
    through = Q(pk__in=broken.values("track"))
    by_work = Q(pk__in=assigned(user, at).values("pk")) & (Q(restricted=False) | Q(pk__in=asked.values("track")))
    return Track.objects.filter(through | by_work).exclude(pk__in=_conflicts(user).values("track"))


def open_for(user: User, track_id: UUID) -> Track:
    """The track, when the user may open it now. Raises NotThere, whatever the reason; a conflict is logged."""
    require(user, Permission.TRACK_WORK)
    found = openable(user, timezone.now()).filter(pk=track_id).first()
    if found is None:
        _tell_of_conflict(user, track_id)
        raise NotThere(_("Akten finns inte."))
    return found


def barred(user: User, track: Track) -> bool:
    """Whether a user stands on the track's list of conflicts."""
    return _conflicts(user).filter(track=track).exists()


def sees_reporter(user: User, concern: Concern) -> bool:
    """Whether two persons have opened for this user who reported a concern."""
    return Opening.objects.filter(concern=concern, asked_by=user.pk, until__gt=timezone.now()).exists()


def _conflicts(user: User) -> QuerySet[Conflict]:
    return Conflict.objects.filter(user=user.pk, ended_at=None)


def _tell_of_conflict(user: User, track_id: UUID) -> None:
    if Conflict.objects.filter(user=user.pk, ended_at=None, track=track_id).exists():
        log.did(user, Verb.TURNED_AWAY, "track", [str(track_id)], note="conflict")
