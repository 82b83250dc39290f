"""Indicators of a programme: definitions as dated data, tables that may leave the house, breaks of series."""

from trygg.evaluation.indicators.catalogue import Break, Indicator, Published, breaks, digest, indicators, published
from trygg.evaluation.indicators.quiet import Point, Told, quiet
from trygg.evaluation.indicators.tables import EMPTY, THING, Spread, Year, of_year, raw, years

__all__ = [
    "EMPTY",
    "THING",
    "Break",
    "Indicator",
    "Point",
    "Published",
    "Spread",
    "Told",
    "Year",
    "breaks",
    "digest",
    "indicators",
    "of_year",
    "published",
    "quiet",
    "raw",
    "years",
]
