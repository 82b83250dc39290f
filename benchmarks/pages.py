"""The list, a search, a person page and Min dag at 100,000 persons, with 20 users at once.

At once means: twenty officers are logged in and work at the same time, each with a session and a connection of their
own. Each asks for a page, waits until the whole of it has come, rests a second, and asks for the next: the list, a
search, a person, Min dag, and over again. They begin spread over the first second. A time is what one user waits for
one page; drawings and static files are not asked for.

One server process on SQLite (or DATABASE_URL) with one thread; the clients run on the same two cores.
"""

import http.client
import os
import pathlib
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from benchmarks.house import open_house
from benchmarks.measure import Figure, percentile

PERSONS, VISITED, USERS, ROUNDS, REST, PORT = 100_000, 500, 20, 8, 1.0, 8765
TOKEN, FORM = "t" * 32, "application/x-www-form-urlencoded"
WHAT = {"list": "the list", "search": "a search by name", "person": "a person page", "day": "Min dag"}


def figures() -> Iterator[Figure]:
    """The 95th percentile of each page."""
    open_house()
    people = _fill()
    cookies = [_cookie(place) for place in range(USERS)]
    asked = {page: _queries(address, cookies[0]) for page, address in _addresses(people, random.Random(0)).items()}
    server = _serve()
    try:
        taken = _load(cookies, people)
    finally:
        server.terminate()
        server.wait()
    for page, times in taken.items():
        middle = f"median {percentile(times, 0.5) * 1000:.0f} ms, {len(times)} pages, {asked[page]} queries each"
        yield Figure(f"{WHAT[page]}, p95", percentile(times, 0.95) * 1000, "ms", "≤ 100 ms", middle)


def _fill() -> list[str]:
    from django.db import transaction
    from django.utils import timezone

    from trygg.synthetic import people as invented
    from trygg_web.access import vault
    from trygg_web.access.models import User
    from trygg_web.listing.models import Decision, ListState, Placement, Proposal, Rank
    from trygg_web.people.models import NameKey, Person

    rng, at, on = random.Random(5), timezone.now(), date.today()
    officer = User.objects.create(username="bench")
    made = [invented.person(str(place), rng.choice("MF"), rng) for place in range(PERSONS)]
    rows = [
        Person(given=one.given, family=one.family, number=one.number, born=one.born.isoformat(), sex=one.sex, since=at)
        for one in made
    ]
    with transaction.atomic():
        Person.objects.bulk_create(rows, batch_size=2000)
        keys = [
            NameKey(person=row, key=vault.blind(word, "name"))
            for row in rows
            for word in {row.given.lower(), *row.family.lower().split("-")}
        ]
        NameKey.objects.bulk_create(keys, batch_size=5000, ignore_conflicts=True)
        proposals = [
            Proposal(person=row, on=on, level=rng.choice("ABCDDDDD"), facts={}, fired=["D1"], state="decided", at=at)
            for row in rows
        ]
        Proposal.objects.bulk_create(proposals, batch_size=2000)
        decisions = [
            Decision(proposal=one, level=one.level, because="Enligt reglerna.", by=officer, at=at) for one in proposals
        ]
        Decision.objects.bulk_create(decisions, batch_size=2000)
        placed = Placement.objects.bulk_create(
            [
                Placement(
                    person=one.proposal.person,
                    level=one.level,
                    since=on - timedelta(days=rng.randrange(300)),
                    review_on=on + timedelta(days=rng.randrange(-20, 300)),
                    decision=one,
                )
                for one in decisions
            ],
            batch_size=2000,
        )
        Rank.objects.bulk_create([_rank(one, on, rng) for one in placed], batch_size=2000)
        ListState.objects.create()
        visited = rng.sample(rows, VISITED)
        _reports(rows, visited, officer, rng)
    return [str(row.pk) for row in visited]


def _reports(persons: list[Any], visited: list[Any], officer: Any, rng: random.Random) -> None:
    """A report of each person, and some more of those who are visited, with the other party and two offences."""
    from django.utils import timezone

    from trygg_web.incidents.models import ImportRun, Incident, Party, ReceivedFile, Report
    from trygg_web.people.models import Link, Move

    at = timezone.now()
    file = ReceivedFile.objects.create(
        sha256="0" * 64, size=0, sender="polisen", received_at=at, keep_until=date.today(), by=officer
    )
    run = ImportRun.objects.create(file=file, by=officer, at=at)
    move = Move.objects.create(kind="run", by=officer, at=at)
    suspects = [*persons, *(one for one in visited for _ in range(rng.randrange(1, 8)))]
    told = {"relation": "sambo", "partner": True, "district": "Centrum", "run": run, "told_on": date.today()}
    reports = [
        Report(number=f"5000-K{place:06d}-26", reported_at=at - timedelta(days=rng.randrange(1400)), **told)
        for place in range(len(suspects))
    ]
    Report.objects.bulk_create(reports, batch_size=2000)
    offences = ("misshandel", "olaga_hot")
    incidents = [
        Incident(report=row, line=line, heading="Misshandel", offence=offence, relation="sambo", partner=True)
        for row in reports
        for line, offence in enumerate(offences)
    ]
    Incident.objects.bulk_create(incidents, batch_size=2000)
    parties = [Party(report=row, role=role, sex="M") for row in reports for role in ("suspect", "victim")]
    Party.objects.bulk_create(parties, batch_size=2000)
    sides = [side for one in suspects for side in (one, rng.choice(persons))]
    links = [
        Link(party=party, person=one, because="number", since=at, by=officer, move=move)
        for party, one in zip(parties, sides, strict=True)
    ]
    Link.objects.bulk_create(links, batch_size=2000)


def _rank(placed: Any, on: date, rng: random.Random) -> object:
    from trygg_web.listing.models import Rank

    parts = {name: round(rng.uniform(0, 100), 1) for name in ("recency", "frequency", "gravity", "victims")}
    last = on - timedelta(days=rng.randrange(900))
    shown = {name: getattr(placed, name) for name in ("person", "level", "former", "since", "review_on")}
    return Rank(on=on, score=round(sum(parts.values()) / 4, 1), last_act=last, district="Centrum", **parts, **shown)


def _cookie(place: int) -> str:
    """A session of an officer whose second factor was given."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from trygg_web.access.models import Grant, Role, User

    user = User.objects.create(username=f"user{place}")
    Grant.objects.create(user=user, role=Role.OFFICER, since=timezone.now())
    TOTP.activate(user, generate_totp_secret())
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _serve() -> subprocess.Popen[bytes]:
    granian = [str(pathlib.Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--port", str(PORT)]
    words = [
        "--log-level",
        "warning",
        "--workers",
        "1",
        "--blocking-threads",
        "1",
        "trygg_web.project.wsgi:application",
    ]
    static = {"TRYGG_STATIC": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    server = subprocess.Popen([*granian, *words], env=os.environ | static)
    for _ in range(100):
        time.sleep(0.2)
        try:
            _get(http.client.HTTPConnection("127.0.0.1", PORT), "/konto/logga-in/", "")
        except OSError:
            continue
        return server
    raise RuntimeError("the server did not start")


def _load(cookies: list[str], people: list[str]) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {page: [] for page in WHAT}
    users = [
        threading.Thread(target=_user, args=(cookie, people, taken, place)) for place, cookie in enumerate(cookies)
    ]
    for user in users:
        user.start()
    for user in users:
        user.join()
    return taken


def _user(cookie: str, people: list[str], taken: dict[str, list[float]], place: int) -> None:
    rng, connection = random.Random(place), http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    time.sleep(REST * place / USERS)
    for _ in range(ROUNDS):
        for page, address in _addresses(people, rng).items():
            start = time.perf_counter()
            _get(connection, address, cookie)
            taken[page].append(time.perf_counter() - start)
            time.sleep(REST)


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
    headers = {"Cookie": f"{cookie}; trygg_police_csrf={TOKEN}", "Host": f"127.0.0.1:{PORT}", "X-CSRFToken": TOKEN}
    if address.endswith("/sok/"):  # a search is sent as a form: no name stands in an address
        connection.request("POST", address, "text=lindberg+erik", {**headers, "Content-Type": FORM})
    else:
        connection.request("GET", address, headers=headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{address.split('?', maxsplit=1)[0]} answered {answer.status}")
