"""The plan of consequences after an alert, and what became of each thing that was promised."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.followup.models import BEFORE_PLAN, Alert, Promise, PromiseKind, Result
from trygg_web.followup.policies import (
    ANSWERED,
    PLANNED,
    check_next,
    check_rest,
    check_result,
)


@transaction.atomic
def plan_answer(  # noqa: PLR0913 - a plan is these words
    alert_id: UUID, chosen: Collection[UUID], *, more: Sequence[str] = (), plan: str = "", because: str = "", by: User
) -> Alert:
    """The alert with its plan: the promises to be kept now and own steps; the others are said not to be possible.

    chosen      promises of the alert that are to be kept
    because     why the others are left out; they stay promised, so that nothing impossible is hidden
    """
    require(by, Permission.ALERT_WORK)
    alert = _claimed(alert_id, by)
    promised = list(alert.promises.filter(result=""))
    left_out = [row for row in promised if row.pk not in chosen]
    if len(chosen) != len(promised) - len(left_out):
        raise InvalidInput(_("Någon av följderna hör inte till larmet. Läs in sidan igen."))
    reason = check_rest(left_out, because)
    steps = [step.strip() for step in more if step.strip()]
    if not chosen and not steps and not reason:
        raise InvalidInput(_("Välj minst en följd eller skriv ett eget steg."))
    for row in left_out:
        _answer(row, Result.NOT_POSSIBLE, reason, None, by)
    _add_steps(alert, steps)
    alert.plan = plan.strip()
    alert.save(update_fields=["plan"])
    log.did(by, Verb.ANSWER_PLANNED, "alert", [alert.pk, alert.person_id], f"{len(chosen) + len(steps)} to do")
    _settle(alert)
    return alert


def _claimed(alert_id: UUID, by: User) -> Alert:
    waiting = Alert.objects.filter(pk=alert_id, state__in=BEFORE_PLAN)
    if not waiting.update(state=PLANNED, planned_by=by, planned_at=timezone.now()):
        if not Alert.objects.filter(pk=alert_id).exists():
            raise NotThere(_("Larmet finns inte."))
        raise WrongState(_("Planen finns redan, eller så har larmet fallit bort. Läs in sidan igen."))
    return Alert.objects.get(pk=alert_id)


def _add_steps(alert: Alert, steps: list[str]) -> None:
    last = alert.promises.aggregate(place=Max("place"))["place"]
    start = 0 if last is None else last + 1
    for place, step in enumerate(steps, start):
        Promise.objects.create(alert=alert, kind=PromiseKind.ACTION, place=place, says=step)


@transaction.atomic
def answer_promise(
    promise_id: UUID, result: str, *, because: str = "", done_at: datetime | None = None, by: User
) -> Promise:
    """The promise with what became of it: done, not possible or not done; the last two say why.

    Raises WrongState before there is a plan and when somebody was first.
    """
    require(by, Permission.ALERT_WORK)
    at = timezone.now()
    told = check_result(result, because, done_at, at)
    promise = _promise(promise_id)
    _check_planned(promise)
    _answer(promise, told, because.strip(), (done_at or at) if told == Result.DONE else None, by)
    _settle(promise.alert)
    subjects = [promise.pk, promise.alert_id, promise.alert.person_id]
    log.did(by, Verb.PROMISE_ANSWERED, "promise", subjects, told.value)
    return promise


def _answer(promise: Promise, result: Result, because: str, done_at: datetime | None, by: User) -> None:
    told = {"result": result, "by": by, "at": timezone.now(), "done_at": done_at}
    if not Promise.objects.filter(pk=promise.pk, result="").update(**told):
        raise WrongState(_("Någon har redan svarat. Läs in sidan igen."))
    promise.refresh_from_db()
    promise.because = because
    promise.save(update_fields=["because"])


@transaction.atomic
def undo_promise(promise_id: UUID, *, by: User) -> Promise:
    """The promise without its answer, which was a slip of the thumb; the log keeps that it was there."""
    require(by, Permission.ALERT_WORK)
    promise = _promise(promise_id)
    _check_planned(promise)
    if not Promise.objects.filter(pk=promise.pk).exclude(result="").update(result="", by=None, at=None, done_at=None):
        raise WrongState(_("Det finns inget svar att ångra. Läs in sidan igen."))
    was = promise.result
    promise.refresh_from_db()
    promise.because = ""
    promise.save(update_fields=["because"])
    _settle(promise.alert)
    log.did(by, Verb.UNDONE, "promise", [promise.pk, promise.alert_id, promise.alert.person_id], was)
    return promise


def _promise(promise_id: UUID) -> Promise:
    found = Promise.objects.select_related("alert").filter(pk=promise_id).first()
    if found is None:
        raise NotThere(_("Löftet finns inte."))
    # The alert is nobody else's until the transaction ends: two who each answer one of the last two must not miss it.
    found.alert = Alert.objects.select_for_update().get(pk=found.alert_id)
    return found


def _check_planned(promise: Promise) -> None:
    if promise.alert.state not in (PLANNED, ANSWERED):
        raise WrongState(_("Gör planen först."))


def _settle(alert: Alert) -> None:
    # An alert is answered when somebody has said of every promise what became of it, and not before.
    rest = alert.promises.filter(result="").exists()
    to = PLANNED if rest else ANSWERED
    if to == alert.state:
        return
    check_next(alert.state, to)
    Alert.objects.filter(pk=alert.pk, state=alert.state).update(state=to, answered_at=None if rest else timezone.now())
    alert.refresh_from_db()
