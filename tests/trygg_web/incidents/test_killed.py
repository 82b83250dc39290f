"""An import whose process is killed in the middle leaves nothing behind and can be taken up again."""

import os
import pathlib
import subprocess
import sys

import pytest

START = "import django; django.setup()\n"
PREPARE = """
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from tests.trygg_web.incidents.files import export, row
from trygg_web.access import vault
from trygg_web.access.models import Grant, Role, User
from trygg_web.incidents import actions
import pathlib
vault.write_keys(pathlib.Path(settings.TRYGG_KEYS), vault.new_keys())
call_command("migrate", verbosity=0)
pia = User.objects.create(username="pia")
Grant.objects.create(user=pia, role=Role.ANALYST, since=timezone.now())
rows = [row(Diarienr=f"5000-K{place:06d}-26") for place in range(1500)]
actions.start(actions.receive(export(*rows), "x.csv", sender="polisen", by=pia).pk, by=pia)
"""
WORK = """
from trygg_web.incidents import actions, queries
def tell(stage, done, total): print(stage, done, flush=True)
for run in queries.runs_to_work():
    actions.import_reports(run.pk, by=run.by, tell=tell)
"""
LOOK = """
from trygg_web.incidents import queries
from trygg_web.incidents.models import Party, Report
print(Report.objects.count(), Party.objects.count(), len(queries.runs_to_work()))
"""


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["reading 0", "new 0", "new 500", "written 1500"])
def test_killed_at_any_moment_the_file_is_in_or_not(tmp_path: pathlib.Path, moment: str) -> None:
    house = {
        "DATABASE_URL": f"sqlite:///{tmp_path}/house.sqlite3",
        "TRYGG_VAR": str(tmp_path),
        "TRYGG_KEYS": str(tmp_path / "keys.json"),
        "DJANGO_SETTINGS_MODULE": "trygg_web.project.settings",
    }

    def run(script: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", START + script]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | house)

    run(PREPARE).wait()
    worker = run(WORK)
    assert worker.stdout is not None
    for line in worker.stdout:
        if line.startswith(moment):
            worker.kill()
    worker.wait()

    assert run(LOOK).communicate()[0].split() == ["0", "0", "1"]
    run(WORK).wait()
    assert run(LOOK).communicate()[0].split() == ["1500", "3000", "0"]
