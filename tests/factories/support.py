"""Those who are offered help to stop using violence, and what is noted about it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from tests.factories.access import counter, make_number, make_user
from trygg.support import State
from trygg_web.access.models import Role, User
from trygg_web.access.vault import blind
from trygg_web.support.models import Appointment, Consent, Offer, OfferStep, Participant, ParticipantName, Referral


def helper() -> User:
    """The worker in whose name rows of tests are made."""
    return User.objects.filter(username="helper-of-rows").first() or make_user("helper-of-rows", Role.SUPPORT)


def make_participant(given: str = "Hugo", family: str = "Holm", **fields: Any) -> Participant:
    """A person in nobody's hands, with names to search for."""
    number = fields.pop("number", None) or make_number()
    row = {"given": given, "family": family, "number": number, "number_key": blind(number, "number"), "contact": ""}
    row |= {"case_number": f"H2026-{next(counter):05d}", "source": "self", "since": timezone.now()}
    made = Participant.objects.create(**(row | fields))
    for word in (given, family):
        ParticipantName.objects.create(participant=made, key=blind(word.casefold(), "name"))
    return made


def make_offer(participant: Participant | None = None, **given: Any) -> Offer:
    """An offer that has not been answered."""
    row: dict[str, Any] = {"help": "crisis_centre", "offered_on": timezone.localdate(), "by": helper()}
    return Offer.objects.create(participant=participant or make_participant(), at=timezone.now(), **(row | given))


def make_step(row: Offer, act: str, to: str) -> OfferStep:
    """A step that an offer took."""
    return OfferStep.objects.create(offer=row, act=act, to=to, because="", by=helper(), at=timezone.now())


def make_time(offer: Offer | None = None, **given: Any) -> Appointment:
    """A first time that was to be kept an hour ago."""
    row: dict[str, Any] = {"at": timezone.now() - timedelta(hours=1), "by": helper(), "made_at": timezone.now()}
    return Appointment.objects.create(offer=offer or make_offer(state=State.BOOKED), **(row | given))


def make_agreed(participant: Participant | None = None, **given: Any) -> Consent:
    """A consent that the police are told of a yes, which holds for a month."""
    on = timezone.localdate()
    row: dict[str, Any] = {"recipient": "police", "tells": ["accepted"], "how": "in_writing", "by": helper()}
    row |= {"given_on": on, "until": on + timedelta(days=30), "at": timezone.now()}
    return Consent.objects.create(participant=participant or make_participant(), **(row | given))


def make_tellable() -> Consent:
    """A consent whose yes has been said."""
    offer = make_offer(state=State.ACCEPTED)
    make_step(offer, "accept", "accepted")
    return make_agreed(offer.participant)


def make_referral(participant: Participant | None = None, **given: Any) -> Referral:
    """That the police asked for help to be offered."""
    row: dict[str, Any] = {"arrival": uuid4(), "message": uuid4(), "zone": "police", "house": "police-a"}
    row |= {"taken_at": timezone.now()}
    return Referral.objects.create(participant=participant or make_participant(), **(row | given))


# What an address may take the id of. `tests/wall/who_sees_what.toml` names these in `args`.
THINGS: dict[str, Callable[[], Any]] = {
    "participant": lambda: make_participant().pk,
    "help_offer": lambda: make_offer().pk,
    "accepted_offer": lambda: make_offer(state=State.ACCEPTED).pk,
    "help_time": lambda: make_time().pk,
    "help_consent": lambda: make_agreed().pk,
    "tellable_consent": lambda: make_tellable().pk,
}
