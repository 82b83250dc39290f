"""Clients of the probation service, and what is noted about them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from tests.factories.access import DAY, make_number, make_user
from trygg_web.access.models import Role, User
from trygg_web.access.vault import blind
from trygg_web.supervision.models import Appointment, Breach, Client, ClientName, Sentence, Shared, Sheet


def officer() -> User:
    """The probation officer in whose name rows of tests are made."""
    return User.objects.filter(username="officer-of-rows").first() or make_user("officer-of-rows", Role.SUPERVISOR)


def make_sheet(**given: Any) -> Sheet:
    """A sheet that waits to be looked at."""
    row = {"sha256": "0" * 64, "filename": "klienter.csv", "content": b"", "received_at": timezone.now()}
    row |= {"keep_until": DAY + timedelta(days=365), "by": officer()}
    row |= {"counts": {"new": 0, "updated": 0, "same": 0, "rejected": 0, "rows": 0}}
    return Sheet.objects.create(**(row | given))


def make_readable_sheet() -> Sheet:
    """A sheet whose content can be saved."""
    told = f"Klient;Personnummer;Typ;Start\nEbba Ek;{make_number()};Skyddstillsyn;2026-01-02\n"
    return make_sheet(content=told.encode())


def make_client(given: str = "Ebbe", family: str = "Ekman", **fields: Any) -> Client:
    """A client with names to search for."""
    number = make_number()
    row = {"given": given, "family": family, "number": number, "number_key": blind(number, "number")}
    client = Client.objects.create(**(row | {"since": timezone.now()} | fields))
    for word in (given, family):
        ClientName.objects.create(client=client, key=blind(word.casefold(), "name"))
    return client


def make_sentence(client: Client | None = None, **given: Any) -> Sentence:
    """A sanction that is carried out."""
    row: dict[str, Any] = {"kind": "Skyddstillsyn", "since": DAY, "until": date(2027, 2, 2), "last_seen": DAY}
    return Sentence.objects.create(client=client or make_client(), sheet=make_sheet(), **(row | given))


def make_appointment(client: Client | None = None, **given: Any) -> Appointment:
    """An appointment that was to be kept an hour ago."""
    row: dict[str, Any] = {"at": timezone.now() - timedelta(hours=1), "purpose": "talk", "by": officer()}
    return Appointment.objects.create(client=client or make_client(), made_at=timezone.now(), **(row | given))


def make_broken(client: Client | None = None, **given: Any) -> Breach:
    """Something that was not kept and waits to be told."""
    row: dict[str, Any] = {"what": "appointment", "day": DAY, "note": "", "by": officer(), "at": timezone.now()}
    return Breach.objects.create(client=client or make_client(), not_told_because="", **(row | given))


def make_shared(client: Client | None = None, **given: Any) -> Shared:
    """A message that the police plan for a client."""
    row: dict[str, Any] = {"arrival": uuid4(), "message": uuid4(), "house": "police-a", "taken_at": timezone.now()}
    return Shared.objects.create(client=client or make_client(), **(row | given))


def make_given() -> Shared:
    """A message that was given at an appointment."""
    shared = make_shared()
    make_appointment(
        shared.client, purpose="message", arrival=shared.arrival, attendance="came", noted_by=officer(),
        noted_at=timezone.now(),
    )  # fmt: skip
    return shared


# What an address may take the id of. `tests/wall/who_sees_what.toml` names these in `args`.
THINGS: dict[str, Callable[[], Any]] = {
    "sheet": lambda: make_sheet().pk,
    "readable_sheet": lambda: make_readable_sheet().pk,
    "client": lambda: make_client().pk,
    "appointment": lambda: make_appointment().pk,
    "broken": lambda: make_broken().pk,
    "given_message": lambda: make_given().pk,
}
