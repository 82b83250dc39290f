"""The same-day alerts as a user may see them: those that wait, by deadline, and one with what was promised."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.deadlines import left
from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.followup.models import BEFORE_PLAN, OPEN, Alert, AlertState, Promise, Result
from trygg_web.followup.permissions import Side, may_see_as
from trygg_web.followup.queries.levers import LeverRow, levers_of
from trygg_web.listing.queries import levels_of
from trygg_web.notifications.queries import form_words
from trygg_web.people import queries as people

PAGE = 30
UNSEEN = Q(lead_seen_at=None) | Q(victim_side_seen_at=None)
FILTERS: dict[str, Q] = {
    "vantar": Q(state__in=OPEN) | (Q(state=AlertState.ANSWERED) & UNSEEN),
    "besvarade": Q(state=AlertState.ANSWERED),
    "bortfallna": Q(state=AlertState.WITHDRAWN),
    "alla": Q(),
}


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One alert in a list: whom, since when, until when, who has seen it, how far it has come."""

    id: UUID
    card: people.PersonCard
    level: str  # that stands; empty: not on the list
    state: str
    state_says: str
    breach: bool  # a breach that was told by hand, not a report
    reported_at: datetime
    due_at: datetime
    remaining: timedelta  # below zero: too late
    waits: bool  # for a plan or for answers
    planned: bool
    lead_seen: bool
    victim_side_seen: bool
    promised: int
    answered: int
    done: int

    @property
    def begun(self) -> bool:
        """Whether a consequence has been done; from then on only answers are waited for."""
        return self.done > 0

    @property
    def late(self) -> bool:
        """Whether the time is out and nothing has been done."""
        return self.waits and not self.begun and self.remaining < timedelta()


@dataclass(frozen=True, slots=True)
class Breached:
    """A breach that was told by hand: on which day, by what source, and what happened."""

    day: date
    source: str
    because: str


@dataclass(frozen=True, slots=True)
class AlertShown:
    """One alert whole: what happened, what was promised, who has seen it, the plan and its answers."""

    row: AlertRow
    alert: Alert
    report: people.ReportLine | None  # None: it stands on somebody else now, or is a breach
    breach: Breached | None
    told_level: str
    told_form: str  # in words
    told_at: datetime | None
    before: bool  # it happened before the message was given, and was reported after
    promises: tuple[Promise, ...]
    plan: str
    levers: tuple[LeverRow, ...]  # that stand now
    may_lead: bool
    may_victim: bool
    may_plan: bool
    may_answer: bool


def alerts(viewer: User, which: str = "vantar", page: int = 1) -> Page[AlertRow]:
    """The alerts: those of which nothing is done first, and among them those whose time is out."""
    require(viewer, Permission.NOTICE_SEE)
    rows = _ordered(FILTERS.get(which, Q()))
    found = Paginator(rows, PAGE).get_page(page)
    return Page(_shown(viewer, list(found.object_list)), found.number, found.paginator)  # type: ignore[arg-type]  # the rows of the page in words


def counts(viewer: User) -> dict[str, int]:
    """How many alerts stand under each filter, and how many of those that wait are late."""
    require(viewer, Permission.NOTICE_SEE)
    told = {name: Alert.objects.filter(scope).count() for name, scope in FILTERS.items()}
    late = Alert.objects.filter(state__in=OPEN, due_at__lt=timezone.now()).exclude(promises__result=Result.DONE)
    return {**told, "forsenade": late.count()}


def waiting_count(viewer: User) -> int:
    """How many alerts wait, for a consequence or for somebody to see them."""
    require(viewer, Permission.NOTICE_SEE)
    return Alert.objects.filter(FILTERS["vantar"]).count()


def waiting(viewer: User, most: int) -> list[AlertRow]:
    """The first of the alerts that wait for a plan, for answers, or for the viewer's side to see them."""
    require(viewer, Permission.NOTICE_SEE)
    sides = {Side.LEAD: Q(lead_seen_at=None), Side.VICTIM: Q(victim_side_seen_at=None)}
    scope = Q(state__in=OPEN)
    for side, unseen in sides.items():
        if may_see_as(viewer, side):
            scope |= unseen & Q(state=AlertState.ANSWERED)
    return _shown(viewer, list(_ordered(scope)[:most]))


def _ordered(scope: Q) -> QuerySet[Alert]:
    done = Promise.objects.filter(alert=OuterRef("pk"), result=Result.DONE)
    rows = Alert.objects.filter(scope).defer("plan").annotate(begun=Exists(done))
    return rows.order_by("begun", "due_at", "pk")


def _answers(alerts: Iterable[UUID]) -> dict[UUID, tuple[int, int, int]]:
    # Of each alert: how much was promised, how much of it is answered, and how much is done.
    rows = Promise.objects.filter(alert__in=list(alerts)).values("alert")
    told = rows.annotate(
        promised=Count("pk"),
        answered=Count("pk", filter=~Q(result="")),
        done=Count("pk", filter=Q(result=Result.DONE)),
    )
    return {row["alert"]: (row["promised"], row["answered"], row["done"]) for row in told}


def _shown(viewer: User, rows: Iterable[Alert]) -> list[AlertRow]:
    held, at = list(rows), timezone.now()
    if not held:
        return []
    persons = [row.person_id for row in held]
    cards, levels = people.cards(viewer, persons), levels_of(persons)
    answers = _answers(row.pk for row in held)
    return [
        _row(row, cards[row.person_id], levels.get(row.person_id, ""), at, answers.get(row.pk, (0, 0, 0)))
        for row in held
    ]


def _row(row: Alert, card: people.PersonCard, level: str, at: datetime, answers: tuple[int, int, int]) -> AlertRow:
    promised, answered, done = answers
    return AlertRow(
        id=row.pk,
        card=card,
        level=level,
        state=row.state,
        state_says=str(AlertState(row.state).label),
        breach=row.breach_id is not None,
        reported_at=row.reported_at,
        due_at=row.due_at,
        remaining=left(at, row.due_at),
        waits=row.state in OPEN,
        planned=row.planned_at is not None,
        lead_seen=row.lead_seen_at is not None,
        victim_side_seen=row.victim_side_seen_at is not None,
        promised=promised,
        answered=answered,
        done=done,
    )


def alert(viewer: User, alert_id: UUID) -> AlertShown:
    """One alert with all that the plan needs. Raises NotThere; opening is logged."""
    require(viewer, Permission.NOTICE_SEE)
    found = _ordered(Q(pk=alert_id)).select_related(
        "notification", "lead_seen_by", "victim_side_seen_by", "planned_by", "breach"
    )
    row = found.first()
    if row is None:
        raise NotThere(_("Larmet finns inte."))
    log.saw(viewer, "alert", [row.pk])
    shown, told = _shown(viewer, [row])[0], row.notification
    report = _report(viewer, row)
    return AlertShown(
        row=shown,
        alert=row,
        report=report,
        breach=_breach(row, masked=shown.card.masked),
        told_level=told.level,
        told_form=form_words(told.form),
        told_at=told.delivered_at,
        before=bool(report and told.delivered_at and _happened(report, timezone.localtime(told.delivered_at).date())),
        promises=tuple(row.promises.select_related("by").order_by("place")),
        plan="" if shown.card.masked else row.plan,
        levers=tuple(lever for lever in levers_of(viewer, row.person_id) if lever.stands),
        may_lead=may_see_as(viewer, Side.LEAD) and not shown.lead_seen and row.state != AlertState.WITHDRAWN,
        may_victim=may_see_as(viewer, Side.VICTIM) and not shown.victim_side_seen and row.state != AlertState.WITHDRAWN,
        may_plan=row.state in BEFORE_PLAN,
        may_answer=row.state in (AlertState.PLANNED, AlertState.ANSWERED),
    )


def _report(viewer: User, row: Alert) -> people.ReportLine | None:
    who = people.standing(row.person_id)
    lines = (line for line in people.reports_of(viewer, who) if line.role == "suspect")
    return next((line for line in lines if line.id == row.report_id), None)


def _breach(row: Alert, *, masked: bool) -> Breached | None:
    told = row.breach
    return Breached(told.day, told.source, "" if masked else told.because) if told else None


def _happened(report: people.ReportLine, told: date) -> bool:
    days = [timezone.localtime(one.since).date() for one in report.offences if one.since and one.precision != "none"]
    return bool(days) and max(days) < told


def alert_of(viewer: User, promise_id: UUID) -> UUID:
    """The alert to which a promise belongs. Raises NotThere."""
    require(viewer, Permission.NOTICE_SEE)
    found = Promise.objects.filter(pk=promise_id).values_list("alert_id", flat=True).first()
    if found is None:
        raise NotThere(_("Löftet finns inte."))
    return found
