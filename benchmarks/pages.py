"""The list, a search, a person page and Min dag at 100,000 persons, with 20 users at once.

The user of this measure: twenty officers are logged in and work at the same time, each with a session and a
connection of their own. Each asks for a page, waits until the whole of it has come, reads it for a while, and asks for
the next: the list, a search, a person, Min dag, and over again, each officer from another of the four. How long they
read is drawn anew each time, exponentially with a mean of four seconds: often a second, now and then ten. A time is
what one user waits for one page; drawings and static files are not asked for. Beside it stand what the server gives
when nobody pauses, and what one waits when all twenty press at the same instant.

The server is started as docs/how-to/install.md says: with SQLite one process with one thread. The
clients are another process on the same cores.
"""

import http.client
import os
import pathlib
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from benchmarks.filled import listed
from benchmarks.house import open_house
from benchmarks.measure import Figure, percentile

PERSONS, VISITED, USERS, PORT = 100_000, 500, 20, 8765
PAUSE, ROUNDS, TOGETHER, ALONE, UNPAUSED = 4.0, 8, 3, 25, 20.0  # seconds; rounds; times; pages of a kind; seconds
TOKEN, FORM = "t" * 32, "application/x-www-form-urlencoded"
WHAT = {"list": "the list", "search": "a search by name", "person": "a person page", "day": "Min dag"}
Pages = dict[str, list[float]]  # the seconds that each page took
Addresses = Callable[[random.Random], dict[str, str]]  # a page's address, drawn anew each time


@dataclass(frozen=True, slots=True)
class House:
    """A filled house: who may ask, for which pages, what each asks of the database, and how long it may take."""

    cookies: list[str]
    addresses: Addresses
    says: Mapping[str, str]
    bound: str
    asked: dict[str, int] = field(default_factory=dict)


def figures() -> Iterator[Figure]:
    """What one waits for each page, on SQLite with one process."""
    open_house()
    yield from measured(filled(), workers=1)


def filled() -> House:
    """A house with all its persons and its officers."""
    from django.db import connection

    people = listed(PERSONS, VISITED)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # PostgreSQL does so of its own accord, in its own time
    return house_of(people)


def house_of(people: list[str]) -> House:
    """The house with twenty officers logged in; `people`: those whose pages are opened."""
    return house("officer", partial(_addresses, people), WHAT, "≤ 100 ms")


def house(role: str, addresses: Addresses, says: Mapping[str, str], bound: str) -> House:
    """The house with twenty of a role logged in, who ask for these pages; `says` tells each page in words."""
    cookies = [_cookie(place, role) for place in range(USERS)]
    asked = {page: _queries(address, cookies[0]) for page, address in addresses(random.Random(0)).items()}
    return House(cookies, addresses, says, bound, asked)


def measured(house: House, workers: int) -> Iterator[Figure]:
    """The 95th percentile of each page with twenty who read between pages, and what the server can give at most."""
    with _served(workers) as server:
        cost = {page: _alone(house, page, server) for page in house.says}
        taken, seconds = _load(house, partial(_reader, until=None))
        unpaused, busy = _load(house, partial(_reader, until=time.perf_counter() + UNPAUSED))
        together, _seconds = _load(house, partial(_presser, barrier=threading.Barrier(USERS)))
    says = f"{USERS} users, each reads {PAUSE:g} s on average between two pages (drawn exponentially)"
    yield Figure("pages asked", _count(taken) / seconds, "a second", "–", says)
    for page, times in taken.items():
        middle = f"median {percentile(times, 0.5) * 1000:.0f} ms, {len(times)} pages"
        each = f"each {cost[page] * 1000:.0f} ms of processor and {house.asked[page]} queries"
        yield Figure(f"{house.says[page]}, p95", percentile(times, 0.95) * 1000, "ms", house.bound, f"{middle}; {each}")
    waits = [one for times in unpaused.values() for one in times]
    beside = f"the same {USERS} without a pause; each then waits {percentile(waits, 0.5) * 1000:.0f} ms (median)"
    yield Figure("the most pages that the server gives", _count(unpaused) / busy, "a second", "–", beside)
    for page, times in together.items():
        says = f"all {USERS} press at the same instant, {TOGETHER} times"
        yield Figure(f"{house.says[page]}, all at once, p95", percentile(times, 0.95) * 1000, "ms", "–", says)


def _count(taken: Pages) -> int:
    return sum(len(times) for times in taken.values())


def _cookie(place: int, role: str) -> str:
    """A session of a user whose second factor was given."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from trygg_web.access.models import Grant, Role, User

    user = User.objects.create(username=f"user{place}")
    Grant.objects.create(user=user, role=Role(role), since=timezone.now())
    TOTP.activate(user, generate_totp_secret())
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


@contextmanager
def _served(workers: int) -> Iterator[subprocess.Popen[bytes]]:
    """The server in a session of its own, so that its processes can be told from all others."""
    granian = [str(pathlib.Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--port", str(PORT)]
    words = ["--log-level", "warning", "--workers", str(workers), "--blocking-threads", "1"]
    command = [*granian, *words, "trygg_web.project.wsgi:application"]
    server = subprocess.Popen(command, start_new_session=True)
    try:
        _await()
        yield server
    finally:
        server.terminate()
        server.wait()


def _await() -> None:
    for _ in range(150):
        time.sleep(0.2)
        try:
            _get(http.client.HTTPConnection("127.0.0.1", PORT), "/konto/logga-in/", "")
        except OSError:
            continue
        return
    raise RuntimeError("the server did not start")


def _alone(house: House, page: str, server: subprocess.Popen[bytes]) -> float:
    """The seconds of processor that the server takes for one page, asked by one user after another."""
    rng, connection = random.Random(1), http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    for cookie in house.cookies:  # whose sessions are moved on with their first page
        _get(connection, house.addresses(rng)[page], cookie)
    before = _processor(server.pid)
    for place in range(ALONE):
        _get(connection, house.addresses(rng)[page], house.cookies[place % USERS])
    return (_processor(server.pid) - before) / ALONE


def _processor(session: int) -> float:
    """The seconds of processor that the processes of a session have taken."""
    ticks = 0
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            told = path.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue  # it has ended
        if int(told[3]) == session:
            ticks += int(told[11]) + int(told[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _load(house: House, user: Callable[[House, int, Pages], None]) -> tuple[Pages, float]:
    taken: Pages = {page: [] for page in house.says}
    users = [threading.Thread(target=user, args=(house, place, taken)) for place in range(USERS)]
    start = time.perf_counter()
    for one in users:
        one.start()
    for one in users:
        one.join()
    return taken, time.perf_counter() - start


def _reader(house: House, place: int, taken: Pages, until: float | None) -> None:
    """One who reads between pages; with `until` one who never pauses before that moment."""
    rng, connection = random.Random(place), http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    pages = list(house.says)
    turn = place
    if until is None:
        time.sleep(rng.uniform(0, PAUSE))
    while time.perf_counter() < until if until else turn < place + ROUNDS * len(pages):
        page = pages[turn % len(pages)]
        taken[page].append(_timed(connection, house.addresses(rng)[page], house.cookies[place]))
        turn += 1
        if until is None:
            time.sleep(rng.expovariate(1 / PAUSE))


def _presser(house: House, place: int, taken: Pages, barrier: threading.Barrier) -> None:
    """One who presses at the same instant as all others."""
    rng, connection = random.Random(place), http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    for page in house.says:
        for _ in range(TOGETHER):
            barrier.wait()
            taken[page].append(_timed(connection, house.addresses(rng)[page], house.cookies[place]))


def _timed(connection: http.client.HTTPConnection, address: str, cookie: str) -> float:
    start = time.perf_counter()
    _get(connection, address, cookie)
    return time.perf_counter() - start


def _addresses(people: list[str], rng: random.Random) -> dict[str, str]:
    return {
        "list": f"/listan/?niva={rng.choice('ABCD')}",
        "search": "/listan/sok/",
        "person": f"/listan/person/{rng.choice(people)}/",
        "day": "/",
    }


def _queries(address: str, cookie: str) -> int:
    """How often a page asks the database, with what it writes to the log; its second time."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    name, value = cookie.split("=")
    client = Client(HTTP_HOST="localhost")
    client.cookies[name] = value
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.post(address, {"text": "lindberg erik"}) if address.endswith("/sok/") else client.get(address)
    return len(asked)


def _get(connection: http.client.HTTPConnection, address: str, cookie: str) -> None:
    try:
        _ask(connection, address, cookie)
    except http.client.RemoteDisconnected:  # the server let an idle connection go: as a browser does, over a new one
        connection.close()
        _ask(connection, address, cookie)


def _ask(connection: http.client.HTTPConnection, address: str, cookie: str) -> None:
    headers = {"Cookie": f"{cookie}; trygg_police_csrf={TOKEN}", "Host": f"127.0.0.1:{PORT}", "X-CSRFToken": TOKEN}
    if address.endswith("/sok/"):  # a search is sent as a form: no name stands in an address
        connection.request("POST", address, "text=lindberg+erik", {**headers, "Content-Type": FORM})
    else:
        connection.request("GET", address, headers=headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{address.split('?', maxsplit=1)[0]} answered {answer.status}")
