"""What is done here: everything is counted at night, and reports are taken out."""

from trygg_web.dashboards.actions.counting import run_day
from trygg_web.dashboards.actions.reporting import take_out

__all__ = ["run_day", "take_out"]
