"""The first page as every house has it: what the rooms say is due, in groups of the same haste."""

import importlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from trygg_web.access.due import Due
from trygg_web.access.models import User
from trygg_web.project.zones import NIGHTLY, ROOMS

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks with the same haste."""

    says: str
    tasks: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class MyDay:
    """The page: one sentence, the tasks in groups, and what happened lately."""

    counted: tuple[tuple[str, str], ...] = ()  # words and where they lead
    groups: tuple[Group, ...] = ()
    runs: tuple[object, ...] = field(default=())
    threats: int = 0  # heard, and not yet seen by the victim side


def my_day(viewer: User, on: date) -> MyDay:
    """What waits for the viewer in a house whose rooms each say what is due."""
    return MyDay(groups=tuple(grouped(waiting(viewer, on), on)))


def waiting(viewer: User, on: date) -> list[Due]:
    """What the rooms that say so themselves have for the viewer: each room's `queries.due(viewer, on)`."""
    rooms = [room for room in NIGHTLY if room in ROOMS[settings.ZONE]]
    return [due for room in rooms for due in _asked(room)(viewer, on)]


def _asked(room: str) -> Callable[[User, date], Iterable[Due]]:
    # By name: nobody may import the room of the victims, not even the roof.
    due: Callable[[User, date], Iterable[Due]] = importlib.import_module(f"trygg_web.{room}.queries").due
    return due


def grouped(tasks: Iterable[Due], on: date) -> Iterator[Group]:
    """The tasks by haste, what is late first."""
    ordered = sorted(tasks, key=lambda task: task.until)
    if alarms := tuple(task for task in ordered if task.alarm):
        yield Group(_("Larm"), alarms)
    spans = (
        (_("Försenat"), date.min, on - timedelta(days=1)),
        (_("I dag"), on, on),
        (_("Den här veckan"), on + timedelta(days=1), on + WEEK),
        (_("Senare"), on + WEEK + timedelta(days=1), date.max),
    )
    for says, since, until in spans:
        if held := tuple(task for task in ordered if not task.alarm and since <= task.until <= until):
            yield Group(says, held)
