"""Messages as a user may see them: those that wait, one with its gates, and what came of each attempt."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.deadlines import left
from trygg.steps import BEFORE_DELIVERY, Act, State, acts
from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.notifications.models import Attempt, Gate, GateDecision, Notification, Passage
from trygg_web.notifications.queries.covering import covered
from trygg_web.notifications.queries.method import gate_rule, notices, words
from trygg_web.notifications.queries.wording import STATES, gate_name
from trygg_web.people import queries as people

PAGE = 30
FEW = 2  # gates that are named in a list; more are counted
BEFORE = [state.value for state in BEFORE_DELIVERY]
FILTERS: dict[str, Q] = {
    "oppna": Q(state__in=BEFORE),
    "grind": Q(state__in=[State.PLANNED, State.GATED]),
    "redo": Q(state__in=[State.READY, State.SCHEDULED, State.ATTEMPTED]),
    "motet": Q(state__in=[State.REFUSED, State.NOT_FOUND]),
    "lamnade": Q(delivered_at__isnull=False),
    "alla": Q(),
}


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message in a list: whom, what, until when, and what is in the way."""

    id: UUID
    card: people.PersonCard
    level: str
    form: str  # in words
    state: str
    due_at: datetime
    remaining: timedelta  # below zero: too late
    held: bool
    shut: tuple[str, ...]  # the gates that are shut, by id
    assigned: User | None
    delivered_at: datetime | None
    threat: bool  # a threat was heard that nobody on the victim side has seen

    @property
    def state_says(self) -> str:
        """Where it stands, in words."""
        return str(STATES.get(self.state, self.state))

    @property
    def shut_says(self) -> tuple[str, ...]:
        """The gates that are shut, in words."""
        return tuple(gate_name(gate) for gate in self.shut)

    @property
    def shut_in_short(self) -> str:
        """The gates that are shut: by name while they are few, then how many."""
        if len(self.shut) <= FEW:
            return _("stängt: %(gates)s") % {"gates": ", ".join(self.shut_says)}
        return _("%(n)s grindar stängda") % {"n": len(self.shut)}

    @property
    def late(self) -> bool:
        """Whether the deadline has passed before the message was given."""
        return self.delivered_at is None and self.remaining < timedelta() and self.state in BEFORE


@dataclass(frozen=True, slots=True)
class GateShown:
    """A gate as it stands, who can open it, and what has been said of it."""

    id: UUID
    gate: str
    says: str
    open: bool
    overridden: bool
    since: datetime
    waited_since: datetime
    openers: tuple[str, ...]  # functions in words
    may_be_overridden: bool
    decisions: tuple[GateDecision, ...]

    @property
    def name(self) -> str:
        """Its short name."""
        return gate_name(self.gate)


@dataclass(frozen=True, slots=True)
class Message:
    """One message whole."""

    row: MessageRow
    notification: Notification
    functions: tuple[str, ...]
    gates: tuple[GateShown, ...]
    attempts: tuple[Attempt, ...]
    passages: tuple[Passage, ...]
    acts: tuple[Act, ...]  # what can be done now
    attempts_left: int

    @property
    def gates_open(self) -> bool:
        """Whether nothing is in the way."""
        return all(gate.open for gate in self.gates)


def messages(viewer: User, which: str = "oppna", mine: bool = False, page: int = 1) -> Page[MessageRow]:
    """One page of messages, the nearest deadline first; delivered ones the newest first."""
    require(viewer, Permission.NOTICE_SEE)
    rows = Notification.objects.filter(FILTERS.get(which, FILTERS["oppna"])).select_related("assigned_to")
    rows = rows.filter(assigned_to=viewer) if mine else rows
    order = ("-delivered_at", "pk") if which == "lamnade" else ("due_at", "pk")
    shown = Paginator(rows.order_by(*order), PAGE).get_page(page)
    return Page(_rows(viewer, list(shown.object_list)), shown.number, shown.paginator)  # type: ignore[arg-type]  # same count


def counts(viewer: User) -> dict[str, int]:
    """How many messages each filter shows."""
    require(viewer, Permission.NOTICE_SEE)
    return Notification.objects.aggregate(**{name: Count("pk", filter=which) for name, which in FILTERS.items()})


def open_count(viewer: User) -> int:
    """How many messages are not yet given."""
    require(viewer, Permission.NOTICE_SEE)
    return Notification.objects.filter(FILTERS["oppna"]).count()


def waiting(viewer: User, until: datetime, most: int = PAGE) -> list[MessageRow]:
    """The messages of the viewer, of those the viewer covers, or of nobody, due by an instant, the nearest first."""
    require(viewer, Permission.NOTICE_SEE)
    mine = Q(assigned_to__in=[viewer, *covered(viewer, timezone.localdate())]) | Q(assigned_to=None)
    rows = Notification.objects.filter(FILTERS["oppna"], mine, due_at__lte=until)
    return _rows(viewer, list(rows.select_related("assigned_to").order_by("due_at", "pk")[:most]))


def threats(viewer: User) -> list[Attempt]:
    """The threats that were heard and that nobody on the victim side has seen, the oldest first."""
    require(viewer, Permission.NOTICE_SEE)
    rows = Attempt.objects.filter(threat=True, threat_seen_at=None).select_related("notification", "by")
    return list(rows.order_by("at"))


def messages_of(viewer: User, person_id: UUID) -> list[MessageRow]:
    """Every message of a person the viewer may see, the newest first."""
    require(viewer, Permission.NOTICE_SEE)
    theirs = [person_id, *people.former([person_id])]
    rows = Notification.objects.filter(person__in=theirs).select_related("assigned_to")
    return _rows(viewer, list(rows.order_by("-planned_at")))


def messages_for(viewer: User, persons: Iterable[UUID]) -> list[MessageRow]:
    """The messages of the persons that are not yet given; one of each at most."""
    require(viewer, Permission.NOTICE_SEE)
    rows = Notification.objects.filter(FILTERS["oppna"], person__in=list(persons)).select_related("assigned_to")
    return _rows(viewer, list(rows))


def message(viewer: User, notification_id: UUID) -> Message:
    """One message with its gates, attempts and steps. Raises NotThere; opening is logged."""
    require(viewer, Permission.NOTICE_SEE)
    found = Notification.objects.filter(pk=notification_id).select_related("assigned_to", "placement", "by").first()
    if found is None:
        raise NotThere(_("Meddelandet finns inte."))
    row = _rows(viewer, [found])[0]
    log.saw(viewer, "notification", [found.pk])
    gates, state = tuple(_gates(found)), State(found.state)
    return Message(
        row=row,
        notification=found,
        functions=function_words(found.functions),
        gates=gates,
        attempts=tuple(found.tried.select_related("by", "threat_seen_by").order_by("number")),
        passages=tuple(found.passages.select_related("by").order_by("at")),
        acts=acts(state, all(gate.open for gate in gates)),
        attempts_left=max(notices().attempts.most - found.attempts, 0),
    )


def message_of_gate(viewer: User, gate_id: UUID) -> tuple[Message, GateShown]:
    """The message that a gate stands before, and the gate. Raises NotThere; opening is logged."""
    found = Gate.objects.filter(pk=gate_id).values_list("notification_id", flat=True).first()
    if found is None:
        raise NotThere(_("Grinden finns inte."))
    told = message(viewer, found)
    return told, next(gate for gate in told.gates if gate.id == gate_id)


def function_words(functions: Iterable[str]) -> tuple[str, ...]:
    """Functions of the method in words."""
    known = notices().functions
    return tuple(words(known[one].says) if one in known else one for one in functions)


def form_words(form: str) -> str:
    """A form of message in words."""
    known = notices().forms
    return words(known[form].says) if form in known else form


def _rows(viewer: User, rows: list[Notification]) -> list[MessageRow]:
    if not rows:
        return []
    cards, at = people.cards(viewer, [row.person_id for row in rows]), timezone.now()
    shut, heard = _shut(rows), _heard(rows)
    return [
        MessageRow(
            row.pk, cards[row.person_id], row.level, form_words(row.form), row.state, row.due_at, left(at, row.due_at),
            row.held, shut.get(row.pk, ()), row.assigned_to, row.delivered_at, row.pk in heard,
        )
        for row in rows
    ]  # fmt: skip


def _shut(rows: list[Notification]) -> dict[UUID, tuple[str, ...]]:
    told: dict[UUID, tuple[str, ...]] = {}
    gates = Gate.objects.filter(notification__in=rows, open=False).order_by("gate")
    for key, gate in gates.values_list("notification_id", "gate"):
        told[key] = (*told.get(key, ()), gate)
    return told


def _heard(rows: list[Notification]) -> set[UUID]:
    unseen = Attempt.objects.filter(notification__in=rows, threat=True, threat_seen_at=None)
    return set(unseen.values_list("notification_id", flat=True))


def _gates(notification: Notification) -> Iterator[GateShown]:
    rules = notices().gates
    rows: QuerySet[Gate] = notification.gates.prefetch_related("decisions__by")
    held = {row.gate: row for row in rows}
    order = [gate for gate in rules if gate in held] + [gate for gate in held if gate not in rules]
    for name in order:
        row, rule = held[name], gate_rule(name)
        decisions = tuple(sorted(row.decisions.all(), key=lambda one: one.at))
        yield GateShown(
            row.pk, name, words(rule.says), row.open, row.overridden, row.since, row.waited_since,
            function_words(rule.opened_by), bool(rule.overridden_by), decisions,
        )  # fmt: skip
