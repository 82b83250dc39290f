"""Plain shares, for figures that carry their follow-up, and only for those."""

import numpy as np
from narwhals.typing import IntoFrame

from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.results import UNITS, Estimate, Result, Text, Window, share, span, told
from trygg.evaluation.survival.risk import Columns, risk_time

SHARE_SOURCE = "Wilson 1927; exact interval Clopper & Pearson 1934"


def crude_share(  # noqa: PLR0913 - a share is nothing without them
    events: int,
    persons: int,
    *,
    within: float | None,
    shortest: float | None,
    unit: str = "days",
    exact: bool = False,
    level: float = 0.95,
) -> Result:
    """The share of persons with a new event within a time through which every one of them was followed.

    within    the time; shortest: how long the person who was followed least was followed
    exact     Clopper and Pearson's interval instead of Wilson's
    Raises    InsufficientData where either is not known, or some were followed for less: a share of persons who were
              followed for different times grows with time alone, and cannot be compared
    """
    if within is None or shortest is None:
        raise InsufficientData(
            "a crude share without its follow-up says nothing; use reoffending, or tell the follow-up"
        )
    if shortest < within:
        raise InsufficientData(f"some were followed for {shortest:g} {unit} only; use reoffending, which allows for it")
    if not 0 <= events <= persons or not persons:
        raise InvalidRecord("a share needs persons, and no more events than persons")
    low, high = wilson(events, persons, level, exact=exact)
    one = Estimate("share", events / persons, low, high, None, "", within, level)
    says = Text(*(_sentence(one, events, persons, unit, language) for language in ("sv", "en")))
    method = "share, Clopper–Pearson interval" if exact else "share, Wilson interval"
    return Result(method, (one,), Window(within, unit), persons, None, says, events=events, source=SHARE_SOURCE)


def share_of_followed(frame: IntoFrame, *, within: float, columns: Columns | None = None, unit: str = "days") -> Result:
    """The crude share among those who were followed for the whole time, or returned and could have been.

    frame   person-time (see `risk_time`) with one row per person
    Raises  InsufficientData where anyone was cut short before `within`, since to leave them out would leave out quiet
            persons only
    """
    rows = risk_time(frame, columns=columns)
    shortest = float(rows.stop[rows.event == 0].min(initial=np.inf))
    returned = int(((rows.event > 0) & (rows.stop <= within)).sum())
    return crude_share(returned, rows.persons, within=within, shortest=shortest, unit=unit)


def wilson(events: int, total: int, level: float, *, exact: bool = False) -> tuple[float, float]:
    """The ends of Wilson's interval of a share, or of Clopper and Pearson's."""
    from scipy.stats import binomtest

    found = binomtest(events, total).proportion_ci(level, method="exact" if exact else "wilson")
    # Rounding may put an end a hair inside its own share.
    return min(float(found.low), events / total), max(float(found.high), events / total)


def _sentence(one: Estimate, events: int, persons: int, unit: str, language: str) -> str:
    when = f"{told(one.at or 0, language, 0)} {UNITS[unit][language]}"
    figure = f"{share(one.value, language)} ({span(one, language, percent=True)})"
    some, all_ = told(events, language, 0), told(persons, language, 0)
    if language == "sv":
        return (
            f"Inom {when} hade {some} av {all_} personer en ny händelse: {figure}; alla följdes hela tiden. "
            "Andelen beskriver och visar inte orsak."
        )
    return (
        f"Within {when} {some} of {all_} persons had a new event: {figure}; all were followed throughout. "
        "The share describes and does not show a cause."
    )
