"""The invented house's past with messages: most were given, some were not met, and new acts were mostly answered.

Written straight into the tables, since what lies in the past cannot be done by today's actions.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import groupby
from random import Random

from django.db import transaction
from django.utils import timezone

from trygg.records import Kind
from trygg.steps import Act, State
from trygg_web.access.models import User
from trygg_web.followup.models import Alert, AlertState, Promise, Result
from trygg_web.notifications.models import (
    Attempt,
    Gate,
    GateDecision,
    Help,
    Notification,
    Outcome,
    Passage,
    Reaction,
    TextApproval,
    Understood,
    Verdict,
)
from trygg_web.notifications.queries import texts
from trygg_web.people.models import Observation

GIVEN, MISSED, OVERRIDDEN = 0.88, 0.06, 0.02  # shares of messages; of gates. The rest still wait, or were opened
PATH = (
    (Act.START, State.PLANNED, State.GATED),
    (Act.CLEAR, State.GATED, State.READY),
    (Act.DELIVER, State.READY, State.DELIVERED),
    (Act.RECORD, State.DELIVERED, State.RECORDED),
)
REACTIONS = [Reaction.CALM] * 5 + [Reaction.DENIES] * 4 + [Reaction.ANGRY] * 2 + [Reaction.DISTRESSED]
HELP = [Help.DECLINED] * 5 + [Help.THINKS] * 3 + [Help.ACCEPTED] * 2
RESULTS = [Result.DONE] * 7 + [Result.NOT_POSSIBLE] * 2 + [Result.NOT_DONE]
LONG_AGO = timedelta(days=30)  # what was planned before then has been given, or stopped
ANSWERED, OLD = 0.6, timedelta(days=16)  # share of the late alerts that were answered; all of the old ones were


def approve_texts(viewer: User) -> None:
    """Let everybody have approved the Swedish texts."""
    at = timezone.now()
    TextApproval.objects.bulk_create(
        [
            TextApproval(text=row.text, version=row.version, agency=agency, name="Ann Ansvarig", by=viewer, at=at)
            for row in texts.texts(viewer, "sv")
            for agency in texts.approver_ids()
        ]
    )


@transaction.atomic
def tell_most(by: User, lead: User, rng: Random) -> None:
    """Let most planned messages have been given soon after their level was decided; who is held still waits."""
    long_ago = timezone.localdate() - LONG_AGO
    drawn = [
        (rng.random() if row.placement.since > long_ago else 0.0, row)
        for row in Notification.objects.filter(state=State.PLANNED, held=False)
        .order_by("pk")
        .select_related("placement")
    ]
    given = [row for share, row in drawn if share < GIVEN]
    tried = [row for share, row in drawn if GIVEN <= share < GIVEN + MISSED]
    for row in given:
        _date_back(row, rng)
    _give(given, by, rng)
    _miss(tried, by)
    _open([*given, *tried], by, lead, rng)


def _date_back(row: Notification, rng: Random) -> None:
    decided = timezone.make_aware(datetime.combine(row.placement.since, time()))
    decided += timedelta(hours=rng.randrange(8, 17))
    took = row.due_at - row.triggered_at
    row.triggered_at, row.planned_at, row.due_at = decided, decided, decided + took
    row.language = "sv"


def _give(rows: list[Notification], by: User, rng: Random) -> None:
    attempts, observed, passages = [], [], []
    for row in rows:
        at = row.planned_at + timedelta(hours=rng.choice([6, 20, 26, 40, 45, 70]))
        row.state, row.attempts, row.first_attempt_at, row.delivered_at, row.assigned_to = (
            State.RECORDED.value, 1, at, at, by,
        )  # fmt: skip
        told = {"understood": Understood.YES, "reaction": rng.choice(REACTIONS), "help": rng.choice(HELP)}
        attempts.append(
            Attempt(notification=row, number=1, at=at, outcome=Outcome.DELIVERED, by=by, recorded_at=at, **told)
        )
        observed.append(
            Observation(
                person_id=row.person_id,
                kind=Kind.NOTIFIED,
                value=row.level,
                day=at.date(),
                source="Trygg",
                by=by,
                at=at,
            )
        )
        passages += [
            Passage(notification=row, act=act, state=was, to=to, by=by, at=at - timedelta(minutes=3 - place))
            for place, (act, was, to) in enumerate(PATH)
        ]
    _save(rows)
    Attempt.objects.bulk_create(attempts, batch_size=500)
    Observation.objects.bulk_create(observed, batch_size=500)
    Passage.objects.bulk_create(passages, batch_size=500)


def _miss(rows: list[Notification], by: User) -> None:
    attempts = []
    for row in rows:
        at = timezone.now() - timedelta(days=2)
        row.state, row.attempts, row.first_attempt_at, row.assigned_to = State.ATTEMPTED.value, 1, at, by
        row.language = "sv"
        attempts.append(Attempt(notification=row, number=1, at=at, outcome=Outcome.MISSED, by=by, recorded_at=at))
    _save(rows)
    Attempt.objects.bulk_create(attempts, batch_size=500)


def _save(rows: list[Notification]) -> None:
    fields = [
        "state", "attempts", "first_attempt_at", "delivered_at", "assigned_to", "triggered_at", "planned_at", "due_at",
        "language",
    ]  # fmt: skip
    for row in rows:  # one command for many rows takes longer to write than all these to run
        row.save(update_fields=fields)


def _open(rows: list[Notification], by: User, lead: User, rng: Random) -> None:
    gates = list(_opened(rows, rng))
    for message, some in groupby(gates, key=lambda gate: gate.notification_id):
        first = next(some)
        Gate.objects.filter(notification=message).update(open=True, since=first.since, waited_since=first.waited_since)
    Gate.objects.filter(pk__in=[gate.pk for gate in gates if gate.overridden]).update(overridden=True)
    GateDecision.objects.bulk_create([_said(gate, by, lead) for gate in gates], batch_size=500)


def _said(gate: Gate, by: User, lead: User) -> GateDecision:
    if gate.overridden:
        why = "Flera försök utan svar; beslutat på listmötet."
        return GateDecision(gate=gate, verdict=Verdict.OVERRIDDEN, because=why, by=lead, at=gate.since)
    return GateDecision(gate=gate, verdict=Verdict.OPENED, because="Kontrollerat.", by=by, at=gate.since)


def _opened(rows: list[Notification], rng: Random) -> Iterator[Gate]:
    planned = {row.pk: row.planned_at for row in rows}
    for gate in Gate.objects.filter(notification__in=rows).order_by("notification", "pk"):
        gate.open, gate.waited_since = True, planned[gate.notification_id]
        gate.since = min(planned[gate.notification_id] + timedelta(hours=4), timezone.now())
        gate.overridden = rng.random() < OVERRIDDEN
        yield gate


def answer_most(by: User, lead: User, rng: Random) -> None:
    """Let the alerts of before, and most of the late ones, have been seen, planned and answered."""
    at = timezone.now()
    alerts = Alert.objects.filter(state=AlertState.RAISED, due_at__lt=at - timedelta(days=2))
    for alert in list(alerts.order_by("reported_at")):
        if alert.due_at < at - OLD or rng.random() < ANSWERED:
            _answer(alert, by, lead, rng)


def _answer(alert: Alert, by: User, lead: User, rng: Random) -> None:
    seen = alert.reported_at + timedelta(hours=rng.choice([2, 5, 9]))
    done = alert.reported_at + timedelta(hours=rng.choice([10, 18, 23, 40, 70]))
    Alert.objects.filter(pk=alert.pk).update(
        state=AlertState.ANSWERED, raised_at=alert.reported_at, lead_seen_by=lead, lead_seen_at=seen,
        victim_side_seen_by=by, victim_side_seen_at=seen, planned_by=by, planned_at=seen, answered_at=done,
    )  # fmt: skip
    for promise in Promise.objects.filter(alert=alert):
        result = rng.choice(RESULTS)
        promise.because = "" if result == Result.DONE else "Åklagaren fann inte skäl."
        promise.result, promise.by, promise.at = result, by, done
        promise.done_at = done if result == Result.DONE else None
        promise.save()
