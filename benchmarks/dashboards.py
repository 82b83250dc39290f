"""The dashboards on ten years of Malmö: the first page, a measure, what stands out, and how long it stayed quiet.

The same twenty users and the same server as in benchmarks/pages.py, with the steering group's role. Every page is read
from the summaries that a night has stored; nothing is counted while somebody waits. The ten years are invented: forty
reports a week in eleven areas, whole (police in Malmö told of thirty to fifty), and for every indicator as many things
as that gives; they are made into stored summaries by the code that the night uses.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

import numpy as np
import polars as pl

from benchmarks import pages
from benchmarks.house import open_house
from benchmarks.measure import Figure, percentile, seconds
from trygg.evaluation import indicators
from trygg.evaluation.indicators import Indicator, Year, of_year

YEARS, WEEKLY, AREAS = 10, 40, 11
UNTIL = date(2026, 11, 1)
SHARE = {"workload": 6.0, "reports": 1.0, "harm": 1.0}  # things for each report; the others:
OTHERS = 0.6
WHAT = {
    "overview": "the dashboard, ten years",
    "measure": "a measure with its tables, ten years",
    "drift": "what stands out, month by month",
    "course": "how long it stayed quiet",
}


def figures() -> Iterator[Figure]:
    """What one waits for each page, and for the drawings that come after it, on SQLite with one process."""
    open_house()
    made = seconds(filled, 1)
    yield Figure("ten years of summaries made from counted things", made, "s", "–", _size())
    yield from pages.measured(pages.house("steering", _addresses, WHAT, "≤ 300 ms"), workers=1)
    yield _drawings()


def filled() -> None:
    """Ten years of every indicator, and how long it stayed quiet, as a night stores them."""
    from django.db import transaction

    count, rng = _count(), np.random.default_rng(3)
    with transaction.atomic():
        for indicator in indicators.indicators(count.on).values():
            things = _things(indicator, rng)
            for year in range(UNTIL.year - YEARS + 1, UNTIL.year + 1):
                _store(count, indicator, year, of_year(things, indicator, year, until=UNTIL))
        _follow(count, rng)


def _count() -> Any:
    from django.utils import timezone

    from trygg_web.dashboards.models import Count
    from trygg_web.project import nights

    digest = indicators.digest()
    return Count.objects.create(
        on=UNTIL + timedelta(days=1), until=UNTIL, at=timezone.now(), code="benchmark", definitions=digest,
        method=digest, by=nights.night(),
    )  # fmt: skip


def _things(indicator: Indicator, rng: np.random.Generator) -> pl.DataFrame:
    first = date(UNTIL.year - YEARS + 1, 1, 1)
    days = (UNTIL - first).days
    many = int(days / 7 * WEEKLY * SHARE.get(indicator.id, OTHERS))
    likely = np.array([0.5**place for place in range(len(indicator.outcomes))])
    return pl.DataFrame(
        {
            "day": [first + timedelta(days=int(day)) for day in rng.integers(0, days, many)],
            "area": rng.choice([f"Område {place}" for place in range(AREAS)], many),
            "sex": rng.choice(["M", "F", ""], many, p=[0.85, 0.14, 0.01]),
            "outcome": rng.choice(list(indicator.outcomes), many, p=likely / likely.sum()),
            "hours": rng.gamma(2, 18, many),
        }
    )


def _store(count: Any, indicator: Indicator, year: int, told: Year) -> None:
    from trygg_web.dashboards.actions.counting import told_of
    from trygg_web.dashboards.models import Table

    until = min(UNTIL, date(year + 1, 1, 1))
    Table.objects.create(
        indicator=indicator.id, year=year, until=until, told=told_of(told), source="0" * 64, since=count.at, count=count
    )


def _follow(count: Any, rng: np.random.Generator) -> None:
    from trygg_web.dashboards.actions.following import told_of
    from trygg_web.dashboards.models import Following
    from trygg_web.dashboards.queries.courses import SERIES, STARTS

    many = YEARS * 52 * WEEKLY // 2
    stop = np.minimum(rng.exponential(2500, many), rng.uniform(1, 365 * YEARS, many)).round() + 1
    rows = {"person": np.arange(many), "start": np.zeros(many), "stop": stop, "event": rng.random(many) < 0.4}
    who = {"level": list("ABCD"), "sex": ["F", "M"], "area": [f"Område {place}" for place in range(AREAS)]}
    told = told_of(pl.DataFrame(rows | {name: rng.choice(values, many) for name, values in who.items()}))
    for series in SERIES:
        for start in STARTS:
            row = {"until": UNTIL, "told": told, "source": "0" * 64, "since": count.at, "count": count}
            Following.objects.create(series=series, start=start, **row)


def _size() -> str:
    from trygg_web.dashboards.models import Table

    return f"{len(indicators.indicators(UNTIL))} indicators, {Table.objects.count()} stored tables"


def _addresses(rng: random.Random) -> dict[str, str]:
    slugs = [name.replace("_", "-") for name in indicators.indicators(UNTIL)]
    return {
        "overview": "/lagesbild/",
        "measure": f"/lagesbild/matt/{rng.choice(slugs)}/",
        "drift": "/lagesbild/som-tankt/",
        "course": f"/lagesbild/efter-budskapet/?serie={rng.choice(['report', 'charge'])}&start=first",
    }


def _drawings() -> Figure:
    """Every measure's counts drawn anew, which the page does not wait for."""
    from trygg_web.access.models import User
    from trygg_web.dashboards import drawings, queries

    viewer = User.objects.get(username="user0")
    within = queries.scope(viewer)
    charts = [queries.chart(one) for one in queries.shown(viewer, within)]
    taken = [seconds(partial(drawings.counts, chart), 1) for chart in charts]
    beside = f"median {percentile(taken, 0.5) * 1000:.0f} ms, {len(taken)} drawings; no page waits for them"
    return Figure("a drawing, the first time it is asked for, p95", percentile(taken, 0.95) * 1000, "ms", "–", beside)
