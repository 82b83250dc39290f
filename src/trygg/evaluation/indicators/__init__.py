"""Indicators of a programme: definitions as dated data, tables that may leave the house, breaks of series."""

from trygg.evaluation.indicators.catalogue import Break, Indicator, Published, breaks, digest, indicators, published
from trygg.evaluation.indicators.tables import EMPTY, THING, Spread, Year, of_year, raw, years

__all__ = [
    "EMPTY",
    "THING",
    "Break",
    "Indicator",
    "Published",
    "Spread",
    "Year",
    "breaks",
    "digest",
    "indicators",
    "of_year",
    "published",
    "raw",
    "years",
]
