"""The morning: who was taken in since yesterday, who is to be let out, and who of them is to be told."""

from dataclasses import dataclass
from datetime import date, timedelta

from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.incidents.models import CustodyStay
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


@dataclass(frozen=True, slots=True)
class Morning:
    """What the newest roster tells, set against the one before."""

    roster: date | None  # the newest day; None: no roster has been read
    former: date | None
    held: tuple[Held, ...]
    released: tuple[Held, ...]  # in the former roster and not in the newest


def morning(viewer: User) -> Morning:
    """Who of those known is held, new ones first; reading the names is logged."""
    require(viewer, Permission.NOTICE_SEE)
    days = list(CustodyStay.objects.values_list("last_seen", flat=True).distinct().order_by("-last_seen")[:2])
    if not days:
        return Morning(None, None, (), ())
    newest, former = days[0], _former(days)
    released = _shown(viewer, former, newest) if former else ()
    return Morning(newest, former, _shown(viewer, newest, newest), released)


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
