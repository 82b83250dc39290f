"""The same-day alert: one for each new counted report on somebody who had been told. Safe to run again.

What is wanted is computed anew each time: the reports that stand against persons with an earlier message. An alert
whose report no longer does is withdrawn, never deleted, and comes back to where it stood if the report counts again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.consequences import answer_by
from trygg.rulebook import Rules
from trygg_web.access import log
from trygg_web.access.errors import NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.followup.models import Alert, Lever, Promise, PromiseKind
from trygg_web.followup.permissions import Side
from trygg_web.followup.policies import NEXT, SEEN, WITHDRAWN, check_next, check_side, stood
from trygg_web.followup.queries.promised import consequences, standing_levers
from trygg_web.listing.queries.method import rules_on
from trygg_web.notifications.queries import Delivered, delivered
from trygg_web.people import queries as people

BATCH = 2000
Key = tuple[UUID, UUID]  # the person who stands today, and the report


@dataclass(frozen=True, slots=True)
class AlertRun:
    """What one run of the alerts did."""

    raised: int = 0
    withdrawn: int = 0
    restored: int = 0


@transaction.atomic
def raise_alerts(*, on: date, by: User) -> AlertRun:
    """What became of the alerts: each counted report after a message has one, and no other has."""
    require(by, Permission.NOTICE_PLAN)
    wanted, known = _wanted(), _known()
    fresh = {key: told for key, told in wanted.items() if key not in known}
    raised = _raise(fresh, rules_on(on), by)
    fallen = [row for key, row in known.items() if key not in wanted and row.state != WITHDRAWN]
    back = [row for key, row in known.items() if key in wanted and row.state == WITHDRAWN]
    _move(fallen, "withdrawn", by)
    _move(back, "counts again", by)
    return AlertRun(len(raised), len(fallen), len(back))


def _wanted() -> dict[Key, tuple[Delivered, datetime]]:
    # Each report after a message, with the newest message before it.
    told = _told()
    if not told:
        return {}
    first = min(message.at for given in told.values() for message in given)
    wanted: dict[Key, tuple[Delivered, datetime]] = {}
    for one in people.suspicions(first):
        before = [message for message in told.get(one.person, ()) if message.at < one.reported_at]
        if before:
            wanted[(one.person, one.report)] = (max(before, key=lambda one: one.at), one.reported_at)
    return wanted


def _told() -> dict[UUID, list[Delivered]]:
    now, told = people.current(), dict[UUID, list[Delivered]]()
    for message in delivered():
        told.setdefault(now.get(message.person, message.person), []).append(message)
    return told


def _known() -> dict[Key, Alert]:
    # An alert of somebody who was joined with another is that other's; one that is open goes before one that fell.
    now = people.current()
    rows = sorted(Alert.objects.defer("plan"), key=lambda row: row.state != WITHDRAWN)
    return {(now.get(row.person_id, row.person_id), row.report_id): row for row in rows}


def _raise(fresh: dict[Key, tuple[Delivered, datetime]], rules: Rules, by: User) -> list[Alert]:
    at = timezone.now()
    rows = [
        Alert(
            person_id=person, report_id=report, notification_id=told.id, reported_at=reported, raised_at=at,
            due_at=answer_by(reported, rules),
        )
        for (person, report), (told, reported) in fresh.items()
    ]  # fmt: skip
    Alert.objects.bulk_create(rows, batch_size=BATCH)
    levels = [told for told, _reported in fresh.values()]
    Promise.objects.bulk_create(_promises(rows, levels, rules), batch_size=BATCH)
    if rows:
        log.did(by, Verb.ALERTED, "alert", [key for row in rows for key in (row.pk, row.person_id)])
    return rows


def _promises(rows: list[Alert], told: list[Delivered], rules: Rules) -> Iterator[Promise]:
    # What the message said would follow, and what stood against the person both then and at the report.
    stood_then = _levers(row.person_id for row in rows)
    for row, message in zip(rows, told, strict=True):
        then, now = timezone.localtime(message.at).date(), timezone.localtime(row.reported_at).date()
        levers = [lever for lever in stood_then.get(row.person_id, ()) if lever.since <= then]
        says = [(PromiseKind.CONSEQUENCE, what, said) for what, said in consequences(message.level, "sv")]
        says += [(PromiseKind.LEVER, what, said) for what, said in standing_levers(levers, now, "sv", rules)]
        for place, (kind, what, said) in enumerate(says):
            yield Promise(alert=row, kind=kind, place=place, what=what, says=said)


def _levers(persons: Iterable[UUID]) -> dict[UUID, list[Lever]]:
    wanted = set(persons)
    if not wanted:
        return {}
    found: dict[UUID, list[Lever]] = {}
    for lever in Lever.objects.defer("area", "reference", "ended_because").order_by("since").iterator(5000):
        if lever.person_id in wanted:
            found.setdefault(lever.person_id, []).append(lever)
    return found


def _move(rows: list[Alert], note: str, by: User) -> None:
    for row in rows:
        to = stood(row) if row.state == WITHDRAWN else WITHDRAWN
        check_next(row.state, to)
        Alert.objects.filter(pk=row.pk, state=row.state).update(state=to)
    if rows:
        log.did(by, Verb.ALERTED, "alert", [key for row in rows for key in (row.pk, row.person_id)], note)


@transaction.atomic
def see_alert(alert_id: UUID, side: str, *, by: User) -> Alert:
    """The alert, seen by the lead or by the side of the one subjected. Raises WrongState when it was seen already."""
    require(by, Permission.ALERT_WORK)
    seen = check_side(by, side)
    at, field = timezone.now(), "lead_seen" if seen == Side.LEAD else "victim_side_seen"
    told: dict[str, Any] = {f"{field}_by": by, f"{field}_at": at}
    waiting = Alert.objects.filter(pk=alert_id, **{f"{field}_at": None}).exclude(state=WITHDRAWN)
    if not waiting.update(**told):
        if not Alert.objects.filter(pk=alert_id).exists():
            raise NotThere(_("Larmet finns inte."))
        raise WrongState(_("Larmet är redan sett, eller bortfallet. Läs in sidan igen."))
    if seen == Side.LEAD:
        before = [state for state, following in NEXT.items() if SEEN in following and state != WITHDRAWN]
        Alert.objects.filter(pk=alert_id, state__in=before).update(state=SEEN)
    alert = Alert.objects.get(pk=alert_id)
    log.did(by, Verb.ALERT_SEEN, "alert", [alert.pk, alert.person_id], note=seen.value)
    return alert
