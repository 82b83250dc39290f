"""Indicators of a programme: definitions as dated data, tables that may leave the house, breaks of series."""

from trygg.evaluation.indicators.catalogue import (
    Break,
    Indicator,
    Published,
    Receiver,
    breaks,
    digest,
    indicators,
    published,
    receivers,
)
from trygg.evaluation.indicators.drift import Judged, Month, Sign, drift
from trygg.evaluation.indicators.quiet import Point, Told, quiet, quiet_apart
from trygg.evaluation.indicators.tables import EMPTY, THING, Spread, Year, of_year, raw, years
from trygg.evaluation.indicators.together import REST

__all__ = [
    "EMPTY",
    "REST",
    "THING",
    "Break",
    "Indicator",
    "Judged",
    "Month",
    "Point",
    "Published",
    "Receiver",
    "Sign",
    "Spread",
    "Told",
    "Year",
    "breaks",
    "digest",
    "drift",
    "indicators",
    "of_year",
    "published",
    "quiet",
    "quiet_apart",
    "raw",
    "receivers",
    "years",
]
