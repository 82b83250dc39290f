"""The same-day alert: one for each new counted report on somebody who had been told. Safe to run again.

What is wanted is computed anew each time: the reports that stand against persons with an earlier message. An alert
whose report no longer does is withdrawn, never deleted, and comes back to where it stood if the report counts again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import polars as pl
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.consequences import answer_by
from trygg.rulebook import Rules
from trygg_web.access import log
from trygg_web.access.errors import NotThere, WrongState
from trygg_web.access.frames import read, replaced
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.followup.models import Alert, Lever, Promise, PromiseKind
from trygg_web.followup.permissions import Side
from trygg_web.followup.policies import NEXT, SEEN, WITHDRAWN, check_next, check_side, stood
from trygg_web.followup.queries.promised import consequences, standing_levers
from trygg_web.listing.queries.method import rules_on
from trygg_web.notifications.models import Notification
from trygg_web.notifications.queries.papers import CONSEQUENCE, LEVER, Said, said_before
from trygg_web.people import queries as people

BATCH = 2000
KEY = ["person", "report"]  # the person who stands today, and the report
Row = dict[str, Any]  # a report after a message, as `_wanted` tells it


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
    wanted, raised = _wanted(), _known()
    fell = pl.col("state") == WITHDRAWN
    fresh = wanted.join(raised, on=KEY, how="anti")
    fallen = raised.filter(~fell).join(wanted, on=KEY, how="anti")
    back = raised.filter(fell).join(wanted, on=KEY, how="semi")
    _raise(list(fresh.iter_rows(named=True)), rules_on(on), by)
    _move(fallen, "withdrawn", by)
    _move(back, "counts again", by)
    return AlertRun(len(fresh), len(fallen), len(back))


def _wanted() -> pl.DataFrame:
    # Each report after a message, with the newest message before it: person, report, at, notification, level, told_at.
    told = _told()
    if told.is_empty():
        return pl.DataFrame(schema=dict.fromkeys(KEY, pl.String))
    reported = people.suspicions(told["told_at"].min()).unique(KEY)  # type: ignore[arg-type]  # an instant
    before = told.join(reported, on="person").filter(pl.col("told_at") < pl.col("at"))
    return before.sort("told_at").unique(KEY, keep="last")


def _told() -> pl.DataFrame:
    given = Notification.objects.filter(delivered_at__isnull=False)
    told = read(given, notification="id", person="person", level="level", told_at="delivered_at")
    return told.with_columns(replaced("person", people.current()))


def _known() -> pl.DataFrame:
    # An alert of somebody who was joined with another is that other's; one that is open goes before one that fell.
    rows = read(Alert.objects.all(), alert="id", person="person", report="report", state="state")
    told = rows.with_columns(replaced("person", people.current()))
    return told.sort(pl.col("state") == WITHDRAWN, maintain_order=True).unique(KEY, keep="first", maintain_order=True)


def _raise(fresh: list[Row], rules: Rules, by: User) -> None:
    at = timezone.now()
    rows = [
        Alert(
            person_id=UUID(one["person"]), report_id=UUID(one["report"]), notification_id=UUID(one["notification"]),
            reported_at=one["at"], raised_at=at, due_at=answer_by(one["at"], rules),
        )
        for one in fresh
    ]  # fmt: skip
    Alert.objects.bulk_create(rows, batch_size=BATCH)
    Promise.objects.bulk_create(_promises(rows, fresh, rules), batch_size=BATCH)
    if rows:
        log.did(by, Verb.ALERTED, "alert", [key for row in rows for key in (row.pk, row.person_id)])


def _promises(rows: list[Alert], fresh: list[Row], rules: Rules) -> Iterator[Promise]:
    # What the paper of the message said, of which the levers still stand at the report. Where no paper was made: what
    # every message of the level says, and what stood against the person both then and at the report.
    stood_then, said = _levers(row.person_id for row in rows), said_before(row.notification_id for row in rows)
    for row, told in zip(rows, fresh, strict=True):
        then, now = timezone.localtime(told["told_at"]).date(), timezone.localtime(row.reported_at).date()
        levers = [lever for lever in stood_then.get(row.person_id, ()) if lever.since <= then]
        standing = standing_levers(levers, now, "sv", rules)
        written = said.get(row.notification_id) or _usual(told["level"], standing)
        true = {what for what, _says in standing}
        says = [one for one in written if one[0] == CONSEQUENCE or (one[0] == LEVER and one[1] in true)]
        for place, (kind, what, sentence) in enumerate(says):
            yield Promise(alert=row, kind=PromiseKind(kind), place=place, what=what, says=sentence)


def _usual(level: str, standing: list[tuple[str, str]]) -> list[Said]:
    told = [(CONSEQUENCE, what, says) for what, says in consequences(level, "sv")]
    return told + [(LEVER, what, says) for what, says in standing]


def _levers(persons: Iterable[UUID]) -> dict[UUID, list[Lever]]:
    wanted = set(persons)
    if not wanted:
        return {}
    found: dict[UUID, list[Lever]] = {}
    for lever in Lever.objects.defer("area", "reference", "ended_because").order_by("since").iterator(5000):
        if lever.person_id in wanted:
            found.setdefault(lever.person_id, []).append(lever)
    return found


def _move(told: pl.DataFrame, note: str, by: User) -> None:
    rows = list(Alert.objects.defer("plan").in_bulk([UUID(key) for key in told["alert"]]).values())
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
