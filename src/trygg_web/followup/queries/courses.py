"""What came after each message, for all persons at once: new incidents, days held, and the day all watching ended."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import polars as pl
from django.db.models import Min
from django.utils import timezone

from trygg.watches import Course, Held
from trygg_web.access.frames import read, replaced
from trygg_web.listing.models import Decision, Placement, ProposalState
from trygg_web.notifications.models import Notification
from trygg_web.people import queries as people
from trygg_web.people.queries.register import chunks

KNOWN = {"notification": pl.String, "news": pl.Date, "ended": pl.Date, "held": pl.String}
STILL = "-"  # in a span of days held: still held


def known(on: date) -> pl.DataFrame:
    """What is known on a day to have come after the messages: notification, news, ended, held.

    news    the first day after the message on which something new happened
    ended   the day on which all watching ended · held  spans of days in custody, for `course`
    Messages after which nothing is known are left out.
    """
    first = Notification.objects.aggregate(at=Min("delivered_at"))["at"]
    if first is None:
        return pl.DataFrame(schema=KNOWN)
    told = _told()
    news = told.join(_incidents(first), on="person").filter(pl.col("day") > pl.col("told"), pl.col("day") <= on)
    parts = {
        "news": news.group_by("notification").agg(pl.col("day").min()),
        "ended": told.join(_ended(on), on="person").filter(pl.col("day") >= pl.col("told")),
        "held": told.join(_held(on), on="person"),
    }
    every = told.select("notification")
    for name, part in parts.items():
        values = part.select("notification", pl.col("spans" if name == "held" else "day").alias(name))
        every = every.join(values, on="notification", how="left")
    return every.filter(pl.any_horizontal(pl.col(*parts).is_not_null())).with_columns(pl.col("held").fill_null(""))


def course(delivered_at: datetime, row: Mapping[str, Any] | None) -> Course:
    """What came after one message, from a row of `known`; None: nothing."""
    delivered = timezone.localtime(delivered_at).date()
    if row is None:
        return Course(delivered)
    incidents = (row["news"],) if row["news"] else ()
    return Course(delivered, incidents, spans(row["held"]), row["ended"])


def spans(text: str) -> tuple[Held, ...]:
    """The days held that `written` wrote."""
    pairs = [span.split("/") for span in text.split()]
    days = date.fromisoformat
    return tuple(Held(days(since), None if until == STILL else days(until)) for since, until in pairs)


def written(held: list[Held]) -> str:
    """Days held as text, so that a change in them is seen."""
    return " ".join(sorted(f"{span.since}/{span.until or STILL}" for span in held))


def _told() -> pl.DataFrame:
    # Each message that was given: to whom, as they are called today, and on which day.
    given = Notification.objects.filter(delivered_at__isnull=False)
    rows = read(given, notification="id", person="person", at="delivered_at")
    told = pl.col("at").dt.convert_time_zone("Europe/Stockholm").dt.date()
    return rows.select("notification", replaced("person", people.current()), told=told)


def _incidents(first: datetime) -> pl.DataFrame:
    breaches = people.breaches(timezone.localtime(first).date())
    return pl.concat([people.incident_days(first), breaches.select("person", "day")])


def _held(on: date) -> pl.DataFrame:
    held = {str(person): written(stays) for person, stays in people.days_held(on).items()}
    told = {"person": list(held), "spans": list(held.values())}
    return pl.DataFrame(told, schema=dict.fromkeys(told, pl.String))


def _ended(on: date) -> pl.DataFrame:
    # The first day after which nobody watches: dead, moved away, no suspicion left, or taken off the list.
    causes = pl.concat([one.select("person", "day") for one in (_left(), people.gone(), people.cleared())])
    return causes.filter(pl.col("day") <= on).group_by("person").agg(pl.col("day").min())


def _left() -> pl.DataFrame:
    # Taken off the list by a decision, and not on it since.
    now = people.current()
    rows = Decision.objects.filter(level="", refused=False, proposal__state=ProposalState.DECIDED).order_by("at")
    over: dict[UUID, date] = {}
    for person, at, agreed in rows.values_list("proposal__person_id", "at", "second_at"):
        over[now.get(person, person)] = timezone.localtime(agreed or at).date()
    listed = {now.get(person, person) for person in _listed(set(over))}
    left = {str(person): day for person, day in over.items() if person not in listed}
    return pl.DataFrame(
        {"person": list(left), "day": list(left.values())}, schema={"person": pl.String, "day": pl.Date}
    )


def _listed(over: set[UUID]) -> set[UUID]:
    # Those of the persons, under this name or a former one, who stand on the list.
    standing = Placement.objects.filter(until=None).values_list("person_id", flat=True)
    return {person for some in chunks([*over, *people.former(over)]) for person in standing.filter(person__in=some)}
