"""Instruments and lists: do they tell apart, do their figures hold here, for whom do they fail, what was done?

Whole groups are judged, never a person; and no rating is learned from data.
"""

from trygg.evaluation.instruments.calibration import calibration
from trygg.evaluation.instruments.decisions import done, overrides
from trygg.evaluation.instruments.discrimination import discrimination
from trygg.evaluation.instruments.fairness import error_rates

__all__ = ["calibration", "discrimination", "done", "error_rates", "overrides"]
