"""Works off what waits: imports that were started on a page, post between houses, and the day's run once a day."""

import importlib
import time
from datetime import date
from typing import Any

import structlog
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from trygg_web.exchange import actions as exchange
from trygg_web.project import nights
from trygg_web.project.zones import HOURLY, ROOMS

REST = 1.0  # seconds between two looks


class Command(BaseCommand):
    """`manage.py work`"""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="work off what waits now, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        last_day, posted = None, -settings.TRYGG_POST_SECONDS
        while True:
            worked = _imports() if "incidents" in ROOMS[settings.ZONE] else 0
            if worked or last_day != date.today():
                last_day = date.today()
                nights.run_night(last_day, by=nights.night())
            if time.monotonic() - posted >= settings.TRYGG_POST_SECONDS:
                posted = time.monotonic()
                _post()
            if options["once"]:
                return
            time.sleep(REST)


def _post() -> None:
    try:
        exchange.post(by=nights.night())
        for room in HOURLY:
            if room in ROOMS[settings.ZONE]:
                importlib.import_module(f"trygg_web.{room}.actions").run_day(on=date.today(), by=nights.night())
    except Exception as fault:  # another house must never stop this one's own work; what waits is tried again
        structlog.get_logger().error("post failed", fault=type(fault).__name__)


def _imports() -> int:
    # By name: a house without reports cannot import what reads them.
    worked: int = importlib.import_module("trygg_web.project.waiting_imports").work_off()
    return worked
