"""Whom an instrument can be judged by: those followed for the whole window, however they were rated."""

import polars as pl

from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.frames import Numbers, numbers, read
from trygg.evaluation.results import Text, Window

ABOUT = Text(
    "Siffran prövar instrumentet eller listan. Den säger inget om en enskild person och rangordnar ingen.",
    "The figure tries the instrument or the list. It says nothing of any one person and ranks nobody.",
)
SEEN = Text(
    "Utfallet är det anmälda. Den som åtgärden skyddade räknas som rätt lugn eller felaktigt varnad, vilket inte går "
    "att skilja åt.",
    "The outcome is what was reported. Whom the measure protected counts as falsely warned of; the two cannot be told "
    "apart.",
)


def followed(people: object, window: Window, *columns: str) -> pl.DataFrame:
    """The people of a frame with columns outcome (1 or 0), followed (in the window's unit) and the named ones.

    Raises InsufficientData where someone without the outcome was followed for less than the window: to leave them out
    would leave out quiet people only. Take those whose rating is old enough for all of them to be followed.
    """
    table = read(people, "outcome", "followed", *columns)
    outcome = numbers(table, "outcome")
    if not set(outcome.tolist()) <= {0.0, 1.0}:
        raise InvalidRecord("the column outcome holds 1 for the outcome and 0 for none")
    short = int(((outcome == 0) & (numbers(table, "followed") < window.length)).sum())
    if short:
        raise InsufficientData(
            f"{short} without the outcome were followed for less than {window.length:g} {window.unit}"
        )
    return table


def both(table: pl.DataFrame) -> Numbers:
    """The outcomes, some of either kind. Raises InsufficientData where all are alike."""
    outcome = numbers(table, "outcome")
    if len(set(outcome.tolist())) < 2:
        raise InsufficientData("all had the outcome or none had; nothing can be told apart")
    return outcome
