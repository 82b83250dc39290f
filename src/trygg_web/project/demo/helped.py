"""Those in the invented city who are offered help to stop using violence, as one worker has them."""

from datetime import datetime, time, timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from trygg.support import Act
from trygg.synthetic import Person
from trygg_web.access.models import User
from trygg_web.project.demo.invented import city_of, repeated
from trygg_web.project.demo.users import Plan, Tell
from trygg_web.support import actions
from trygg_web.support.actions import Coming
from trygg_web.support.models import Attendance, How, Offer, Recipient, Tells

SELF = 18  # who came by themselves; the others are told by the police and the probation service
HELPS = ("crisis_centre", "crisis_centre", "choose_to_stop", "predov_pilot", "addiction_care", "debt_advice")


def make(plan: Plan, tell: Tell) -> None:
    """Nothing; the worker has people at every step, from an offer to an end."""
    worker, rng = User.objects.get(username="stig"), Random(plan.seed + 5)
    for place, person in enumerate(_coming(plan)):
        tell("erbjuder hjälp", place, SELF)
        told = Coming(person.given, person.family, person.number if rng.random() < 0.8 else "", "ring efter klockan 16")
        _live(actions.enter(told, by=worker).pk, place, worker, rng)


def answer(plan: Plan, *, by: User) -> None:
    """Nothing; what the other houses told of those who want help has been taken over."""
    actions.run_day(on=plan.until, by=by)


def _coming(plan: Plan) -> list[Person]:
    found = {one.suspect.number: one.suspect for one in repeated(city_of(plan))[1::3] if not one.suspect.protected}
    return list(found.values())[:SELF]


def _live(person: UUID, place: int, worker: User, rng: Random) -> None:
    offer = actions.offer(person, HELPS[place % len(HELPS)], by=worker)
    if place % 6 == 0:
        return
    if place % 6 == 1:
        actions.answer(offer.pk, Act.THINK, ask_on=timezone.localdate() + timedelta(days=place % 5 + 1), by=worker)
        return
    if place % 6 == 2:
        actions.answer(offer.pk, Act.DECLINE, by=worker)
        return
    actions.answer(offer.pk, Act.ACCEPT, by=worker)
    actions.agree(
        person, Recipient.POLICE, [Tells.ACCEPTED, Tells.STARTED], how=How.IN_WRITING,
        until=timezone.localdate() + timedelta(days=180), by=worker,
    )  # fmt: skip
    if place % 6 > 3:
        _attend(offer, place, worker, rng)


def _attend(offer: Offer, place: int, worker: User, rng: Random) -> None:
    for days in (-6, -3):
        came = Attendance.CAME if rng.random() < 0.8 else Attendance.EXCUSED
        actions.attend(actions.book(offer.pk, _at(days, place), by=worker).pk, came, by=worker)
    if place % 4 == 0:
        actions.end(offer.pk, Act.DROP, because="Har flyttat till en annan kommun.", by=worker)
    else:
        actions.book(offer.pk, _at(-1 if place % 4 == 1 else 2, place), by=worker)


def _at(days: int, place: int) -> datetime:
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(9 + place % 7)))
