"""Tracks as those who may see them: one's own, one found, and the pages of one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.linkage.identity import name_words, number
from trygg_web.access import log
from trygg_web.access.errors import InvalidInput
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.access.vault import blind
from trygg_web.victims.knowledge import (
    Known,
    control_signs,
    danger_signs,
    frequencies,
    help_lines,
    instruments,
    plan_parts,
    questions,
    told_items,
)
from trygg_web.victims.models import (
    Channel,
    Contact,
    Flag,
    Followup,
    GateAnswer,
    NameKey,
    Opening,
    Part,
    Protected,
    ReferralState,
    Track,
    TrackState,
)
from trygg_web.victims.permissions import assigned, open_for, openable
from trygg_web.victims.queries.parting import case_written, last_day, name_of, names

MOST = 50


@dataclass(frozen=True, slots=True)
class TrackRow:
    """One track in a list: no risk, no need, nothing that selects."""

    id: UUID
    case: str
    name: str  # empty while two persons have not opened it
    restricted: bool
    openable: bool
    asked: bool  # this viewer has asked for a second person
    state: str
    state_says: str
    next_on: date | None


@dataclass(frozen=True, slots=True)
class Head:
    """What stands on top of every page of a track."""

    id: UUID
    case: str
    name: str
    number: str
    language: str
    interpreter: bool
    protected: str
    protected_says: str
    restricted: bool
    state: str
    state_says: str
    channel: Channel | None
    way_says: str
    other: str


@dataclass(frozen=True, slots=True)
class ContactShown:
    """One contact in words."""

    id: UUID
    at: datetime
    way: str
    reach: str
    reached: bool
    told: tuple[str, ...]
    wants: str
    fear: str
    safe_now: str
    note: str
    contested: bool
    corrects: bool
    by: str


def mine(viewer: User) -> list[TrackRow]:
    """The viewer's tracks, those that wait first. Showing them is logged."""
    require(viewer, Permission.TRACK_WORK)
    at = timezone.now()
    rows = list((assigned(viewer, at) | openable(viewer, at)).distinct().order_by("state", "opened_at"))
    log.saw(viewer, "tracks", [row.pk for row in rows])
    return sorted(_rows(viewer, rows), key=lambda row: (row.state != TrackState.OPEN, row.next_on or date.max))


def find(viewer: User, told: str) -> list[TrackRow]:
    """The viewer's tracks with this identity number, case number, or all of these words in the name; no other key.

    One that two persons open is found by number only. Raises InvalidInput for a text that is none of these.
    """
    require(viewer, Permission.TRACK_WORK)
    scope = assigned(viewer, timezone.now())
    rows = list(_found(scope, told.strip()).order_by("opened_at")[:MOST])
    log.did(viewer, Verb.SEARCHED, "tracks", [row.pk for row in rows])
    return _rows(viewer, rows)


def _found(scope: QuerySet[Track], told: str) -> QuerySet[Track]:
    if case := case_written(told):
        return scope.filter(case=case)
    digits = "".join(sign for sign in told if sign.isdecimal())
    if digits:
        read = number(told, on=timezone.localdate()).digits
        return scope.filter(number_key=blind(read, "number")) if read else scope.none()
    words = name_words(told)
    if not words:
        raise InvalidInput(_("Sök på namn, personnummer eller ärendenummer."))
    found = scope.filter(restricted=False)
    for word in words:
        found = found.filter(Exists(NameKey.objects.filter(track=OuterRef("pk"), key=blind(word, "name"))))
    return found


def _rows(viewer: User, rows: list[Track]) -> list[TrackRow]:
    at = timezone.now()
    opened = set(openable(viewer, at).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    waiting = Opening.objects.filter(part=Part.TRACK, asked_by=viewer.pk, opened_by=None)
    asked = set(waiting.values_list("track", flat=True))
    following = _next_days([row.pk for row in rows])
    return [
        TrackRow(
            row.pk, row.case, row.name if row.pk in opened else "", row.restricted, row.pk in opened, row.pk in asked,
            row.state, str(TrackState(row.state).label), following.get(row.pk),
        )
        for row in rows
    ]  # fmt: skip


def _next_days(tracks: list[UUID]) -> dict[UUID, date]:
    """Track → the first day on which something is due: a follow-up, or what the last talk agreed on."""
    found: dict[UUID, date] = {}
    for track, due in Followup.objects.filter(track__in=tracks, contact=None, dropped_at=None).values_list(
        "track", "due"
    ):
        found[track] = min(due, found.get(track, date.max))
    latest: dict[UUID, date | None] = {}
    told = Contact.objects.filter(track__in=tracks).order_by("happened_at").values_list("track", "next_on")
    for track, day in told:
        latest[track] = day
    for track, day in latest.items():
        if day:
            found[track] = min(day, found.get(track, date.max))
    return found


def head(viewer: User, track_id: UUID) -> Head:
    """What stands on top of a track's pages. Raises NotThere; opening it is logged."""
    track = open_for(viewer, track_id)
    log.saw(viewer, "track", [track.pk])
    channel = track.channels.filter(ended_at=None).first()
    return Head(
        id=track.pk,
        case=track.case,
        name=track.name,
        number=track.number,
        language=track.language,
        interpreter=track.interpreter,
        protected=track.protected,
        protected_says=str(Protected(track.protected).label),
        restricted=track.restricted,
        state=track.state,
        state_says=str(TrackState(track.state).label),
        channel=channel,
        way_says=str(channel.get_way_display()) if channel else "",
        other=track.other,
    )


def today(viewer: User, track_id: UUID) -> Mapping[str, Any]:
    """What the first page of a track shows: the last contact, what is due, the question that waits. Raises NotThere."""
    track = open_for(viewer, track_id)
    open_ = track.questions.filter(withdrawn_at=None, left_at=None) | track.questions.filter(answer=GateAnswer.WAIT)
    return {
        "last": contacts(viewer, track_id)[:1],
        "next_on": _next_days([track.pk]).get(track.pk),
        "followups": list(track.followups.filter(contact=None, dropped_at=None).order_by("due")[:4]),
        "questions": list(open_.filter(withdrawn_at=None).order_by("until")),
        "concerns": track.children.filter(concerns__state="known").count(),
        "glasses": track.glasses.filter(reviewed_by=None).count(),
    }


def contacts(viewer: User, track_id: UUID) -> list[ContactShown]:
    """The contacts of a track, the newest first. Raises NotThere."""
    track = open_for(viewer, track_id)
    rows = list(track.contacts.order_by("-happened_at", "-at"))
    log.saw(viewer, "contact", [track.pk])
    says, who = {one.id: one.says for one in told_items()}, names(row.by for row in rows)
    return [
        ContactShown(
            row.pk, row.happened_at, row.get_way_display(), row.get_reach_display(), row.reach == "reached",
            tuple(says[one] for one in json.loads(row.told or "[]") if one in says), row.wants, row.fear,
            _tri(row.safe_now), row.note, row.contested, row.corrects_id is not None, name_of(who, row.by),
        )
        for row in rows
    ]  # fmt: skip


def plans(viewer: User, track_id: UUID) -> list[Mapping[str, Any]]:
    """The versions of her safety plan, the newest first: its parts in words. Raises NotThere."""
    track = open_for(viewer, track_id)
    rows = list(track.plans.order_by("-version"))
    log.saw(viewer, "safety_plan", [track.pk])
    who = names(row.by for row in rows)
    return [
        {"version": row.version, "at": row.at, "by": name_of(who, row.by), "parts": parts_of(row.parts)} for row in rows
    ]


def parts_of(told: str) -> list[tuple[str, str, str]]:
    """The parts of a plan that say something: id, heading, words."""
    held = json.loads(told)
    return [(one.id, one.says, held[one.id]) for one in plan_parts() if one.id in held]


def followed(viewer: User, track_id: UUID) -> Mapping[str, Any]:
    """The follow-ups after messages to him, and her answers. Raises NotThere."""
    track = open_for(viewer, track_id)
    log.saw(viewer, "feedback", [track.pk])
    asked, rows = questions(), list(track.feedback.order_by("-on", "-at"))
    answers = [
        {"on": row.on, "words": row.words, "rows": _answered(asked, json.loads(row.answers), _tri_words())}
        for row in rows
    ]
    return {"looks": list(track.followups.filter(dropped_at=None).order_by("-due")), "answers": answers}


def agreed(viewer: User, track_id: UUID) -> Mapping[str, Any]:
    """Her consents, ways to help and partner contact. Raises NotThere."""
    track, on = open_for(viewer, track_id), timezone.localdate()
    log.saw(viewer, "consent", [track.pk])
    lines = {one.id: one.says for one in help_lines()}
    consents = [
        {
            "row": row,
            "stands": row.withdrawn_on is None and row.given_on <= on <= row.until,
            "to": _recipient(row),
            "tells": row.recipient in ("police", "probation"),
        }
        for row in track.consents.order_by("-given_on", "-at")
    ]
    referrals = [(row, lines.get(row.line, row.line)) for row in track.referrals.order_by("-on", "-at")]
    return {
        "consents": consents,
        "referrals": referrals,
        "partner_contacts": list(track.partner_contacts.order_by("-at")),
        "referral_states": ReferralState,
    }


def _recipient(row: Any) -> str:
    return recipients()[row.recipient]


def recipients() -> dict[str, str]:
    """To whom a consent may let something be told."""
    return {
        "police": _("polisen"),
        "probation": _("frivården"),
        "health_care": _("hälso- och sjukvården"),
        "other": _("annan, skriv vem"),
    }


def danger(viewer: User, track_id: UUID) -> Mapping[str, Any]:
    """Her protection: assessments, our own lists, sheltered home with its limits. Raises NotThere."""
    track = open_for(viewer, track_id)
    log.saw(viewer, "assessment", [track.pk])
    says = {one.id: one.says for one in instruments()}
    return {
        "assessments": [(row, says.get(row.instrument, "")) for row in track.assessments.order_by("-on", "-at")],
        "patterns": [_pattern(row) for row in track.patterns.order_by("-on", "-at")],
        "shelters": [(row, limits_of(row)) for row in track.shelters.order_by("-since")],
    }


def limits_of(row: Any) -> list[tuple[str, date]]:
    """What is still to be done about a child in a sheltered home, and its last day."""
    if not row.child or row.until:
        return []
    steps = []
    if row.submitted_on is None:
        steps.append((_("Underställ rätten beslutet"), last_day("DL-05", row.since)))
    if row.applied_on is None:
        steps.append((_("Ansök om fortsatt insats"), last_day("DL-06", row.since)))
    else:
        steps.append((_("Ompröva vistelsen"), last_day("DL-07", row.applied_on)))
    return steps


def _pattern(row: Any) -> Mapping[str, Any]:
    held, danger = json.loads(row.answers), row.which == Flag.DANGER
    known = danger_signs(row.on) if danger else control_signs(row.on)
    says = _tri_words() if danger else {one.id: one.says for one in frequencies(row.on)}
    return {"row": row, "title": str(Flag(row.which).label), "rows": _answered(known, held, says)}


def _answered(asked: list[Known], held: Mapping[str, str], says: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(one.says, says.get(held[one.id], "")) for one in asked if one.id in held]


def _tri(told: str) -> str:
    return _tri_words().get(told, "")


def _tri_words() -> dict[str, str]:
    return {"yes": _("ja"), "no": _("nej"), "unknown": _("vet inte"), "unsure": _("osäker")}
