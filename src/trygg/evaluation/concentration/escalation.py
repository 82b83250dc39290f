"""Does it come more often, and does it grow graver, for couples who come back?

A question to the data and not a law: in large studies gravity mostly does not rise. Each couple is its own comparison,
so that couples with many events are not set against those with few. The time after the last event is left out for all
alike; if events fall evenly, the spaces between them are then as likely long late as early.
"""

import math
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import stats

from trygg.errors import InsufficientData
from trygg.evaluation.frames import Numbers, read
from trygg.evaluation.results import Estimate, Result, Test, Text, Window, share, span, told
from trygg.evaluation.survival.shares import wilson

SOURCE = "Bland & Ariel 2015, Int Crim Justice Rev 25(1); Barnham, Barnes & Sherman 2017, CJEBP 1"
FEWEST = 3  # events, so that there are two spaces to compare


@dataclass(frozen=True, slots=True)
class Slope:
    """The mean change per further event within couples, on the log scale."""

    value: float
    error: float
    couples: int


def escalation(reports: object, *, window: Window, least: int = 5, level: float = 0.95) -> Result:
    """How the space between events and their gravity change with each further event of the same couple.

    reports  columns couple, day and harm in days, one row per report; all couples of the window, those of one event too
    least    the fewest events of a couple that is looked at
    returns  `gap ratio` and `gravity ratio` per further event, below one is more often and milder; `one event only`,
             the share of couples that do not come back; `mean gap` and `median gravity` by the number of the event (at)
             among couples with `least` or more, the same couples at every number up to it

    Raises InsufficientData with fewer than ten such couples.
    """
    table = read(reports, "couple", "day", "harm").sort("couple", "day")
    table = table.with_columns(
        number=pl.int_range(1, pl.len() + 1).over("couple"),
        events=pl.len().over("couple"),
        gap=pl.col("day").diff().over("couple").cast(pl.Duration("us")).dt.total_days()
        if table["day"].dtype == pl.Date
        else pl.col("day").diff().over("couple"),
    )
    several = table.filter(pl.col("events") >= max(least, FEWEST))
    if several["couple"].n_unique() < 10:
        raise InsufficientData(f"fewer than ten couples have {max(least, FEWEST)} events; there is nothing to see")
    slopes = [_slope(several.drop_nulls(of), of) for of in ("gap", "harm")]
    ratios = [_ratio(name, one, level) for name, one in zip(("gap ratio", "gravity ratio"), slopes, strict=True)]
    alone = _alone(table, level)
    return Result(
        method=f"within-couple log slope per event, couples with {max(least, FEWEST)} or more, errors by couple",
        estimates=(*ratios, alone, *_by_number(several, max(least, FEWEST))),
        window=window,
        denominator=table["couple"].n_unique(),
        time_at_risk=table["couple"].n_unique() * window.length,
        says=_says(ratios, alone, slopes[0].couples),
        counted="couples",
        events=table.height,
        tests=(_test("no change in gaps", slopes[0]), _test("no change in gravity", slopes[1])),
        notes=(_note(),),
        source=SOURCE,
    )


def _slope(rows: pl.DataFrame, of: str) -> Slope:
    """Least squares within couples: each couple's own level taken out, errors following couples."""
    logged = rows.with_columns(y=pl.col(of).cast(pl.Float64).log1p(), x=pl.col("number").cast(pl.Float64))
    within = logged.with_columns(pl.col("x", "y") - pl.col("x", "y").mean().over("couple"))
    x, y = within["x"].to_numpy(), within["y"].to_numpy()
    value = float(x @ y / (x @ x))
    scores: Numbers = (
        within.with_columns(score=pl.col("x") * (pl.col("y") - value * pl.col("x")))
        .group_by("couple")
        .agg(pl.col("score").sum())["score"]
        .to_numpy()
    )
    many = len(scores)
    error = math.sqrt(many / (many - 1) * float(scores @ scores)) / float(x @ x)
    return Slope(value, error, many)


def _ratio(name: str, slope: Slope, level: float) -> Estimate:
    reach = float(stats.t.ppf(0.5 + level / 2, slope.couples - 1)) * slope.error
    ends = (math.exp(one) for one in (slope.value, slope.value - reach, slope.value + reach))
    value, low, high = ends
    return Estimate(name, value, low, high, slope.error, level=level)


def _test(name: str, slope: Slope) -> Test:
    t = slope.value / slope.error if slope.error else math.nan
    return Test(name, t, slope.couples - 1, 2 * float(stats.t.sf(abs(t), slope.couples - 1)))


def _alone(table: pl.DataFrame, level: float) -> Estimate:
    couples = table.group_by("couple").agg(pl.len())
    alone = couples.filter(pl.col("len") == 1).height
    ends = wilson(alone, couples.height, level)
    return Estimate("one event only", alone / couples.height, *ends, level=level)


def _by_number(several: pl.DataFrame, least: int) -> list[Estimate]:
    found = []
    for number in range(1, least + 1):
        rows = several.filter(pl.col("number") == number)
        gaps = rows["gap"].drop_nulls().cast(pl.Float64).to_numpy()
        if len(gaps):
            reach = float(stats.t.ppf(0.975, len(gaps) - 1) * gaps.std(ddof=1) / math.sqrt(len(gaps)))
            mean = float(gaps.mean())
            found.append(Estimate("mean gap", mean, mean - reach, mean + reach, at=float(number)))
        harm = np.sort(rows["harm"].cast(pl.Float64).to_numpy())
        low, high = _median_ends(len(harm))
        found.append(
            Estimate("median gravity", float(np.median(harm)), float(harm[low]), float(harm[high]), at=float(number))
        )
    return found


def _median_ends(many: int) -> tuple[int, int]:
    """The places of the order statistics that hold the median with at least 95 %, by the binomial."""
    low = max(int(stats.binom.ppf(0.025, many, 0.5)) - 1, 0)
    return low, many - 1 - low


def _note() -> Text:
    return Text(
        "Bara par som kommer tillbaka ses här, och bara det som anmälts; visa hellre parets egen tidslinje än "
        "en regel.",
        "Only couples who come back are seen here, and only what was reported; rather show the couple's own time line "
        "than a rule.",
    )


def _says(ratios: list[Estimate], alone: Estimate, couples: int) -> Text:
    gap, gravity = ratios
    return Text(
        f"{share(alone.value, 'sv')} av paren hade en enda händelse. Hos {couples} par som kom tillbaka var varje "
        f"mellanrum {told(gap.value, 'sv', 2)} gånger det förra ({span(gap, 'sv', digits=2)}) och varje händelses "
        f"allvar {told(gravity.value, 'sv', 2)} gånger den förras ({span(gravity, 'sv', digits=2)}).",
        f"{share(alone.value, 'en')} of the couples had one event only. Among {couples} couples who came back, each "
        f"gap was {told(gap.value, 'en', 2)} times the one before ({span(gap, 'en', digits=2)}) and each event's "
        f"gravity {told(gravity.value, 'en', 2)} times that of the one before ({span(gravity, 'en', digits=2)}).",
    )
