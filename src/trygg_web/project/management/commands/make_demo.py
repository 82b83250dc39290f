"""Makes an invented house through the real actions. The police's leaves the newest week for a person to read in."""

import importlib
import pathlib
from datetime import date
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from trygg_web.project.demo import meeting, users


class Command(BaseCommand):
    """`manage.py make_demo` in every house, `count` in the police's; then `meet` in every house, and `answer`."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("stage", nargs="?", choices=("make", "count", "meet", "answer"), default="make")
        parser.add_argument("--weeks", type=int, default=60)
        parser.add_argument("--weekly", type=int, default=40)
        parser.add_argument("--seed", type=int, default=20)
        parser.add_argument("--until", type=date.fromisoformat, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        plan = users.Plan(options["until"] or date.today(), options["weeks"], options["weekly"], options["seed"])
        stages = {"make": self.make, "count": self.count, "meet": meeting.meet, "answer": meeting.answer}
        stages[options["stage"]](plan, self.tell)

    def make(self, plan: users.Plan, tell: users.Tell) -> None:
        """The house with its keys, its tables, its users and its past; its card lies ready for the others."""
        if not pathlib.Path(settings.TRYGG_KEYS).exists():
            call_command("make_keys", stdout=StringIO())
        tell("gör tabellerna", 0, 0)
        for database in settings.DATABASES:
            call_command("migrate", database=database, verbosity=0)
        users.write_logins(users.make_users(), settings.VAR / settings.ZONE / "logins.json")
        self.house().make(plan, tell)
        meeting.hand_out_card()

    def count(self, plan: users.Plan, tell: users.Tell) -> None:
        """The figures of the house, which people need not wait for at the door."""
        self.house().count(plan, tell)

    def house(self) -> Any:
        """What fills this house; by name, since a house cannot import what fills another."""
        return importlib.import_module(f"trygg_web.project.demo.{settings.ZONE}")

    def tell(self, says: str, done: int, total: int) -> None:
        """One line for each step forward: `done/total what`, which the start of the demo draws as a bar."""
        line = f"{done * 100 // total if total else 0}/100 {says}"
        if line != getattr(self, "said", ""):
            self.said = line
            self.stdout.write(line)
            self.stdout.flush()
