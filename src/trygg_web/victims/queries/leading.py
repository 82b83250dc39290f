"""What the lead sees: who works with which track, and what has to be reviewed. Never what is in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.models import Role, User
from trygg_web.access.permissions import Permission, may, require
from trygg_web.victims.models import Assignment, BreakGlass, Opening, Protected, Track, TrackState
from trygg_web.victims.permissions import assigned, barred
from trygg_web.victims.queries.parting import name_of, names


@dataclass(frozen=True, slots=True)
class LedRow:
    """One track for the lead: its number, who works with it, and until when."""

    id: UUID
    case: str
    name: str  # empty where two persons open it
    state_says: str
    restricted: bool
    workers: tuple[str, ...]
    until: date | None  # the first assignment to end
    same: int  # other tracks with the same identity number
    alarms: int  # emergency openings without a review
    open: bool


def led(viewer: User) -> list[LedRow]:
    """All tracks: those with an alarm first, then open ones without anybody. Showing them is logged."""
    require(viewer, Permission.TRACK_LEAD)
    rows = list(Track.objects.order_by("state", "opened_at"))
    log.saw(viewer, "tracks", [row.pk for row in rows])
    on, held = timezone.localdate(), dict[UUID, list[Assignment]]()
    for one in Assignment.objects.filter(ended_at=None, until__gte=on).order_by("until"):
        held.setdefault(one.track_id, []).append(one)
    who = names(one.user for ones in held.values() for one in ones)
    alarms = dict(BreakGlass.objects.filter(reviewed_by=None).values_list("track").annotate(n=Count("pk")).order_by())
    keys: dict[str, int] = {}
    for row in rows:
        keys[row.number_key] = keys.get(row.number_key, 0) + 1
    found = [_led(row, held.get(row.pk, []), who, keys, alarms.get(row.pk, 0)) for row in rows]
    return sorted(found, key=lambda row: (not row.alarms, not row.open, bool(row.workers)))


def _led(row: Track, held: list[Assignment], who: dict[UUID, str], keys: dict[str, int], alarms: int) -> LedRow:
    return LedRow(
        row.pk, row.case, "" if row.restricted else row.name, str(TrackState(row.state).label), row.restricted,
        tuple(name_of(who, one.user) for one in held), held[0].until if held and row.state == TrackState.OPEN else None,
        keys[row.number_key] - 1 if row.number_key else 0, alarms, row.state == TrackState.OPEN,
    )  # fmt: skip


def guarded(viewer: User, track_id: UUID) -> Mapping[str, Any]:
    """Who may open one track and who may not, and each emergency opening. Raises NotThere; showing it is logged."""
    require(viewer, Permission.TRACK_LEAD)
    track = Track.objects.filter(pk=track_id).first()
    if track is None:
        raise NotThere(_("Akten finns inte."))
    log.saw(viewer, "conflict", [track.pk])
    assignments = list(track.assignments.order_by("ended_at", "until"))
    conflicts, glasses = list(track.conflicts.order_by("ended_at", "at")), list(track.glasses.order_by("-at"))
    openings = list(track.openings.exclude(opened_by=None).order_by("-opened_at")[:20])
    ids = [*(one.user for one in assignments), *(one.user for one in conflicts), *(one.by for one in glasses)]
    who = names([*ids, *(one for row in openings for one in (row.asked_by, row.opened_by))])
    on = timezone.localdate()
    return {
        "id": track.pk, "case": track.case, "name": "" if track.restricted else track.name,
        "restricted": track.restricted, "protected_says": str(Protected(track.protected).label),
        "assignments": [
            (one, name_of(who, one.user), one.ended_at is None and one.since <= on <= one.until) for one in assignments
        ],
        "conflicts": [(one, name_of(who, one.user)) for one in conflicts],
        "glasses": [(one, name_of(who, one.by)) for one in glasses],
        "openings": [(one, name_of(who, one.asked_by), name_of(who, one.opened_by)) for one in openings],
    }  # fmt: skip


def workers(viewer: User) -> list[tuple[str, str]]:
    """Those who can be given a track: id and name."""
    require(viewer, Permission.TRACK_LEAD)
    return [(str(user.pk), str(user)) for user in _holding(Role.ADVOCATE) if user.pk != viewer.pk]


def everybody(viewer: User) -> list[tuple[str, str]]:
    """Those who can stand on a list of conflicts: all users of the house."""
    require(viewer, Permission.TRACK_LEAD)
    return [(str(user.pk), str(user)) for user in User.objects.filter(is_active=True).order_by("first_name", "pk")]


def _holding(role: Role) -> list[User]:
    held = User.objects.filter(is_active=True, grants__role=role).distinct().order_by("first_name", "pk")
    return [user for user in held if may(user, Permission.TRACK_WORK)]


def user(viewer: User, user_id: str) -> User:
    """A user of the house. Raises NotThere."""
    require(viewer, Permission.TRACK_LEAD)
    found = User.objects.filter(pk=user_id, is_active=True).first()
    if found is None:
        raise NotThere(_("Användaren finns inte."))
    return found


def glass(viewer: User, glass_id: UUID) -> Mapping[str, Any]:
    """One emergency opening, to be reviewed by the lead. Raises NotThere; showing it is logged."""
    require(viewer, Permission.TRACK_LEAD)
    row = BreakGlass.objects.filter(pk=glass_id).select_related("track").first()
    if row is None:
        raise NotThere(_("Öppningen finns inte."))
    log.saw(viewer, "track", [row.track_id], note="emergency opening")
    who = names([row.by, row.reviewed_by])
    return {
        "row": row, "case": row.track.case, "by": name_of(who, row.by),
        "reviewed_by": name_of(who, row.reviewed_by), "own": row.by == viewer.pk,
    }  # fmt: skip


def askable(viewer: User, track_id: UUID) -> None:
    """Nothing when the viewer may ask to have a track opened. Raises NotThere."""
    require(viewer, Permission.TRACK_WORK)
    if not assigned(viewer, timezone.now()).filter(pk=track_id, restricted=True).exists():
        raise NotThere(_("Akten finns inte."))


def openings(viewer: User) -> list[tuple[Opening, str, str]]:
    """What others have asked to have opened and this viewer may open: the question, the case number, who asked."""
    waiting = Opening.objects.filter(opened_by=None).exclude(asked_by=viewer.pk)
    rows = list(waiting.select_related("track", "concern__child__track"))
    if not may(viewer, Permission.TRACK_LEAD):
        require(viewer, Permission.TRACK_WORK)
        mine = set(assigned(viewer, timezone.now()).values_list("pk", flat=True))
        rows = [row for row in rows if row.track_id in mine]
    found = [(row, row.concern.child.track if row.concern else row.track) for row in rows]
    held = [(row, track) for row, track in found if track is None or not barred(viewer, track)]
    log.saw(viewer, "tracks", [track.pk for _row, track in held if track])
    who = names(row.asked_by for row, _track in held)
    return [(row, track.case if track else "", name_of(who, row.asked_by)) for row, track in held]
