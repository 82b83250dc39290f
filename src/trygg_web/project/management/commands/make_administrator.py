"""Makes the first administrator of a new house, who makes all other users on the page Roller.

The password is printed once and opens one log-in: there it is changed and a second factor is set up.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from trygg_web.access import actions
from trygg_web.access.errors import Refused
from trygg_web.access.forms import NewUser
from trygg_web.project import nights


class Command(BaseCommand):
    """`manage.py make_administrator anna.ask Anna Ask`"""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="what the person logs in with: a–z, digits, full stop, hyphen")
        parser.add_argument("first_name")
        parser.add_argument("last_name")

    def handle(self, *args: Any, **options: Any) -> None:
        form = NewUser({name: options[name] for name in NewUser.base_fields})
        if not form.is_valid():
            raise CommandError("; ".join(f"{name}: {' '.join(map(str, says))}" for name, says in form.errors.items()))
        try:
            user, password = actions.make_first_administrator(**form.cleaned_data, by=nights.night())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"User name: {user.username}")
        self.stdout.write(f"Password, good for one log-in: {password}")
        self.stdout.write("At that log-in the person chooses a password and sets up a second factor.")
