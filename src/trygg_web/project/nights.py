"""What a house does by itself every night, and in whose name."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

import structlog
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from trygg_web.access.models import Grant, Role, User
from trygg_web.project.zones import NIGHTLY, ROOMS

NIGHT = "dagen"  # the name in the log of what nobody pressed a button for
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Night:
    """What the list's day did, None in a house without it; and the rooms whose work could not be done."""

    done: object
    failed: tuple[str, ...]


def run_night(on: date, *, by: User, tell: Tell = lambda stage: None) -> Night:
    """What was done: first the list's day, then each other room's, whatever became of those before. Safe to repeat."""
    done: list[object] = []
    works: dict[str, Callable[[], object]] = {"list": lambda: done.append(run_list(on, by=by, tell=tell))}
    works |= {room: partial(_run, room, on, by, tell) for room in NIGHTLY if room in ROOMS[settings.ZONE]}
    failed = tuple(what for what, work in works.items() if not tried(what, work))
    return Night(done[0] if done else None, failed)


def tried(what: str, work: Callable[[], object]) -> bool:
    """Whether one part of the work was done; what fails is told in the running log and never stops the rest."""
    try:
        work()
    except Exception as fault:  # whatever it is: another house, a room, a row that nobody thought of
        structlog.get_logger().error("work failed", what=what, fault=type(fault).__name__)
        return False
    return True


def _run(room: str, on: date, by: User, tell: Tell) -> None:
    tell(room)
    importlib.import_module(f"trygg_web.{room}.actions").run_day(on=on, by=by)


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
