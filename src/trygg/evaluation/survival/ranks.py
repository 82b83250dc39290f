"""Whether curves differ: the log-rank test, in strata and with weights that stress early events."""

from collections.abc import Sequence

import numpy as np
from narwhals.typing import IntoFrame

from trygg.errors import InsufficientData
from trygg.evaluation.frames import Numbers, read
from trygg.evaluation.results import Estimate, Result, Test, Text, chance, joined, span, told
from trygg.evaluation.survival.normal import p_of, quantile
from trygg.evaluation.survival.risk import Columns, RiskTime, codes, one_event_each, risk_time, tally

SOURCE = "Mantel 1966; Peto & Peto 1972; weights Harrington & Fleming 1982"


def log_rank(  # noqa: PLR0913 - what a reader must be able to set
    frame: IntoFrame,
    *,
    group: str,
    strata: Sequence[str] = (),
    rho: float = 0.0,
    columns: Columns | None = None,
    unit: str = "days",
    starts: str = "message",
) -> Result:
    """Whether new events come equally fast in all groups.

    group    the column of the groups; strata: columns within whose combinations groups are compared
    rho      0 weighs all events alike (log-rank); 1 weighs early ones more (Peto & Peto's Wilcoxon)
    returns  `observed` and `expected` per group, one test, and for two groups Peto's hazard ratio
    Raises   InsufficientData where there is but one group
    """
    rows = risk_time(frame, columns=columns, group=group)
    if len(rows.groups) < 2:
        raise InsufficientData(f"{group!r} has one value only; a comparison needs two")
    one_event_each(rows)
    stratum, labels = codes(read(frame), strata)
    parts = [_one_stratum(rows.rows(stratum == code), rho) for code in range(len(labels))]
    observed, expected, variance = (np.sum([part[place] for part in parts], axis=0) for place in range(3))
    gap = (observed - expected)[:-1]
    statistic = float(gap @ np.linalg.pinv(variance[:-1, :-1]) @ gap)
    freedom = int(np.linalg.matrix_rank(variance[:-1, :-1]))
    test = Test("log-rank" if not rho else f"log-rank, rho {rho:g}", statistic, freedom, p_of(statistic, freedom))
    estimates = _estimates(rows.groups, observed, expected, variance, ratio=not rho)
    says = Text(*(_sentence(rows, estimates, test, language) for language in ("sv", "en")))
    return Result(
        *(test.name, estimates, rows.window(unit, starts), rows.persons, rows.total, says),
        events=rows.events(),
        tests=(test,),
        source=SOURCE,
    )


def _one_stratum(rows: RiskTime, rho: float) -> tuple[Numbers, Numbers, Numbers]:
    # Observed, expected and the hypergeometric variance, summed over the moments of one stratum.
    whole, size = tally(rows), len(rows.groups)
    apart = [tally(rows.of(code), whole.time) for code in range(size)]
    at_risk = np.stack([one.at_risk for one in apart])
    came = np.stack([one.all for one in apart])
    events, total = whole.all, whole.at_risk
    before = np.concatenate([[1.0], np.cumprod(1 - events / total)[:-1]])
    weight = before**rho
    portion = at_risk / total
    spread = weight**2 * events * np.where(total > 1, (total - events) / np.maximum(total - 1, 1), 0)
    variance = np.diag((spread * portion).sum(axis=1)) - (spread * portion) @ portion.T
    return (weight * came).sum(axis=1), (weight * events * portion).sum(axis=1), variance


def _estimates(
    groups: Sequence[str], observed: Numbers, expected: Numbers, variance: Numbers, *, ratio: bool
) -> tuple[Estimate, ...]:
    nan = float("nan")
    counts = [
        Estimate(name, float(value), nan, nan, None, label)
        for name, values in (("observed", observed), ("expected", expected))
        for label, value in zip(groups, values, strict=True)
    ]
    if ratio and len(groups) == 2 and variance[1, 1] > 0:
        log, error, z = (observed - expected)[1] / variance[1, 1], variance[1, 1] ** -0.5, quantile(0.95)
        low, value, high = (float(np.exp(log + side * z * error)) for side in (-1, 0, 1))
        counts.append(Estimate("hazard_ratio", value, low, high, float(error), groups[1]))
    return tuple(counts)


def _sentence(rows: RiskTime, estimates: Sequence[Estimate], test: Test, language: str) -> str:
    swedish = language == "sv"
    word = {"sv": "väntade", "en": "expected"}[language]
    pairs = zip(estimates[: len(rows.groups)], estimates[len(rows.groups) :], strict=False)
    parts = [f"{o.group}: {told(o.value, language, 0)} ({told(e.value, language)} {word})" for o, e in pairs]
    ratio = next((one for one in estimates if one.name == "hazard_ratio"), None)
    relation = f" {told(ratio.value, language, 2)} ({span(ratio, language, digits=2)})" if ratio else ""
    if swedish:
        relation = relation and f" Hazardkvot för {ratio.group if ratio else ''}:{relation}."
        return (
            f"Nya händelser bland {told(rows.persons, language, 0)} personer: {joined(parts, language)}; "
            f"{chance(test.p, language)}.{relation} Ett p-värde mäter inte hur stor skillnaden är, "
            "och utan lottning visar den inte orsak."
        )
    relation = relation and f" Hazard ratio for {ratio.group if ratio else ''}:{relation}."
    return (
        f"New events among {told(rows.persons, language, 0)} persons: {joined(parts, language)}; "
        f"{chance(test.p, language)}.{relation} A p-value does not measure how large a difference is, "
        "and without a lottery it does not show a cause."
    )
