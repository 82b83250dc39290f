"""The night's count: everything is counted anew when a month has ended or a definition has changed, else nothing.

A count that followed every report would give away the one that came since yesterday. Safe to run again.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

import polars as pl
from django.db import transaction
from django.utils import timezone

from trygg.evaluation.indicators import Indicator, Year, digest, indicators, of_year, raw, years
from trygg.evaluation.results import version
from trygg_web.access import log, vault
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.dashboards.actions.following import keep_followings
from trygg_web.dashboards.actions.weighing import SETTLED, keep_harm
from trygg_web.dashboards.models import Count, Table
from trygg_web.dashboards.queries.known import known
from trygg_web.dashboards.queries.things import THINGS
from trygg_web.listing.queries.method import rules_on


def run_day(*, on: date, by: User) -> Count | None:
    """The count of this night; None where nothing could have changed since the last one."""
    require(by, Permission.FIGURES_COUNT)
    until, rules = on.replace(day=1), rules_on(on)
    same = {"until": until, "code": version(), "definitions": digest(), "method": rules.version}
    last = Count.objects.order_by("-at").first()
    if last and all(getattr(last, name) == value for name, value in same.items()):
        return None
    return _count(on, same, by)


@transaction.atomic
def _count(on: date, same: dict[str, Any], by: User) -> Count:
    count = Count.objects.create(on=on, at=timezone.now(), by=by, **same)
    everything = known(on)
    for indicator in indicators(on).values():
        things = THINGS[indicator.id](everything)
        for year in years(things, count.until):
            count.changed += _keep(count, indicator, year, things)
    count.changed += keep_followings(count, everything) + keep_harm(count, everything)
    count.save(update_fields=["changed"])
    log.did(by, Verb.COUNTED, "count", [count.pk], note=f"{count.changed} tables")
    return count


def _keep(count: Count, indicator: Indicator, year: int, things: pl.DataFrame) -> int:
    """One when the year's table differs from the one that stands, which is then closed; otherwise nought."""
    stands = Table.objects.filter(indicator=indicator.id, year=year, closed=None, count__definitions=count.definitions)
    if year < count.until.year - SETTLED and stands.exists():
        return 0
    until = min(count.until, date(year + 1, 1, 1))
    cells = raw(things, indicator, year, until=until)
    source = vault.stamp(f"{count.definitions}|{indicator.id}|{year}|{until}|{json.dumps(cells.rows())}", "table")
    open_ = Table.objects.filter(indicator=indicator.id, year=year, closed=None)
    if open_.filter(source=source).exists():
        return 0
    open_.update(closed=count.at)
    told = told_of(of_year(things, indicator, year, until=until))
    Table.objects.create(
        indicator=indicator.id, year=year, until=until, told=told, source=source, since=count.at, count=count
    )
    return 1


def told_of(year: Year) -> dict[str, Any]:
    """A year as it is stored: lists of cells, hidden counts as null."""
    place = None if year.place is None else list(_cells(year.place))
    return {
        "time": list(_cells(year.time)),
        "place": place,
        "hours": [asdict(spread) for spread in year.hours],
        "least": year.least,
    }


def _cells(table: pl.DataFrame) -> Iterator[list[Any]]:
    return (list(row) for row in table.iter_rows())
