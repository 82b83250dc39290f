"""What people did with what the method indicated: how often they decided otherwise, and what was done at each level."""

import math
from collections.abc import Sequence

import polars as pl
from scipy import stats

from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.disclosure import LEAST
from trygg.evaluation.frames import read
from trygg.evaluation.results import UNITS, Estimate, Result, Test, Text, Window, share, span, told
from trygg.evaluation.survival.shares import wilson
from trygg.records import Level

SOURCE = "interval Wilson 1927; test Fisher 1922"
ORDER = {**{str(one): place for place, one in enumerate(reversed(Level), 1)}, "": 0}  # no level is the mildest


def overrides(
    decisions: object, *, window: Window, groups: Sequence[str] = ("sex", "area"), level: float = 0.95
) -> Result:
    """How often a person decided otherwise than the method indicated, upwards and downwards.

    decisions  columns indicated and decided (A to D, null for no level) and those of `groups`, one row per decision
    window     between which days they were made
    returns    `changed`, `raised` and `lowered` by group: empty for all, else column and value, or the level indicated;
               a Test per group of `lowered` against the rest. A rate of fewer than five decisions is left out as NaN.

    An override is no error: it is what the person is there for. A rate of none says as much as a high one.
    """
    table = read(decisions, *groups)
    if table.is_empty():
        raise InsufficientData("nothing has been decided")
    for name in ("indicated", "decided"):
        if name not in table.columns or not set(table[name].fill_null("").to_list()) <= set(ORDER):
            raise InvalidRecord(f"the column {name} holds A to D, or null where there is no level")
    table = _moved(table)
    estimates, tests = _rates(table, "", level), []
    for column in (*groups, "indicated"):
        for value in table[column].unique().sort().to_list():
            part, rest = table.filter(pl.col(column) == value), table.filter(pl.col(column) != value)
            estimates += _rates(part, f"{column} {value or '–'}", level)
            if column in groups:
                tests.append(_apart(part, rest, f"{column} {value}"))
    return Result(
        method="decisions that differ from what was indicated, Wilson intervals",
        estimates=tuple(estimates),
        window=window,
        denominator=table.height,
        time_at_risk=None,
        says=_says(estimates, table.height),
        counted="decisions",
        tests=tuple(tests),
        source=SOURCE,
    )


def done(cases: object, *, within: float, window: Window, level: float = 0.95) -> Result:
    """The share of cases at each level for which each action was done in time.

    cases    columns level, action, days (until it was done; null where it was not) and followed (days since it was
             due), one row per case and action
    within   in how many of the window's units it should be done
    returns  `done` by group, the level and the action; and by level over all actions

    Raises InsufficientData where a case not yet done has been followed for less than `within`: it may still be done.
    """
    table = read(cases, "level", "action", "followed")
    if "days" not in table.columns:
        raise InvalidRecord("the frame lacks the column days: until it was done, null where it was not")
    done_ = table.with_columns(done=(pl.col("days") <= within).fill_null(False))
    early = done_.filter(~pl.col("done") & (pl.col("followed") < within)).height
    if early or table.is_empty():
        raise InsufficientData(f"{early} cases are not done and not yet due; take those begun long enough ago")
    estimates = []
    for keys in (["level", "action"], ["level"]):
        counted = done_.group_by(keys).agg(pl.col("done").sum(), pl.len()).sort(keys)
        estimates += [
            _share("done", part, whole, " ".join(map(str, names)), level) for *names, part, whole in counted.rows()
        ]
    return Result(
        method=f"actions done within {within:g} {window.unit}, Wilson intervals",
        estimates=tuple(estimates),
        window=window,
        denominator=table.height,
        time_at_risk=None,
        says=_done_says(done_, within, window, level),
        counted="cases and actions",
        events=int(done_["done"].sum()),
        source=SOURCE,
    )


def _moved(table: pl.DataFrame) -> pl.DataFrame:
    filled = table.with_columns(pl.col("indicated", "decided").fill_null(""))
    to, of = (pl.col(name).replace_strict(ORDER, return_dtype=pl.Int8) for name in ("decided", "indicated"))
    return filled.with_columns(raised=to > of, lowered=to < of, changed=to != of)


def _share(name: str, part: int, whole: int, group: str, level: float) -> Estimate:
    if whole < LEAST:
        return Estimate(name, math.nan, math.nan, math.nan, group=group, level=level)
    return Estimate(name, part / whole, *wilson(part, whole, level), group=group, level=level)


def _rates(table: pl.DataFrame, group: str, level: float) -> list[Estimate]:
    return [
        _share(name, int(table[name].sum()), table.height, group, level) for name in ("changed", "raised", "lowered")
    ]


def _apart(part: pl.DataFrame, rest: pl.DataFrame, group: str) -> Test:
    name = f"lowered: {group} as the rest"
    if min(part.height, rest.height) < LEAST:
        return Test(name, math.nan, 0, math.nan)
    table = [[int(one["lowered"].sum()), one.height - int(one["lowered"].sum())] for one in (part, rest)]
    return Test(name, math.nan, 0, float(stats.fisher_exact(table).pvalue))


def _says(estimates: list[Estimate], many: int) -> Text:
    changed, raised, lowered = estimates[:3]
    return Text(
        f"I {share(changed.value, 'sv')} av {many} beslut ({span(changed, 'sv', percent=True)}) valde människor annat "
        f"än metoden angav: {share(raised.value, 'sv')} höjdes och {share(lowered.value, 'sv')} sänktes.",
        f"In {share(changed.value, 'en')} of {many} decisions ({span(changed, 'en', percent=True)}) people chose "
        f"other than the method indicated: {share(raised.value, 'en')} were raised and "
        f"{share(lowered.value, 'en')} lowered.",
    )


def _done_says(table: pl.DataFrame, within: float, window: Window, level: float) -> Text:
    whole = _share("done", int(table["done"].sum()), table.height, "", level)
    return Text(
        f"Av det som skulle göras gjordes {share(whole.value, 'sv')} ({span(whole, 'sv', percent=True)}) inom "
        f"{told(within, 'sv', 0)} {UNITS[window.unit]['sv']}.",
        f"Of what was to be done {share(whole.value, 'en')} ({span(whole, 'en', percent=True)}) was done within "
        f"{told(within, 'en', 0)} {UNITS[window.unit]['en']}.",
    )
