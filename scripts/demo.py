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
from contextlib import suppress
from dataclasses import dataclass
from itertools import repeat
from urllib.request import urlopen

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


def prepare(house: House, bar: Progress) -> None:
    """Nothing; a house is ready to serve. It is made anew only when there is none."""
    row = bar.add_task(house.title, total=100, says="")
    ready = house.home / "ready"
    if not (house.home / CARD).exists():
        ready.unlink(missing_ok=True)
    if not ready.exists():
        for left in house.home.glob("*.sqlite3*"):
            left.unlink()  # half a house from an interrupted start
        manage(house, bar, row, "make_demo")
    elif ready.read_text() != state():
        manage(house, bar, row, "migrate", "-v0")
    ready.write_text(state())
    bar.update(row, completed=100, says="klart")


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


def open_door(house: House) -> subprocess.Popen[bytes]:
    """The server of one house."""
    granian = [str(pathlib.Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--port", str(house.port)]
    quiet = ["--no-access-log", "--log-level", "warning", "--workers", "1", "--blocking-threads", "1"]
    return begin(house, [*granian, *quiet, "trygg_web.project.wsgi:application"])


def begin(house: House, words: list[str]) -> subprocess.Popen[bytes]:
    """A process of one house."""
    return subprocess.Popen(words, cwd=ROOT, env=environment(house), stdin=subprocess.DEVNULL)


def await_doors(running: list[subprocess.Popen[bytes]]) -> None:
    """Nothing; every server answers, or has ended. All else waits for this, so that a person need not."""
    for house, server in zip(HOUSES, running, strict=False):  # as many as have begun
        while server.poll() is None:
            with suppress(OSError), urlopen(f"{house.address}/konto/logga-in/", timeout=60):  # noqa: S310 - our own
                break
            time.sleep(0.1)


def serve() -> None:
    """The houses, until Ctrl-C."""
    running: list[subprocess.Popen[bytes]] = []
    try:
        for some in (HOUSES[:1], HOUSES[1:]):  # the one with the list first: it has the cores for itself
            running += map(open_door, some)
            await_doors(running)
        tell_log_ins()
        running += [begin(house, [sys.executable, "manage.py", "work"]) for house in HOUSES]
        meet()
        stay(running[0])
    except KeyboardInterrupt:
        print("Stänger.")
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait()


def tell_log_ins() -> None:
    """Where the houses are and who may enter."""
    print(f"\nVem är vem: {HOUSES[0].address}/husen/   (Ctrl-C stänger)")
    print("\n".join(rows()), flush=True)
    print("\nEn kod håller i 30 sekunder. Tryck Enter här för nya koder.")
    print(f"Veckans fil att läsa in: {max((HOUSES[0].home / 'filer').glob('polisen-2*.csv'))}", flush=True)


def stay(server: subprocess.Popen[bytes]) -> None:
    """Nothing; new codes at each Enter for as long as the server runs."""
    while server.poll() is None:
        if sys.stdin.readline():
            print("\n".join(rows()), flush=True)
        else:
            server.wait()


def progress() -> Progress:
    """One line for each house."""
    says = TextColumn("{task.fields[says]}")
    return Progress(TextColumn("{task.description:<20}"), BarColumn(), TimeElapsedColumn(), says)


def prepare_all() -> None:
    """Every house ready to be entered, side by side."""
    for house in HOUSES:
        environment(house)  # makes its secret, before two processes could
    with progress() as bar, ThreadPoolExecutor(len(HOUSES) + 1) as pool:
        assets = pool.submit(collect, bar)
        for done in [assets, *(pool.submit(prepare, house, bar) for house in HOUSES)]:
            done.result()


def collect(bar: Progress) -> None:
    """The files that every house serves, unless they are there."""
    collected = VAR / "collected"
    if not collected.exists() or collected.read_text() != state():
        row = bar.add_task("Sidornas filer", total=100, says="")
        manage(HOUSES[0], bar, row, "collectstatic", "--noinput", "-v0")
        collected.write_text(state())
        bar.update(row, completed=100, says="klart")


def meet() -> None:
    """The houses know each other and have told what they tell first; once, while they can be entered already."""
    met, cards = VAR / "met", "".join((house.home / CARD).read_text() for house in HOUSES)
    if met.exists() and met.read_text() == cards:
        return
    print("\nHusen möts och skickar sina första uppgifter; de går att logga in i under tiden.", flush=True)
    with progress() as bar, ThreadPoolExecutor(len(HOUSES)) as pool:
        rows = [bar.add_task(house.title, total=100, says="") for house in HOUSES]
        manage(HOUSES[0], bar, rows[0], "make_demo", "count")
        for stage in ("meet", "answer"):
            list(pool.map(manage, HOUSES, repeat(bar), rows, repeat("make_demo"), repeat(stage)))
        for row in rows:
            bar.update(row, completed=100, says="klart")
    met.write_text(cards)


if __name__ == "__main__":
    if "--fresh" in sys.argv:
        for one in (*(house.home for house in HOUSES), VAR / "post", VAR / "static"):
            shutil.rmtree(one, ignore_errors=True)
        for one in ("met", "collected"):
            (VAR / one).unlink(missing_ok=True)
    prepare_all()
    if "--prepare" in sys.argv:
        meet()
    else:
        serve()
