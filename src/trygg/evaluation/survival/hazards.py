"""Who returns sooner: Cox's model for first and for repeated events, with errors by person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import polars as pl
from narwhals.typing import IntoFrame

from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.frames import Numbers, numbers, read
from trygg.evaluation.results import Estimate, Result, Test, Text, Window, joined, span, told
from trygg.evaluation.survival.normal import p_of, quantile
from trygg.evaluation.survival.partial import Fit, fit, risk_sets
from trygg.evaluation.survival.risk import Codes, Columns, RiskTime, codes, risk_time

SOURCE = "Cox 1972; Efron 1977; clustered errors Lin & Wei 1989"
REPEATED_SOURCE = "Andersen & Gill 1982; Prentice, Williams & Peterson 1981; Lin & Wei 1989"


class Repeats(StrEnum):
    """How repeated events of one person are thought of."""

    ANDERSEN_GILL = "Andersen–Gill"  # each new event comes at the same hazard as the first
    PWP_TOTAL = "Prentice–Williams–Peterson, total time"  # a second event is compared with second events
    PWP_GAP = "Prentice–Williams–Peterson, gap time"  # the same, and the clock begins anew at each event


def hazards(  # noqa: PLR0913 - what a reader must be able to set
    frame: IntoFrame,
    covariates: Sequence[str],
    *,
    strata: Sequence[str] = (),
    cluster: str | None = None,
    ties: str = "efron",
    columns: Columns | None = None,
    unit: str = "days",
    starts: str = "message",
) -> Result:
    """Hazard ratios by Cox's model; what varies over time has one row per stretch in which it stands still.

    covariates  columns of numbers, of true and false, or of words (each word against the first in order)
    strata      columns whose combinations have each their own baseline
    cluster     the column whose values are the sample; the person's where a person has several spells or events
    ties        efron or breslow
    returns     one estimate per covariate, value and interval as ratios, `error` of the logarithm; tests of them all
    Raises      InsufficientData where no event came, where covariates say the same, or where a ratio has no end
    """
    table, rows = read(frame), risk_time(frame, columns=columns)
    stratum, _ = codes(table, strata)
    model = _Model(f"Cox, {ties}", SOURCE, stratum, _clusters(table, rows, cluster), ties)
    return _answer(rows, design_of(table, covariates), model, rows.window(unit, starts))


def repeated_hazards(  # noqa: PLR0913 - what a reader must be able to set
    frame: IntoFrame,
    covariates: Sequence[str],
    *,
    model: Repeats = Repeats.ANDERSEN_GILL,
    most: int | None = None,
    columns: Columns | None = None,
    unit: str = "days",
    starts: str = "message",
) -> Result:
    """Hazard ratios where a person may return several times, with the errors of persons and not of events.

    model    Andersen–Gill's, or one of Prentice, Williams and Peterson's, which compare first with first, second with
             second; `most` counts later events as that one, since few remain
    Raises   InsufficientData as `hazards`
    """
    table, rows = read(frame), risk_time(frame, columns=columns)
    order = event_order(rows, most) if model != Repeats.ANDERSEN_GILL else np.zeros(len(rows.stop), dtype=np.int64)
    if model == Repeats.PWP_GAP:
        rows = _from_last_event(rows)
    chosen = _Model(model.value, REPEATED_SOURCE, order, rows.person)
    return _answer(rows, design_of(table, covariates), chosen, rows.window(unit, starts))


def event_order(rows: RiskTime, most: int | None = None) -> Codes:
    """Which event of its person each row waits for, counted from nought."""
    by_time = np.lexsort((rows.stop, rows.person))
    came = (rows.event > 0)[by_time].astype(np.int64)
    person = rows.person[by_time]
    earlier = np.cumsum(came) - came
    begins = np.flatnonzero(np.diff(person, prepend=-1))
    earlier -= np.repeat(earlier[begins], np.diff(np.append(begins, len(person))))
    order = np.empty_like(earlier)
    order[by_time] = earlier
    return np.minimum(order, most - 1) if most else order


def _from_last_event(rows: RiskTime) -> RiskTime:
    # The clock of each row begins at its person's latest earlier event, or at the person's own beginning.
    spell = np.stack([rows.person, event_order(rows)])
    _, code = np.unique(spell, axis=1, return_inverse=True)
    begins = np.full(int(code.max()) + 1, np.inf)
    np.minimum.at(begins, code, rows.start)
    shift = begins[code]
    return RiskTime(
        *(rows.start - shift, rows.stop - shift, rows.event, rows.causes),
        *(rows.person, rows.spell, rows.group, rows.groups),
    )


def _clusters(table: pl.DataFrame, rows: RiskTime, cluster: str | None) -> Codes | None:
    if cluster:
        return codes(table, [cluster])[0]
    # One spell of a person may lie in many rows and is still one of a kind; two spells are not.
    several = np.bincount(rows.person[rows.event > 0]).max(initial=0) > 1
    return rows.person if several or rows.persons <= rows.spell.max() else None


def design_of(table: pl.DataFrame, covariates: Sequence[str]) -> Mapping[str, Numbers]:
    """Columns of numbers by name, from columns of numbers or of words; words become one column each but the first."""
    found: dict[str, Numbers] = {}
    for name, kind in read(table, *covariates).select(covariates).schema.items():
        if kind.is_numeric() or kind == pl.Boolean:
            found[name] = numbers(table, name)
        else:
            code, words = codes(table, [name])
            found |= {f"{name}={word}": (code == place).astype(float) for place, word in enumerate(words) if place}
    if not found:
        raise InvalidRecord("a model needs a covariate that varies")
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Model:
    method: str
    source: str
    stratum: Codes
    cluster: Codes | None = None
    ties: str = "efron"


def _answer(rows: RiskTime, design: Mapping[str, Numbers], model: _Model, window: Window) -> Result:
    if model.cluster is not None and len(np.unique(model.cluster)) <= len(design):
        raise InsufficientData("too few clusters for as many covariates")
    columns = np.stack(list(design.values()), axis=1)
    fitted = fit(risk_sets(rows, columns, stratum=model.stratum, ties=model.ties))
    covariance = fitted.covariance if model.cluster is None else fitted.clustered(model.cluster)
    estimates = ratios(list(design), fitted.log_ratio, covariance)
    says = Text(*(_sentence(rows, estimates, language) for language in ("sv", "en")))
    named = model.method if model.cluster is None else f"{model.method}, clustered errors"
    return Result(
        *(named, estimates, window, rows.persons, rows.total, says),
        events=rows.events(),
        tests=_tests(fitted, covariance, robust=model.cluster is not None),
        source=model.source,
    )


def ratios(names: Sequence[str], log_ratio: Numbers, covariance: Numbers, level: float = 0.95) -> tuple[Estimate, ...]:
    """Log ratios and their covariance as ratios with intervals."""
    z, errors = quantile(level), np.sqrt(np.diag(covariance))
    return tuple(
        Estimate(name, float(np.exp(log)), float(np.exp(log - z * se)), float(np.exp(log + z * se)), float(se))
        for name, log, se in zip(names, log_ratio, errors, strict=True)
    )


def _tests(fitted: Fit, covariance: Numbers, *, robust: bool) -> tuple[Test, ...]:
    freedom = len(fitted.log_ratio)
    wald = float(fitted.log_ratio @ np.linalg.pinv(covariance) @ fitted.log_ratio)
    found = {"Wald": wald}
    if not robust:  # the other two take every row for a person of its own
        found |= {"likelihood ratio": 2 * (fitted.log_likelihood[1] - fitted.log_likelihood[0]), "score": fitted.score}
    return tuple(Test(name, value, freedom, p_of(value, freedom)) for name, value in found.items())


def _sentence(rows: RiskTime, estimates: Sequence[Estimate], language: str) -> str:
    parts = [f"{one.name} {told(one.value, language, 2)} ({span(one, language, digits=2)})" for one in estimates]
    persons, events = (told(count, language, 0) for count in (rows.persons, rows.events()))
    if language == "sv":
        return (
            f"Hazardkvoter: {joined(parts, language)}, ur {events} händelser bland {persons} personer. En kvot under 1 "
            "betyder färre nya händelser per tid under risk i det här materialet; utan lottning visar den inte orsak."
        )
    return (
        f"Hazard ratios: {joined(parts, language)}, from {events} events among {persons} persons. A ratio below 1 "
        "means fewer new events per time at risk in these data; without a lottery it does not show a cause."
    )
