"""Which covariates go with a cause coming at all, where other causes may come first: Fine and Gray's model.

A person with another cause stays in the risk set with a weight that fades as people are cut short. lifelines and
statsmodels have no such model. Source: Fine & Gray 1999, with their variance for the estimated weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from narwhals.typing import IntoFrame

from trygg.errors import InsufficientData
from trygg.evaluation.frames import Numbers, read
from trygg.evaluation.results import Estimate, Result, Text, joined, span, told
from trygg.evaluation.survival.hazards import design_of, ratios
from trygg.evaluation.survival.influence import before
from trygg.evaluation.survival.newton import Slopes, climb
from trygg.evaluation.survival.risk import Codes, Columns, RiskTime, one_event_each, risk_time

SOURCE = "Fine & Gray 1999"


def subdistribution_hazards(  # noqa: PLR0913 - what a reader must be able to set
    frame: IntoFrame,
    covariates: Sequence[str],
    *,
    cause: str,
    columns: Columns | None = None,
    unit: str = "days",
    starts: str = "message",
) -> Result:
    """Subdistribution hazard ratios of one cause, which order persons by how many reach it in the end.

    frame       one row per person, whose event column names the cause
    covariates  as in `hazards`; they stand still over time
    Raises      InsufficientData where the cause never came, where somebody enters late, or has several rows
    """
    table, rows = read(frame), risk_time(frame, columns=columns)
    one_event_each(rows)
    if rows.entered_late or rows.persons < len(rows.stop):
        raise InsufficientData("Fine and Gray's model takes one row per person from nought on; no late entry")
    if cause not in rows.causes:
        raise InsufficientData(f"{cause!r} never came")
    design = design_of(table, covariates)
    weighted = _weighted(rows, np.stack(list(design.values()), axis=1), rows.causes.index(cause) + 1)
    log_ratio, information = _fit(weighted)
    moved = _influence(weighted, log_ratio) @ np.linalg.inv(information)
    estimates = ratios(list(design), log_ratio, moved.T @ moved)
    says = Text(*(_sentence(rows, estimates, cause, language) for language in ("sv", "en")))
    return Result(
        *("Fine–Gray", estimates, rows.window(unit, starts), rows.persons, rows.total, says),
        events=rows.events(rows.causes.index(cause) + 1),
        source=SOURCE,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Weighted:
    design: Numbers  # centred
    stop: Numbers
    time: Numbers  # moments of the cause in question
    events: Numbers  # per moment
    own: Codes  # the moment of a row's own event, or -1
    after: Codes  # the first moment after a row's stop
    kept: Numbers  # per row: 1 / chance of being still watched just before its other cause, or 0
    watched: Numbers  # per moment: chance of being still watched just before it
    cut: Numbers  # per row: true where it was cut short


@dataclass(frozen=True, slots=True, eq=False)
class _Sums:
    risk: Numbers  # per row
    total: Numbers  # per moment
    mean: Numbers  # moments × covariates


def _weighted(rows: RiskTime, design: Numbers, cause: int) -> _Weighted:
    stop, wanted = rows.stop, rows.event == cause
    time, own = np.unique(stop[wanted], return_inverse=True)
    place = np.full(len(stop), -1)
    place[wanted] = own
    cut_times = np.unique(stop[rows.event == 0])
    order = np.sort(stop)
    at_risk = len(stop) - np.searchsorted(order, cut_times, side="left")
    cuts = np.bincount(np.searchsorted(cut_times, stop[rows.event == 0]), minlength=len(cut_times))
    curve = np.concatenate([[1.0], np.cumprod(1 - cuts / at_risk)])
    other = (rows.event > 0) & ~wanted
    still = curve[np.searchsorted(cut_times, stop, side="left")]
    kept = np.where(other, 1 / np.where(other, still, 1), 0)
    watched = curve[np.searchsorted(cut_times, time, side="left")]
    after = np.searchsorted(time, stop, side="right")
    events = np.bincount(own).astype(float)
    return _Weighted(design - design.mean(axis=0), stop, time, events, place, after, kept, watched, rows.event == 0)


def _running(of: _Weighted, values: Numbers) -> Numbers:
    # Per moment: those not yet stopped, and those stopped by another cause with their fading weight.
    size = len(of.time)
    gone = np.cumsum(np.bincount(of.after, weights=values, minlength=size + 1))[:size]
    lingering = np.cumsum(np.bincount(of.after, weights=values * of.kept, minlength=size + 1))[:size]
    return np.asarray(values.sum() - gone + of.watched * lingering, dtype=np.float64)


def _sums(of: _Weighted, at: Numbers) -> _Sums:
    risk = np.exp(of.design @ at)
    total = _running(of, risk)
    columns = [_running(of, risk * of.design[:, column]) for column in range(of.design.shape[1])]
    return _Sums(risk, total, np.stack(columns, axis=1) / total[:, None])


def _passed(of: _Weighted, steps: Numbers) -> Numbers:
    # Per row: a quantity of the moments summed with the row's weight at each.
    whole = before(steps)
    fading = before(of.watched.reshape(-1, *[1] * (steps.ndim - 1)) * steps)
    kept = of.kept.reshape(-1, *[1] * (steps.ndim - 1))
    return np.asarray(whole[of.after] + kept * (fading[-1] - fading[of.after]), dtype=np.float64)


def _fit(of: _Weighted) -> tuple[Numbers, Numbers]:
    died = of.own >= 0

    def slopes(at: Numbers) -> Slopes:
        sums = _sums(of, at)
        with np.errstate(invalid="ignore"):  # too long a step is no gain, and is halved
            likelihood = float((of.design[died] @ at).sum() - of.events @ np.log(sums.total))
        spent = sums.risk * _passed(of, of.events / sums.total)
        inner = of.design.T @ (spent[:, None] * of.design)
        information = np.asarray(inner - sums.mean.T @ (of.events[:, None] * sums.mean), dtype=np.float64)
        return likelihood, of.design[died].sum(axis=0) - of.events @ sums.mean, information

    peak = climb(of.design, float(of.events.sum()), slopes)
    return peak.at, peak.information


def _influence(of: _Weighted, at: Numbers) -> Numbers:
    # Fine & Gray 1999, section 3: the score of each person, and what they taught about the fading weights.
    sums = _sums(of, at)
    hazard = of.events / sums.total
    passed = _passed(of, hazard)[:, None] * of.design - _passed(of, hazard[:, None] * sums.mean)
    score = -sums.risk[:, None] * passed
    died = of.own >= 0
    score[died] += of.design[died] - sums.mean[of.own[died]]
    return score + _weights_taught(of, sums, hazard)


def _weights_taught(of: _Weighted, sums: _Sums, hazard: Numbers) -> Numbers:
    if not of.cut.any():
        return np.zeros_like(of.design)
    moments = np.unique(of.stop[of.cut])
    order = np.argsort(of.stop, kind="stable")
    gone = np.searchsorted(of.stop[order], moments, side="left")  # stopped before each cut
    lingering = (sums.risk * of.kept)[order]
    first = before(lingering[:, None] * of.design[order])[gone]
    plain = before(lingering)[gone]
    ahead = np.searchsorted(of.time, moments, side="left")
    fading = of.watched * hazard
    rest = before(fading)[-1] - before(fading)[ahead]
    rest_mean = before(fading[:, None] * sums.mean)
    pull = first * rest[:, None] - plain[:, None] * (rest_mean[-1] - rest_mean[ahead])
    at_risk = (len(of.stop) - gone).astype(float)[:, None]
    spot = np.searchsorted(moments, of.stop)
    own = np.zeros_like(of.design)
    own[of.cut] = (pull / at_risk)[spot[of.cut]]
    cuts = np.bincount(spot[of.cut], minlength=len(moments))[:, None]
    drift = before(pull / at_risk * cuts / at_risk)
    return own - drift[np.searchsorted(moments, of.stop, side="right")]


def _sentence(rows: RiskTime, estimates: Sequence[Estimate], cause: str, language: str) -> str:
    parts = [f"{one.name} {told(one.value, language, 2)} ({span(one, language, digits=2)})" for one in estimates]
    persons, events = told(rows.persons, language, 0), told(rows.events(rows.causes.index(cause) + 1), language, 0)
    if language == "sv":
        return (
            f"Subhazardkvoter för {cause}: {joined(parts, language)}, ur {events} händelser bland {persons} personer. "
            "De ordnar personer efter hur många som till slut når dit; de mäter inte takten hos dem som är kvar, "
            "och utan lottning visar de inte orsak."
        )
    return (
        f"Subdistribution hazard ratios for {cause}: {joined(parts, language)}, from {events} events among {persons} "
        "persons. They order persons by how many get there in the end; they do not measure the pace among those who "
        "remain, and without a lottery they do not show a cause."
    )
