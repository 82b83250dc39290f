"""Planning: every new or raised level calls for a message, unless the method withholds it. Safe to run again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4

import polars as pl
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from trygg.deadlines import STOCKHOLM
from trygg.notices import Because, Plan, Situation, Withheld, exhausted, is_minor, plan
from trygg.rulebook import Rules
from trygg.steps import BEFORE_DELIVERY, TABLE, Act
from trygg_web.access import log
from trygg_web.access.frames import write
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.incidents.models import CustodyStay
from trygg_web.listing.models import Placement
from trygg_web.listing.queries.method import rules_on
from trygg_web.notifications.actions.stepping import locked, settled, stepped
from trygg_web.notifications.models import Gate, Notification, Trigger, Withholding
from trygg_web.people import queries as people
from trygg_web.people.queries.register import chunks

BATCH = 2000
WAITING = [state.value for state in BEFORE_DELIVERY]
EXHAUSTIBLE = [row.state.value for row in TABLE if row.act == Act.EXHAUST]


@dataclass(frozen=True, slots=True)
class PlanRun:
    """What one run of planning did."""

    planned: int = 0
    withheld: int = 0
    cancelled: int = 0

    def __add__(self, other: "PlanRun") -> "PlanRun":
        return PlanRun(self.planned + other.planned, self.withheld + other.withheld, self.cancelled + other.cancelled)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the registers say of those who are planned for, read in one go."""

    births: Mapping[UUID, str]
    reported: Mapping[UUID, datetime]
    held: Mapping[UUID, CustodyStay]
    mutual: set[UUID]
    gone: Mapping[UUID, Because]


@transaction.atomic
def plan_due(*, on: date, by: User) -> PlanRun:
    """What was planned: a message for each level that is new or raised and has none; those overtaken are cancelled.

    So is what waits for somebody who has died or moved away; when that is taken back, the message is planned anew.
    """
    require(by, Permission.NOTICE_PLAN)
    done = PlanRun(cancelled=_cancel_overtaken(by) + _cancel_gone(on, by))
    waiting = list(_uncalled().values_list("pk", flat=True))
    for start in range(0, len(waiting), BATCH):
        rows = Placement.objects.filter(pk__in=waiting[start : start + BATCH]).select_related("decision")
        done += _plan_some(list(rows), on, by)
    return done


def _uncalled() -> QuerySet[Placement]:
    # A level made milder calls for no message; a smaller letter is a graver level.
    risen = Q(former="") | Q(former__gt=F("level"))
    ended = Q(withholding=None) | Q(withholding__ended_at=None)  # what was withheld is asked again until it is settled
    # Who was said to be gone had a message already: it was cancelled and the level withheld.
    untold = Q(notifications=None) | Q(withholding__isnull=False)
    return Placement.objects.filter(risen, ended, untold, until=None).distinct()


def _cancel_overtaken(by: User) -> int:
    rows = Notification.objects.filter(state__in=WAITING, placement__until__isnull=False)
    return sum(_cancelled(row, "placement_ended", by) for row in list(rows))


def _cancel_gone(on: date, by: User) -> int:
    gone = _gone(on, Notification.objects.filter(state__in=WAITING).values_list("person", flat=True))
    waiting = [row for some in chunks(gone) for row in Notification.objects.filter(state__in=WAITING, person__in=some)]
    stopped = [row for row in waiting if _cancelled(row, gone[row.person_id], by)]
    for row in stopped:
        told = {"person_id": row.person_id, "because": gone[row.person_id], "to": "lead", "at": timezone.now()}
        fresh = {"seen_by": None, "seen_at": None, "ended_at": None}
        Withholding.objects.update_or_create(placement_id=row.placement_id, defaults=told | fresh)
    return len(stopped)


def _cancelled(row: Notification, because: str, by: User) -> bool:
    """Whether the message was stopped; not when it was given, or stopped by hand, after it was read here."""
    now = locked(row.pk)
    if now.state not in WAITING:
        return False
    stepped(now, Act.CANCEL, because=because, by=by)
    log.did(by, Verb.CANCELLED, "notification", [row.pk], note=because)
    return True


def _gone(on: date, persons: Iterable[UUID]) -> dict[UUID, Because]:
    return {UUID(person): Because(cause) for person, cause in people.out_of_reach(on, persons).iter_rows()}


def _plan_some(rows: list[Placement], on: date, by: User) -> PlanRun:
    rules, known, at = rules_on(on), _read([row.person_id for row in rows], on), timezone.now()
    known_to_wait = set(Withholding.objects.filter(placement__in=rows).values_list("placement", flat=True))
    made: list[Notification] = []
    gates: list[tuple[str, str]] = []
    withheld: list[Withholding] = []
    for row in rows:
        situation, trigger = _situation(row, known, on, rules)
        planned = plan(situation, rules)
        if isinstance(planned, Plan):
            made.append(_notification(row, planned, situation, trigger, at, by))
            gates += [(str(made[-1].pk), gate.id) for gate in planned.gates]
        elif row.pk not in known_to_wait:
            withheld.append(_withheld(row, planned, at))
    _save(made, _gates(gates, at), withheld, by)
    return PlanRun(planned=len(made), withheld=len(withheld))


def _withheld(row: Placement, planned: Withheld, at: datetime) -> Withholding:
    told = {"because": planned.because.value, "to": planned.to, "at": at}
    return Withholding(placement=row, person_id=row.person_id, **told)


def _save(made: list[Notification], gates: pl.DataFrame, withheld: list[Withholding], by: User) -> None:
    Notification.objects.bulk_create(made, batch_size=BATCH)
    write(Gate, gates)
    Withholding.objects.bulk_create(withheld, batch_size=BATCH)
    settled_now = Withholding.objects.filter(placement__in=[row.placement_id for row in made], ended_at=None)
    settled_now.update(ended_at=timezone.now())
    for verb, persons in ((Verb.PLANNED, made), (Verb.WITHHELD, withheld)):
        if persons:
            log.did(by, verb, "person", [row.person_id for row in persons])


def _read(persons: list[UUID], on: date) -> _Known:
    return _Known(
        people.births(persons), people.last_reported(persons), people.custody_now(persons), people.held(persons),
        _gone(on, persons),
    )  # fmt: skip


def _situation(row: Placement, known: _Known, on: date, rules: Rules) -> tuple[Situation, Trigger]:
    stay = known.held.get(row.person_id)
    trigger, at = _trigger(row, known.reported.get(row.person_id), stay, rules.notices.trigger.days)
    release = stay.planned_release if stay else None
    situation = Situation(
        level=row.level,
        trigger=at,
        held=stay is not None,
        minor=is_minor(known.births.get(row.person_id, ""), on, rules.notices.minors.below),
        restrictions=stay.restrictions if stay else None,
        mutual=row.person_id in known.mutual,
        gone=known.gone.get(row.person_id),
        release=_midnight(release) if release else None,
    )
    return situation, trigger


def _trigger(
    row: Placement, reported: datetime | None, stay: CustodyStay | None, days: int
) -> tuple[Trigger, datetime]:
    # The newest event before the decision; what lies long before it was known already, and the decision is the event.
    decided = row.decision.at
    told = [(reported, Trigger.REPORT)] if reported else []
    told += [(_midnight(stay.since), Trigger.CUSTODY)] if stay else []
    fresh = [(at, kind) for at, kind in told if at <= decided and (decided - at).days < days]
    at, kind = max(fresh, default=(decided, Trigger.DECISION), key=lambda one: one[0])
    return kind, at


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), STOCKHOLM)


def _notification(  # noqa: PLR0913 - all that a message is born with
    row: Placement, planned: Plan, situation: Situation, trigger: Trigger, at: datetime, by: User
) -> Notification:
    return Notification(
        person_id=row.person_id,
        placement=row,
        trigger=trigger,
        triggered_at=situation.trigger,
        held=situation.held,
        restrictions=situation.restrictions,
        victim_attempts=planned.victim_attempts,
        planned_at=at,
        by=by,
        **as_planned(planned),
    )


def as_planned(planned: Plan) -> dict[str, Any]:
    """What a plan says of a message: form, by whom, until when, by which rule."""
    return {
        "level": planned.level,
        "form": planned.form,
        "functions": list(planned.by),
        "due_at": planned.due,
        "warn_at": planned.warn,
        "rule": planned.rule,
        "method": planned.version,
    }


def _gates(born: list[tuple[str, str]], at: datetime) -> pl.DataFrame:
    # Message and gate → the rows of gates that are shut.
    names = {"notification": pl.String, "gate": pl.String}
    shut = {"open": pl.lit(False), "overridden": pl.lit(False), "since": pl.lit(at), "waited_since": pl.lit(at)}
    ids = pl.Series("id", [str(uuid4()) for _gate in born], pl.String)
    return pl.DataFrame(born, schema=names, orient="row").with_columns(ids, **shut)


@transaction.atomic
def end_attempts(*, at: datetime, by: User) -> int:
    """How many messages went to the meeting because the time for attempts ran out without anybody trying again."""
    require(by, Permission.NOTICE_PLAN)
    tried = Notification.objects.filter(state__in=EXHAUSTIBLE, first_attempt_at__isnull=False)
    rules = rules_on(timezone.localdate(at))
    told = tried.values_list("pk", "attempts", "first_attempt_at")
    out = [key for key, attempts, first in told if first and exhausted(attempts, first, at, rules)]
    for key in out:
        stepped(locked(key), Act.EXHAUST, because="time", by=by)
        log.did(by, Verb.ATTEMPTED, "notification", [key], note="time_is_out")
    return len(out)


@transaction.atomic
def follow_custody(*, on: date, by: User) -> int:
    """How many messages were planned anew because the person was taken in, released, or restricted differently."""
    require(by, Permission.NOTICE_PLAN)
    waiting = Notification.objects.filter(state__in=WAITING).select_related("placement__decision")
    stays = people.custody_now(None)
    rows = [row for some in chunks(stays) for row in waiting.filter(person__in=some, held=False)]
    rows += waiting.filter(held=True)
    changed = [row for row in rows if _stands(row) != _stay(stays.get(row.person_id))]
    known, rules = _read([row.person_id for row in changed], on), rules_on(on)
    for row in changed:
        _plan_anew(locked(row.pk), _situation(row.placement, known, on, rules)[0], rules, by)
    return len(changed)


def _stands(row: Notification) -> tuple[bool, bool | None]:
    return row.held, row.restrictions


def _stay(stay: CustodyStay | None) -> tuple[bool, bool | None]:
    return stay is not None, stay.restrictions if stay else None


def _plan_anew(row: Notification, situation: Situation, rules: Rules, by: User) -> None:
    # The clock of the message goes on; what may be new is its form, its end, and which gates stand before it.
    from_start = Situation(**(_fields(situation) | {"trigger": row.triggered_at, "language": row.language}))
    planned = plan(from_start, rules)
    told: dict[str, Any] = {"held": situation.held, "restrictions": situation.restrictions}
    if isinstance(planned, Plan):
        told |= as_planned(planned)
        _match_gates(row, {gate.id for gate in planned.gates})
    Notification.objects.filter(pk=row.pk).update(**told)
    settled(locked(row.pk), by=by)
    log.did(by, Verb.PLANNED, "notification", [row.pk], note="custody_changed")


def _fields(situation: Situation) -> dict[str, Any]:
    return {name: getattr(situation, name) for name in situation.__slots__}


def _match_gates(row: Notification, wanted: Iterable[str]) -> None:
    at, wanted = timezone.now(), set(wanted)
    held = set(row.gates.values_list("gate", flat=True))
    row.gates.filter(gate__in=held - wanted, decisions=None).delete()  # nobody has said a word of it
    Gate.objects.bulk_create(
        [Gate(notification=row, gate=gate, since=at, waited_since=at) for gate in sorted(wanted - held)]
    )
