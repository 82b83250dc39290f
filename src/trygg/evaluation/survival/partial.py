"""Cox's partial likelihood, by columns: Efron's or Breslow's ties, strata, late entry, weights, score residuals.

A row at risk from one moment to another adds its sums at the first and takes them away at the last, so every risk set
is one running sum over the moments and no row is visited twice. Written here because nothing else has all of it: with
late entry lifelines' clustered errors are up to a fifth too small; statsmodels counts one who enters at a moment as at
risk at it, leaves Efron's ties out of its clustered errors and has none in strata; and neither bears a million rows.
Source: Cox 1972; Efron 1977; Therneau & Grambsch 2000, chapters 3, 7 and 8.
"""

from dataclasses import dataclass, replace

import numpy as np

from trygg.errors import InsufficientData
from trygg.evaluation.frames import Numbers
from trygg.evaluation.survival.influence import before
from trygg.evaluation.survival.newton import Slopes, climb
from trygg.evaluation.survival.risk import Codes, RiskTime, by_person, tally


@dataclass(frozen=True, slots=True, eq=False)
class RiskSets:
    """Rows placed on the moments of their stratum, with one entry per tied event."""

    design: Numbers  # rows × covariates, centred
    weight: Numbers
    first: Codes
    after: Codes
    hit: Codes  # the moment of a row's own event, or -1
    moment: Codes  # per event, in order of moments: which moment
    portion: Numbers  # per event: how much of the tied events' own risk is taken away (Efron), or 0 (Breslow)
    size: int  # how many moments

    @property
    def died(self) -> Codes:
        """The rows that ended with an event."""
        return np.flatnonzero(self.hit >= 0)


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """What each moment's risk set adds up to at one value of the coefficients."""

    risk: Numbers  # per row: weight × exp(linear predictor)
    share: Numbers  # per event: mean weight of the tied events
    level: Numbers  # per event: total risk, Efron-reduced
    mean: Numbers  # per event: mean covariates of the risk set; shape (events, covariates)
    log_likelihood: float


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A fitted model: log hazard ratios, their covariance by information, and likelihoods at nought and at the fit."""

    sets: RiskSets
    log_ratio: Numbers
    covariance: Numbers
    log_likelihood: tuple[float, float]
    score: float  # the score test's statistic at nought

    def residuals(self) -> Numbers:
        """Each row's score residual; shape (rows, covariates). Sums to nought over all rows."""
        return _residuals(self.sets, _sums(self.sets, self.log_ratio))

    def clustered(self, cluster: Codes) -> Numbers:
        """The covariance with clusters as the sample (Lin & Wei's sandwich), right also with late entry."""
        moved = by_person(self.residuals() @ self.covariance, cluster)
        return np.asarray(moved.T @ moved, dtype=np.float64)


def risk_sets(
    rows: RiskTime, design: Numbers, *, stratum: Codes | None = None, weight: Numbers | None = None, ties: str = "efron"
) -> RiskSets:
    """The rows placed on the moments at which events came, each in its stratum."""
    stratum = np.zeros(len(rows.stop), dtype=np.int64) if stratum is None else stratum
    weight = np.ones(len(rows.stop)) if weight is None else weight
    came = rows.event > 0
    if not came.any():
        raise InsufficientData("no event came, so no hazard can be compared")
    moments, first, after, hit = _placed(rows, stratum)
    own = np.full(len(rows.stop), -1)
    own[came] = hit
    tied = np.bincount(hit)
    moment = np.repeat(np.arange(moments), tied)
    rank = np.arange(len(hit)) - np.repeat(np.cumsum(tied) - tied, tied)
    portion = rank / tied[moment] if ties == "efron" else np.zeros(len(hit))
    centred = design - np.average(design, axis=0, weights=weight)
    return RiskSets(centred, weight, first, after, own, moment, portion, moments)


def _placed(rows: RiskTime, stratum: Codes) -> tuple[int, Codes, Codes, Codes]:
    # How many moments there are, and each row's first, its first after, and each event's own.
    steps = tally(rows)
    came = rows.event > 0
    if not stratum.any():
        return len(steps.time), steps.first, steps.after, steps.hit[came]
    key = stratum * (len(steps.time) + 1)
    moments, hit = np.unique(key[came] + steps.hit[came], return_inverse=True)
    first, after = (np.searchsorted(moments, key + place, side="left") for place in (steps.first, steps.after))
    return len(moments), first, after, hit


def fit(sets: RiskSets) -> Fit:
    """The coefficients at which the partial likelihood is greatest."""

    def slopes(at: Numbers) -> Slopes:
        sums = _sums(sets, at)
        return (sums.log_likelihood, *_slopes(sets, sums))

    peak = climb(sets.design, float(sets.weight[sets.died].sum()), slopes)
    covariance = np.asarray(np.linalg.inv(peak.information), dtype=np.float64)
    return Fit(sets, peak.at, covariance, peak.log_likelihood, peak.score)


def drift(fitted: Fit, stress: Numbers) -> tuple[Numbers, Numbers]:
    """The score of each ratio's change with a stress on moments, and its information net of the ratios themselves.

    stress  one number per moment; shapes of the answer (covariates,) and (covariates, covariates)
    Source: Grambsch & Therneau 1994, as a score test of added covariates x · stress
    """
    sets = fitted.sets
    sums = _sums(sets, fitted.log_ratio)
    plain, once, twice = (
        _slopes(sets, replace(sums, share=sums.share * stress[sets.moment] ** power))[1] for power in range(3)
    )
    died = sets.died
    came = (sets.weight[died] * stress[sets.hit[died]]) @ sets.design[died]
    score = came - (sums.share * stress[sets.moment]) @ sums.mean
    return score, np.asarray(twice - once @ np.linalg.solve(plain, once), dtype=np.float64)


def _running(sets: RiskSets, values: Numbers) -> Numbers:
    # The sum over those at risk, at each moment: added at the first moment, taken away after the last.
    came = np.bincount(sets.first, weights=values, minlength=sets.size + 1)
    left = np.bincount(sets.after, weights=values, minlength=sets.size + 1)
    return np.cumsum(came - left)[: sets.size]


def _sums(sets: RiskSets, at: Numbers) -> Sums:
    predictor = sets.design @ at
    risk = sets.weight * np.exp(predictor)
    died = sets.died
    hit, own = sets.hit[died], risk[died]
    moment, portion = sets.moment, sets.portion
    tied = np.bincount(hit, minlength=sets.size)
    share = (np.bincount(hit, weights=sets.weight[died], minlength=sets.size) / tied)[moment]
    level = _running(sets, risk)[moment] - portion * np.bincount(hit, weights=own, minlength=sets.size)[moment]
    mean = np.empty((len(moment), sets.design.shape[1]))
    for column in range(sets.design.shape[1]):
        part = risk * sets.design[:, column]
        own_part = np.bincount(hit, weights=part[died], minlength=sets.size)
        mean[:, column] = (_running(sets, part)[moment] - portion * own_part[moment]) / level
    with np.errstate(invalid="ignore"):  # too long a step: what is not a number is no gain, and the step is halved
        likelihood = float(sets.weight[died] @ predictor[died] - share @ np.log(level))
    return Sums(risk, share, level, mean, likelihood)


def _slopes(sets: RiskSets, sums: Sums) -> tuple[Numbers, Numbers]:
    # The second moments of all risk sets at once: each row counts by the hazard that passed while it was at risk.
    died = sets.died
    gradient = sets.weight[died] @ sets.design[died] - sums.share @ sums.mean
    spent = sums.risk * _passed(sets, sums)
    inner = sets.design.T @ (spent[:, None] * sets.design)
    outer = sums.mean.T @ (sums.share[:, None] * sums.mean)
    return gradient, np.asarray(inner - outer, dtype=np.float64)


def _hazard(sets: RiskSets, values: Numbers) -> Numbers:
    # Per moment: the sum over its tied events.
    table = values.reshape(len(values), -1)
    sums = [np.bincount(sets.moment, weights=table[:, column], minlength=sets.size) for column in range(table.shape[1])]
    return np.stack(sums, axis=1)


def _passed(sets: RiskSets, sums: Sums) -> Numbers:
    hazard = sums.share / sums.level
    total = before(_hazard(sets, hazard)[:, 0])
    passed = total[sets.after] - total[sets.first]
    spared = _hazard(sets, hazard * sets.portion)[:, 0]
    passed[sets.died] -= spared[sets.hit[sets.died]]
    return np.asarray(passed, dtype=np.float64)


def _residuals(sets: RiskSets, sums: Sums) -> Numbers:
    hazard = (sums.share / sums.level)[:, None]
    died, hit = sets.died, sets.hit[sets.died]
    drawn = before(_hazard(sets, hazard * sums.mean))
    drawn_of_row = drawn[sets.after] - drawn[sets.first]
    drawn_of_row[died] -= _hazard(sets, hazard * sums.mean * sets.portion[:, None])[hit]
    out = -sums.risk[:, None] * (sets.design * _passed(sets, sums)[:, None] - drawn_of_row)
    mean = _hazard(sets, sums.mean) / np.bincount(sets.moment)[:, None]
    out[died] += sets.weight[died, None] * (sets.design[died] - mean[hit])
    return np.asarray(out, dtype=np.float64)
