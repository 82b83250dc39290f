"""What a house does by itself every night, and in whose name."""

import importlib
from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from trygg_web.access.models import Grant, Role, User
from trygg_web.project.zones import NIGHTLY, ROOMS

NIGHT = "dagen"  # the name in the log of what nobody pressed a button for
Tell = Callable[[str], None]


def run_night(on: date, *, by: User, tell: Tell = lambda stage: None) -> object:
    """What the list's day did, None in a house without it; then the other rooms do theirs. Safe to repeat."""
    done = run_list(on, by=by, tell=tell)
    for room in NIGHTLY:
        if room in ROOMS[settings.ZONE]:
            tell(room)
            importlib.import_module(f"trygg_web.{room}.actions").run_day(on=on, by=by)
    return done


def run_list(on: date, *, by: User, tell: Tell = lambda stage: None) -> object:
    """What the list's day did, as it does after each import; None in a house without it. Safe to repeat."""
    if "listing" not in ROOMS[settings.ZONE]:
        return None
    # Not at the top: a house without the list cannot import it.
    return importlib.import_module("trygg_web.project.daily").run_day(on, by=by, tell=tell)


def night() -> User:
    """The user in whose name the night works; nobody can log in as it."""
    user, made = User.objects.get_or_create(
        username=NIGHT, defaults={"first_name": "Dagens", "last_name": "körning", "password": make_password(None)}
    )
    if made:
        Grant.objects.create(user=user, role=Role.NIGHT, since=timezone.now())
    return user
