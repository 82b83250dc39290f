"""Two rates of rare events compared, without leaning on large numbers."""

from scipy import stats

from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.results import UNITS, Estimate, Result, Test, Text, Window, span, told


def rates(counts: tuple[int, int], times: tuple[float, float], *, unit: str = "months", level: float = 0.95) -> Result:
    """The rate after over the rate before, with an exact interval.

    counts   events before and after
    times    time watched before and after, in `unit` (or person-`unit`)
    returns  `rate ratio`, `before` and `after`; tests: exact conditional, and the E-test, which has more power

    Raises InsufficientData when nothing at all happened.
    Source: Clopper & Pearson 1934 on the conditional binomial; Krishnamoorthy & Thomson 2004, J Stat Plan Inf 119.
    """
    before, after = counts
    if min(counts) < 0 or not min(times) > 0:
        raise InvalidRecord("counts are zero or more and times above zero")
    if not sum(counts):
        raise InsufficientData("no event before or after: a ratio of nothing says nothing")
    ratio = _ratio(after, before, times[1], times[0], level)
    each = tuple(_rate(*one, level) for one in zip(("before", "after"), counts, times, strict=True))
    return Result(
        method="ratio of two Poisson rates, exact conditional interval",
        estimates=(ratio, *each),
        window=Window(sum(times), unit),
        denominator=sum(counts),
        time_at_risk=sum(times),
        says=_says(ratio, counts, times, unit),
        counted="events",
        events=sum(counts),
        tests=_tests(counts, times),
        source="Clopper & Pearson 1934; Krishnamoorthy & Thomson 2004",
    )


def _ratio(a: int, b: int, time_a: float, time_b: float, level: float) -> Estimate:
    interval = stats.binomtest(a, a + b).proportion_ci(level, "exact")
    scale = time_b / time_a
    low, high = (end / (1 - end) * scale if end < 1 else float("inf") for end in (interval.low, interval.high))
    return Estimate("rate ratio", a / b * scale if b else float("inf"), low, high, level=level)


def _rate(name: str, count: int, time: float, level: float) -> Estimate:
    tail = (1 - level) / 2
    low = stats.gamma.ppf(tail, count) / time if count else 0.0
    return Estimate(name, count / time, float(low), float(stats.gamma.isf(tail, count + 1) / time), level=level)


def _tests(counts: tuple[int, int], times: tuple[float, float]) -> tuple[Test, ...]:
    exact = stats.binomtest(counts[1], sum(counts), times[1] / sum(times))
    means = stats.poisson_means_test(counts[0], times[0], counts[1], times[1])
    return (
        Test("equal rates, exact", counts[1], 0, float(exact.pvalue)),
        Test("equal rates, E-test", float(means.statistic), 0, float(means.pvalue)),
    )


def _says(ratio: Estimate, counts: tuple[int, int], times: tuple[float, float], unit: str) -> Text:
    sv, en = ([told(time, language, 0) for time in times] for language in ("sv", "en"))
    return Text(
        f"{counts[0]} händelser på {sv[0]} {UNITS[unit]['sv']} före och {counts[1]} på {sv[1]} efter: takten efter var "
        f"{told(ratio.value, 'sv', 2)} gånger den före ({span(ratio, 'sv', digits=2)}). Vad som orsakade skillnaden "
        "syns inte här.",
        f"{counts[0]} events in {en[0]} {UNITS[unit]['en']} before and {counts[1]} in {en[1]} after: the rate after "
        f"was {told(ratio.value, 'en', 2)} times that before ({span(ratio, 'en', digits=2)}). What caused the "
        "difference cannot be seen here.",
    )
