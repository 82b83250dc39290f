"""What is done here: everything is counted at night, and reports and research extracts are taken out."""

from trygg_web.dashboards.actions.counting import run_day
from trygg_web.dashboards.actions.extracting import Study, ask_extract, erase_key, release_extract, take_extract
from trygg_web.dashboards.actions.reporting import take_out

__all__ = [
    "Study",
    "ask_extract",
    "erase_key",
    "release_extract",
    "run_day",
    "take_extract",
    "take_out",
]
