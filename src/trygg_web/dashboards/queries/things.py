"""What each indicator counts, one function each: the counted things with day, area, sex, outcome and hours."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

import polars as pl
from django.db.models import QuerySet
from django.utils import timezone

from trygg.evaluation.indicators import THING
from trygg.steps import State
from trygg_web.dashboards.queries.known import Fact, Known
from trygg_web.dashboards.queries.work import roles_of_work
from trygg_web.followup.models import Alert, AlertState, Promise, Result, Watch
from trygg_web.listing.models import Decision, Placement, Proposal, ProposalState
from trygg_web.notifications.models import Attempt, Gate, Notification

HARM = ((10, "under_10"), (100, "under_100"), (365, "under_365"))  # days, and what is below them
VICTIM = "victim"  # the gate of method/notices.toml that thinks of her first
STOPPED = {State.REFUSED: "refused", State.NOT_FOUND: "not_found"}
HOUR = timedelta(hours=1)


def _reports(known: Known) -> pl.DataFrame:
    return _reported(known, pl.lit("all"))


def _harm(known: Known) -> pl.DataFrame:
    band = pl.lit("from_365")
    for days, name in reversed(HARM):
        band = pl.when(pl.col("harm") < days).then(pl.lit(name)).otherwise(band)
    return _reported(known, band)


def _reported(known: Known, outcome: pl.Expr) -> pl.DataFrame:
    joined = known.reported.join(known.sexes, on="person", how="left")
    nothing = pl.lit(None, pl.Float64)
    return joined.select("day", "area", pl.col("sex").fill_null(""), outcome=outcome, hours=nothing).cast(
        pl.Schema(THING)
    )


def _levels(known: Known) -> pl.DataFrame:
    rows = Placement.objects.values_list("person_id", "since", "level")
    return known.things([(person, since, level, None) for person, since, level in rows])


def _moves(known: Known) -> pl.DataFrame:
    rows = Placement.objects.order_by("person_id", "since").values_list(
        "person_id", "since", "until", "level", "former"
    )
    spans = list(rows)
    begun = {(person, since) for person, since, *_ in spans}
    facts: list[Fact] = [(person, since, _move(level, former), None) for person, since, _u, level, former in spans]
    facts += [
        (person, until, "off", None)
        for person, _s, until, *_ in spans
        if until and not {(person, until), (person, until + timedelta(days=1))} & begun
    ]
    return known.things(facts)


def _move(level: str, former: str) -> str:
    if not former:
        return "new"
    return "raised" if level < former else "lowered"


def _decided_in_time(known: Known) -> pl.DataFrame:
    decided = dict(_agreed().values_list("proposal_id", "at").order_by("-at"))
    rows = Proposal.objects.exclude(state=ProposalState.SUPERSEDED).filter(decide_by__isnull=False)
    told = list(rows.values_list("pk", "person_id", "on", "decide_by"))
    ends = [decided.get(key) for key, *_ in told]
    asked = [(person, at) for (_key, person, *_), at in zip(told, ends, strict=True) if at]
    hours = iter(known.hours_since_report(asked))
    return known.things(
        [
            (person, day, _by_day(at, until), next(hours) if at else None)
            for (_key, person, day, until), at in zip(told, ends, strict=True)
        ]
    )


def _by_day(at: datetime | None, until: date | None) -> str:
    if at is None:
        return "waiting"
    return "in_time" if until is None or timezone.localtime(at).date() <= until else "late"


def _as_indicated(known: Known) -> pl.DataFrame:
    rows = _agreed().values_list("proposal__person_id", "at", "level", "proposal__level")
    return known.things([(person, _day(at), _against(level, told), None) for person, at, level, told in rows])


def _against(level: str, indicated: str) -> str:
    if level == indicated:
        return "as_indicated"
    return "graver" if (level or "E") < (indicated or "E") else "milder"


def _agreed() -> QuerySet[Decision]:
    return Decision.objects.filter(refused=False, proposal__state=ProposalState.DECIDED)


def _told_in_time(known: Known) -> pl.DataFrame:
    rows = Notification.objects.exclude(state=State.CANCELLED.value)
    told = rows.values_list("person_id", "triggered_at", "due_at", "delivered_at", "state")
    return known.things(
        [
            (person, _day(begun), STOPPED.get(State(state)) or _by(given, due), _hours(begun, given))
            for person, begun, due, given, state in told
        ]
    )


def _by(at: datetime | None, due: datetime) -> str:
    if at is None:
        return "waiting"
    return "in_time" if at <= due else "late"


def _victim_first(known: Known) -> pl.DataFrame:
    gates = Gate.objects.filter(gate=VICTIM, open=True)
    first = dict(gates.values_list("notification_id", "overridden"))
    says = {True: "overridden", False: "first"}
    return known.things(
        [(person, _day(at), says[first[key]] if key in first else "unknown", None) for key, person, at in _given()]
    )


def _gates(known: Known) -> pl.DataFrame:
    passed = set(Gate.objects.filter(overridden=True).values_list("notification_id", flat=True))
    return known.things(
        [(person, _day(at), "overridden" if key in passed else "opened", None) for key, person, at in _given()]
    )


def _help(known: Known) -> pl.DataFrame:
    said = dict(Attempt.objects.exclude(help="").order_by("number").values_list("notification_id", "help"))
    return known.things([(person, _day(at), said.get(key, "unknown"), None) for key, person, at in _given()])


def _given() -> Iterator[tuple[UUID, UUID, datetime]]:
    rows = Notification.objects.filter(delivered_at__isnull=False).values_list("pk", "person_id", "delivered_at")
    return ((key, person, at) for key, person, at in rows if at)


def _consequence(known: Known) -> pl.DataFrame:
    rows = Promise.objects.exclude(alert__state=AlertState.WITHDRAWN)
    told = rows.values_list("alert__person_id", "alert__reported_at", "result")
    return known.things([(person, _day(at), result or "unknown", None) for person, at, result in told])


def _answered_in_time(known: Known) -> pl.DataFrame:
    done: dict[UUID, datetime] = {}
    kept = Promise.objects.filter(result=Result.DONE, done_at__isnull=False).order_by("-done_at")
    for alert, reported, at in kept.values_list("alert_id", "alert__reported_at", "done_at"):
        if at and at >= reported:  # what was done before is no answer
            done[alert] = at
    rows = Alert.objects.exclude(state=AlertState.WITHDRAWN).values_list("pk", "person_id", "reported_at", "due_at")
    return known.things(
        [(who, _day(at), _answer(done.get(key), due, known), _hours(at, done.get(key))) for key, who, at, due in rows]
    )


def _answer(done: datetime | None, due: datetime, known: Known) -> str:
    if done is None:
        return "late" if due < known.at else "waiting"
    return "in_time" if done <= due else "late"


def _quiet(look: str) -> Callable[[Known], pl.DataFrame]:
    def things(known: Known) -> pl.DataFrame:
        # Something new is known at once, quiet not before the time has passed: only messages whose time has passed can
        # be compared.
        rows = Watch.objects.filter(look=look, due__lt=known.on).exclude(outcome="")
        told = rows.values_list("notification__person_id", "notification__delivered_at", "outcome")
        return known.things([(person, _day(at), outcome, None) for person, at, outcome in told if at])

    return things


def _workload(known: Known) -> pl.DataFrame:
    sources = {
        "decision": Decision.objects.values_list("at", flat=True),
        "attempt": Attempt.objects.values_list("at", flat=True),
        "promise": Promise.objects.filter(at__isnull=False).values_list("at", flat=True),
        "watch": Watch.objects.filter(looked_at__isnull=False).values_list("looked_at", flat=True),
    }
    rows = [(_day(at), "", "", name, None) for name, moments in sources.items() for at in moments if at]
    return pl.DataFrame(rows, schema=THING, orient="row")


def _workload_by_role(known: Known) -> pl.DataFrame:
    return roles_of_work(
        [
            *Decision.objects.values_list("at", "by"),
            *Attempt.objects.values_list("at", "by"),
            *Promise.objects.filter(at__isnull=False).values_list("at", "by"),
            *Watch.objects.filter(looked_at__isnull=False).values_list("looked_at", "looked_by"),
        ]
    )


def _hours(begun: datetime, ended: datetime | None) -> float | None:
    return (ended - begun) / HOUR if ended else None


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


THINGS: Mapping[str, Callable[[Known], pl.DataFrame]] = {
    "reports": _reports,
    "harm": _harm,
    "levels": _levels,
    "moves": _moves,
    "decided_in_time": _decided_in_time,
    "as_indicated": _as_indicated,
    "told_in_time": _told_in_time,
    "victim_first": _victim_first,
    "gates": _gates,
    "help": _help,
    "consequence": _consequence,
    "answered_in_time": _answered_in_time,
    "quiet_6m": _quiet("month_6"),
    "workload": _workload,
    "workload_by_role": _workload_by_role,
}
