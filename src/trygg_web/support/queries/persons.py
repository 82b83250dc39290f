"""Those who are offered help, by name, identity number or case number, and one of them whole."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.utils import timezone

from trygg.linkage import identity
from trygg.support import ENDS, Act, State, acts
from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.vault import blind
from trygg_web.exchange import queries as exchange
from trygg_web.support.agreed import kind_of, reached, stands
from trygg_web.support.models import (
    STATES,
    Appointment,
    Attendance,
    Consent,
    Offer,
    OfferStep,
    Participant,
    Referral,
    Source,
    Tells,
)
from trygg_web.support.permissions import require_help
from trygg_web.support.queries.scope import open_to
from trygg_web.support.words import help_says

PAGE = 30
SAID = (Act.THINK, Act.ACCEPT, Act.DECLINE, Act.COMPLETE, Act.DROP)


@dataclass(frozen=True, slots=True)
class Card:
    """Who it is."""

    id: UUID
    name: str
    number: str
    case_number: str
    initials: str


@dataclass(frozen=True, slots=True)
class Row:
    """A person in the list: where the newest offer stands, and the next time."""

    card: Card
    mine: bool
    says: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of an offer's history: when, what, why, and who wrote it."""

    at: datetime
    says: str
    because: str
    by: User


@dataclass(frozen=True, slots=True)
class OfferShown:
    """One offer, with what has happened and what can happen to it now; `ahead`: the time that is not noted yet."""

    offer: Offer
    says: str
    history: tuple[Event, ...]
    ahead: Appointment | None
    acts: tuple[Act, ...]
    now: datetime

    @property
    def notable(self) -> bool:
        """Whether the time has begun, so that one can say whether the person came."""
        return self.ahead is not None and self.ahead.at <= self.now

    @property
    def bookable(self) -> bool:
        """Whether a time can be booked."""
        return Act.BOOK in self.acts and self.ahead is None

    @property
    def answerable(self) -> bool:
        """Whether the person has not said yes or no."""
        return Act.ACCEPT in self.acts

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.offer.state in ENDS


@dataclass(frozen=True, slots=True)
class ConsentShown:
    """One consent, what it covers, and the furthest of that which has been reached and is not told."""

    consent: Consent
    covers: tuple[str, ...]
    stands: bool
    ready: Tells | None
    told: tuple[Tells, ...]


@dataclass(frozen=True, slots=True)
class ReferralShown:
    """What another house told: why, on which condition, and how the person is reached, as it is seen now."""

    referral: Referral
    zone_says: str
    wants: str
    contact: str
    condition: str


@dataclass(frozen=True, slots=True)
class PersonShown:
    """One person, whole."""

    card: Card
    contact: str
    source_says: str
    mine: bool
    offers: tuple[OfferShown, ...]
    referrals: tuple[ReferralShown, ...]
    consents: tuple[ConsentShown, ...]


def persons(viewer: User, text: str = "", page: int = 1) -> Page[Row]:
    """One page of those whom the viewer may open, the viewer's own last-come first, then those whom nobody has."""
    require_help(viewer)
    rows = _named(open_to(viewer), text) if text.strip() else open_to(viewer)
    ordered = rows.order_by(F("worker").asc(nulls_first=True), "-since", "pk")
    found = Paginator(ordered.prefetch_related("offers__appointments"), PAGE).get_page(page)
    held = list(found)
    log.saw(viewer, "participant", [row.pk for row in held])
    return Page([_row(viewer, row) for row in held], found.number, found.paginator)  # type: ignore[arg-type]  # same count


def person(viewer: User, participant_id: UUID) -> PersonShown:
    """One person. Raises NotThere; opening it is logged."""
    require_help(viewer)
    row = open_to(viewer).filter(pk=participant_id).first()
    if row is None:
        raise NotThere
    log.saw(viewer, "participant", [row.pk])
    offers = row.offers.order_by("-at").select_related("by").prefetch_related("steps__by", "appointments__noted_by")
    return PersonShown(
        card=card(row),
        contact=row.contact,
        source_says=str(row.get_source_display()),
        mine=row.worker_id == viewer.pk,
        offers=tuple(_offer(one) for one in offers),
        referrals=tuple(_referral(viewer, one) for one in row.referrals.order_by("-taken_at")),
        consents=tuple(consents(row)),
    )


def offer(viewer: User, offer_id: UUID) -> tuple[PersonShown, OfferShown]:
    """A person and one offer to them. Raises NotThere."""
    require_help(viewer)
    row = Offer.objects.filter(pk=offer_id).first()
    if row is None:
        raise NotThere
    shown = person(viewer, row.participant_id)
    found = next((one for one in shown.offers if one.offer.pk == offer_id), None)
    if found is None:
        raise NotThere
    return shown, found


def consents(row: Participant) -> list[ConsentShown]:
    """The consents of a person, the newest first."""
    done = reached(OfferStep.objects.filter(offer__participant=row))
    return [_consent(one, done) for one in row.consents.order_by("-at")]


def card(row: Participant) -> Card:
    """Who a person is."""
    number = f"{row.number[:8]}-{row.number[8:]}" if row.number else ""
    initials = f"{row.given[:1]}{row.family[:1]}".upper()
    return Card(row.pk, f"{row.given} {row.family}".strip(), number, row.case_number, initials)


def _consent(row: Consent, done: frozenset[Tells]) -> ConsentShown:
    covered = [one for one in Tells if one in row.tells]
    told = tuple(one for one in covered if exchange.told_since(kind_of(one), str(row.pk), row.at))
    holds = stands(row, timezone.localdate())
    newest = next((one for one in reversed(covered) if one in done), None)  # who has begun has said yes
    ready = newest if holds and newest not in told else None
    return ConsentShown(row, tuple(str(one.label) for one in covered), holds, ready, told)


def _referral(viewer: User, row: Referral) -> ReferralShown:
    came = exchange.arrival(viewer, row.arrival)
    wants = came.value("help") or came.why
    says = dict(Source.choices).get(row.zone, row.house)
    return ReferralShown(row, str(says), wants, came.value("contact") or "", came.condition)


def _offer(row: Offer) -> OfferShown:
    times = list(row.appointments.all())
    ahead = next((one for one in times if one.attendance == Attendance.PLANNED), None)
    # A time says itself what became of it, and when; its steps would only say so again.
    told = [Event(one.at, str(one.get_to_display()), one.because, one.by) for one in row.steps.all() if one.act in SAID]
    told += [Event(one.at, str(one.get_attendance_display()), "", one.noted_by) for one in times if one.noted_by]
    told.append(Event(row.at, str(dict(STATES)[State.OFFERED]), "", row.by))
    history = tuple(sorted(told, key=lambda one: one.at, reverse=True))
    return OfferShown(row, help_says(row.help), history, ahead, acts(State(row.state)), timezone.now())


def _row(viewer: User, row: Participant) -> Row:
    offers = sorted(row.offers.all(), key=lambda one: one.at, reverse=True)
    says = f"{help_says(offers[0].help)}: {offers[0].get_state_display()}" if offers else ""
    ahead = [time.at for one in offers for time in one.appointments.all() if time.attendance == Attendance.PLANNED]
    return Row(card(row), row.worker_id == viewer.pk, says, min(ahead, default=None))


def _named(rows: QuerySet[Participant], text: str) -> QuerySet[Participant]:
    number = identity.number(text, on=timezone.localdate())
    if number.valid:
        return rows.filter(number_key=blind(number.digits, "number"))
    by_case = rows.filter(case_number__iexact=text.strip())
    if by_case.exists():
        return by_case
    for word in identity.name_words(text) or ("",):
        rows = rows.filter(names__key=blind(word, "name"))
    return rows.distinct()
