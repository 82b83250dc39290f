"""What can be read of what came after: levers, alerts, watches, headline figures, and what a letter may say stands."""

from trygg_web.followup.queries.alerts import (
    AlertRow,
    AlertShown,
    alert,
    alert_of,
    alerts,
    counts,
    waiting,
    waiting_count,
)
from trygg_web.followup.queries.figures import Certainty, Headline, Speed, certainty_and_speed
from trygg_web.followup.queries.levers import LeverRow, LeverShown, ending, kinds, lever, levers, levers_of, outside
from trygg_web.followup.queries.promised import Standing, public_facts, what_stands
from trygg_web.followup.queries.watched import WatchRow, outcomes, to_look_at, watch, watched, watches_of

__all__ = [
    "AlertRow",
    "AlertShown",
    "Certainty",
    "Headline",
    "LeverRow",
    "LeverShown",
    "Speed",
    "Standing",
    "WatchRow",
    "alert",
    "alert_of",
    "alerts",
    "certainty_and_speed",
    "counts",
    "ending",
    "kinds",
    "lever",
    "levers",
    "levers_of",
    "outcomes",
    "outside",
    "public_facts",
    "to_look_at",
    "waiting",
    "waiting_count",
    "watch",
    "watched",
    "watches_of",
    "what_stands",
]
