"""Clients by name or number, and one of them whole. Nothing else can be searched for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg.linkage import identity
from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may, require
from trygg_web.access.vault import blind
from trygg_web.exchange import queries as exchange
from trygg_web.supervision.models import Appointment, Breach, Client, ProgrammeStep, Sentence, Shared
from trygg_web.supervision.steps import next_steps

PAGE = 30
DUTY = "duty"


@dataclass(frozen=True, slots=True)
class Card:
    """Who a client is; a protected one only to the few."""

    id: UUID
    name: str
    number: str
    initials: str


@dataclass(frozen=True, slots=True)
class Row:
    """A client in the list: what is carried out now, and the next appointment."""

    card: Card
    sentence: Sentence | None
    appointment: Appointment | None


@dataclass(frozen=True, slots=True)
class BreachShown:
    """A breach, and whether the police have been told."""

    breach: Breach
    told: bool

    @property
    def waits(self) -> bool:
        """Whether somebody must still tell the police or say why not."""
        return not self.told and self.breach.settled_at is None


@dataclass(frozen=True, slots=True)
class SharedShown:
    """A message that the police plan, and whether it has been answered."""

    shared: Shared
    answered: bool

    @property
    def waits(self) -> bool:
        """Whether the police still wait for an answer."""
        return not self.answered and self.shared.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class ClientShown:
    """One client, whole."""

    card: Card
    sentences: tuple[Sentence, ...]
    steps: tuple[ProgrammeStep, ...]
    appointments: tuple[Appointment, ...]
    breaches: tuple[BreachShown, ...]
    shared: tuple[SharedShown, ...]
    next_steps: dict[str, tuple[str, ...]]  # programme → the steps that may follow

    @property
    def waiting(self) -> SharedShown | None:
        """The message that is not answered, if any."""
        return next((one for one in self.shared if one.waits), None)


def clients(viewer: User, text: str = "", page: int = 1) -> Page[Row]:
    """One page of clients, those under supervision first; with a text only those whose name or number it is."""
    require(viewer, Permission.CLIENT_WORK)
    rows = _named(viewer, text) if text.strip() else Client.objects.all()
    found = Paginator(rows.annotate(last=Max("sentences__until")).order_by("-last", "pk"), PAGE).get_page(page)
    held = list(found)
    log.saw(viewer, "client", [row.pk for row in held])
    return Page([_row(viewer, row) for row in held], found.number, found.paginator)  # type: ignore[arg-type]  # same count


def client(viewer: User, client_id: UUID) -> ClientShown:
    """One client. Raises NotThere; opening it is logged."""
    require(viewer, Permission.CLIENT_WORK)
    found = Client.objects.filter(pk=client_id).first()
    if found is None:
        raise NotThere
    log.saw(viewer, "client", [found.pk])
    steps = tuple(found.steps.select_related("by").order_by("-day", "-at"))
    latest = latest_steps(steps)
    return ClientShown(
        card=card(viewer, found),
        sentences=tuple(found.sentences.prefetch_related("amendments").order_by("-since")),
        steps=steps,
        appointments=tuple(found.appointments.order_by("-at")),
        breaches=tuple(_breach(row) for row in found.breaches.select_related("by").order_by("-day", "-at")),
        shared=tuple(SharedShown(row, exchange.replied(row.message)) for row in found.shared.order_by("-taken_at")),
        next_steps={programme: tuple(next_steps(step)) for programme, step in latest.items()},
    )


def latest_steps(steps: Iterable[ProgrammeStep]) -> dict[str, str]:
    """The latest step of each programme; `steps` the newest first."""
    latest: dict[str, str] = {}
    for step in steps:
        latest.setdefault(step.programme, step.step)
    return latest


def card(viewer: User, row: Client) -> Card:
    """Who a client is, as the viewer may see it."""
    if row.protected and not may(viewer, Permission.PROTECTED_SEE):
        return Card(row.pk, _("skyddade personuppgifter"), "", "–")
    initials = f"{row.given[:1]}{row.family[:1]}".upper()
    return Card(row.pk, f"{row.given} {row.family}".strip(), f"{row.number[:8]}-{row.number[8:]}", initials)


def standing(row: Client, on: date) -> Sentence | None:
    """What is carried out on a day; of several the one that ends last."""
    held = [one for one in row.sentences.all() if one.since <= on and (one.until is None or one.until >= on)]
    return max(held, key=lambda one: one.until or date.max, default=None)


def _breach(row: Breach) -> BreachShown:
    return BreachShown(row, exchange.told_since(DUTY, str(row.client_id), row.at))


def _row(viewer: User, row: Client) -> Row:
    ahead = row.appointments.filter(attendance="planned").order_by("at").first()
    return Row(card(viewer, row), standing(row, timezone.localdate()), ahead)


def _named(viewer: User, text: str) -> QuerySet[Client]:
    number = identity.number(text, on=timezone.localdate())
    if number.valid:
        found = Client.objects.filter(number_key=blind(number.digits, "number"))
    else:
        found = Client.objects.all()
        for word in identity.name_words(text) or ("",):
            found = found.filter(names__key=blind(word, "name"))
    if not may(viewer, Permission.PROTECTED_SEE):
        found = found.filter(protected=False)
    return found.distinct()
