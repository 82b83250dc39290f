"""Headline figures: was what was promised kept, and how soon. Each share stands with the numbers it is a share of."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import polars as pl
from django.utils import timezone

from trygg.consequences import certainty, hours_to_answer, speed
from trygg.deadlines import STOCKHOLM
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.followup.models import Alert, AlertState, Promise
from trygg_web.listing.queries.method import rules_on

INSTANT = pl.Datetime("us", "UTC")


@dataclass(frozen=True, slots=True)
class Certainty:
    """How much of what was promised was kept; promised = done + not possible + not done + unknown.

    `share` is the least it can be, `most` the most when every unknown one was kept, `possible` without those that the
    law or who decides said no to. None: a share of nothing.
    """

    promised: int
    done: int
    not_possible: int
    not_done: int
    unknown: int
    share: float | None
    most: float | None
    possible: float | None


@dataclass(frozen=True, slots=True)
class Speed:
    """How soon the first consequence came after a new report; `due`: those whose time is out, `in_time` of them."""

    alerts: int
    answered: int
    waiting: int
    due: int
    in_time: int
    share: float | None
    median_hours: float | None
    within: int  # hours that the method gives


@dataclass(frozen=True, slots=True)
class Headline:
    """Certainty and speed of the alerts reported in a span of days, both counted."""

    since: date
    until: date
    certainty: Certainty
    speed: Speed


def certainty_and_speed(viewer: User, since: date, until: date) -> Headline:
    """The headline figures for reports of a span of days, both counted; alerts that fell are left out."""
    require(viewer, Permission.NOTICE_SEE)
    begin, end = _midnight(since), _midnight(until + timedelta(days=1))
    alerts = Alert.objects.filter(reported_at__gte=begin, reported_at__lt=end).exclude(state=AlertState.WITHDRAWN)
    promises = list(Promise.objects.filter(alert__in=alerts).values_list("alert_id", "result", "done_at"))
    reported = [(str(key), at) for key, at in alerts.values_list("pk", "reported_at")]
    done = [(str(key), at) for key, _result, at in promises if at]
    return Headline(
        since, until, _certainty([result or None for _key, result, _at in promises]), _speed(reported, done)
    )


def _certainty(results: list[str | None]) -> Certainty:
    told = certainty(pl.DataFrame({"result": results}, schema={"result": pl.String})).row(0, named=True)
    numbers = {name: int(told[name]) for name in ("promised", "done", "not_possible", "not_done", "unknown")}
    shares = {"share": told["certainty"], "most": told["certainty_most"], "possible": told["certainty_possible"]}
    return Certainty(**numbers, **shares)


def _speed(reported: list[tuple[str, datetime]], done: list[tuple[str, datetime]]) -> Speed:
    rules = rules_on(timezone.localdate())
    again = pl.DataFrame(reported, schema={"alert": pl.String, "reported_at": INSTANT}, orient="row")
    answers = pl.DataFrame(done, schema={"alert": pl.String, "done_at": INSTANT}, orient="row")
    told = speed(hours_to_answer(again, answers), timezone.now(), rules).row(0, named=True)
    return Speed(
        alerts=int(told["reoffences"]),
        answered=int(told["answered"]),
        waiting=int(told["waiting"]),
        due=int(told["due"]),
        in_time=int(told["in_time"]),
        share=told["in_time_share"],
        median_hours=told["median_hours"],
        within=rules.notices.answer.hours,
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), STOCKHOLM)
