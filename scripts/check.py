"""Every check that does not run the product: form, types, walls, templates, migrations, generated pages."""

import os
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
CHECKS = {
    "form": [BIN / "ruff", "format", "--check", "."],
    "lint": [BIN / "ruff", "check", "."],
    "types": [BIN / "mypy"],
    "floors": [BIN / "lint-imports", "--no-cache"],
    "templates": [BIN / "djlint", "src", "--lint", "--quiet"],
    "programme": [BIN / "python", "manage.py", "check", "--fail-level", "WARNING"],
    "migrations": [BIN / "python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "method": [BIN / "trygg", "check"],
    "generated pages": [BIN / "python", "scripts/write_reference.py", "--check"],
}
NOWHERE = "/nonexistent"  # no check may touch a house
ENVIRONMENT = {"TRYGG_SECRET": "for checks only", "TRYGG_VAR": NOWHERE, "TRYGG_KEYS": NOWHERE, "NO_COLOR": "1"}
ENVIRONMENT["TRYGG_ZONE"] = "joint"  # every room at once


def passes(name: str, command: list[str | pathlib.Path]) -> bool:
    """Whether one check is green; what it says is shown only when it is not."""
    start = time.monotonic()
    answer = subprocess.run(
        list(map(str, command)),
        cwd=ROOT,
        env=os.environ | ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    good = answer.returncode == 0
    print(f"{'ok  ' if good else 'FAIL'} {name} ({time.monotonic() - start:.1f} s)", flush=True)
    if not good:
        print(answer.stdout)
    return good


if __name__ == "__main__":
    results = [passes(name, command) for name, command in CHECKS.items()]
    sys.exit(0 if all(results) else 1)
