"""Who may open a track: assigned by the lead, opened by two, barred by a conflict, broken open in an emergency."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotAllowed, NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may, require
from trygg_web.access.vault import blind
from trygg_web.exchange import actions as exchange
from trygg_web.victims.actions.apart import keep_apart, subjects_of
from trygg_web.victims.models import Assignment, BreakGlass, Concern, Conflict, Opening, Part, Track
from trygg_web.victims.permissions import assigned, barred
from trygg_web.victims.policies import (
    GLASS_STANDS,
    OPENING_STANDS,
    check_number,
    check_reason,
    check_span,
)
from trygg_web.victims.queries.parting import case_written
from trygg_web.victims.whole import whole


@whole()
def assign(track_id: UUID, user: User, *, since: date, until: date, by: User) -> Assignment:
    """The assignment. The lead gives it, never to oneself, and never to one who knows someone in the case.

    Raises NotThere, InvalidInput, NotAllowed; WrongState when the user is assigned already.
    """
    require(by, Permission.TRACK_LEAD)
    track = _track(track_id)
    check_span(since, until)
    if user.pk == by.pk:
        raise NotAllowed(_("Ingen tilldelar sig själv en akt."))
    if not may(user, Permission.TRACK_WORK) or barred(user, track):
        raise InvalidInput(_("Den personen kan inte arbeta med akten."))
    lapsed = Assignment.objects.filter(track=track, user=user.pk, ended_at=None, until__lt=timezone.localdate())
    lapsed.update(ended_at=timezone.now())
    told = {"track": track, "user": user.pk, "since": since, "until": until, "by": by.pk, "at": timezone.now()}
    try:
        with transaction.atomic(using=track._state.db):
            row = Assignment.objects.create(**told)
    except IntegrityError as fault:
        raise WrongState(_("Personen är redan tilldelad akten. Läs in sidan igen.")) from fault
    log.did(by, Verb.ASSIGNED, "track", [track.pk, user.pk])
    return row


@whole()
def end_assignment(assignment_id: UUID, *, by: User) -> Assignment:
    """The assignment, ended now. Raises NotThere and WrongState."""
    require(by, Permission.TRACK_LEAD)
    if not Assignment.objects.filter(pk=assignment_id, ended_at=None).update(ended_at=timezone.now()):
        raise WrongState(_("Tilldelningen är redan avslutad. Läs in sidan igen."))
    row = Assignment.objects.get(pk=assignment_id)
    log.did(by, Verb.ASSIGNED, "track", [row.track_id, row.user], note="ended")
    return row


@whole()
def ask_opening(track_id: UUID, *, because: str, by: User) -> Opening:
    """The question to open a restricted track; it waits for another. Raises NotThere, InvalidInput, WrongState."""
    reason = check_reason(because)
    require(by, Permission.TRACK_WORK)
    track = assigned(by, timezone.now()).filter(pk=track_id, restricted=True).first()
    if track is None or barred(by, track):
        raise NotThere(_("Akten finns inte."))
    return _ask(Opening(track=track, part=Part.TRACK), reason, by)


@whole()
def ask_reporter(concern_id: UUID, *, because: str, by: User) -> Opening:
    """The question to open who reported a concern; it waits for another. Raises NotThere, InvalidInput, WrongState."""
    reason = check_reason(because)
    require(by, Permission.CHILD_WORK)
    row = Concern.objects.filter(pk=concern_id, holder=by.pk).select_related("child__track").first()
    if row is None or (row.child.track and barred(by, row.child.track)):
        raise NotThere(_("Oron finns inte."))
    return _ask(Opening(concern=row, part=Part.REPORTER), reason, by)


def _ask(row: Opening, because: str, by: User) -> Opening:
    held = Opening.objects.filter(track=row.track_id, concern=row.concern_id, asked_by=by.pk, opened_by=None)
    if held.exists():
        raise WrongState(_("Du har redan frågat. En annan person öppnar."))
    row.asked_by, row.asked_at, row.because = by.pk, timezone.now(), because
    row.save(force_insert=True)
    log.did(by, Verb.ASKED_SECOND, row.part, [_opens(row)])
    return row


def _opens(row: Opening) -> UUID | str:
    # What the log says was opened: the track, or the concern whose reporter it is.
    return row.concern_id or row.track_id or ""


@whole()
def open_for_other(opening_id: UUID, *, by: User) -> Opening:
    """What was asked for, opened for some hours by another than the one who asked.

    The other leads the work or is assigned to the track too. Raises NotThere, WrongState.
    """
    row = Opening.objects.filter(pk=opening_id).select_related("track", "concern__child__track").first()
    at = timezone.now()
    if row is None or not _may_open(by, row):
        raise NotThere(_("Frågan finns inte."))
    waiting = Opening.objects.filter(pk=row.pk, opened_by=None)
    if not waiting.update(opened_by=by.pk, opened_at=at, until=at + OPENING_STANDS):
        raise WrongState(_("Någon har redan öppnat. Läs in sidan igen."))
    row.refresh_from_db()
    log.did(by, Verb.TWO_OPENED, row.part, [_opens(row), row.asked_by])
    return row


def _may_open(user: User, row: Opening) -> bool:
    track = row.concern.child.track if row.concern else row.track
    if user.pk == row.asked_by or (track and barred(user, track)):
        return False
    held = assigned(user, timezone.now()).filter(openings=row)
    return (held.exists() and may(user, Permission.TRACK_WORK)) or may(user, Permission.TRACK_LEAD)


def break_glass(told: str, *, because: str, by: User) -> BreakGlass:
    """The track of a case or identity number, open to this user for half a day, with an alarm to the lead.

    Raises NotThere alike for a number of nobody and for one that a conflict bars.
    """
    require(by, Permission.TRACK_WORK)
    reason, track = check_reason(because), _told(told)
    if track is None or barred(by, track):
        if track is not None:
            log.did(by, Verb.TURNED_AWAY, "track", [track.pk], note="conflict")
        raise NotThere(_("Det finns ingen akt att öppna med det numret."))
    return _broken(track, reason, by)


@whole()
def _broken(track: Track, because: str, by: User) -> BreakGlass:
    at = timezone.now()
    row = BreakGlass(track=track, by=by.pk, at=at, until=at + GLASS_STANDS)
    row.because = because
    row.save(force_insert=True)
    log.did(by, Verb.GLASS_BROKEN, "track", [track.pk])
    return row


def _told(told: str) -> Track | None:
    case = case_written(told)
    if case:
        return Track.objects.filter(case=case).first()
    try:
        digits = check_number(told, timezone.localdate())
    except InvalidInput:
        return None
    return Track.objects.filter(number_key=blind(digits, "number")).order_by("opened_at").first() if digits else None


@whole()
def review_glass(glass_id: UUID, *, justified: bool, review: str, by: User) -> BreakGlass:
    """The emergency opening, reviewed by the lead; what was not justified ends at once. Raises NotThere, WrongState."""
    require(by, Permission.TRACK_LEAD)
    reason, at = check_reason(review), timezone.now()
    row = BreakGlass.objects.filter(pk=glass_id).first()
    if row is None:
        raise NotThere(_("Öppningen finns inte."))
    if row.by == by.pk:
        raise NotAllowed(_("Den som öppnade i nödläge granskar inte sig själv."))
    told = {"reviewed_by": by.pk, "reviewed_at": at, "justified": justified}
    if not BreakGlass.objects.filter(pk=row.pk, reviewed_by=None).update(**told):
        raise WrongState(_("Öppningen är redan granskad. Läs in sidan igen."))
    if not justified:
        BreakGlass.objects.filter(pk=row.pk, until__gt=at).update(until=at)
    row.refresh_from_db()
    row.review = reason
    row.save(update_fields=["review"])
    log.did(by, Verb.GLASS_REVIEWED, "track", [row.track_id, row.by], note="justified" if justified else "not")
    return row


@whole()
def add_conflict(track_id: UUID, user: User, *, because: str, by: User) -> Conflict:
    """The conflict: the user is let in no more, whatever else stands. Raises NotThere, InvalidInput, WrongState."""
    require(by, Permission.TRACK_LEAD)
    track, at = _track(track_id), timezone.now()
    if barred(user, track):
        raise WrongState(_("Personen står redan på listan. Läs in sidan igen."))
    row = Conflict(track=track, user=user.pk, by=by.pk, at=at)
    row.because = check_reason(because)
    row.save(force_insert=True)
    Assignment.objects.filter(track=track, user=user.pk, ended_at=None).update(ended_at=at)
    keep_apart(track, by=by)
    log.did(by, Verb.WROTE, "conflict", [track.pk, user.pk])
    return row


@whole()
def end_conflict(conflict_id: UUID, *, by: User) -> Conflict:
    """The conflict, ended. It gives no assignment back. Raises WrongState."""
    require(by, Permission.TRACK_LEAD)
    told = {"ended_by": by.pk, "ended_at": timezone.now()}
    if not Conflict.objects.filter(pk=conflict_id, ended_at=None).update(**told):
        raise WrongState(_("Jävet är redan avslutat. Läs in sidan igen."))
    row = Conflict.objects.select_related("track").get(pk=conflict_id)
    exchange.unbar(User.objects.get(pk=str(row.user)), subjects_of(row.track), by=by)
    log.did(by, Verb.WROTE, "conflict", [row.track_id, row.user], note="ended")
    return row


def _track(track_id: UUID) -> Track:
    found = Track.objects.filter(pk=track_id).first()
    if found is None:
        raise NotThere(_("Akten finns inte."))
    return found
