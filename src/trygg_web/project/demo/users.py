"""The users of an invented house, and how much of it is invented."""

import json
import os
import pathlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from trygg_web.access.models import Grant, Role, User
from trygg_web.project.zones import Zone

Tell = Callable[[str, int, int], None]
POLICE = {
    "pia": ("Pia", "Palm", [Role.ANALYST]),
    "omar": ("Omar", "Olofsson", [Role.OFFICER]),
    "olga": ("Olga", "Ohlin", [Role.OFFICER, Role.CLEARED]),
    "lena": ("Lena", "Lindh", [Role.LEAD]),
    "stina": ("Stina", "Ståhl", [Role.STEERING]),
    "axel": ("Axel", "Alm", [Role.AUDITOR]),
    "adam": ("Adam", "Ask", [Role.ADMINISTRATOR]),
}
SOCIAL = {
    "sol": ("Sol", "Sandin", [Role.ADVOCATE]),
    "siv": ("Siv", "Sjödal", [Role.ADVOCATE, Role.CLEARED]),
    "bea": ("Bea", "Björk", [Role.CHILDREN]),
    "stig": ("Stig", "Strand", [Role.SUPPORT]),
    "lisa": ("Lisa", "Ljung", [Role.LEAD]),
    "alva": ("Alva", "Ahl", [Role.AUDITOR]),
    "arne": ("Arne", "Arvidsson", [Role.ADMINISTRATOR]),
}
PROBATION = {
    "frid": ("Frid", "Falk", [Role.SUPERVISOR]),
    "lars": ("Lars", "Löv", [Role.LEAD]),
    "anna": ("Anna", "Asp", [Role.AUDITOR]),
    "alf": ("Alf", "Alander", [Role.ADMINISTRATOR]),
}
PEOPLE = {
    Zone.POLICE: POLICE,
    Zone.SOCIAL: SOCIAL,
    Zone.PROBATION: PROBATION,
    Zone.JOINT: POLICE | SOCIAL | PROBATION,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is invented, and until which day."""

    until: date
    weeks: int
    weekly: int
    seed: int


@dataclass(frozen=True, slots=True)
class Login:
    """How one invented user logs in."""

    username: str
    roles: str
    password: str
    secret: str  # of the second factor


def make_users() -> list[Login]:
    """The invented users of this house, each with a password and a second factor of its own."""
    logins = []
    for username, (given, family, roles) in PEOPLE[settings.ZONE].items():
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
