"""Who may import whom, and that the method stands alone."""

import subprocess
import sys

import pytest

from tests.house.source import ROOT, SOURCE

ALONE = """
import importlib, pkgutil, sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "allauth", "trygg_web"}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Absent())
import trygg
names = [module.name for module in pkgutil.walk_packages(trygg.__path__, "trygg.")]
for name in names:
    importlib.import_module(name)
from trygg.rulebook import book
assert book().on(__import__("datetime").date(2026, 6, 1)).levels
print(len(names))
"""


@pytest.mark.slow
def test_every_import_contract_is_kept() -> None:
    checked = subprocess.run(
        [f"{sys.prefix}/bin/lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert checked.returncode == 0, checked.stdout[-3000:]


@pytest.mark.slow
def test_the_method_runs_where_django_is_absent() -> None:
    run = subprocess.run([sys.executable, "-c", ALONE], cwd=SOURCE, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stderr[-3000:]
    assert int(run.stdout) > 10
