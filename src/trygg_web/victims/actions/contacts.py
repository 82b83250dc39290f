"""How she is reached, what was said, her safety plan, and how it is after a message."""

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.victims.knowledge import plan_parts, questions, told_items
from trygg_web.victims.models import Channel, Contact, Feedback, Followup, Reach, SafetyPlan, Track, Way
from trygg_web.victims.permissions import open_for
from trygg_web.victims.policies import check_fear, check_past
from trygg_web.victims.whole import whole

ANSWERS = ("yes", "no", "unsure")


@whole()
def set_channel(  # noqa: PLR0913 - what makes a way safe
    track_id: UUID, *, way: str, value: str, hours: str = "", code_word: str = "", never: str = "", by: User
) -> Channel:
    """The way to reach her that counts from now on; the former one is kept and ended. Raises NotThere, InvalidInput."""
    track, at = open_for(by, track_id), timezone.now()
    if way not in Way.values or not value.strip():
        raise InvalidInput(_("Skriv hur den utsatta nås säkert."))
    track.channels.filter(ended_at=None).update(ended_at=at)
    row = Channel(track=track, way=way, by=by.pk, at=at)
    row.value, row.hours, row.code_word, row.never = value.strip(), hours.strip(), code_word.strip(), never.strip()
    row.save(force_insert=True)
    log.did(by, Verb.WROTE, "channel", [track.pk])
    return row


@whole()
def record_contact(  # noqa: PLR0913 - what a talk can hold
    track_id: UUID,
    *,
    way: str,
    reach: str,
    happened_at: datetime | None = None,
    told: Collection[str] = (),
    wants: str = "",
    fear: str = "",
    safe_now: str = "",
    note: str = "",
    next_on: date | None = None,
    contested: bool = False,
    corrects: UUID | None = None,
    by: User,
) -> Contact:
    """The attempt or the talk. A talk ends the follow-ups that are due by its day.

    told        ids of what she was told · fear: her own answer, 0–10 · safe_now: yes, no, unknown
    corrects    the contact that this one puts right; what was written stays

    Raises NotThere, InvalidInput.
    """
    track, at = open_for(by, track_id), timezone.now()
    if way not in Way.values or reach not in Reach.values:
        raise InvalidInput(_("Välj hur du sökte kontakt och hur det gick."))
    row = Contact(track=track, way=way, reach=reach, contested=contested, next_on=next_on, by=by.pk, at=at)
    row.happened_at = check_past(happened_at or at, at)
    row.corrects = track.contacts.filter(pk=corrects).first() if corrects else None
    row.told = json.dumps([one.id for one in told_items() if one.id in told])
    row.wants, row.note, row.fear, row.safe_now = wants.strip(), note.strip(), check_fear(fear), safe_now
    row.save(force_insert=True)
    if reach == Reach.REACHED:
        _meet_followups(track, row)
    log.did(by, Verb.WROTE, "contact", [row.pk, track.pk], note=reach)
    return row


def _meet_followups(track: Track, row: Contact) -> None:
    on = timezone.localdate(row.happened_at)
    Followup.objects.filter(track=track, contact=None, dropped_at=None, due__lte=on).update(contact=row)


@whole()
def write_plan(track_id: UUID, parts: Mapping[str, str], *, by: User) -> SafetyPlan:
    """The next version of her safety plan. Raises NotThere, and InvalidInput when it is empty."""
    track = open_for(by, track_id)
    held = {one.id: parts[one.id].strip() for one in plan_parts() if parts.get(one.id, "").strip()}
    if not held:
        raise InvalidInput(_("Skriv minst en del av planen."))
    last = track.plans.aggregate(last=Max("version"))["last"] or 0
    row = SafetyPlan(track=track, version=last + 1, by=by.pk, at=timezone.now())
    row.parts = json.dumps(held)
    row.save(force_insert=True)
    log.did(by, Verb.WROTE, "safety_plan", [track.pk], note=f"version {row.version}")
    return row


@whole()
def print_plan(track_id: UUID, *, by: User) -> SafetyPlan:
    """The newest version of her plan, to be printed for her. Raises NotThere, InvalidInput when there is none."""
    track = open_for(by, track_id)
    row = track.plans.order_by("-version").first()
    if row is None:
        raise InvalidInput(_("Det finns ingen plan att skriva ut."))
    log.did(by, Verb.PRINTED, "safety_plan", [track.pk], note=f"version {row.version}")
    return row


@whole()
def give_feedback(track_id: UUID, answers: Mapping[str, str], *, words: str = "", on: date, by: User) -> Feedback:
    """Her answers to the three questions after a message. Raises NotThere, InvalidInput."""
    track = open_for(by, track_id)
    held = {one.id: answers[one.id] for one in questions() if answers.get(one.id) in ANSWERS}
    if len(held) != len(questions()):
        raise InvalidInput(_("Svara på alla tre frågorna; osäker är också ett svar."))
    row = Feedback(track=track, on=on, by=by.pk, at=timezone.now())
    row.answers, row.words = json.dumps(held), words.strip()
    row.save(force_insert=True)
    log.did(by, Verb.WROTE, "feedback", [track.pk])
    return row
