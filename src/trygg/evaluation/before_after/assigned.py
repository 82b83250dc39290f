"""Chance decided who was offered it: the effect of the offer, how many took it, and the effect on those who did.

The offer is compared as it fell, whoever took it (intention to treat). Dividing by the difference in take-up gives the
effect on those whom the offer moved, if the offer works only through being taken and moved nobody the other way.
"""

import math
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import stats

from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.frames import Numbers, numbers, read
from trygg.evaluation.results import Estimate, Result, Test, Text, Window, span, told

SOURCE = "Angrist, Imbens & Rubin 1996, JASA 91(434); Anderson & Rubin 1949; Angrist 2006, J Exp Criminol 2:23–44"
WEAK = 10.0  # the first-stage F below which the usual interval of the ratio is not to be trusted


@dataclass(frozen=True, slots=True)
class Controls:
    """What was known before the draw: columns to hold fixed, and the unit that was drawn where it is not the person."""

    columns: tuple[str, ...] = ()
    cluster: str = ""
    robust: bool = True  # False: one variance for all, as in the older papers


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One least-squares coefficient of the draw, with what each row adds to the error of it."""

    value: float
    error: float
    freedom: int


def assigned(people: object, *, window: Window, controls: Controls | None = None, level: float = 0.95) -> Result:
    """The effect of being drawn, the difference in take-up, and the effect on those whom the draw moved.

    people   columns assigned (drawn for it: 1 or 0), got (1 or 0, or how much) and outcome (1 or 0, or a number),
             one row per person, all followed through the whole window
    window   how long each was followed; a difference without it cannot be compared
    returns  `intention to treat`, `compliance` and `effect on compliers` with the usual interval and, as
             `effect on compliers, weak-proof`, that of Anderson and Rubin, which holds however few took it and may be
             unbounded; `mean` by group assigned and not; tests of no effect, exact where the outcome is yes or no

    Raises InsufficientData unless some were drawn and some not, and some had the outcome and some not.
    """
    held = controls or Controls()
    table = read(people, "assigned", "got", "outcome", *held.columns, *((held.cluster,) if held.cluster else ()))
    drawn, got, outcome = (numbers(table, name) for name in ("assigned", "got", "outcome"))
    if set(np.unique(drawn)) != {0.0, 1.0}:
        raise InsufficientData("the column assigned holds both 1 and 0; with one of them alone there is no comparison")
    if len(np.unique(outcome)) == 1:
        raise InsufficientData("nobody or everybody had the outcome; compare the two counts with an exact method")
    found = Draw(_residuals(table, held), drawn, table[held.cluster].to_numpy() if held.cluster else None, held.robust)
    itt, taken = found.line(outcome), found.line(got)
    estimates = (
        _estimate("intention to treat", itt, level),
        _estimate("compliance", taken, level),
        _estimate("effect on compliers", found.ratio(outcome, got), level),
        _weak_proof(found, outcome, got, level),
        *_means(outcome, drawn, level),
    )
    return Result(
        method=_method(held),
        estimates=estimates,
        window=window,
        denominator=table.height,
        time_at_risk=table.height * window.length,
        says=_says(estimates, taken),
        tests=_tests(itt, taken, outcome, drawn),
        notes=_notes(taken),
        source=SOURCE,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Draw:
    """The draw with what was known before taken out of it, and how errors go together."""

    basis: Numbers  # orthonormal columns of what was known before, with the constant
    drawn: Numbers
    cluster: NDArray[np.generic] | None
    robust: bool

    def out(self, values: Numbers) -> Numbers:
        """What is left of a column beyond what was known before."""
        left: Numbers = values - self.basis @ (self.basis.T @ values)
        return left

    def line(self, values: Numbers) -> Line:
        """The least-squares effect of the draw on a column."""
        z, y = self.out(self.drawn), self.out(values)
        value = float(z @ y / (z @ z))
        return self._line(value, z, y - value * z, float(z @ z))

    def ratio(self, outcome: Numbers, got: Numbers) -> Line:
        """The two-stage least-squares effect of what was got, with the draw as its instrument."""
        z, y, d = self.out(self.drawn), self.out(outcome), self.out(got)
        value = float(z @ y / (z @ d)) if abs(z @ d) > 1e-12 else math.nan
        return self._line(value, z, y - value * d, float(abs(z @ d)))

    def _line(self, value: float, z: Numbers, left: Numbers, scale: float) -> Line:
        freedom = len(z) - self.basis.shape[1] - 1
        if self.cluster is not None:
            sums = np.array([z[self.cluster == one] @ left[self.cluster == one] for one in np.unique(self.cluster)])
            groups = len(sums)
            correction = groups / (groups - 1) * (len(z) - 1) / freedom
            return Line(value, math.sqrt(correction * float(sums @ sums)) / scale, groups - 1)
        if self.robust:
            return Line(value, math.sqrt(len(z) / freedom * float((z * left) @ (z * left))) / scale, freedom)
        return Line(value, math.sqrt(float(left @ left) / freedom * float(z @ z)) / scale, freedom)


def _residuals(table: pl.DataFrame, held: Controls) -> Numbers:
    columns = [np.ones(table.height), *(numbers(table, name) for name in held.columns)]
    basis, triangle = np.linalg.qr(np.column_stack(columns))
    if np.abs(np.diag(triangle)).min() < 1e-9 * math.sqrt(table.height):
        raise InvalidRecord("one of the columns held fixed is a sum of the others; leave it out")
    fixed: Numbers = basis
    return fixed


def _estimate(name: str, line: Line, level: float) -> Estimate:
    reach = float(stats.t.ppf(0.5 + level / 2, line.freedom)) * line.error
    return Estimate(name, line.value, line.value - reach, line.value + reach, line.error, level=level)


def _weak_proof(draw: Draw, outcome: Numbers, got: Numbers, level: float) -> Estimate:
    """All effects b for which outcome less b times got shows no effect of the draw."""
    best = draw.ratio(outcome, got).value
    critical = float(stats.f.ppf(level, 1, draw.line(outcome).freedom))

    # The statistic's numerator and denominator are quadratic in b: three points give each of them.
    def excess(b: float) -> float:
        line = draw.line(outcome - b * got)
        return line.value**2 - critical * line.error**2

    scale = (abs(best) if math.isfinite(best) else 0.0) + float(outcome.std() / (got.std() or 1.0))
    low, mid, high = (excess(at) for at in (-scale, 0.0, scale))
    square, slope = (low + high - 2 * mid) / (2 * scale**2), (high - low) / (2 * scale)
    ends = _roots(square, slope, mid)
    return Estimate("effect on compliers, weak-proof", best, *ends, level=level)


def _roots(square: float, slope: float, constant: float) -> tuple[float, float]:
    under = slope**2 - 4 * square * constant
    if square <= 0 or under < 0:  # two half-lines, or the whole line: the take-up tells too little
        return -math.inf, math.inf
    root = math.sqrt(under)
    return (-slope - root) / (2 * square), (-slope + root) / (2 * square)


def _means(outcome: Numbers, drawn: Numbers, level: float) -> tuple[Estimate, ...]:
    found = []
    for name, of in (("assigned", drawn == 1), ("not assigned", drawn == 0)):
        each = outcome[of]
        mean, freedom = float(each.mean()), max(len(each) - 1, 1)
        error = float(each.std(ddof=1) / math.sqrt(len(each))) if len(each) > 1 else math.nan
        reach = float(stats.t.ppf(0.5 + level / 2, freedom)) * error
        found.append(Estimate("mean", mean, mean - reach, mean + reach, error, name, level=level))
    return tuple(found)


def _tests(itt: Line, taken: Line, outcome: Numbers, drawn: Numbers) -> tuple[Test, ...]:
    t = itt.value / itt.error if itt.error else math.nan
    found = [Test("no effect of the offer", t, itt.freedom, 2 * float(stats.t.sf(abs(t), itt.freedom)))]
    first = (taken.value / taken.error) ** 2 if taken.error else math.inf
    found.append(Test("the offer moved nobody", first, taken.freedom, float(stats.f.sf(first, 1, taken.freedom))))
    if set(np.unique(outcome)) <= {0.0, 1.0}:
        table = [[int(((outcome == y) & (drawn == z)).sum()) for y in (1, 0)] for z in (1, 0)]
        found.append(Test("no effect of the offer, exact", math.nan, 0, float(stats.fisher_exact(table).pvalue)))
        square = stats.chi2_contingency(table, correction=False)
        found.append(Test("no effect of the offer, chi square", float(square.statistic), 1, float(square.pvalue)))
    return tuple(found)


def _method(held: Controls) -> str:
    kind = "errors by drawn unit" if held.cluster else "robust errors" if held.robust else "equal variance"
    with_ = f", holding {', '.join(held.columns)} fixed" if held.columns else ""
    return f"intention to treat and two-stage least squares, {kind}{with_}"


def _notes(taken: Line) -> tuple[Text, ...]:
    works = Text(
        "Effekten på dem som erbjudandet påverkade förutsätter att det verkar bara genom att tas emot.",
        "The effect on those whom the offer moved takes it that the offer works only by being taken.",
    )
    weak = Text(
        "Erbjudandet ändrade knappt vad folk fick; läs bara det intervall som tål det (Anderson–Rubin).",
        "The offer hardly changed what people got; read only the interval that stands it (Anderson–Rubin).",
    )
    return (works, weak) if taken.error and (taken.value / taken.error) ** 2 < WEAK else (works,)


def _says(estimates: tuple[Estimate, ...], taken: Line) -> Text:
    itt, _, late = estimates[:3]
    return Text(
        f"De som lottades till åtgärden skilde sig {told(itt.value, 'sv', 3)} från övriga "
        f"({span(itt, 'sv', digits=3)}), vare sig de tog emot den eller ej. Lotten ändrade mottagandet med "
        f"{told(taken.value, 'sv', 2)}; för dem den påverkade är skillnaden {told(late.value, 'sv', 3)} "
        f"({span(late, 'sv', digits=3)}).",
        f"Those drawn for the measure differed by {told(itt.value, 'en', 3)} from the rest "
        f"({span(itt, 'en', digits=3)}), whether or not they took it. The draw changed take-up by "
        f"{told(taken.value, 'en', 2)}; among those it moved, the difference is {told(late.value, 'en', 3)} "
        f"({span(late, 'en', digits=3)}).",
    )
