"""Works off what waits: imports that were started on a page, and the day's run once a day."""

import time
from datetime import date
from typing import Any

import structlog
from django.core.management.base import BaseCommand, CommandParser

from trygg_web.incidents import actions as incidents
from trygg_web.incidents import queries
from trygg_web.project import daily

REST = 1.0  # seconds between two looks


class Command(BaseCommand):
    """`manage.py work`"""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="work off what waits now, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        last_day = None
        while True:
            worked = self.imports()
            if worked or last_day != date.today():
                last_day = date.today()
                daily.run_day(last_day, by=daily.night())
            if options["once"]:
                return
            time.sleep(REST)

    def imports(self) -> int:
        """How many imports were worked off."""
        waiting = queries.runs_to_work()
        for run in waiting:
            try:
                incidents.import_reports(run.id, by=run.by)
            except Exception as fault:  # the run itself says that it failed; the next one must still be worked off
                structlog.get_logger().error("import failed", run=str(run.id), fault=type(fault).__name__)
        return len(waiting)
