"""A real SQLite file is copied, erased from, put back, and erased again: a house of its own in a process of its own."""

import os
import pathlib
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.room("people")

STORY = """
import shutil, sys
from datetime import UTC, date, datetime
import django
django.setup()
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from tests.factories import make_link, make_report, make_user, suspect_of
from trygg_web.access.models import Role
from trygg_web.access.queries import verify
from trygg_web.incidents.models import ReceivedFile, Report
from trygg_web.project import nights
from trygg_web.retention import actions, queries

call_command("make_keys", verbosity=0)
call_command("migrate", verbosity=0)
file = settings.DATABASES["default"]["NAME"]
report = make_report(reported_at=datetime(2024, 5, 10, 10, tzinfo=UTC))
make_link(suspect_of(report))
one, two = make_user("lena", Role.LEAD), make_user("lars", Role.LEAD)
connections.close_all()
shutil.copy(file, str(file) + ".backup")
with time_machine.travel(datetime(2031, 1, 2, 11, tzinfo=UTC)):
    actions.run_day(on=date(2031, 1, 2), by=nights.night())
    actions.approve(queries.waiting_ids(one), by=one)
    actions.carry_out(by=two)
print("erased", Report.objects.count())
connections.close_all()
for rest in ("-wal", "-shm"):
    __import__("pathlib").Path(str(file) + rest).unlink(missing_ok=True)
shutil.copy(str(file) + ".backup", file)
print("restored", Report.objects.count())
call_command("erase_again")
print("again", Report.objects.count(), ReceivedFile.objects.filter(erased_at=None).count(), verify().faults)
"""


def test_what_comes_back_with_a_backup_is_erased_again(tmp_path: pathlib.Path) -> None:
    house = tmp_path / "house"
    house.mkdir()
    ours = ("TRYGG_", "DJANGO_", "DATABASE_", "PG")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)} | {
        "DJANGO_SETTINGS_MODULE": "trygg_web.project.settings", "TRYGG_SECRET": "x" * 60, "TRYGG_HTTPS": "off",
        "TRYGG_ZONE": str(settings.ZONE), "TRYGG_VAR": str(house), "TRYGG_KEYS": str(house / "keys.json"),
        "DATABASE_URL": f"sqlite:///{house}/trygg.sqlite3", "PYTHONPATH": os.pathsep.join(("src", ".")),
    }  # fmt: skip
    root = pathlib.Path(__file__).parents[3]

    told = subprocess.run(
        [sys.executable, "-c", STORY],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert told.returncode == 0, told.stderr[-2000:]
    assert told.stdout.splitlines()[-4:] == ["erased 0", "restored 1", "2 erased again", "again 0 0 ()"]
