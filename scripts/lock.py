"""Writes the lock files: every Python at once, with hashes, without a registry's address."""

import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FLAGS = "--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header".split()


def lock(group: str, target: str) -> int:
    """The exit code of resolving one group into one file."""
    command = ["uv", "pip", "compile", "-q", "--system-certs", *FLAGS, "--group", group, "pyproject.toml", "-o", target]
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(lock("dev", "requirements.lock") or lock("spark", "requirements-spark.lock"))
