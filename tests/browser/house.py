"""A real house for the browser: its own database, filled through the real import, served by the real server."""

import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from scripts.demo import STEP, code

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(sys.executable).parent
AUTHORITIES = {"police": "Polisen i Provköping", "social": "Socialnämnden", "probation": "Frivården i Provköping"}
CITY = ("--weeks", "16", "--weekly", "25")  # one invented city for all houses
MARGIN = 12  # seconds in which a busy machine gets a log-in through
PATIENCE = 60  # seconds for the server to answer the first time
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def chromium() -> str | None:
    """Where Chromium stands, or None."""
    return next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )


@dataclass(frozen=True)
class House:
    """Where the house answers, what it keeps on disk, and how its people log in."""

    address: str
    home: pathlib.Path
    logins: dict[str, dict[str, str]]
    surroundings: dict[str, str]

    def enter(self, page: Page, username: str) -> None:
        """Log in as people do: name and password, then the code of the second factor."""
        login = self.logins[username]
        page.goto(f"{self.address}/konto/logga-in/")
        page.get_by_label("Användarnamn").fill(username)
        page.get_by_label("Lösenord").fill(login["password"])
        page.get_by_role("button", name="Logga in", exact=True).click()
        wait_for_a_fresh_code()
        page.get_by_label("Kod från din app").fill(code(login["secret"], time.time()))
        page.get_by_role("button", name="Logga in", exact=True).click()
        expect(page.get_by_role("navigation", name="Huvudmeny")).to_be_visible()

    def newest_file(self) -> pathlib.Path:
        """The week that nobody has read in yet."""
        return max((self.home / "filer").glob("polisen-2*"), key=lambda path: path.name)


def environment(var: pathlib.Path, port: int, zone: str = "police") -> dict[str, str]:
    """What the house needs to know; nothing of the tests' own settings reaches it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TRYGG_", "DATABASE_", "PG"))}
    return kept | {
        "TRYGG_SECRET": "for tests only, never for a house",
        "TRYGG_VAR": str(var),
        "TRYGG_ZONE": zone,
        "TRYGG_AUTHORITY": AUTHORITIES[zone],
        "TRYGG_POST_SECONDS": "1",
        "TRYGG_HTTPS": "off",
        "TRYGG_HOSTS": f"127.0.0.1,127.0.0.1:{port},localhost,localhost:{port}",
    }


def manage(surroundings: dict[str, str], *words: str) -> None:
    """One command of the programme; what it says is shown only when it fails."""
    answer = subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False
    )
    if answer.returncode:
        raise RuntimeError(f"`manage.py {words[0]}` failed:\n{answer.stdout}\n{answer.stderr}")


@contextmanager
def opened(var: pathlib.Path, zone: str = "police") -> Iterator[House]:
    """A house that stands while the tests run."""
    port = free_port()
    surroundings = environment(var, port, zone)
    (var / zone).mkdir(parents=True)
    if zone == "police":  # the first house of the machine; the others serve the same files
        manage(surroundings, "collectstatic", "--noinput", "-v0")
    manage(surroundings, "make_demo", *CITY)
    if zone == "police":
        manage(surroundings, "make_demo", "count", *CITY)
    with serving(surroundings, port, var):
        logins = {login["username"]: login for login in json.loads((var / zone / "logins.json").read_text())}
        yield House(f"http://127.0.0.1:{port}", var / zone, logins, surroundings)


@contextmanager
def beside(police: House) -> Iterator[dict[str, House]]:
    """All three houses by zone, when the police's stands: met, and each with what the police told it first."""
    var = police.home.parent
    with ExitStack() as open_houses, ThreadPoolExecutor(2) as pool:
        waiting = {zone: pool.submit(_entered, open_houses, var, zone) for zone in ("social", "probation")}
        houses = {"police": police} | {zone: house.result() for zone, house in waiting.items()}
        for met in [pool.submit(manage, house.surroundings, "make_demo", "meet", *CITY) for house in houses.values()]:
            met.result()
        yield houses


def _entered(stack: ExitStack, var: pathlib.Path, zone: str) -> House:
    return stack.enter_context(opened(var, zone))


@contextmanager
def serving(surroundings: dict[str, str], port: int, var: pathlib.Path) -> Iterator[None]:
    """The server and the worker, ended when the tests are."""
    server = [str(BIN / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    server += ["--workers", "1", "--blocking-threads", "1", "--no-ws", "trygg_web.project.wsgi:application"]
    with (var / f"server-{port}.log").open("wb") as said:
        commands = (server, [sys.executable, "manage.py", "work"])
        running = [
            subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=said, stderr=said) for command in commands
        ]
        try:
            wait_for(f"http://127.0.0.1:{port}/konto/logga-in/")
            yield
        finally:
            for process in running:
                end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Nothing of the house is left, however busy it was."""
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_for_a_fresh_code() -> None:
    """A code that is about to change may be old when it arrives on a busy machine."""
    left = STEP - time.time() % STEP
    if left < MARGIN:
        time.sleep(left)


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def wait_for(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"the server did not answer within {PATIENCE} seconds")
