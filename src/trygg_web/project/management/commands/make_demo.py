"""Makes an invented house through the real import, and leaves the newest week for a person to read in."""

import pathlib
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from rich.progress import Progress

from trygg_web.access.models import User
from trygg_web.incidents import actions as incidents
from trygg_web.listing import actions as listing
from trygg_web.listing import queries as lists
from trygg_web.project import daily, demo
from trygg_web.project.progress import shown

DECIDED = 240  # how many first proposals an officer has already decided; the rest wait


class Command(BaseCommand):
    """`manage.py make_demo`"""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--weeks", type=int, default=104)
        parser.add_argument("--weekly", type=int, default=40)
        parser.add_argument("--seed", type=int, default=20)
        parser.add_argument("--until", type=date.fromisoformat, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        until = options["until"] or date.today()
        home = settings.VAR / settings.ZONE
        demo.write_logins(demo.make_users(), home / "logins.json")
        files = demo.write_files(
            home / "filer", until, weeks=options["weeks"], weekly=options["weekly"], seed=options["seed"]
        )
        *read, newest = [path for path in files if path.name.startswith("polisen")]
        other = [path for path in files if path not in (*read, newest)]
        analyst, officer = User.objects.get(username="pia"), User.objects.get(username="omar")
        with Progress() as bar:
            self.work(read[:1], analyst, until - timedelta(weeks=4), bar)
            self.decide(officer, bar)
            self.work([*read[1:], *other], analyst, until, bar)
        self.stdout.write(f"The newest week waits to be read in: {newest}")

    def work(self, files: list[pathlib.Path], analyst: User, on: date, bar: Progress) -> None:
        for path in files:
            run = incidents.receive(path.read_bytes(), path.name, sender="polisen", by=analyst)
            incidents.import_reports(run.id, by=analyst, tell=shown(bar))
        daily.run_day(on, by=daily.night())

    def decide(self, officer: User, bar: Progress) -> None:
        waiting = list(lists.proposals(officer))[:DECIDED]
        for proposal in bar.track(waiting, description="En handläggare beslutar"):
            listing.confirm(proposal.id, proposal.level, because="Enligt reglerna.", review_on=None, by=officer)
