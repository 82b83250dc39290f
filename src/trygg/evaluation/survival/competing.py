"""What came first: a new event, or death, a move or a long sentence that made one impossible."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from narwhals.typing import IntoFrame

from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.frames import Numbers
from trygg.evaluation.results import UNITS, Estimate, Result, Test, Text, chance, joined, share, span, told
from trygg.evaluation.survival.influence import before
from trygg.evaluation.survival.normal import p_of, quantile
from trygg.evaluation.survival.risk import (
    Columns,
    RiskTime,
    by_person,
    ends_with_event,
    one_event_each,
    risk_time,
    tally,
)

SOURCE = "Aalen & Johansen 1978; variance with persons as the sample Therneau, Crowson & Atkinson 2024"
GRAY_SOURCE = "Gray 1988"
QUIET = "quiet"
ROUNDED = 1e-12  # a share this near to nought or one is that, but for rounding


def first_event(  # noqa: PLR0913 - what a reader must be able to set
    frame: IntoFrame,
    *,
    within: Sequence[float],
    group: str | None = None,
    columns: Columns | None = None,
    unit: str = "days",
    starts: str = "message",
    level: float = 0.95,
) -> Result:
    """The share with each cause as their first event within some times, and the share with none.

    frame    person-time whose event column holds the name of a cause, or null where cut short
    returns  estimates named after each cause, and `quiet`; the shares of one group and time add up to one
    Raises   InsufficientData where nobody was followed for that long, or a row begins after its spell had an event
    """
    rows = risk_time(frame, columns=columns, group=group)
    ends_with_event(rows)
    if QUIET in rows.causes:
        raise InvalidRecord(f"no cause may be called {QUIET!r}, which is the share with none")
    parts = [(rows.of(code), label) for code, label in enumerate(rows.groups)]
    estimates = tuple(one for part, label in parts for one in _shares(part, label, within, level))
    says = Text(*(_sentence(rows, estimates, unit, language) for language in ("sv", "en")))
    return Result(
        *("Aalen–Johansen", estimates, rows.window(unit, starts), rows.persons, rows.total, says),
        events=rows.events(),
        source=SOURCE,
    )


def gray(
    frame: IntoFrame,
    *,
    group: str,
    cause: str,
    columns: Columns | None = None,
    unit: str = "days",
    starts: str = "message",
) -> Result:
    """Whether one cause comes to equally many in all groups, where other causes may come first.

    returns  `share` per group at the end of what was followed by all groups, and one test
    Raises   InsufficientData where there is but one group, or where somebody enters late or has gaps (let the clock
             stand still in custody instead)
    """
    rows = risk_time(frame, columns=columns, group=group)
    one_event_each(rows)
    if rows.entered_late:
        raise InsufficientData("Gray's test has no late entry; build the spells with the clock of time at liberty")
    if cause not in rows.causes or len(rows.groups) < 2:
        raise InsufficientData(f"Gray's test needs two groups, and events of {cause!r}")
    statistic, freedom = _gray(rows, rows.causes.index(cause))
    test = Test(f"Gray, {cause}", statistic, freedom, p_of(statistic, freedom))
    parts = [(rows.of(code), label) for code, label in enumerate(rows.groups)]
    end = min(float(part.stop.max()) for part, _ in parts)
    estimates = tuple(one for part, label in parts for one in _shares(part, label, [end], 0.95) if one.name == cause)
    says = Text(*(_test_sentence(estimates, test, end, unit, language) for language in ("sv", "en")))
    return Result(
        *("Gray's test", estimates, rows.window(unit, starts), rows.persons, rows.total, says),
        events=rows.events(rows.causes.index(cause) + 1),
        tests=(test,),
        source=GRAY_SOURCE,
    )


def _shares(rows: RiskTime, label: str, within: Sequence[float], level: float) -> list[Estimate]:
    if max(within) > rows.stop.max():
        raise InsufficientData(f"nobody was followed for {max(within):g}; the longest is {rows.stop.max():g}")
    steps = tally(rows)
    quiet = np.concatenate([[1.0], np.cumprod(1 - steps.all / steps.at_risk)])
    reached = before(quiet[:-1, None] * steps.events / steps.at_risk[:, None])
    out = []
    for time in within:
        place = int(np.searchsorted(steps.time, time, side="right"))
        moved = _influence(rows, quiet, reached, place)
        values = np.clip(np.append(reached[place], quiet[place]), 0, 1)
        left = float(((rows.start < time) & (rows.stop >= time)).sum())
        for name, value, error in zip((*rows.causes, QUIET), values, np.sqrt((moved**2).sum(axis=0)), strict=True):
            low, high = _band(float(value), float(error), level, left)
            out.append(Estimate(name, float(value), low, high, float(error), label, float(time), level))
    return out


def _influence(rows: RiskTime, quiet: Numbers, reached: Numbers, place: int) -> Numbers:
    # Each person's pull on every share at one moment: their own event, less the hazard they passed through, and what
    # both did to the share still quiet afterwards. Columns: the causes, then quiet.
    steps = tally(rows)
    events, at_risk = steps.events[:place], steps.at_risk[:place]
    left = at_risk - events.sum(axis=1)
    safe = np.where(left > 0, left, np.inf)[:, None]  # after the last there is nothing left to move
    ends = np.append(reached[place], quiet[place])
    after = np.column_stack([ends[:-1] - reached[1 : place + 1], np.full(place, ends[-1])])
    jump = -after / safe
    drift = jump * (events.sum(axis=1) / at_risk)[:, None]
    own = quiet[:place] / at_risk
    drift[:, :-1] += (own / at_risk)[:, None] * events
    passed = before(drift)
    end = np.minimum(steps.after, place)
    mine = passed[np.minimum(steps.first, end)] - passed[end]
    hit = (steps.hit >= 0) & (steps.hit < place)
    at = steps.hit[hit]
    mine[hit] += jump[at]
    mine[np.flatnonzero(hit), rows.event[hit] - 1] += own[at]
    return by_person(mine, rows.person)


def _band(value: float, error: float, level: float, left: float) -> tuple[float, float]:
    # Log-log, as for a curve; at nought and at one the exact binomial end, given those still at risk.
    if value < ROUNDED or value > 1 - ROUNDED:
        edge = ((1 - level) / 2) ** (1 / max(left, 1))
        return (0.0, max(1 - edge, value)) if value < 0.5 else (min(edge, value), 1.0)
    log = np.log(value)
    wide = quantile(level) * error / (value * abs(log))
    return float(np.exp(log * np.exp(wide))), float(np.exp(log * np.exp(-wide)))


@dataclass(frozen=True, slots=True, eq=False)
class _Groups:
    # Per moment and group, for Gray's test; shape (moments, groups).
    at_risk: Numbers
    wanted: Numbers
    other: Numbers
    quiet: Numbers  # before the moment
    quiet_after: Numbers
    reached: Numbers  # before the moment


def _grouped(rows: RiskTime, cause: int) -> _Groups:
    moments = tally(rows).time
    parts = [tally(rows.of(code), moments) for code in range(len(rows.groups))]
    at_risk = np.stack([part.at_risk for part in parts], axis=1)
    wanted = np.stack([part.events[:, cause] for part in parts], axis=1)
    all_ = np.stack([part.all for part in parts], axis=1)
    safe = np.where(at_risk > 0, at_risk, 1)
    curve = np.concatenate([np.ones((1, len(parts))), np.cumprod(1 - all_ / safe, axis=0)])
    reached = before(curve[:-1] * wanted / safe)
    return _Groups(at_risk, wanted, all_ - wanted, curve[:-1], curve[1:], reached[:-1])


def _gray(rows: RiskTime, cause: int) -> tuple[float, int]:
    # Persons with another cause stay in the risk set by Y(t) (1 - F(t-)) / S(t-); Gray 1988, sections 2 and 3.
    of = _grouped(rows, cause)
    seen, came = of.at_risk > 0, of.wanted.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        scaled = np.where(seen, of.at_risk / of.quiet, 0)
    kept = np.where(seen, scaled * (1 - of.reached), 0)
    total = scaled.sum(axis=1)
    score = (of.wanted - came[:, None] * kept / kept.sum(axis=1, keepdims=True)).sum(axis=0)
    pooled = np.cumsum(came / total)
    rate = came / total / (1 - np.concatenate([[0.0], pooled[:-1]]))
    own = scaled[:, :, None] * np.eye(len(rows.groups)) - scaled[:, :, None] * scaled[:, None, :] / total[:, None, None]
    ran = np.cumsum(own * rate[:, None, None], axis=0)
    variance = _gray_variance(of, own, ran[-1] - ran, (came, total, pooled))[:-1, :-1]
    return float(score[:-1] @ np.linalg.pinv(variance) @ score[:-1]), int(np.linalg.matrix_rank(variance))


def _gray_variance(of: _Groups, own: Numbers, ahead: Numbers, pooled: tuple[Numbers, Numbers, Numbers]) -> Numbers:
    # Martingale pieces: events of the cause in question move the score now and later, other causes only later.
    came, total, reached = pooled
    left = of.quiet_after > 0
    still = np.where(left, (1 - reached)[:, None] / np.where(left, of.quiet_after, 1), 0)
    counts = of.at_risk > 0
    spread = _tied(came[:, None], total[:, None] * of.quiet) * of.quiet * came[:, None]
    spread = np.where(counts, spread / (total[:, None] * np.where(counts, of.at_risk, 1)), 0)
    others = _tied(of.other, of.at_risk) * of.quiet**2 * of.other / np.where(counts, of.at_risk, 1) ** 2
    others = np.where(left, others, 0)
    now = own + (1 - still)[:, None, :] * ahead
    later = still[:, None, :] * ahead
    found = np.einsum("tik,tjk,tk->ij", now, now, spread) + np.einsum("tik,tjk,tk->ij", later, later, others)
    return np.asarray(found, dtype=np.float64)


def _tied(events: Numbers, at_risk: Numbers) -> Numbers:
    # Events at one moment are drawn without replacement.
    many = events > 1
    return np.where(many, 1 - (events - 1) / np.where(many, at_risk - 1, 1), 1.0)


def _sentence(rows: RiskTime, estimates: Sequence[Estimate], unit: str, language: str) -> str:
    within, when = {"sv": "inom", "en": "within"}[language], UNITS[unit][language]
    none = {"sv": "ingen händelse", "en": "no event"}[language]
    parts = [
        f"{one.group + ': ' if one.group else ''}{none if one.name == QUIET else one.name} "
        f"{share(one.value, language)} ({span(one, language, percent=True)}) "
        f"{within} {told(one.at or 0, language, 0)} {when}"
        for one in estimates
    ]
    persons = told(rows.persons, language, 0)
    if language == "sv":
        return (
            f"Vad som kom först bland {persons} personer: {joined(parts, language)}. Den som dött, flyttat eller "
            "avtjänar ett långt straff kan inte återfalla och räknas inte som lugn."
        )
    return (
        f"What came first among {persons} persons: {joined(parts, language)}. Those who died, moved or serve a long "
        "sentence cannot return and are not counted as quiet."
    )


def _test_sentence(estimates: Sequence[Estimate], test: Test, end: float, unit: str, language: str) -> str:
    parts = [f"{one.group} {share(one.value, language)} ({span(one, language, percent=True)})" for one in estimates]
    when = f"{told(end, language, 0)} {UNITS[unit][language]}"
    if language == "sv":
        return (
            f"{estimates[0].name} inom {when}: {joined(parts, language)}; {chance(test.p, language)} för ingen "
            "skillnad. Ett p-värde mäter inte hur stor skillnaden är, och utan lottning visar den inte orsak."
        )
    return (
        f"{estimates[0].name} within {when}: {joined(parts, language)}; {chance(test.p, language)} for no difference. "
        "A p-value does not measure the size of a difference, and without a lottery it does not show a cause."
    )
