"""Counts and the tables they made."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from tests.factories.access import clerk, make_user
from trygg_web.dashboards.models import Count, Extract, Following, Harm, Table

NOTHING = {"points": [], "persons": {}}


def make_count(**given: Any) -> Count:
    """A night's count with one table, of reports."""
    row = {
        "on": date(2026, 11, 23), "until": date(2026, 11, 1), "at": timezone.now(), "code": "trygg 0",
        "definitions": "0" * 64, "method": "0" * 64, "by": clerk(),
    }  # fmt: skip
    count = Count.objects.create(**(row | given))
    make_table(count)
    make_following(count)
    make_harm(count)
    return count


def make_table(count: Count, indicator: str = "reports", year: int = 2025, **given: Any) -> Table:
    """A stored summary: twelve reports in March, something hidden in April."""
    time = [
        [1, 3, "all", 12],
        [1, None, "all", 12],
        [2, 1, "all", None],
        [2, None, "all", None],
        [None, None, "all", 30],
    ]
    time += [[*cell[:2], None, cell[3]] for cell in time]
    told = {"time": time, "place": None, "hours": [], "least": 5}
    row = {"until": date(year + 1, 1, 1), "told": told, "source": "0" * 64, "since": count.at}
    Table.objects.filter(indicator=indicator, year=year, closed=None).update(closed=count.at)
    return Table.objects.create(indicator=indicator, year=year, count=count, **(row | given))


def make_following(count: Count, series: str = "report", start: str = "first", **given: Any) -> Following:
    """What is told of level C: a fifth with a new report within a year."""
    point = {"group": "C", "months": 12, "share": 0.2, "low": 0.15, "high": 0.26, "followed": 80}
    told = {"level": {"points": [point], "persons": {"C": 120}}, "sex": NOTHING, "area": NOTHING}
    row = {"until": count.until, "told": told, "source": "0" * 64, "since": count.at}
    Following.objects.filter(series=series, start=start, closed=None).update(closed=count.at)
    return Following.objects.create(series=series, start=start, count=count, **(row | given))


def make_harm(count: Count, **given: Any) -> Harm:
    """What is told of harm: a year of 12 000 days, of which the last quarter is hidden."""
    spread = {"low": 10000.0, "high": 14000.0, "reports": 400}
    hidden = {"days": None, "low": None, "high": None, "reports": None}
    share = {"value": 0.08, "low": 0.06, "high": 0.1}
    times = {"value": 0.95, "low": 0.9, "high": 1.01}
    told = {
        "years": [{"name": "2025", "days": 12000.0, **spread}],
        "quarters": [{"name": "2025 1", "days": 3000.0, **spread}, {"name": "2025 2", **hidden}],
        "parts": {"sex": [{"name": "M", "days": 9000.0, **spread}, {"name": "rest", "days": 3000.0, **spread}]},
        "few": {
            "year": 2025,
            "persons": 300,
            "holding": share,
            "gini": 0.81,
            "top": 0.7,
            "listed": share,
            "unknown": None,
        },
        "growth": {"couples": 320, "alone": share, "gap": times, "gravity": times},
    }
    Harm.objects.filter(closed=None).update(closed=count.at)
    row = {"until": count.until, "told": told, "source": "0" * 64, "since": count.at, "count": count}
    return Harm.objects.create(**(row | given))


def make_extract(**given: Any) -> Extract:
    """An extract of six persons that waits for a second person; its rows are empty."""
    row = {
        "purpose": "Följa upp återfall.", "ethics_number": "2026-01234-01", "recipient": "Malmö universitet",
        "since": date(2025, 1, 1), "until": date(2026, 1, 1), "persons": 6, "smallest": 6, "codebook": [],
        "cells": [[2025, "M", "30", "", 6]],
        "digest": "0" * 64, "asked_by": clerk(), "asked_at": timezone.now(),
    }  # fmt: skip
    extract = Extract(**(row | given))
    extract.content = b"rows"
    extract.save()
    return extract


def make_released() -> Extract:
    """An extract that a second person has released."""
    return make_extract(released_by=make_user(), released_at=timezone.now())


# What an address may take the id of. `tests/wall/who_sees_what.toml` names these in `args`.
THINGS: dict[str, Callable[[], Any]] = {
    "extract": lambda: make_extract().pk,
    "released_extract": lambda: make_released().pk,
    "count": lambda: make_count().pk,
    "measure": lambda: make_count() and "reports",
    "watched_measure": lambda: make_table(make_count(), "gates") and "gates",
    "chart_kind": lambda: "antal",
    "report_kind": lambda: make_count() and "zip",
}
