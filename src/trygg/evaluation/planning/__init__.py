"""Before a study: how many it takes, what it could show, and who begins when, by lot."""

from trygg.evaluation.planning.lottery import Area, Entry, Log, Plan, commit, commitment, draw_steps, open_step, verify
from trygg.evaluation.planning.simulated import TwoGroups, simulated_power
from trygg.evaluation.planning.sizes import Demand, size_for_means, size_for_rates, size_for_shares, size_for_survival
from trygg.evaluation.planning.stepped import design, stepped_power

__all__ = [
    "Area",
    "Demand",
    "Entry",
    "Log",
    "Plan",
    "TwoGroups",
    "commit",
    "commitment",
    "design",
    "draw_steps",
    "open_step",
    "simulated_power",
    "size_for_means",
    "size_for_rates",
    "size_for_shares",
    "size_for_survival",
    "stepped_power",
    "verify",
]
