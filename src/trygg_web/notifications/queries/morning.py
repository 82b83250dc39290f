"""The morning: who was taken in since yesterday, who is to be let out, and who of them is to be told."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.incidents.models import CustodyStay, StayAmendment
from trygg_web.listing import queries as lists
from trygg_web.notifications.queries.messages import MessageRow, messages_for
from trygg_web.notifications.queries.method import notices
from trygg_web.people import queries as people


@dataclass(frozen=True, slots=True)
class Held:
    """One person in custody who is on the list or has been reported: where, since when, what is to be told."""

    card: people.PersonCard
    level: str  # decided; empty: not on the list
    stay: CustodyStay
    fresh: bool  # not in the roster before
    release_soon: bool
    message: MessageRow | None
    changes: tuple[str, ...] = ()  # what the newest roster says otherwise than the one before, in words


@dataclass(frozen=True, slots=True)
class Morning:
    """What the newest roster tells, set against the one before."""

    roster: date | None  # the newest day; None: no roster has been read
    former: date | None
    held: tuple[Held, ...]
    released: tuple[Held, ...]  # in the former roster and not in the newest

    @property
    def fresh(self) -> tuple[Held, ...]:
        """Those taken in since the roster before; nobody is new on the first roster."""
        return tuple(one for one in self.held if one.fresh and self.former and not one.changes)

    @property
    def changed(self) -> tuple[Held, ...]:
        """Those for whom something has changed since the roster before."""
        return tuple(one for one in self.held if one.changes)

    @property
    def soon(self) -> tuple[Held, ...]:
        """Those who are soon to be released, the nearest first."""
        near = (one for one in self.held if one.release_soon)
        return tuple(sorted(near, key=lambda one: one.stay.planned_release or date.max))

    @property
    def rest(self) -> tuple[Held, ...]:
        """Those of whom nothing is new."""
        return tuple(one for one in self.held if one not in (*self.fresh, *self.changed))


def morning(viewer: User) -> Morning:
    """Who of those known is held, new ones first; reading the names is logged."""
    require(viewer, Permission.NOTICE_SEE)
    days = list(CustodyStay.objects.values_list("last_seen", flat=True).distinct().order_by("-last_seen")[:2])
    if not days:
        return Morning(None, None, (), ())
    newest, former = days[0], _former(days)
    held, gone = _shown(viewer, newest, newest), _shown(viewer, former, newest) if former else ()
    here, left = {one.card.id for one in held}, {one.card.id: one.stay.place for one in gone}
    told = _changes([one.stay for one in held], newest)
    held = tuple(replace(one, changes=(*_moved(one, left), *told.get(one.stay.pk, ()))) for one in held)
    return Morning(newest, former, held, tuple(one for one in gone if one.card.id not in here))


def _moved(one: Held, left: dict[UUID, str]) -> Iterable[str]:
    if one.card.id in left and left[one.card.id] != one.stay.place:
        yield _("flyttad från %(place)s") % {"place": left[one.card.id]}


def _changes(stays: list[CustodyStay], on: date) -> dict[UUID, list[str]]:
    known, told = {stay.pk: stay for stay in stays}, dict[UUID, list[str]]()
    for row in StayAmendment.objects.filter(stay__in=known, on=on).order_by("field"):
        told.setdefault(row.stay_id, []).append(_change(row, known[row.stay_id]))
    return told


def _change(row: StayAmendment, stay: CustodyStay) -> str:
    if row.field == "planned_release":
        day = stay.planned_release
        return _("släpps %(day)s") % {"day": date_format(day, "j F Y")} if day else _("släppet är inte längre satt")
    says = {
        ("restrictions", True): _("restriktioner införda"),
        ("restrictions", False): _("restriktioner hävda"),
        ("restrictions", None): _("restriktioner: inte längre känt"),
        ("visit_allowed", True): _("besök tillåtet"),
        ("visit_allowed", False): _("besök inte längre tillåtet"),
        ("visit_allowed", None): _("besök: inte längre känt"),
    }
    return says.get((row.field, getattr(stay, row.field)), row.field)


def _former(days: list[date]) -> date | None:
    # The roster before: the day on which somebody was seen last, or on which a stay that still lasts was not yet seen.
    newest = days[0]
    seen = CustodyStay.objects.filter(first_seen__lt=newest).values_list("first_seen", flat=True)
    told = [*days[1:], *seen.order_by("-first_seen")[:1]]
    return max(told, default=None)


def _shown(viewer: User, last_seen: date, newest: date) -> tuple[Held, ...]:
    stays = {stay.number_key: stay for stay in CustodyStay.objects.filter(last_seen=last_seen)}
    persons = people.by_number_keys(stays)
    cards, levels = people.cards(viewer, persons), lists.levels_of(persons)
    waiting = {row.card.id: row for row in messages_for(viewer, persons)}
    found = [
        _held(cards[person], levels.get(person, ""), stays[key], newest, waiting.get(person))
        for person, key in persons.items()
    ]
    return tuple(sorted(found, key=lambda one: (not one.fresh, one.level or "E", one.stay.since)))


def _held(card: people.PersonCard, level: str, stay: CustodyStay, newest: date, message: MessageRow | None) -> Held:
    soon = stay.planned_release is not None and stay.planned_release - newest <= timedelta(days=notices().release.days)
    return Held(card, level, stay, stay.first_seen == newest, soon, message)
