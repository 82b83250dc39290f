"""The day of the list on one page: what happens after an import and every night. Safe to run again."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from trygg_web.access.models import User
from trygg_web.followup import actions as followup
from trygg_web.followup.queries.promised import supervised
from trygg_web.listing import actions as listing
from trygg_web.notifications import actions as notifications
from trygg_web.people import actions as people
from trygg_web.project.nights import Tell


@dataclass(frozen=True, slots=True)
class DayReport:
    """What one day's run did, floor by floor."""

    linked: people.LinkRun
    proposed: listing.ProposalRun
    planned: notifications.PlanRun
    levers: followup.LeverRun
    alerts: followup.AlertRun
    watches: followup.WatchRun


def run_day(on: date, *, by: User, tell: Tell = lambda stage: None) -> DayReport:
    """One working day of the programme: link, propose, plan, follow up. Each floor asks the one below what is new."""
    tell("link")
    linked = people.link_new_parties(on=on, by=by)
    tell("propose")
    proposed = listing.propose_placements(on=on, by=by)
    tell("plan")
    notifications.follow_custody(on=on, by=by)
    notifications.end_attempts(at=timezone.now(), by=by)
    planned = notifications.plan_due(on=on, by=by)
    tell("follow_up")
    levers = followup.register_levers(on=on, by=by)
    followup.check_papers(on=on, by=by)
    alerts = followup.raise_alerts(on=on, by=by)
    followup.open_watches(on=on, by=by)
    watches = followup.judge_watches(on=on, by=by)
    notifications.run_day(on=on, by=by)
    notifications.ask_elsewhere(supervised=supervised(on), by=by)
    return DayReport(linked, proposed, planned, levers, alerts, watches)
