"""Starts the three houses of an invented city, each a process of its own; makes them the first time."""

import base64
import hmac
import json
import os
import pathlib
import re
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import repeat

from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

ROOT = pathlib.Path(__file__).resolve().parent.parent
VAR = pathlib.Path(os.environ.get("TRYGG_VAR", ROOT / "var")).absolute()
FIRST_PORT = int(os.environ.get("TRYGG_PORT", "8000"))
CARD = "card.json"  # what a house hands to the others
POST = "5"  # seconds between two rounds of post
STEP = 30  # seconds that a one-time code holds
TOLD = re.compile(rb"(\d+)/(\d+) (.+)")  # what a command says of its progress


@dataclass(frozen=True, slots=True)
class House:
    """One of the three: its zone, what it is called, and where it answers."""

    zone: str
    title: str
    authority: str
    port: int

    @property
    def home(self) -> pathlib.Path:
        """Where its database, keys and files lie."""
        return VAR / self.zone

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self.port}"


HOUSES = tuple(
    House(zone, title, authority, FIRST_PORT + place)
    for place, (zone, title, authority) in enumerate(
        (
            ("police", "Polisens hus", "Polismyndigheten, polisområde Malmö"),
            ("social", "Socialtjänstens hus", "Socialnämnden i Malmö"),
            ("probation", "Frivårdens hus", "Kriminalvården, frivården i Malmö"),
        )
    )
)


def environment(house: House) -> dict[str, str]:
    """What a house needs to know; its secret is made once and kept beside its database."""
    kept = house.home / "secret"
    if not kept.exists():
        house.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48))
    here = {"TRYGG_SECRET": kept.read_text(), "TRYGG_VAR": str(VAR), "TRYGG_HTTPS": "off", "TRYGG_ZONE": house.zone}
    doors = " ".join(f"{one.zone}={one.address}" for one in HOUSES)
    here |= {"TRYGG_HOSTS": "127.0.0.1,localhost", "TRYGG_AUTHORITY": house.authority}
    return {**os.environ, **here, "TRYGG_HOUSES": doors, "TRYGG_POST_SECONDS": POST}


def prepare(house: House, bar: Progress) -> TaskID:
    """The row of a house that is ready to serve; made anew only when there is none."""
    row = bar.add_task(house.title, total=100, says="")
    ready = house.home / "ready"
    if not (house.home / CARD).exists():
        ready.unlink(missing_ok=True)
    if not ready.exists():
        for left in house.home.glob("*.sqlite3*"):
            left.unlink()  # half a house from an interrupted start
        if not (house.home / "keys.json").exists():
            manage(house, bar, row, "make_keys")
    if not ready.exists() or ready.read_text() != state():
        manage(house, bar, row, "migrate", "-v0")
        manage(house, bar, row, "collectstatic", "--noinput", "-v0")
    if not ready.exists():
        manage(house, bar, row, "make_demo")
    ready.write_text(state())
    bar.update(row, completed=100, says="klart")
    return row


def manage(house: House, bar: Progress, row: TaskID, *words: str) -> None:
    """One command of the programme, its progress drawn; the end of this one when it fails."""
    bar.update(row, says=words[0])
    command = [sys.executable, "manage.py", *words]
    said: list[bytes] = []
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(house), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as running:
        for line in running.stdout or ():
            said.append(line)
            if told := TOLD.match(line):
                bar.update(row, completed=int(told[1]), total=int(told[2]), says=told[3].decode())
    if running.returncode:
        raise SystemExit(f"{house.title}: `manage.py {words[0]}` failed:\n{b''.join(said[-40:]).decode()}")


def state() -> str:
    """What a house was made for: the tables and the assets as they stand in this checkout."""
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
    """The log-ins of every house with the codes that hold now."""
    for house in HOUSES:
        yield f"\n{house.title}: {house.address}"
        yield f"  {'användare':<11}{'lösenord':<19}{'kod nu':<9}roll"
        for login in json.loads((house.home / "logins.json").read_text()):
            now = code(login["secret"], time.time())
            yield f"  {login['username']:<11}{login['password']:<19}{now:<9}{login['roles']}"


def start(house: House) -> list[subprocess.Popen[bytes]]:
    """The server and the worker of one house."""
    granian = [str(pathlib.Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--port", str(house.port)]
    quiet = ["--no-access-log", "--log-level", "warning", "--workers", "1", "--blocking-threads", "1"]
    commands = (
        [*granian, *quiet, "trygg_web.project.wsgi:application"],
        [sys.executable, "manage.py", "work"],
    )
    surroundings = environment(house)
    return [subprocess.Popen(words, cwd=ROOT, env=surroundings, stdin=subprocess.DEVNULL) for words in commands]


def serve() -> None:
    """The houses, until Ctrl-C."""
    running = [process for house in HOUSES for process in start(house)]
    print(f"\nVem är vem: {HOUSES[0].address}/husen/   (Ctrl-C stänger)")
    print("\n".join(rows()), flush=True)
    print("\nEn kod håller i 30 sekunder. Tryck Enter här för nya koder.")
    print(f"Veckans fil att läsa in: {max((HOUSES[0].home / 'filer').glob('polisen-2*.csv'))}", flush=True)
    try:
        while running[0].poll() is None:
            if sys.stdin.readline():
                print("\n".join(rows()), flush=True)
            else:
                running[0].wait()
    except KeyboardInterrupt:
        print("Stänger.")
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait()


def prepare_all() -> None:
    """Every house ready, side by side, one line each."""
    columns = (
        TextColumn("{task.description:<20}"),
        BarColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[says]}"),
    )
    with Progress(*columns) as bar, ThreadPoolExecutor(len(HOUSES)) as pool:
        rows = list(pool.map(lambda house: prepare(house, bar), HOUSES))
        met, cards = VAR / "met", "".join((house.home / CARD).read_text() for house in HOUSES)
        if met.exists() and met.read_text() == cards:
            return
        for stage in ("meet", "answer"):
            each = [
                pool.submit(manage, *told, "make_demo", stage) for told in zip(HOUSES, repeat(bar), rows, strict=False)
            ]
            for done in each:
                done.result()
        for row in rows:
            bar.update(row, completed=100, says="klart")
        met.write_text(cards)


if __name__ == "__main__":
    if "--fresh" in sys.argv:
        for one in (*(house.home for house in HOUSES), VAR / "post"):
            shutil.rmtree(one, ignore_errors=True)
        (VAR / "met").unlink(missing_ok=True)
    prepare_all()
    if "--prepare" not in sys.argv:
        serve()
