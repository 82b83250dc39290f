"""The invented house's past on the list: each decision followed one of the person's reports, most of them in time.

Written straight into the tables, since what lies in the past cannot be done by today's actions.
"""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from trygg_web.listing.models import Placement
from trygg_web.people import queries as people
from trygg_web.project.demo.users import Plan

NEWEST, OLDEST, PER_WEEK = 28, 110, 5  # days back; of a plan with many weeks five days for each
FRESH, REVIEWED = 4, 0.9  # the newest days, of which nothing is decided yet; share of reviews held when they were due
TOOK = (0, 0, 1, 1, 1, 2, 2, 3, 5, 9)  # days from the report to the decision


def date_back(plan: Plan, rng: Random) -> None:
    """Let every decision have been made soon after a report, and most reviews when they were due."""
    _dated(plan.until - timedelta(days=max(OLDEST, plan.weeks * PER_WEEK)), plan.until - timedelta(days=NEWEST), rng)
    rows = list(Placement.objects.filter(until=None, review_on__lt=plan.until).order_by("pk"))
    for row in rows:
        if rng.random() < REVIEWED:
            every = row.review_on - row.since
            row.review_on += every * (-((row.review_on - plan.until).days // every.days))
            row.save(update_fields=["review_on"])


def date_back_news(plan: Plan, rng: Random) -> None:
    """Let what was decided last have been decided soon after the reports of the last weeks."""
    _dated(plan.until - timedelta(days=NEWEST), plan.until - timedelta(days=FRESH), rng)


def _dated(first: date, last: date, rng: Random) -> None:
    # Of the decisions that were made in this very run.
    days = _reported(first, last)
    made = Placement.objects.filter(until=None, since=timezone.localdate())
    rows = list(made.select_related("decision__proposal").order_by("pk"))
    for row in rows:
        near = first + timedelta(days=rng.randrange((last - first).days))
        reported = rng.choice(days.get(str(row.person_id), [near]))
        _date(row, reported, min(reported + timedelta(days=rng.choice(TOOK)), last), rng)
    for row in rows:  # one command for many rows takes longer to write than all these to run
        row.save(update_fields=["since", "review_on"])
        row.decision.save(update_fields=["at"])
        row.decision.proposal.save(update_fields=["on", "at", "decide_by"])


def _reported(since: date, until: date) -> dict[str, list[date]]:
    # The days on which each person was reported within a span, `until` not counted.
    found: dict[str, list[date]] = {}
    begun = timezone.make_aware(datetime.combine(since, time()))
    for person, at in people.suspicions(begun).sort("at", "person").select("person", "at").iter_rows():
        day = timezone.localtime(at).date()
        if day < until:
            found.setdefault(person, []).append(day)
    return found


def _date(row: Placement, reported: date, decided: date, rng: Random) -> None:
    row.review_on -= row.since - decided
    Placement.objects.filter(person=row.person_id, until=row.since).update(until=decided)  # the level before
    row.since = decided
    proposal = row.decision.proposal
    if proposal.decide_by:
        proposal.decide_by -= proposal.on - reported
    proposal.on, proposal.at = reported, _at(reported, 6)
    row.decision.at = max(_at(decided, rng.randrange(8, 17)), proposal.at)


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
