"""A track is opened, by the house itself or from what came; protected, closed, declined and opened again."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.linkage.identity import name_words
from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.access.vault import blind
from trygg_web.victims.models import Assignment, GateQuestion, NameKey, Protected, Track, TrackState
from trygg_web.victims.permissions import open_for
from trygg_web.victims.policies import check_may_end, check_number, check_reason
from trygg_web.victims.whole import whole

SIGNS = "23456789BCDFGHJKMNPQRTVWXY"  # of a case number: none that is mistaken for another, and no words
FIRST_SPAN = timedelta(days=180)


@whole()
def open_track(  # noqa: PLR0913 - what one says when a track is opened
    *,
    name: str,
    number: str = "",
    other: str = "",
    language: str = "sv",
    interpreter: bool = False,
    protected: str = Protected.NONE,
    arrival: UUID | None = None,
    by: User,
) -> Track:
    """The new track, with the one who opens it assigned to it for half a year.

    arrival     of the exchange, where it is opened from what another house told

    Nothing says whether a track of the same person exists already: the lead sees that, and only the lead.
    Raises InvalidInput.
    """
    require(by, Permission.TRACK_WORK)
    at = timezone.now()
    if not name.strip():
        raise InvalidInput(_("Skriv namnet, eller ett önskat tilltalsnamn."))
    track = Track(language=language, interpreter=interpreter, arrival=arrival, opened_by=by.pk, opened_at=at)
    track.case, track.protected = _case(at), Protected(protected)
    track.restricted = track.protected != Protected.NONE
    track.name, track.other, track.number = name.strip(), other.strip(), check_number(number, timezone.localdate(at))
    track.number_key = blind(track.number, "number")
    if arrival and Track.objects.filter(arrival=arrival).exists():
        raise WrongState(_("Någon har redan öppnat en akt för det inkomna."))
    track.save(force_insert=True)
    _index(track)
    _first(track, by, at)
    _tie_questions(track)
    log.did(by, Verb.WROTE, "track", [track.pk])
    return track


def _first(track: Track, by: User, at: datetime) -> None:
    since = timezone.localdate(at)
    Assignment.objects.create(track=track, user=by.pk, since=since, until=since + FIRST_SPAN, by=by.pk, at=at)


def _tie_questions(track: Track) -> None:
    # What the police ask about her and nobody has answered.
    about = Q(arrival=track.arrival) if track.arrival else Q(pk=None)
    if track.number_key:
        about |= Q(number_key=track.number_key)
    GateQuestion.objects.filter(about, track=None, answer="").update(track=track)


def _case(at: datetime) -> str:
    # By chance, so that it tells nothing of how many there are or in which order they came.
    return f"{timezone.localdate(at).year}-{''.join(secrets.choice(SIGNS) for _place in range(6))}"


def _index(track: Track) -> None:
    keys = {blind(word, "name") for word in name_words(track.name)}
    NameKey.objects.bulk_create(NameKey(track=track, key=key) for key in keys)


@whole()
def protect(track_id: UUID, *, protected: str, restricted: bool, by: User) -> Track:
    """The track with its protection. One with protected data is always restricted. Raises NotThere, InvalidInput."""
    track = open_for(by, track_id)
    if protected not in Protected.values:
        raise InvalidInput(_("Välj vilket skydd den utsatta har."))
    track.protected, track.restricted = protected, restricted or protected != Protected.NONE
    track.save(update_fields=["protected", "restricted"])
    log.did(by, Verb.WROTE, "track", [track.pk], note="protection")
    return track


@whole()
def close_track(track_id: UUID, *, declined: bool = False, because: str, by: User) -> Track:
    """The track, closed, or declined by her for now. Raises WrongState while a broken glass has no review."""
    track = open_for(by, track_id)
    reason = check_reason(because)
    check_may_end(track)
    to = TrackState.DECLINED if declined else TrackState.CLOSED
    told = {"state": to, "ended_by": by.pk, "ended_at": timezone.now()}
    if not Track.objects.filter(pk=track.pk, state=TrackState.OPEN).update(**told):
        raise WrongState(_("Akten är redan avslutad. Läs in sidan igen."))
    track.refresh_from_db()
    track.ended_because = reason
    track.save(update_fields=["ended_because"])
    log.did(by, Verb.CLOSED, "track", [track.pk], note=to)
    return track


@whole()
def reopen_track(track_id: UUID, *, by: User) -> Track:
    """The track, open again: who said no may say yes. Raises WrongState when it is open."""
    track = open_for(by, track_id)
    ended = Track.objects.filter(pk=track.pk).exclude(state=TrackState.OPEN)
    if not ended.update(state=TrackState.OPEN, ended_by=None, ended_at=None):
        raise WrongState(_("Akten är redan öppen. Läs in sidan igen."))
    track.refresh_from_db()
    log.did(by, Verb.WROTE, "track", [track.pk], note="opened again")
    return track
