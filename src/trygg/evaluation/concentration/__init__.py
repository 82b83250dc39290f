"""Harm: how much, how unevenly it falls, whether it repeats or grows, and whether a list had seen it."""

from trygg.evaluation.concentration.escalation import escalation
from trygg.evaluation.concentration.harm import Index, harm_by_period, reports, swedish, table_index, weighted_interval
from trygg.evaluation.concentration.inequality import (
    concentration,
    fewest,
    generalised_gini,
    gini,
    lorenz,
    unbiased_gini,
)
from trygg.evaluation.concentration.near_repeats import Bands, near_repeats, pairs
from trygg.evaluation.concentration.power_few import power_few

__all__ = [
    "Bands",
    "Index",
    "concentration",
    "escalation",
    "fewest",
    "generalised_gini",
    "gini",
    "harm_by_period",
    "lorenz",
    "near_repeats",
    "pairs",
    "power_few",
    "reports",
    "swedish",
    "table_index",
    "unbiased_gini",
    "weighted_interval",
]
