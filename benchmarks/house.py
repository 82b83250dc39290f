"""The house's own work: four years of feeds to a proposed list, a weekly file, pages under load, the sealed log.

Each runs in a house of its own in a temporary folder, on SQLite, through the real actions.
"""

import os
import pathlib
import tempfile
import time
from collections.abc import Iterator
from datetime import date

from benchmarks.measure import Figure, peak_mb

FEEDS = pathlib.Path(__file__).resolve().parents[2] / "shared" / "data" / "feeds" / "police"


def open_house() -> None:
    """Django on an empty database, with keys and tables."""
    home = pathlib.Path(tempfile.mkdtemp(prefix="trygg-bench-"))
    os.environ |= {
        "TRYGG_SECRET": "for measuring only",
        "TRYGG_HTTPS": "off",
        "TRYGG_VAR": str(home),
        "TRYGG_KEYS": str(home / "keys.json"),
        "DATABASE_URL": os.environ.get("DATABASE_URL", f"sqlite:///{home}/house.sqlite3"),
        "DJANGO_SETTINGS_MODULE": "trygg_web.project.settings",
        "TRYGG_STATIC": "django.contrib.staticfiles.storage.StaticFilesStorage",  # nothing is collected to measure
    }
    import django

    django.setup()
    from django.core.management import call_command

    from trygg_web.access import vault

    vault.write_keys(home / "keys.json", vault.new_keys())
    call_command("migrate", verbosity=0)


def figures() -> Iterator[Figure]:
    """Import, link and propose; then the log."""
    open_house()
    yield from _log()
    if FEEDS.exists():
        yield from _feeds()


def _feeds() -> Iterator[Figure]:
    from trygg_web.project import daily, nights

    on = date(2026, 2, 9)
    start = time.perf_counter()
    for year in sorted(FEEDS.glob("20??.csv")):
        _read(year)
    saved = time.perf_counter() - start
    daily.run_day(on, by=nights.night())
    total = time.perf_counter() - start
    yield Figure(
        "four years from empty to proposed list", total, "s", "≤ 60 s", f"{saved:.1f} s of it reading and saving"
    )
    yield Figure("… peak memory", peak_mb(), "MB", "≤ 1,500 MB")
    for week in sorted(FEEDS.glob("2026-W*.csv"))[:2]:
        start = time.perf_counter()
        _read(week)
        daily.run_day(on, by=nights.night())
        yield Figure(f"weekly file {week.stem} to proposed list", time.perf_counter() - start, "s", "≤ 5 s")


def _read(path: pathlib.Path) -> None:
    from trygg_web.incidents import actions
    from trygg_web.project import nights

    run = actions.receive(path.read_bytes(), path.name, sender="polisen", by=nights.night())
    actions.import_reports(run.id, by=nights.night())


def _log(writes: int = 2000) -> Iterator[Figure]:
    from django.db import transaction
    from django.utils import timezone

    from trygg_web.access import log
    from trygg_web.people.models import Person
    from trygg_web.project import nights

    by = nights.night()
    start = time.perf_counter()
    for _ in range(writes):
        with transaction.atomic():
            person = Person.objects.create(given="Test", family="Test", since=timezone.now())
            log.did(by, log.Verb.LINKED, "person", [person.pk])
    rate = writes / (time.perf_counter() - start)
    yield Figure("a row with its sealed log entry", rate, "a second", "≥ 800 a second", "SQLite, synchronous=FULL")
