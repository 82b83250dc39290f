"""Makes an invented house through the real import, and leaves the newest week for a person to read in."""

import pathlib
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from rich.progress import Progress, TaskID

from trygg_web.access.errors import WrongState
from trygg_web.access.models import User
from trygg_web.incidents import actions as incidents
from trygg_web.listing import actions as listing
from trygg_web.notifications import actions as notifications
from trygg_web.project import daily, demo, demo_messages, nights


class Command(BaseCommand):
    """`manage.py make_demo`"""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--weeks", type=int, default=60)
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
        rosters = [path for path in files if path.name.startswith("hakte")]
        other = [path for path in files if path not in (*read, newest, *rosters)]
        analyst, officer = User.objects.get(username="pia"), User.objects.get(username="omar")
        with Progress() as bar:
            self.work([*read[:1], *rosters], analyst, until - timedelta(weeks=4), bar)
            self.decide(officer, until, bar)
            self.tell(officer, until, bar)
            self.work([*read[1:], *other], analyst, until, bar)
            demo_messages.answer_most(officer, User.objects.get(username="lena"), Random(3))
        self.stdout.write(f"The newest week waits to be read in: {newest}")

    def work(self, files: list[pathlib.Path], analyst: User, on: date, bar: Progress) -> None:
        for path in files:
            row = bar.add_task(f"Läser in {path.name}", total=None)
            tell = _onto(bar, row)
            run = incidents.receive(path.read_bytes(), path.name, sender="polisen", by=analyst)
            incidents.import_reports(run.id, by=analyst, tell=tell)
            bar.update(row, completed=1, total=1)
        row = bar.add_task("Kopplar personer och föreslår nivåer", total=None)
        daily.run_day(on, by=nights.night())
        bar.update(row, completed=1, total=1)

    def decide(self, officer: User, until: date, bar: Progress) -> None:
        waiting = demo.waiting_proposals()
        for proposal, level in bar.track(waiting, description="En handläggare beslutar"):
            with suppress(WrongState):  # couples who reported each other are held for a person to judge
                listing.confirm(proposal, level, because="", by=officer)
        demo.age_placements(until, Random(1))

    def tell(self, officer: User, until: date, bar: Progress) -> None:
        row = bar.add_task("Budskap ges", total=None)
        demo_messages.approve_texts(officer)
        notifications.plan_due(on=until, by=nights.night())
        demo_messages.tell_most(officer, Random(2))
        bar.update(row, completed=1, total=1)


def _onto(bar: Progress, row: TaskID) -> Callable[[str, int, int], None]:
    def tell(stage: str, done: int, total: int) -> None:
        if total:
            bar.update(row, completed=min(done, total), total=total)

    return tell
