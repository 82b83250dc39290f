"""Re-offending: who returns, how soon and how often, counted over time at risk."""

from trygg.evaluation.survival.competing import first_event, gray
from trygg.evaluation.survival.curves import Curve, curves, quiet_time, reoffending
from trygg.evaluation.survival.hazards import Repeats, hazards, repeated_hazards
from trygg.evaluation.survival.proportional import standing_ratios
from trygg.evaluation.survival.ranks import log_rank
from trygg.evaluation.survival.repeated import mean_count
from trygg.evaluation.survival.risk import Columns
from trygg.evaluation.survival.shares import crude_share, share_of_followed
from trygg.evaluation.survival.subdistribution import subdistribution_hazards

__all__ = [
    "Columns",
    "Curve",
    "Repeats",
    "crude_share",
    "curves",
    "first_event",
    "gray",
    "hazards",
    "log_rank",
    "mean_count",
    "quiet_time",
    "reoffending",
    "repeated_hazards",
    "share_of_followed",
    "standing_ratios",
    "subdistribution_hazards",
]
