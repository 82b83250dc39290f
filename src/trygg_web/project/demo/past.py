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
TOOK = (0, 0, 1, 1, 1, 2, 2, 3, 5, 9)  # days from the report to the decision


def date_back(plan: Plan, rng: Random) -> None:
    """Let every decision have been made soon after a report, so that some placements are due for review."""
    first = plan.until - timedelta(days=max(OLDEST, plan.weeks * PER_WEEK))
    days = _reported(first, plan.until - timedelta(days=NEWEST))
    rows = list(Placement.objects.filter(until=None).select_related("decision__proposal").order_by("pk"))
    for row in rows:
        near = first + timedelta(days=rng.randrange((plan.until - first).days - NEWEST))
        reported = rng.choice(days.get(str(row.person_id), [near]))
        _date(row, reported, reported + timedelta(days=rng.choice(TOOK)), rng)
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
    row.since = decided
    proposal = row.decision.proposal
    if proposal.decide_by:
        proposal.decide_by -= proposal.on - reported
    proposal.on, proposal.at = reported, _at(reported, 6)
    row.decision.at = max(_at(decided, rng.randrange(8, 17)), proposal.at)


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
