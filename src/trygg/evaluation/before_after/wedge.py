"""Stepped roll-out: towns or districts begin one after another in a drawn order, and time is not mistaken for effect.

Every period has its own level, so a wave that strikes all is not taken for the measure. Clusters are few as a rule;
therefore the errors are those that hold with few (Mancl and DeRouen), and the p-value comes from drawing the order
anew, which needs nothing but that the order was drawn.
"""

import math
from typing import Any

import numpy as np
import polars as pl
import statsmodels.api as sm
from numpy.random import Generator
from scipy import stats

from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.frames import Numbers, numbers, read
from trygg.evaluation.results import Estimate, Result, Test, Text, Window, span, told

SOURCE = "Hussey & Hughes 2007, Contemp Clin Trials 28:182–191; Mancl & DeRouen 2001; Wang & De Gruttola 2017"
DRAWS = 1999
FEW = 4  # clusters
ALIKE = Text(
    "Förutsätter att åtgärden verkar lika från första perioden och att lotten bestämde ordningen.",
    "Takes it that the measure works alike from its first period, and that the order was drawn.",
)


def stepped(cells: object, *, rng: Generator, unit: str = "months", level: float = 0.95) -> Result:
    """The rate with the measure over the rate without, each period's own level taken out.

    cells    columns cluster, period, count, and starts (the cluster's first period with the measure; null where it has
             none in the study); `exposure` where clusters differ in size
    returns  `rate ratio`; a t-test with the clusters less two as its freedom, and the test by new draws of the order,
             the same starts given to other clusters

    Raises InsufficientData with fewer than four clusters, or where all begin at once.
    """
    table = _table(cells)
    effect = _effect(table, level)
    return Result(
        method="stepped wedge, Poisson GEE with a level per period, errors for few clusters, test by re-drawing",
        estimates=(effect,),
        window=Window(table["period"].n_unique(), unit, starts="first period of the study"),
        denominator=int(table["count"].sum()),
        time_at_risk=float(table["exposure"].sum()),
        says=_says(effect, table["cluster"].n_unique()),
        counted="events",
        events=int(table["count"].sum()),
        tests=(_t(effect, table["cluster"].n_unique()), _drawn_anew(table, rng)),
        notes=(ALIKE,),
        source=SOURCE,
    )


def _table(cells: object) -> pl.DataFrame:
    table = read(cells, "cluster", "period", "count").sort("cluster", "period")
    if "starts" not in table.columns:
        raise InvalidRecord("the frame lacks the column starts: the first period with the measure, null where none")
    if "exposure" not in table.columns:
        table = table.with_columns(pl.lit(1.0).alias("exposure"))
    if table.group_by("cluster").agg(pl.col("starts").n_unique()).filter(pl.col("starts") != 1).height:
        raise InvalidRecord("a cluster has one first period with the measure")
    if table.select("cluster", "period").is_duplicated().any():
        raise InvalidRecord("a cluster stands once in each period; sum its rows first")
    if table["cluster"].n_unique() < FEW or table["starts"].n_unique() < 2:
        raise InsufficientData(f"a stepped roll-out wants at least {FEW} clusters and two starts")
    return table.with_columns(treated=(pl.col("period") >= pl.col("starts")).fill_null(False))


def _periods(table: pl.DataFrame) -> Numbers:
    return table["period"].to_dummies().cast(pl.Float64).to_numpy()


def _effect(table: pl.DataFrame, level: float) -> Estimate:
    design = np.column_stack([numbers(table, "treated"), _periods(table)])
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise InsufficientData("in no period do some clusters have the measure and some not; nothing can be compared")
    fit = _gee(table, design)
    value, error = float(fit.params[0]), float(fit.bse[0])
    reach = float(stats.t.ppf(0.5 + level / 2, table["cluster"].n_unique() - 2)) * error
    return Estimate("rate ratio", math.exp(value), math.exp(value - reach), math.exp(value + reach), error, level=level)


def _gee(table: pl.DataFrame, design: Numbers) -> Any:  # statsmodels has no types
    groups = table["cluster"].rank("dense").to_numpy()
    model = sm.GEE(
        numbers(table, "count"),
        design,
        groups=groups,
        exposure=numbers(table, "exposure"),
        family=sm.families.Poisson(),
        cov_struct=sm.cov_struct.Exchangeable(),
    )
    return model.fit(cov_type="bias_reduced", maxiter=200)


def _t(effect: Estimate, clusters: int) -> Test:
    t = math.log(effect.value) / (effect.error or math.nan)
    return Test("no effect", t, clusters - 2, 2 * float(stats.t.sf(abs(t), clusters - 2)))


def _drawn_anew(table: pl.DataFrame, rng: Generator) -> Test:
    """Events with the measure beyond what cluster and period give, against the same with the order drawn anew."""
    names = table["cluster"].unique(maintain_order=True)
    left = _left(table).reshape(len(names), -1) if _whole(table) else None
    if left is None:
        raise InvalidRecord("every cluster stands in every period once; fill months of none with a count of 0")
    periods = np.array(sorted(table["period"].unique()), dtype=float)
    starts = table.group_by("cluster", maintain_order=True).agg(pl.col("starts").first())["starts"]
    order = starts.cast(pl.Float64).fill_null(math.inf).to_numpy()
    seen = _beyond(left, order, periods)
    drawn = np.array([_beyond(left, rng.permutation(order), periods) for _ in range(DRAWS)])
    as_far = 1 + int((np.abs(drawn) >= abs(seen) - 1e-9).sum())
    return Test("no effect, the order drawn anew", seen, DRAWS, as_far / (DRAWS + 1))


def _whole(table: pl.DataFrame) -> bool:
    return table.height == table["cluster"].n_unique() * table["period"].n_unique()


def _left(table: pl.DataFrame) -> Numbers:
    clusters = table["cluster"].cast(pl.String).to_dummies(drop_first=True).cast(pl.Float64).to_numpy()
    design = np.column_stack([_periods(table), clusters])
    model = sm.GLM(numbers(table, "count"), design, family=sm.families.Poisson(), exposure=numbers(table, "exposure"))
    left: Numbers = np.asarray(model.fit().resid_response)
    return left


def _beyond(left: Numbers, order: Numbers, periods: Numbers) -> float:
    return float(left[periods[None, :] >= order[:, None]].sum())


def _says(effect: Estimate, clusters: int) -> Text:
    return Text(
        f"I {clusters} områden som började i lottad ordning var takten med åtgärden {told(effect.value, 'sv', 2)} "
        f"gånger den utan ({span(effect, 'sv', digits=2)}), med varje periods egen nivå borträknad.",
        f"In {clusters} clusters that began in drawn order, the rate with the measure was "
        f"{told(effect.value, 'en', 2)} times that without ({span(effect, 'en', digits=2)}), each period's own level "
        "taken out.",
    )
