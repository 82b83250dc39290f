"""A concern for a child, step by step: sent at once, received, protected the same day, decided, answered, ended."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may, require
from trygg_web.victims.models import Concern, ConcernState, Opened
from trygg_web.victims.permissions import open_for
from trygg_web.victims.policies import NEXT, check_concern, check_end, check_past, check_reason
from trygg_web.victims.whole import whole


@whole()
def send_concern(concern_id: UUID, *, at: datetime | None = None, by: User) -> Concern:
    """The concern, sent to those who work with children. Raises NotThere, WrongState."""
    row, now = _hers(concern_id, by), timezone.now()
    return _move(row, ConcernState.SENT, {"sent_at": check_past(at or now, now)}, by)


@whole()
def not_needed(concern_id: UUID, *, because: str, by: User) -> Concern:
    """The concern, with the reason why no report was needed; it cannot be closed in silence. Raises NotThere."""
    row = _hers(concern_id, by)
    row.not_needed_because = check_reason(because)
    row.save(update_fields=["not_needed_because"])
    return _move(row, ConcernState.NOT_NEEDED, {}, by)


@whole()
def receive_concern(concern_id: UUID, *, by: User) -> Concern:
    """The concern, received by this user among those who work with children. Raises NotThere, WrongState."""
    require(by, Permission.CHILD_WORK)
    row = Concern.objects.filter(pk=concern_id, holder=None).first()
    if row is None:
        raise NotThere(_("Oron finns inte."))
    return _move(row, ConcernState.RECEIVED, {"received_at": timezone.now(), "holder": by.pk}, by)


@whole()
def assess_protection(concern_id: UUID, words: str, *, by: User) -> Concern:
    """The concern with its protection assessment, which is made at once. Raises NotThere, InvalidInput, WrongState."""
    row = _held(concern_id, by)
    row.protection = check_reason(words)
    row.save(update_fields=["protection"])
    return _move(row, ConcernState.ASSESSED, {"assessed_at": timezone.now(), "assessed_by": by.pk}, by)


@whole()
def decide_concern(  # noqa: PLR0913 - a decision and what it rests on
    concern_id: UUID, decision: str, *, because: str, her_safety: str = "", on: date | None = None, by: User
) -> Concern:
    """The concern with the decision to open an investigation or not.

    her_safety  what her contact said before the parent who uses violence is told; asked for when it is opened

    Raises NotThere, InvalidInput, WrongState.
    """
    row, reason = _held(concern_id, by), check_reason(because)
    if decision not in Opened.values:
        raise InvalidInput(_("Välj inledd, inte inledd eller pågår redan."))
    if decision == Opened.YES and not her_safety.strip():
        raise InvalidInput(_("Fråga den utsattas kontaktperson innan den som utövar våld får veta, och skriv svaret."))
    row.because, row.her_safety = reason, her_safety.strip()
    row.save(update_fields=["because", "her_safety"])
    told = {"decision": decision, "decided_on": on or timezone.localdate(), "decided_by": by.pk}
    return _move(row, ConcernState.DECIDED, told, by)


@whole()
def prolong(concern_id: UUID, until: date, *, because: str, by: User) -> Concern:
    """The concern with a later day for its investigation, and why. Raises NotThere, InvalidInput, WrongState."""
    row = _held(concern_id, by)
    check_end(row)
    row.until, row.prolonged_because = until, check_reason(because)
    row.save(update_fields=["until", "prolonged_because"])
    log.did(by, Verb.WROTE, "concern", [row.pk], note="prolonged")
    return row


@whole()
def end_concern(concern_id: UUID, *, on: date | None = None, by: User) -> Concern:
    """The concern with its investigation ended. Raises NotThere, WrongState."""
    row = _held(concern_id, by)
    check_end(row)
    return _move(row, ConcernState.ENDED, {"ended_on": on or timezone.localdate()}, by)


@whole()
def ask_back(concern_id: UUID, *, on: date | None = None, by: User) -> Concern:
    """The concern, whose reporter has asked what became of it. Raises NotThere."""
    row = _held(concern_id, by)
    row.asked_back_on = row.asked_back_on or on or timezone.localdate()
    row.save(update_fields=["asked_back_on"])
    log.did(by, Verb.WROTE, "concern", [row.pk], note="asked back")
    return row


@whole()
def answer_back(concern_id: UUID, *, by: User) -> str:
    """The only words that the reporter may be told: opened, not opened, or already running. Raises WrongState."""
    row = _held(concern_id, by)
    if not row.decision:
        raise WrongState(_("Det finns inget beslut att berätta om än."))
    row.answered_back_on = timezone.localdate()
    row.save(update_fields=["answered_back_on"])
    log.did(by, Verb.ANSWERED, "concern", [row.pk], note=row.decision)
    return str(Opened(row.decision).label)


def _move(row: Concern, to: str, told: dict[str, Any], by: User) -> Concern:
    check_concern(row.state, to)
    before = [state for state, following in NEXT.items() if to in following]
    if not Concern.objects.filter(pk=row.pk, state__in=before).update(state=to, **told):
        raise WrongState(_("Oron står inte längre så. Läs in sidan igen."))
    row.refresh_from_db()
    log.did(by, Verb.WROTE, "concern", [row.pk, row.child_id], note=to)
    return row


def _held(concern_id: UUID, by: User) -> Concern:
    require(by, Permission.CHILD_WORK)
    row = Concern.objects.filter(pk=concern_id, holder=by.pk).first()
    if row is None:
        raise NotThere(_("Oron finns inte."))
    return row


def _hers(concern_id: UUID, by: User) -> Concern:
    # Before it is sent it belongs to her track, and afterwards to those who work with children.
    row = Concern.objects.filter(pk=concern_id).select_related("child").first()
    if row is None or row.child.track_id is None or not may(by, Permission.TRACK_WORK):
        raise NotThere(_("Oron finns inte."))
    open_for(by, row.child.track_id)
    return row
