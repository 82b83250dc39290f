"""Makes .venv with everything the project needs, compiles the pages' assets, and returns at once when done.

Standard library only: it runs on a bare Python before anything is installed.
"""

import glob
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
from collections.abc import Iterator

ROOT = pathlib.Path(__file__).resolve().parent.parent
VENV = pathlib.Path(os.environ.get("TRYGG_VENV", ROOT / ".venv"))
LOCK = ROOT / "requirements.lock"
DONE = VENV / ".trygg-done"
FLOOR = (3, 11)
ASSETS = ("frontend", "src/trygg_web/locale")


def version(python: str) -> tuple[int, ...] | None:
    """The version of an interpreter that can make environments, or None: a dead shim answers nothing."""
    ask = "import sys, venv, ensurepip; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run([python, "-c", ask], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return tuple(map(int, answer.stdout.split())) if answer.returncode == 0 else None


def candidates() -> Iterator[str]:
    if chosen := os.environ.get("TRYGG_PYTHON"):
        yield chosen
        return
    yield sys.executable
    for minor in (13, 12, 11):
        if found := shutil.which(f"python3.{minor}"):
            yield found
        home = os.environ.get("PYENV_ROOT", str(pathlib.Path.home() / ".pyenv"))
        yield from sorted(glob.glob(f"{home}/versions/3.{minor}*/bin/python"), reverse=True)


def python() -> str:
    """The first interpreter that is new enough."""
    for candidate in candidates():
        if (version(candidate) or (0,)) >= FLOOR:
            return candidate
    sys.exit("Trygg needs Python 3.11 or later with venv (on Debian: apt-get install python3-venv).")


def run(*command: str | pathlib.Path, **extra: object) -> int:
    return subprocess.run([str(part) for part in command], check=False, **extra).returncode  # type: ignore[call-overload,no-any-return]  # one thin door


def digest(*paths: pathlib.Path) -> str:
    """One digest of what the environment was made from."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()


def asset_sources() -> list[pathlib.Path]:
    found = [path for folder in ASSETS for path in (ROOT / folder).rglob("*") if path.is_file()]
    return [path for path in found if "node_modules" not in path.parts and path.suffix != ".mo"]


def install() -> None:
    """Install the lock with uv, and with pip where uv cannot be had."""
    inside = VENV / "bin" / "python"
    run(inside, "-m", "pip", "install", "-q", "--disable-pip-version-check", "uv", stderr=subprocess.DEVNULL)
    fast = ("-m", "uv", "pip", "install", "-q", "--system-certs", "--python", inside)
    slow = ("-m", "pip", "install", "-q", "--disable-pip-version-check")
    for how in (fast, slow):
        if run(inside, *how, "--require-hashes", "-r", LOCK) == 0 and run(inside, *how, "--no-deps", "-e", ROOT) == 0:
            return
    sys.exit("The packages could not be installed. Check that this machine reaches a package index.")


def main() -> None:
    environment = digest(LOCK, ROOT / "pyproject.toml")
    assets = digest(*asset_sources())
    wanted = f"{environment} {assets}"
    known = DONE.read_text().split() if DONE.exists() else ["", ""]
    if " ".join(known) == wanted:
        return
    if known[0] != environment:
        print("Installing the environment (once, about half a minute) …", flush=True)
        if not (VENV / "bin" / "python").exists() and run(python(), "-m", "venv", VENV):
            sys.exit("The environment could not be made (on Debian: apt-get install python3-venv).")
        install()
    print("Building the pages' styles and catalogues …", flush=True)
    if run(VENV / "bin" / "python", ROOT / "scripts" / "build_assets.py"):
        sys.exit("The pages' assets could not be built; the lines above say why.")
    DONE.write_text(wanted)


if __name__ == "__main__":
    main()
