"""The few who stand for most of the harm: how few, how many of them a list had caught, and how many were unknown.

The harm is of a later time than the list. A list built on what was reported misses those of whom nothing was, and no
list can do better than that; so the share unknown stands beside the share caught.
"""

import math
from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import stats

from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.concentration.inequality import fewest
from trygg.evaluation.frames import Numbers, numbers, read
from trygg.evaluation.results import Estimate, Result, Text, Window, share, span
from trygg.evaluation.survival.shares import wilson

Chosen = NDArray[np.bool_]
SOURCE = "Sherman 2007, J Exp Criminol 3; Bland & Ariel 2015; interval Wilson 1927"


def power_few(units: object, *, window: Window, of: float = 0.8, level: float = 0.95) -> Result:
    """How few hold a share of the harm, and what was known of them before.

    units    columns unit, harm (in the window, in days), and where told `listed` (on the list on the window's first
             day) and `known` (any report before it); one row per unit, those without harm too
    window   the time of the harm, after the list was made
    returns  `units holding` the share; of those few `caught` by the list and `unknown` before; `harm caught`, the share
             of all harm by listed units; `right`, the share of the listed who were among the few

    Raises InsufficientData where there was no harm. The few at the edge are those first in the frame among equals.
    """
    table = read(units, "unit", "harm", *_told(units))
    if table["unit"].is_duplicated().any() or not 0 < of < 1:
        raise InvalidRecord("a unit stands once, and the share to be held lies between none and all")
    harm = numbers(table, "harm")
    few = _few(harm, of)
    estimates = [_share("units holding", int(few.sum()), len(harm), level)]
    estimates += _of_list(table, few, harm, level)
    if "known" in table.columns:
        unknown = int((few & ~numbers(table, "known").astype(bool)).sum())
        estimates.append(_share("unknown", unknown, int(few.sum()), level))
    return Result(
        method=f"the fewest units with {of:.0%} of the harm, Wilson intervals",
        estimates=tuple(estimates),
        window=window,
        denominator=len(harm),
        time_at_risk=len(harm) * window.length,
        says=_says(estimates, of, int(few.sum())),
        counted="units",
        events=int((harm > 0).sum()),
        notes=(_note(),),
        source=SOURCE,
    )


def _told(units: object) -> Sequence[str]:
    return [name for name in ("listed", "known") if name in read(units).columns]


def _few(harm: Numbers, of: float) -> Chosen:
    if not harm.any():
        raise InsufficientData("there was no harm in the window; nobody stands for most of it")
    few = np.zeros(len(harm), dtype=bool)
    few[np.argsort(-harm, kind="stable")[: fewest(harm, of)]] = True
    return few


def _share(name: str, part: int, whole: int, level: float) -> Estimate:
    if not whole:
        return Estimate(name, math.nan, math.nan, math.nan, level=level)
    return Estimate(name, part / whole, *wilson(part, whole, level), level=level)


def _of_list(table: pl.DataFrame, few: Chosen, harm: Numbers, level: float) -> list[Estimate]:
    if "listed" not in table.columns:
        return []
    listed = numbers(table, "listed").astype(bool)
    return [
        _share("caught", int((few & listed).sum()), int(few.sum()), level),
        _share("right", int((few & listed).sum()), int(listed.sum()), level),
        _harm_caught(listed, harm, level),
    ]


def _harm_caught(listed: Chosen, harm: Numbers, level: float) -> Estimate:
    """The harm of the listed over all harm, its error as that of a ratio over units, on the logit scale."""
    value = float(harm[listed].sum() / harm.sum())
    left = harm * (listed - value)
    error = math.sqrt(float(left @ left)) / float(harm.sum())
    if not 0 < value < 1:
        return Estimate("harm caught", value, math.nan, math.nan, level=level)
    reach = float(stats.norm.ppf(0.5 + level / 2)) * error / (value * (1 - value))
    middle = math.log(value / (1 - value))
    low, high = (1 / (1 + math.exp(-one)) for one in (middle - reach, middle + reach))
    return Estimate("harm caught", value, low, high, error, level=level)


def _note() -> Text:
    return Text(
        "De få är kända först efteråt. Siffran prövar listan och säger inget om en enskild person.",
        "The few are known only afterwards. The figure tries the list and says nothing of any one person.",
    )


def _says(estimates: list[Estimate], of: float, few: int) -> Text:
    found = {one.name: one for one in estimates}
    sv = f"{few} enheter ({share(found['units holding'].value, 'sv')}) stod för {share(of, 'sv', 0)} av skadan."
    en = f"{few} units ({share(found['units holding'].value, 'en')}) stood for {share(of, 'en', 0)} of the harm."
    for name, before, after in (
        ("caught", Text(" Listan hade ", " The list had "), Text(" av dem", " of them")),
        ("unknown", Text(" ", " "), Text(" var okända innan", " were unknown before")),
    ):
        if name in found:
            one = found[name]
            sv += f"{before.sv}{share(one.value, 'sv')}{after.sv} ({span(one, 'sv', percent=True)})."
            en += f"{before.en}{share(one.value, 'en')}{after.en} ({span(one, 'en', percent=True)})."
    return Text(sv, en)
