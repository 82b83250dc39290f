"""An invented house: its users, its city, and the weeks it has already worked through."""

import json
import os
import pathlib
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from trygg.synthetic import Plan, city, write_city
from trygg_web.access.models import Grant, Role, User
from trygg_web.listing.models import Placement, Proposal, ProposalState

PEOPLE = {
    "pia": ("Pia", "Palm", [Role.ANALYST]),
    "omar": ("Omar", "Olofsson", [Role.OFFICER]),
    "olga": ("Olga", "Ohlin", [Role.OFFICER, Role.CLEARED]),
    "lena": ("Lena", "Lindh", [Role.LEAD]),
    "axel": ("Axel", "Alm", [Role.AUDITOR]),
    "adam": ("Adam", "Ask", [Role.ADMINISTRATOR]),
}


@dataclass(frozen=True, slots=True)
class Login:
    """How one invented user logs in."""

    username: str
    roles: str
    password: str
    secret: str  # of the second factor


def make_users() -> list[Login]:
    """The invented users, each with a password and a second factor of its own."""
    logins = []
    for username, (given, family, roles) in PEOPLE.items():
        password, secret = secrets.token_urlsafe(12), generate_totp_secret()
        user = User.objects.create(
            username=username, first_name=given, last_name=family, password=make_password(password)
        )
        at = timezone.now()
        Grant.objects.bulk_create([Grant(user=user, role=role, since=at) for role in roles])
        TOTP.activate(user, secret)
        logins.append(Login(username, ", ".join(str(role.label) for role in roles), password, secret))
    return logins


def write_logins(logins: Iterable[Login], path: pathlib.Path) -> None:
    """The log-ins kept for the next start, readable by their owner only."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump([asdict(login) for login in logins], file)


def write_files(folder: pathlib.Path, until: date, *, weeks: int, weekly: int, seed: int) -> list[pathlib.Path]:
    """The files of an invented city whose last week ended a day ago; equal seeds give equal files."""
    plan = Plan(until=until - timedelta(days=until.weekday()), weeks=weeks, weekly=weekly)
    return write_city(city(plan, Random(seed)), folder, Random(seed + 1))


def waiting_proposals() -> list[tuple[UUID, str]]:
    """All proposals that wait for a first decision, gravest first, with the level each indicates."""
    waiting = Proposal.objects.filter(state=ProposalState.WAITING).exclude(level="")
    return list(waiting.order_by("level", "person_id").values_list("pk", "level"))


def age_placements(until: date, rng: Random) -> None:
    """Let the invented decisions have been made over the last months, so that some are due for review."""
    rows = list(Placement.objects.filter(until=None))
    for row in rows:
        back = timedelta(days=rng.randrange(28, 110))
        row.review_on -= row.since - (until - back)
        row.since = until - back
    Placement.objects.bulk_update(rows, ["since", "review_on"], batch_size=500)
