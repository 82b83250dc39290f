"""The same-day alert: one for each new counted report on, or breach by, somebody who had been told. Safe to run again.

What is wanted is computed anew each time: the reports and breaches that stand against persons with an earlier message.
An alert whose report no longer does is withdrawn, never deleted, and comes back to where it stood if it counts again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import polars as pl
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.consequences import answer_by
from trygg.records import Kind
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
from trygg_web.people.models import Observation

BATCH = 2000
LATELY = timedelta(days=2)  # the night sees to what is older
KEY = ["person", "event"]  # the person who stands today, and the report or the observation of a breach
COLUMNS = ["person", "event", "at", "day"]  # `day` of a breach only
Row = dict[str, Any]  # a report or breach after a message, as `_wanted` tells it


@dataclass(frozen=True, slots=True)
class AlertRun:
    """What one run of the alerts did."""

    raised: int = 0
    withdrawn: int = 0
    restored: int = 0


@transaction.atomic
def raise_alerts(*, on: date, by: User) -> AlertRun:
    """What became of the alerts: each counted report and each breach after a message has one, and no other has."""
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
    # Each report and each breach after a message, with the newest message before it: COLUMNS, notification, level,
    # told_at. A breach on the day of the message may have come before it.
    told = _told()
    if told.is_empty():
        return pl.DataFrame(schema=dict.fromkeys(KEY, pl.String))
    first: datetime = told["told_at"].min()  # type: ignore[assignment]  # an instant
    before = told.join(_events(first), on="person").filter(pl.col("told_at") < pl.col("at"))
    before = before.filter(pl.col("day").is_null() | (pl.col("day") > _day("told_at")))
    return before.sort("told_at").unique(KEY, keep="last")


def _events(first: datetime) -> pl.DataFrame:
    reported = people.suspicions(first).rename({"report": "event"}).unique(KEY)
    breaches = people.breaches(timezone.localdate(first)).rename({"observation": "event"})
    days = pl.lit(None, dtype=pl.Date).alias("day")
    return pl.concat([reported.with_columns(days).select(COLUMNS), breaches.select(COLUMNS)])


def _day(instant: str) -> pl.Expr:
    return pl.col(instant).dt.convert_time_zone("Europe/Stockholm").dt.date()


@transaction.atomic
def alert_breaches(*, since: datetime, by: User) -> int:
    """How many alerts the breaches raised that were written down since an instant; nothing else is looked at."""
    require(by, Permission.NOTICE_PLAN)
    told = Observation.objects.filter(kind=Kind.BREACH.value, at__gte=since, withdrawn_at=None).exclude(value="no")
    seen = Alert.objects.filter(breach__in=told).values("breach")
    fresh = [row for one in told.exclude(pk__in=seen).order_by("at") if (row := _after_a_message(one))]
    _raise(fresh, rules_on(timezone.localdate()), by)
    return len(fresh)


def run_day(*, on: date, by: User) -> int:  # noqa: ARG001 - the run of a room takes the day
    """How many alerts were raised by breaches of the last days, whoever wrote them down. Safe to repeat."""
    return alert_breaches(since=timezone.now() - LATELY, by=by)


def _after_a_message(breach: Observation) -> Row | None:
    who = people.standing(breach.person_id)
    given = Notification.objects.filter(person__in=[who, *people.former([who])], delivered_at__lt=breach.at)
    told = given.order_by("delivered_at").last()
    if told is None or told.delivered_at is None or breach.day <= timezone.localdate(told.delivered_at):
        return None
    return {
        "person": str(who), "event": str(breach.pk), "at": breach.at, "day": breach.day,
        "notification": str(told.pk), "level": told.level, "told_at": told.delivered_at,
    }  # fmt: skip


def _told() -> pl.DataFrame:
    given = Notification.objects.filter(delivered_at__isnull=False)
    told = read(given, notification="id", person="person", level="level", told_at="delivered_at")
    return told.with_columns(replaced("person", people.current()))


def _known() -> pl.DataFrame:
    # An alert of somebody who was joined with another is that other's; one that is open goes before one that fell.
    rows = read(Alert.objects.all(), alert="id", person="person", report="report", breach="breach", state="state")
    told = rows.with_columns(replaced("person", people.current()), event=pl.coalesce("report", "breach"))
    return told.sort(pl.col("state") == WITHDRAWN, maintain_order=True).unique(KEY, keep="first", maintain_order=True)


def _raise(fresh: list[Row], rules: Rules, by: User) -> None:
    at = timezone.now()
    rows = [
        Alert(
            person_id=UUID(one["person"]), notification_id=UUID(one["notification"]),
            report_id=None if one["day"] else UUID(one["event"]), breach_id=UUID(one["event"]) if one["day"] else None,
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
