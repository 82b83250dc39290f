"""Starts the police house with an invented city; makes both the first time."""

import base64
import hmac
import json
import os
import pathlib
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator

ROOT = pathlib.Path(__file__).resolve().parent.parent
VAR = pathlib.Path(os.environ.get("TRYGG_VAR", ROOT / "var")).absolute()
HOME = VAR / "police"
PORT = os.environ.get("TRYGG_PORT", "8000")
STEP = 30  # seconds that a one-time code holds


def environment() -> dict[str, str]:
    """What the house needs to know; the secret is made once and kept beside the database."""
    kept = HOME / "secret"
    if not kept.exists():
        HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48))
    here = {"TRYGG_SECRET": kept.read_text(), "TRYGG_VAR": str(VAR), "TRYGG_HTTPS": "off"}
    return {**os.environ, **here, "TRYGG_HOSTS": "127.0.0.1,localhost"}


def manage(*words: str) -> None:
    """One command of the programme, or the end of this one."""
    if subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=environment(), check=False).returncode:
        sys.exit(f"`manage.py {words[0]}` failed; the lines above say why.")


def prepare() -> None:
    """A house that is ready to serve; made anew only when there is none."""
    if (HOME / "ready").exists():
        if (HOME / "ready").read_text() != state():
            manage("migrate", "-v0")
            manage("collectstatic", "--noinput", "-v0")
            (HOME / "ready").write_text(state())
        return
    for name in ("trygg.sqlite3", "trygg.sqlite3-wal", "trygg.sqlite3-shm"):
        (HOME / name).unlink(missing_ok=True)  # half a house from an interrupted start
    environment()
    if not (HOME / "keys.json").exists():
        manage("make_keys")
    manage("migrate", "-v0")
    manage("collectstatic", "--noinput", "-v0")
    manage("make_demo")
    (HOME / "ready").write_text(state())


def state() -> str:
    """What the house was made for: the tables and the assets as they stand in this checkout."""
    tables = sorted(str(path.name) for path in (ROOT / "src").rglob("migrations/0*.py"))
    assets = (ROOT / "src/trygg_web/project/static/trygg").glob("*")
    return " ".join([*tables, *sorted(f"{path.name}:{path.stat().st_size}" for path in assets)])


def code(secret: str, at: float) -> str:
    """The one-time code of RFC 6238 that an authenticator app would show."""
    key, moment = base64.b32decode(secret), int(at // STEP).to_bytes(8, "big")
    digest = hmac.digest(key, moment, "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


def rows() -> Iterator[str]:
    """The log-ins with the codes that hold now."""
    yield f"{'användare':<11}{'lösenord':<19}{'kod nu':<9}roll"
    for login in json.loads((HOME / "logins.json").read_text()):
        yield f"{login['username']:<11}{login['password']:<19}{code(login['secret'], time.time()):<9}{login['roles']}"


def serve() -> None:
    """The server and the worker, until Ctrl-C."""
    granian = [str(pathlib.Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--port", PORT]
    quiet = ["--no-access-log", "--log-level", "warning", "--workers", "1", "--blocking-threads", "1"]
    server = subprocess.Popen(
        [*granian, *quiet, "trygg_web.project.wsgi:application"], cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL
    )
    worker = subprocess.Popen([sys.executable, "manage.py", "work"], cwd=ROOT, env=environment())
    print(f"\nPolisens hus: http://127.0.0.1:{PORT}   (Ctrl-C stänger)\n")
    print("\n".join(rows()), flush=True)
    print("\nEn kod håller i 30 sekunder. Tryck Enter här för nya koder.")
    print(f"Veckans fil att läsa in: {max((HOME / 'filer').glob('polisen-2*.csv'))}", flush=True)
    try:
        while server.poll() is None:
            if sys.stdin.readline():
                print("\n".join(rows()), flush=True)
            else:
                server.wait()
    except KeyboardInterrupt:
        print("Stänger.")
    finally:
        for process in (server, worker):
            process.terminate()
            process.wait()


if __name__ == "__main__":
    if "--fresh" in sys.argv:
        shutil.rmtree(HOME, ignore_errors=True)
    prepare()
    if "--prepare" not in sys.argv:
        serve()
