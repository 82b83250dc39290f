"""What is done here: everything is counted at night."""

from trygg_web.dashboards.actions.counting import run_day

__all__ = ["run_day"]
