"""Works off what waits: imports that were started on a page, post between houses, and the day's run once a day."""

import importlib
import time
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from trygg_web.exchange import actions as exchange
from trygg_web.project import nights
from trygg_web.project.zones import HOURLY, ROOMS

REST = 1.0  # seconds between two looks


@dataclass(frozen=True, slots=True)
class Seen:
    """What the worker has been through: the last day, and when the newest fact of the list had come."""

    day: date | None = None
    newest: datetime | None = None


class Command(BaseCommand):
    """`manage.py work`"""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="work off what waits now, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        seen, posted = Seen(), -settings.TRYGG_POST_SECONDS
        while True:
            seen = look(seen)
            if time.monotonic() - posted >= settings.TRYGG_POST_SECONDS:
                posted = time.monotonic()
                post()
            if options["once"]:
                return
            time.sleep(REST)


def post() -> None:
    """Nothing; what lies in the post is carried and what came is worked off, each room by itself."""
    nights.tried("post", lambda: exchange.post(by=nights.night()))
    for room in HOURLY:
        if room in ROOMS[settings.ZONE]:
            actions = importlib.import_module(f"trygg_web.{room}.actions")
            nights.tried(room, partial(actions.run_day, on=date.today(), by=nights.night()))


def look(seen: Seen) -> Seen:
    """What has been seen after one look: imports are worked off, a new fact runs the list's day, a new day all."""
    now = Seen(date.today(), _imports())
    if now.day != seen.day:
        nights.run_night(date.today(), by=nights.night())
    elif now.newest != seen.newest:
        nights.tried("list", lambda: nights.run_list(date.today(), by=nights.night()))
    return now


def _imports() -> datetime | None:
    # By name: a house without reports cannot import what reads them.
    if "incidents" not in ROOMS[settings.ZONE]:
        return None
    newest: datetime | None = importlib.import_module("trygg_web.project.waiting_imports").work_off()
    return newest
