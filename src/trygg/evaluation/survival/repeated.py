"""How many new events a person has on average: the mean cumulative count of repeated events."""

from collections.abc import Sequence

import numpy as np
from narwhals.typing import IntoFrame

from trygg.errors import InsufficientData
from trygg.evaluation.frames import Numbers
from trygg.evaluation.results import UNITS, Estimate, Result, Text, joined, span, told
from trygg.evaluation.survival.influence import hazard_variance
from trygg.evaluation.survival.normal import quantile
from trygg.evaluation.survival.risk import Columns, RiskTime, risk_time, tally

SOURCE = "Nelson 1995; variance with persons as the sample Lawless & Nadeau 1995"


def mean_count(  # noqa: PLR0913 - what a reader must be able to set
    frame: IntoFrame,
    *,
    within: Sequence[float],
    group: str | None = None,
    columns: Columns | None = None,
    unit: str = "days",
    starts: str = "message",
    level: float = 0.95,
) -> Result:
    """The mean number of new events per person within some times, all events counted.

    frame    person-time: one row up to each event and one after the last (see `risk_time`)
    returns  estimates named `mean_count` per group and time, interval on the log scale, errors by person
    Raises   InsufficientData where nobody was followed for that long
    """
    rows = risk_time(frame, columns=columns, group=group)
    estimates = tuple(
        one
        for code, label in enumerate(rows.groups)
        for one in _group(rows.of(code), label, np.asarray(within, dtype=float), level)
    )
    says = Text(*(_sentence(rows, estimates, unit, language) for language in ("sv", "en")))
    return Result(
        *("mean cumulative count", estimates, rows.window(unit, starts), rows.persons, rows.total, says),
        events=rows.events(),
        source=SOURCE,
    )


def _group(rows: RiskTime, label: str, within: Numbers, level: float) -> list[Estimate]:
    if (within > rows.stop.max()).any():
        raise InsufficientData(f"nobody was followed for {within.max():g}; the longest is {rows.stop.max():g}")
    steps, z = tally(rows), quantile(level)
    count = np.concatenate([[0.0], np.cumsum(steps.all / steps.at_risk)])
    place = np.searchsorted(steps.time, within, side="right")
    some = len(steps.time) > 0
    errors = np.sqrt(hazard_variance(rows, steps, np.maximum(place - 1, 0))) if some else np.zeros(len(within))
    # Before the first event the rate's exact upper end for no event among those at risk at the start.
    none = -np.log((1 - level) / 2) / max(steps.at_risk[0] if some else rows.persons, 1)
    out = []
    for time, spot, error in zip(within, place, errors, strict=True):
        value = float(count[spot])
        wide = float(np.exp(z * error / value)) if value else 1.0
        ends = (value / wide, value * wide) if value else (0.0, float(none))
        out.append(Estimate("mean_count", value, *ends, float(error) if value else 0.0, label, float(time), level))
    return out


def _sentence(rows: RiskTime, estimates: Sequence[Estimate], unit: str, language: str) -> str:
    within, when = {"sv": "inom", "en": "within"}[language], UNITS[unit][language]
    parts = [
        f"{one.group + ': ' if one.group else ''}{told(one.value, language, 2)} ({span(one, language, digits=2)}) "
        f"{within} {told(one.at or 0, language, 0)} {when}"
        for one in estimates
    ]
    persons, events = (told(count, language, 0) for count in (rows.persons, rows.events()))
    if language == "sv":
        return (
            f"Nya händelser per person i genomsnitt: {joined(parts, language)}; {events} händelser bland {persons} "
            "personer. Ett medeltal kan bäras av några få personer, och det visar inte orsak."
        )
    return (
        f"New events per person on average: {joined(parts, language)}; {events} events among {persons} persons. "
        "An average may be carried by a few persons, and it does not show a cause."
    )
