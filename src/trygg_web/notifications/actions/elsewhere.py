"""Other houses before and after a message: social services are asked first, the probation service is told.

The question is disclosed in the name of whoever decided the level that calls for the message: a decision on a level
is also a decision that those who help the one subjected are asked before anyone is told. Who may no longer disclose
leaves the gate to a named officer, as in a house without partners. Each run may be repeated.
"""

from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import Refused
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.exchange import actions as exchange
from trygg_web.exchange.actions import Draft, Item
from trygg_web.exchange.queries.told import declined, house_of
from trygg_web.exchange.records import NUMBER, PROTECTED, Said
from trygg_web.notifications.actions.planning import WAITING
from trygg_web.notifications.actions.words import take_words
from trygg_web.notifications.models import Attempt, Branch, Inquiry, Notification, Outcome
from trygg_web.notifications.queries.elsewhere import VICTIM
from trygg_web.people import queries as people
from trygg_web.people.queries.telling import Told

PLANNED, GIVEN = "message_planned", "delivered"  # kinds of disclosures
LOOK_BACK = timedelta(days=3 * 365)  # as long as the method counts a report at all
ZONES = {Branch.VICTIMS: "social", Branch.SUPERVISION: "probation"}
TOGETHER = "probation"  # the function of the method that delivers together with the police
# The words are the same each time: the question comes of a level, and says nothing of why that level was decided.
WEIGHED: dict[str, Said] = {
    "need": "Den som är utsatt ska vara kontaktad på ett säkert sätt innan budskapet ges.",
    "special_rule_checked": ("G-09", "G-14"),
    "overriding_secrecy_interest": "no",
    "weighing": "Utan frågan ges budskapet utan att den utsattas säkerhet är känd; bara det nödvändiga lämnas.",
    "less_intrusive_alternative": "Färre uppgifter räcker inte för att veta vem det gäller.",
}
HARMLESS: dict[str, Said] = {
    "shows_place": "no",
    "shows_she_told": "no",
    "retaliation": "no",
    "smaller": "Det här är det minsta som går att lämna.",
    "conclusion": "no_harm",
}


def ask_elsewhere(*, supervised: Collection[UUID] = (), by: User) -> int:
    """How many questions were sent: about each one subjected, of every message whose gate waits; and to probation.

    supervised   persons known to stand under supervision, whose messages the probation service is told of too
    """
    require(by, Permission.NOTICE_PLAN)
    return _ask_victims() + _tell_supervision(supervised)


def _ask_victims() -> int:
    house = house_of(ZONES[Branch.VICTIMS], Branch.VICTIMS)
    shut = Q(gates__gate=VICTIM, gates__open=False)
    rows = Notification.objects.filter(shut, state__in=WAITING) if house else Notification.objects.none()
    done, since = 0, timezone.now() - LOOK_BACK
    for row in list(rows.select_related("placement__decision__by").order_by("due_at", "pk")):
        asked = set(row.inquiries.filter(branch=Branch.VICTIMS).values_list("victim", flat=True))
        fresh = [one for one in people.subjected_to(row.person_id, since) if one.id not in asked]
        done += sum(_asked(row, _question(row, one, house), Branch.VICTIMS, one.id) for one in fresh)
    return done


def _tell_supervision(supervised: Collection[UUID]) -> int:
    house = house_of(ZONES[Branch.SUPERVISION], Branch.SUPERVISION)
    told = Inquiry.objects.filter(branch=Branch.SUPERVISION).values("notification")
    rows = Notification.objects.filter(state__in=WAITING).exclude(pk__in=told) if house else ()
    done = 0
    for row in rows:
        who = people.told_of(row.person_id)
        if who.number and (TOGETHER in row.functions or row.person_id in supervised):
            done += _asked(row, _together(row, who, house), Branch.SUPERVISION, None)
    return done


def _asked(row: Notification, draft: Draft, branch: Branch, victim: UUID | None) -> bool:
    # What the law, or the rights of the one who decided, does not let pass is left to a named officer.
    with suppress(Refused), transaction.atomic():
        Notification.objects.select_for_update().get(pk=row.pk)  # one asks at a time
        if row.inquiries.filter(branch=branch, victim=victim).exists():
            return False
        told = exchange.disclose(draft, by=row.placement.decision.by)
        Inquiry.objects.create(
            notification=row, branch=branch, victim_id=victim, house=draft.house, disclosure=told.pk,
            message=told.message, asked_at=told.at, until=row.due_at,
        )  # fmt: skip
        return True
    return False


def _question(row: Notification, victim: Told, house: str) -> Draft:
    who = people.told_of(row.person_id)
    items = (*_victim(victim), Item("name", "person_basics", who.name), _until(Branch.VICTIMS, row.due_at))
    says = _("Ett budskap planeras. Får det ges?")
    return _draft(
        row, Branch.VICTIMS, house, PLANNED, items=items, says=says, protected=who.protected or victim.protected
    )


def _together(row: Notification, who: Told, house: str) -> Draft:
    items = (Item(NUMBER, "person_basics", who.number), _until(Branch.SUPERVISION, row.due_at))
    says = _("Ett budskap planeras. Det kan ges vid ett av era möten.")
    return _draft(row, Branch.SUPERVISION, house, PLANNED, items=items, says=says, protected=who.protected)


def _victim(victim: Told) -> tuple[Item, Item]:
    return (
        Item("victim_name", "victim_identity", victim.name),
        Item("victim_number", "victim_identity", victim.number),
    )


def _until(branch: Branch, due: datetime) -> Item:
    told = timezone.localdate(due) if branch == Branch.SUPERVISION else timezone.localtime(due)
    return Item("planned_by", "level_and_delivery", told.isoformat())


def _draft(  # noqa: PLR0913 - all that a disclosure is made of
    row: Notification, branch: Branch, house: str, kind: str, *, items: tuple[Item, ...], says: str, protected: bool
) -> Draft:
    whose = ("person", "victim") if branch == Branch.VICTIMS else ("person",)
    return Draft(
        ZONES[branch], branch, kind, "prevent_crime", "G-08", items, says, WEIGHED, {**HARMLESS, "whose": whose},
        frozenset({PROTECTED}) if protected else frozenset(), subject=str(row.pk), house=house, alike=True,
    )  # fmt: skip


def tell_changes(*, by: User) -> int:
    """How many houses were told that a message has moved, is not planned any more, or has been given."""
    require(by, Permission.POST)
    _end_declined()
    live = Inquiry.objects.filter(withdrawn_at=None, told_given_at=None).select_related("notification")
    waits = Q(notification__state__in=WAITING)
    moved = live.filter(waits).exclude(until=F("notification__due_at"))
    ended = live.exclude(waits).filter(notification__delivered_at=None, notification__state__in=("cancelled", "closed"))
    given = live.filter(notification__delivered_at__isnull=False)
    return sum(_moved(row, by) for row in moved) + sum(_ended(row, by) for row in ended) + _tell_given(given, by)


def _end_declined() -> None:
    rows = Inquiry.objects.filter(withdrawn_at=None, word="")
    never = declined(rows.values_list("disclosure", flat=True))
    rows.filter(disclosure__in=never).update(withdrawn_at=timezone.now())


def _moved(row: Inquiry, by: User) -> bool:
    due = row.notification.due_at
    because = _("Budskapet planeras till en annan tid.")
    return _corrected(row, because, _until(Branch(row.branch), due), by, until=due)


def _ended(row: Inquiry, by: User) -> bool:
    gone = Item("planned_by", "level_and_delivery", None)
    return _corrected(row, _("Budskapet planeras inte längre."), gone, by, withdrawn_at=timezone.now())


def _corrected(row: Inquiry, because: str, item: Item, by: User, **fields: datetime) -> bool:
    # What waits for its second person has not left yet; it is tried again at the next round.
    with suppress(Refused), transaction.atomic():
        if not _claimed(row, **fields):
            return False
        exchange.correct(row.disclosure, because=because, items=(item,), by=by)
        return True
    return False


def _claimed(row: Inquiry, **fields: datetime) -> bool:
    """Whether this one tells of the change; nobody else did since the question was read."""
    as_read = {name: getattr(row, name) for name in ("until", "withdrawn_at", "told_given_at")}
    return Inquiry.objects.filter(pk=row.pk, **as_read).update(**fields) == 1


def _tell_given(rows: Iterable[Inquiry], by: User) -> int:
    return sum(_told_given(row) if row.branch == Branch.VICTIMS else _taken_back(row, by) for row in list(rows))


def _told_given(row: Inquiry) -> bool:
    # In the name of the one who gave it.
    given = Attempt.objects.filter(notification=row.notification_id, outcome=Outcome.DELIVERED).last()
    if given is None or row.victim_id is None:
        return False
    victim = people.told_of(row.victim_id)
    day = timezone.localdate(given.at)
    items = (_victim(victim)[1], Item("delivered", "level_and_delivery", day.isoformat()))
    draft = _draft(
        row.notification, Branch.VICTIMS, row.house, GIVEN, items=items, says=_("Budskapet är givet."),
        protected=victim.protected,
    )  # fmt: skip
    with suppress(Refused), transaction.atomic():
        if not _claimed(row, told_given_at=timezone.now()):
            return False
        exchange.disclose(draft, by=given.by)
        return True
    return False


def _taken_back(row: Inquiry, by: User) -> bool:
    gone = Item("planned_by", "level_and_delivery", None)
    return _corrected(row, _("Budskapet är givet."), gone, by, told_given_at=timezone.now())


def run_day(*, on: date, by: User) -> int:  # noqa: ARG001 - the run of a room takes the day
    """How much was taken in and told: the words of other houses, and what has changed here. Safe to repeat."""
    done = take_words(by=by) + tell_changes(by=by)
    if done:
        log.did(by, Verb.FOLLOWED, "notification", note=f"{done}")
    return done
