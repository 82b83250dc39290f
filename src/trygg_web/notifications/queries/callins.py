"""Meetings of several: which there are, who sits there, who may be called, and who may not and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.callins import Bar, Candidate, Left, Pairs, bars, meets, seating
from trygg.letters import Form
from trygg.notices import is_minor
from trygg.rulebook.notices import CallIn as CallInRules
from trygg.steps import BEFORE_DELIVERY, State
from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.listing.queries.method import rules_on
from trygg_web.notifications.models import Attempt, CallIn, CallInState, Gate, Notification, Seat
from trygg_web.notifications.queries.apart import apart_now
from trygg_web.notifications.queries.method import notices
from trygg_web.notifications.queries.wording import BARS, CAUSES, gate_name
from trygg_web.people import queries as people
from trygg_web.people.models import Person

MOST = 200  # of those who wait, the nearest deadlines; more than fill any meeting
CALLABLE = [state.value for state in (State.PLANNED, State.GATED, State.READY)]
OPEN = Q(ended_at=None)


@dataclass(frozen=True, slots=True)
class CallInRow:
    """One meeting in a list."""

    id: UUID
    at: datetime
    state: str
    state_says: str
    taken: int
    seats: int
    waits: int  # seats of which nobody has said whether the person came


@dataclass(frozen=True, slots=True)
class SeatShown:
    """One seat: whom, what still stands in the way, who else sits there that must not, and whether they came."""

    id: UUID
    notification: UUID
    card: people.PersonCard
    level: str
    state: str
    shut: tuple[str, ...]  # gates in words
    must_not_meet: tuple[str, ...]  # names of others at the same meeting, with why
    bars: tuple[str, ...]  # what has come to stand against the person since
    late: bool  # the meeting is after the deadline of the message
    attendance: str
    attendance_says: str
    followed: bool

    @property
    def ready(self) -> bool:
        """Whether the summons may go."""
        return not (self.shut or self.must_not_meet or self.bars)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Someone who waits for a message given at a meeting, and why they are not proposed; empty: they are."""

    notification: UUID
    card: people.PersonCard
    level: str
    due_at: datetime
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallInShown:
    """One meeting whole. `proposed`, `left` and `barred` are empty when the summons has gone."""

    row: CallInRow
    place: str
    because: str
    seats: tuple[SeatShown, ...]
    proposed: tuple[Waiting, ...]
    left: tuple[Waiting, ...]
    barred: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Crowd:
    """Messages with what bears on a meeting: each person's candidate and who must not meet whom."""

    candidates: Mapping[UUID, Candidate]  # by message
    apart: Pairs


def call_ins_used() -> bool:
    """Whether this house's profile tells anyone at meetings of several."""
    return notices().call_in.used


def call_in_rules() -> CallInRules:
    """What the method says of such meetings today."""
    return notices().call_in


def callable_cards(viewer: User) -> list[tuple[str, str]]:
    """Those who wait for or sit at a meeting, as id and name with year, by name; for a list to choose from."""
    require(viewer, Permission.NOTICE_ASSIGN)
    before = [state.value for state in BEFORE_DELIVERY]
    rows = Notification.objects.filter(form=Form.CALL_IN, state__in=before).order_by("due_at", "pk")
    cards = people.cards(viewer, rows.values_list("person_id", flat=True)[:MOST])
    return sorted(
        ((str(key), f"{card.name} {card.year}".strip()) for key, card in cards.items()), key=lambda one: one[1]
    )


def check_used() -> None:
    """Nothing when the profile has meetings of several. Raises NotThere otherwise."""
    if not call_ins_used():
        raise NotThere


def call_ins(viewer: User) -> list[CallInRow]:
    """Every meeting, the latest first."""
    require(viewer, Permission.NOTICE_SEE)
    return [_row(one) for one in _counted().order_by("-at", "pk")]


def call_in(viewer: User, call_in_id: UUID) -> CallInShown:
    """One meeting with its seats, and while it is planned who else may come. Raises NotThere; opening is logged."""
    require(viewer, Permission.NOTICE_SEE)
    found = _counted().filter(pk=call_in_id).first()
    if found is None:
        raise NotThere(_("Mötet finns inte."))
    log.saw(viewer, "call_in", [found.pk])
    seats = list(found.taken.filter(OPEN).select_related("notification").order_by("at", "pk"))
    planned = found.state == CallInState.PLANNED
    waiting = list(waiting_rows()) if planned else []
    rows = [seat.notification for seat in seats] + waiting
    known = crowd(rows)
    cards = people.cards(viewer, [row.person_id for row in rows])
    proposed, left, barred = _proposal(found, seats, waiting, known, cards)
    shown = tuple(_seat(seat, seats, known, cards, found) for seat in seats)
    return CallInShown(_row(found), found.place, found.because, shown, proposed, left, barred)


def disturbed(viewer: User) -> list[CallInRow]:
    """The summoned meetings to come at which something now stands against a seat: learnt after the summons went."""
    require(viewer, Permission.NOTICE_ASSIGN)
    if not call_ins_used():
        return []
    found = _counted().filter(state=CallInState.SUMMONED, at__gt=timezone.now()).order_by("at", "pk")
    return [_row(one) for one in found if _disturbed(one)]


def _disturbed(one: CallIn) -> bool:
    rows = [seat.notification for seat in one.taken.filter(OPEN).select_related("notification")]
    known, persons = crowd(rows), {str(row.person_id) for row in rows}
    return any(frozenset(pair) <= persons for pair in known.apart) or any(
        barred_by(candidate) for candidate in known.candidates.values()
    )


def seat_of(viewer: User, seat_id: UUID) -> Seat:
    """One open seat with its message and meeting. Raises NotThere."""
    require(viewer, Permission.NOTICE_SEE)
    found = Seat.objects.filter(OPEN, pk=seat_id).select_related("notification", "call_in").first()
    if found is None:
        raise NotThere(_("Platsen finns inte."))
    return found


def waiting_rows() -> Iterable[Notification]:
    """The messages that are given at a meeting and have no seat, the nearest deadline first."""
    taken = Seat.objects.filter(OPEN, followed_at=None).values("notification")
    rows = Notification.objects.filter(form=Form.CALL_IN, state__in=CALLABLE).exclude(pk__in=taken)
    return rows.order_by("due_at", "pk")[:MOST]


def crowd(rows: Iterable[Notification]) -> Crowd:
    """What bears on a meeting of those whom the messages concern, as the registers tell today."""
    rows, today = list(rows), timezone.localdate()
    persons = [row.person_id for row in rows]
    births, stays, mutual = people.births(persons), people.custody_now(persons), people.held(persons)
    hidden = set(Person.objects.filter(pk__in=persons).exclude(protected="none").values_list("pk", flat=True))
    heard = set(
        Attempt.objects.filter(notification__person__in=persons, threat=True, threat_seen_at=None).values_list(
            "notification__person_id", flat=True
        )
    )
    below = notices().minors.below
    found = {
        row.pk: Candidate(
            key=str(row.person_id),
            level=row.level,
            due=row.due_at,
            minor=is_minor(births.get(row.person_id, ""), today, below),
            protected=row.person_id in hidden,
            held=row.person_id in stays,
            restrictions=stays[row.person_id].restrictions if row.person_id in stays else False,
            mutual=row.person_id in mutual,
            threat=row.person_id in heard,
        )
        for row in rows
    }
    return Crowd(found, apart_now(persons, today))


def barred_by(one: Candidate) -> tuple[Bar, ...]:
    """Why someone may not be called today; empty: may be."""
    return bars(one, rules_on(timezone.localdate()))


def _proposal(
    found: CallIn, seats: list[Seat], waiting: list[Notification], known: Crowd, cards: dict[UUID, people.PersonCard]
) -> tuple[tuple[Waiting, ...], tuple[Waiting, ...], tuple[Waiting, ...]]:
    why = {row.pk: barred_by(known.candidates[row.pk]) for row in waiting}
    fit = [row for row in waiting if not why[row.pk]]
    there = [str(seat.notification.person_id) for seat in seats]
    told = seating([known.candidates[row.pk] for row in fit], known.apart, seats=found.seats, seated=there)

    def shown(row: Notification, words: Iterable[str] = ()) -> Waiting:
        return Waiting(row.pk, cards[row.person_id], row.level, row.due_at, tuple(words))

    key = {row.pk: str(row.person_id) for row in waiting}
    proposed = tuple(shown(row) for row in fit if key[row.pk] in told.groups[0] and key[row.pk] not in there)
    left = tuple(
        shown(row, _left_words(key[row.pk], told.left[key[row.pk]], told.blocked, known.apart, cards))
        for row in fit
        if key[row.pk] in told.left
    )
    barred = tuple(shown(row, (str(BARS[bar]) for bar in why[row.pk])) for row in waiting if why[row.pk])
    return proposed, left, barred


def _left_words(
    key: str, why: Left, blocked: Mapping[str, tuple[str, ...]], apart: Pairs, cards: dict[UUID, people.PersonCard]
) -> list[str]:
    if why == Left.FULL:
        return [_("Mötet är fullt.")]
    return [_clash(key, other, apart, cards) for other in blocked[key]]


def _clash(key: str, other: str, apart: Pairs, cards: dict[UUID, people.PersonCard]) -> str:
    causes = ", ".join(sorted(str(CAUSES[cause]) for cause in apart[frozenset((key, other))]))
    return _("Ska inte träffa %(name)s: %(why)s.") % {"name": cards[UUID(other)].name, "why": causes}


def _seat(
    seat: Seat, seats: list[Seat], known: Crowd, cards: dict[UUID, people.PersonCard], found: CallIn
) -> SeatShown:
    row, key = seat.notification, str(seat.notification.person_id)
    others = [str(one.notification.person_id) for one in seats if one.pk != seat.pk]
    shut = Gate.objects.filter(notification=row, open=False).order_by("gate").values_list("gate", flat=True)
    before = not seat.attendance
    return SeatShown(
        id=seat.pk,
        notification=row.pk,
        card=cards[row.person_id],
        level=row.level,
        state=row.state,
        shut=tuple(gate_name(gate) for gate in shut) if before else (),
        must_not_meet=tuple(_clash(key, other, known.apart, cards) for other in meets(key, others, known.apart)),
        bars=tuple(str(BARS[bar]) for bar in barred_by(known.candidates[row.pk])) if before else (),
        late=found.at > row.due_at,
        attendance=seat.attendance,
        attendance_says=seat.get_attendance_display(),
        followed=seat.followed_at is not None,
    )


def _counted() -> QuerySet[CallIn]:
    filled = Count("taken", filter=Q(taken__ended_at=None, taken__id__isnull=False))
    unsaid = Count("taken", filter=Q(taken__ended_at=None, taken__id__isnull=False, taken__attendance=""))
    return CallIn.objects.annotate(filled=filled, unsaid=unsaid)


def _row(one: CallIn) -> CallInRow:
    filled, unsaid = one.filled, one.unsaid  # type: ignore[attr-defined]  # annotated by _counted
    return CallInRow(one.pk, one.at, one.state, one.get_state_display(), filled, one.seats, unsaid)
