"""How long it stays quiet: Kaplan–Meier curves with log-log bands, and the mean quiet time up to a limit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from narwhals.typing import IntoFrame

from trygg.errors import InsufficientData
from trygg.evaluation.frames import Numbers
from trygg.evaluation.results import LANGUAGES, UNITS, Estimate, Result, Test, Text, joined, share, span, told
from trygg.evaluation.survival.influence import hazard_variance
from trygg.evaluation.survival.normal import p_of, quantile
from trygg.evaluation.survival.risk import (
    Columns,
    RiskTime,
    Tally,
    ends_with_event,
    one_event_each,
    risk_time,
    tally,
)

FEW = 10  # fewer still followed than this is told of
SOURCE = "Kaplan & Meier 1958; Greenwood 1926; log-log band Kalbfleisch & Prentice 1980"
MEAN_SOURCE = "Royston & Parmar 2013; variance Klein & Moeschberger 2003, section 4.5"


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """One curve: a step at each moment of an event. `quiet` never rises and starts at one before the first step."""

    group: str
    time: Numbers
    at_risk: Numbers
    events: Numbers
    quiet: Numbers
    low: Numbers
    high: Numbers
    error: Numbers  # standard error of `quiet`
    followed: float  # the last moment at which anybody was seen

    def frame(self) -> pl.DataFrame:
        """The steps as a table, for a drawing and the table beside it."""
        names = ("time", "at_risk", "events", "quiet", "low", "high", "error")
        steps = pl.DataFrame({name: getattr(self, name) for name in names})
        return steps.select(pl.lit(self.group).alias("group"), *names)


def curves(
    frame: IntoFrame, *, group: str | None = None, columns: Columns | None = None, level: float = 0.95
) -> tuple[Curve, ...]:
    """The share without a new event over time, one curve per group.

    frame    person-time (see `risk_time`); each spell counts until its first event
    returns  steps with log-log bands; where a person has more than one spell the bands are clustered by person
    Raises   InsufficientData where a row begins after its spell had an event
    """
    rows = risk_time(frame, columns=columns, group=group)
    ends_with_event(rows)
    return tuple(_curve(rows.of(code), label, level) for code, label in enumerate(rows.groups))


def reoffending(  # noqa: PLR0913 - what a reader must be able to set
    frame: IntoFrame,
    *,
    within: Sequence[float],
    group: str | None = None,
    columns: Columns | None = None,
    unit: str = "days",
    starts: str = "message",
    level: float = 0.95,
) -> Result:
    """The estimated share with a new event within some times, where everybody counts for as long as they were followed.

    frame    person-time (see `risk_time`)
    within   the times, in `unit`; none may lie beyond what was followed in any group
    returns  estimates named `reoffending` per group and time, Kaplan–Meier with log-log bands
    Raises   InsufficientData where nobody was followed for that long
    """
    rows = risk_time(frame, columns=columns, group=group)
    ends_with_event(rows)
    found = [_curve(rows.of(code), label, level, within) for code, label in enumerate(rows.groups)]
    estimates = tuple(_at(curve, time, level) for curve in found for time in within)
    window = rows.window(unit, starts)
    says = Text(*(_sentence(rows, estimates, unit, language) for language in ("sv", "en")))
    return Result(
        *("Kaplan–Meier, log-log band", estimates, window, rows.persons, rows.total, says),
        events=rows.events(),
        notes=tuple(_few(rows, within, unit)),
        source=SOURCE,
    )


def quiet_time(  # noqa: PLR0913 - what a reader must be able to set
    frame: IntoFrame,
    *,
    until: float,
    group: str | None = None,
    columns: Columns | None = None,
    unit: str = "days",
    starts: str = "message",
    level: float = 0.95,
) -> Result:
    """The mean time without a new event up to a limit, per group, and the differences to the first group.

    until    the limit, in `unit`; nobody's time beyond it counts
    returns  estimates named `quiet_time` per group and `difference` per later group; a test per difference
    Raises   InsufficientData where a group was not followed to the limit
    """
    rows = risk_time(frame, columns=columns, group=group)
    one_event_each(rows)
    found = [_curve(rows.of(code), label, level) for code, label in enumerate(rows.groups)]
    means = [_mean(curve, until) for curve in found]
    estimates = [_around("quiet_time", *means[code], curve.group, until, level) for code, curve in enumerate(found)]
    tests = []
    for code, curve in enumerate(found[1:], 1):
        gap, error = means[code][0] - means[0][0], float(np.hypot(means[code][1], means[0][1]))
        estimates.append(_around("difference", gap, error, curve.group, until, level))
        statistic = (gap / error) ** 2 if error else 0.0
        tests.append(Test(f"difference {curve.group}", statistic, 1, p_of(statistic, 1)))
    says = Text(*(_mean_sentence(estimates, until, unit, language) for language in ("sv", "en")))
    return Result(
        *("restricted mean", tuple(estimates), rows.window(unit, starts), rows.persons, rows.total, says),
        events=rows.events(),
        tests=tuple(tests),
        source=MEAN_SOURCE,
    )


def _curve(rows: RiskTime, label: str, level: float, within: Sequence[float] | None = None) -> Curve:
    steps = tally(rows)
    deaths, at_risk = steps.all, steps.at_risk
    quiet = np.asarray(np.cumprod(1 - deaths / at_risk), dtype=np.float64)
    spread = _log_spread(rows, steps, within)
    low, high = log_log(quiet, spread, at_risk, level)
    return Curve(
        label,
        steps.time,
        at_risk,
        deaths,
        quiet,
        low,
        high,
        np.where(quiet > 0, quiet * np.where(quiet > 0, spread, 0), 0),
        float(rows.stop.max()),
    )


def _log_spread(rows: RiskTime, steps: Tally, within: Sequence[float] | None) -> Numbers:
    # Greenwood's holds where each person has one spell; otherwise persons, not spells, are the sample. That takes a
    # pass over all rows for each moment, so it is done for the moments that are asked for only.
    if rows.persons <= rows.spell.max(initial=-1):
        every = np.arange(len(steps.time))
        asked = every if within is None else np.searchsorted(steps.time, within, side="right") - 1
        places = np.unique(asked[asked >= 0])
        spread = np.full(len(steps.time), np.nan)
        spread[places] = np.sqrt(hazard_variance(rows, steps, places, product=True))
        return spread
    with np.errstate(divide="ignore"):
        return np.asarray(
            np.sqrt(np.cumsum(steps.all / (steps.at_risk * (steps.at_risk - steps.all)))), dtype=np.float64
        )


def log_log(quiet: Numbers, spread: Numbers, at_risk: Numbers, level: float) -> tuple[Numbers, Numbers]:
    """The log-log band of a curve, given the standard error of its logarithm.

    Before the first event, where that band has no width, its lower end is the exact binomial one; at nought both are.
    """
    z, tail = quantile(level), (1 - level) / 2
    inside = (quiet > 0) & (quiet < 1)
    log = np.log(np.where(inside, quiet, 0.5))
    wide = z * np.where(inside, spread, 0) / np.abs(log)
    low, high = np.exp(log * np.exp(wide)), np.exp(log * np.exp(-wide))
    # Counts are whole and at least one here, so the power is safe.
    none_yet = tail ** (1 / np.maximum(at_risk, 1))
    low = np.where(inside, low, np.where(quiet >= 1, none_yet, 0))
    high = np.where(inside, high, np.where(quiet >= 1, 1, 1 - none_yet))
    return low, high


def _at(curve: Curve, time: float, level: float) -> Estimate:
    if time > curve.followed:
        who = f"nobody of {curve.group}" if curve.group else "nobody"
        raise InsufficientData(f"{who} was followed for {time:g}; the longest is {curve.followed:g}")
    place = int(np.searchsorted(curve.time, time, side="right")) - 1
    if place < 0:
        at_risk = curve.at_risk[:1] if len(curve.time) else np.ones(1)
        low, high = log_log(np.ones(1), np.zeros(1), at_risk, level)
        return Estimate("reoffending", 0.0, 0.0, 1 - float(low[0]), 0.0, curve.group, time, level)
    value, low_, high_ = (1 - float(column[place]) for column in (curve.quiet, curve.high, curve.low))
    return Estimate("reoffending", value, low_, high_, float(curve.error[place]), curve.group, time, level)


def _few(rows: RiskTime, within: Sequence[float], unit: str) -> Iterator[Text]:
    # A curve goes on to its last person; a reader should know where it rests on a handful, but not on how many.
    for code, label in enumerate(rows.groups):
        mine = rows.group == code
        for time in within:
            left = int(((rows.start < time) & (rows.stop >= time) & mine).sum())
            if left < FEW:
                who = f"{label}: " if label else ""
                when = {language: f"{told(time, language, 0)} {UNITS[unit][language]}" for language in LANGUAGES}
                yield Text(
                    f"{who}färre än {FEW} följdes ännu vid {when['sv']}; läs siffran därefter.",
                    f"{who}fewer than {FEW} were still followed at {when['en']}; read the figure so.",
                )


def _mean(curve: Curve, until: float) -> tuple[float, float]:
    if until > curve.followed:
        raise InsufficientData(f"nobody was followed for {until:g}; the longest is {curve.followed:g}")
    inside = curve.time <= until
    edges = np.concatenate([[0.0], curve.time[inside], [until]])
    areas = np.diff(edges) * np.concatenate([[1.0], curve.quiet[inside]])
    after = np.cumsum(areas[::-1])[::-1][1:]  # the area to the right of each step
    at_risk, deaths = curve.at_risk[inside], curve.events[inside]
    last = at_risk == deaths  # nobody left: no area after it either
    variance = (after**2 * deaths / (at_risk * np.where(last, 1, at_risk - deaths)))[~last].sum()
    return float(areas.sum()), float(np.sqrt(variance))


def _around(name: str, value: float, error: float, group: str, at: float, level: float) -> Estimate:
    z = quantile(level)
    return Estimate(name, value, value - z * error, value + z * error, error, group, at, level)


def _sentence(rows: RiskTime, estimates: Sequence[Estimate], unit: str, language: str) -> str:
    swedish = language == "sv"
    parts = []
    for one in estimates:
        who = f"{one.group}: " if one.group else ""
        when = f"{told(one.at or 0, language, 0)} {UNITS[unit][language]}"
        figure = f"{share(one.value, language)} ({span(one, language, percent=True)})"
        parts.append(f"{who}{figure} {'inom' if swedish else 'within'} {when}")
    people, time = told(rows.persons, language, 0), told(rows.total, language, 0)
    if swedish:
        return (
            f"Uppskattad andel med en ny händelse: {joined(parts, language)}; {people} personer följda i sammanlagt "
            f"{time} {UNITS[unit][language]} under risk. Siffran beskriver vad som registrerats och visar inte orsak."
        )
    return (
        f"Estimated share with a new event: {joined(parts, language)}; {people} persons followed for {time} "
        f"{UNITS[unit][language]} at risk in all. The figure describes what was recorded; it does not show a cause."
    )


def _mean_sentence(estimates: Sequence[Estimate], until: float, unit: str, language: str) -> str:
    limit = f"{told(until, language, 0)} {UNITS[unit][language]}"
    parts = []
    for one in estimates:
        gap = {"sv": "skillnad ", "en": "difference "}[language] if one.name == "difference" else ""
        parts.append(f"{gap}{one.group + ': ' if one.group else ''}{told(one.value, language)} ({span(one, language)})")
    if language == "sv":
        return (
            f"Genomsnittlig tid utan ny händelse, räknad till högst {limit}: {joined(parts, language)}. "
            "En skillnad mellan grupper som inte lottats visar inte orsak."
        )
    return (
        f"Mean time without a new event, counted to at most {limit}: {joined(parts, language)}. "
        "A difference between groups that were not drawn by lot does not show a cause."
    )
