"""Whether a hazard ratio stands still: one that fades or grows over time should not be told as one number."""

from collections.abc import Sequence

import numpy as np
from narwhals.typing import IntoFrame

from trygg.evaluation.frames import Numbers, read
from trygg.evaluation.results import Result, Test, Text, chance, joined, told
from trygg.evaluation.survival.hazards import design_of, ratios
from trygg.evaluation.survival.normal import p_of
from trygg.evaluation.survival.partial import drift, fit, risk_sets
from trygg.evaluation.survival.risk import Codes, Columns, RiskTime, codes, risk_time, tally

SOURCE = "Grambsch & Therneau 1994; score test as in Therneau's survival 3"


def standing_ratios(  # noqa: PLR0913 - what a reader must be able to set
    frame: IntoFrame,
    covariates: Sequence[str],
    *,
    strata: Sequence[str] = (),
    columns: Columns | None = None,
    unit: str = "days",
    starts: str = "message",
) -> Result:
    """The ratios of `hazards` and, for each and for all, a test that it does not change over time.

    Time is stressed by the share who have had the event, so that a few late ones do not decide.
    Raises InsufficientData as `hazards`; where one ratio fails, let `split` and a covariate per period tell how.
    """
    table, rows = read(frame), risk_time(frame, columns=columns)
    design = design_of(table, covariates)
    stratum, _ = codes(table, strata)
    fitted = fit(risk_sets(rows, np.stack(list(design.values()), axis=1), stratum=stratum))
    score, information = drift(fitted, _stress(rows, stratum))
    each = [
        Test(name, float(score[at] ** 2 / information[at, at]), 1, p_of(float(score[at] ** 2 / information[at, at]), 1))
        for at, name in enumerate(design)
    ]
    whole = float(score @ np.linalg.solve(information, score))
    tests = (*each, Test("all", whole, len(design), p_of(whole, len(design))))
    says = Text(*(_sentence(tests, language) for language in ("sv", "en")))
    estimates, window = ratios(list(design), fitted.log_ratio, fitted.covariance), rows.window(unit, starts)
    return Result(
        *("proportional hazards", estimates, window, rows.persons, rows.total, says),
        events=rows.events(),
        tests=tests,
        source=SOURCE,
    )


def _stress(rows: RiskTime, stratum: Codes) -> Numbers:
    # Per moment of each stratum: the share who had the event before it, over all strata.
    steps = tally(rows)
    gone = 1 - np.concatenate([[1.0], np.cumprod(1 - steps.all / steps.at_risk)[:-1]])
    came = rows.event > 0
    place = np.unique(stratum[came] * len(steps.time) + steps.hit[came]) % len(steps.time)
    return np.asarray(gone[place], dtype=np.float64)


def _sentence(tests: Sequence[Test], language: str) -> str:
    parts = [f"{test.name} {told(test.statistic, language, 2)} ({chance(test.p, language)})" for test in tests[:-1]]
    whole = chance(tests[-1].p, language)
    if language == "sv":
        return (
            f"Prövning av om hazardkvoterna står stilla över tid: {joined(parts, language)}; alla {whole}. "
            "Ett lågt p säger att en enda kvot är en dålig beskrivning; ett högt säger inte att den är god."
        )
    return (
        f"Test of whether the hazard ratios stand still over time: {joined(parts, language)}; all {whole}. "
        "A low p says that one ratio is a poor description; a high one does not say that it is good."
    )
