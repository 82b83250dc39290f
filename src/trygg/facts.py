"""From events to countable facts, by columns: one row per person, what is not known stays null.

Written once for every engine that Narwhals knows. A window of n months holds the days after the same day of the
month n months before `on`, up to and including `on`; what comes after `on` does not count.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import narwhals as nw
from narwhals.typing import IntoFrameT

from trygg.harm import CHILD_PEACE, COMPOSITES
from trygg.records import COUNTS, TRI, Kind
from trygg.rulebook import Rules

WINDOWS = (12, 24, 36, 60)  # months
FLAGS = ("flag_strangulation", "flag_weapon", "flag_death_threat", "flag_forced_sex")


def months_before(on: date, months: int) -> date:
    """The same day of the month some months before, or the month's last day where there is none."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Windows:
    """From which day each window counts: the same for all rows, or told by each row's own columns."""

    on: Any
    since: Mapping[int, Any]
    carried: tuple[str, ...] = ()  # the columns that tell, kept while rows are gathered

    def within(self, months: int) -> Any:
        """Whether a row's day lies in the window of so many months."""
        return nw.col("day") > self.since[months]


def facts(events: IntoFrameT, rules: Rules, on: date) -> IntoFrameT:
    """The facts of every person in the events on one day.

    events   columns EVENT_COLUMNS, one row per event; any frame that Narwhals reads
    returns  columns person, COUNTS (0 when nothing is recorded), TRI (1, 0 or null), days_since_last
    """
    since = {months: nw.lit(months_before(on, months)) for months in WINDOWS}
    return _counted(events, rules, Windows(nw.lit(on), since))


def facts_by_row(events: IntoFrameT, rules: Rules) -> IntoFrameT:
    """The facts where each row bears its own day: columns `on` and `since_12` … `since_60` beside EVENT_COLUMNS.

    All rows of a person bear the same day. One pass answers many days: name the person anew for each of them.
    """
    names = {months: f"since_{months}" for months in WINDOWS}
    since = {months: nw.col(name) for months, name in names.items()}
    return _counted(events, rules, Windows(nw.col("on"), since, ("on", *names.values())))


def _counted(events: IntoFrameT, rules: Rules, windows: Windows) -> IntoFrameT:
    told: Any = nw.from_native(cast(Any, events)).filter(nw.col("day") <= windows.on)
    counted: IntoFrameT = (
        _observed(told, windows)
        .join(_reported(told, rules, windows), on="person", how="left")
        .join(_victims(told, windows), on="person", how="left")
        .with_columns(*(nw.col(name).fill_null(0) for name in COUNTS))
        .with_columns(_any_flag(), _conviction(), *_after_message())
        .select("person", *COUNTS, *TRI, "days_since_last")
        .to_native()
    )
    return counted


def _weighed(rules: Rules) -> Any:
    # A chain over the distinct weights, not over the offences: a dozen comparisons instead of thirty.
    keys: dict[int, list[str]] = {}
    for offence, known in rules.harm.items():
        keys.setdefault(known.days or 0, []).append(offence)
    chain: Any = nw.lit(0)
    for days, offences in keys.items():
        if days:
            chain = nw.when(nw.col("offence").is_in(offences)).then(nw.lit(days)).otherwise(chain)
    return chain


def _reported(told: Any, rules: Rules, windows: Windows) -> Any:
    recent = windows.within(24)
    columns = [
        *(_one(windows.within(months)).alias(f"reports_{months}m") for months in (12, 24, 36)),
        nw.when(recent).then(nw.col("harm")).otherwise(nw.lit(0)).alias("max_harm_24m"),
        nw.when(recent).then(nw.col("worth")).otherwise(nw.lit(0)).alias("harm_sum_24m"),
    ]
    sums = ("reports_12m", "reports_24m", "reports_36m", "harm_sum_24m")
    kept = [nw.col("on").max()] if windows.carried else []
    return (
        _worth(told, rules, windows.carried)
        .with_columns(*columns)
        .group_by("person")
        .agg(
            *(nw.col(name).sum() for name in sums),
            nw.col("max_harm_24m").max(),
            nw.col("day").max().alias("newest"),
            *kept,
        )
        .with_columns(_days_between(windows.on).alias("days_since_last"))
    )


def _worth(told: Any, rules: Rules, carried: tuple[str, ...]) -> Any:
    # The composite is weighed against its parts for each victim of a report; only then is the report summed.
    composite, child = nw.col("offence").is_in(COMPOSITES), nw.col("offence").is_in(CHILD_PEACE)
    kinds = {"part": ~(composite | child), "whole": composite, "child": child}
    parted = (
        told.filter(nw.col("kind") == Kind.OFFENCE)
        .with_columns(_weighed(rules).alias("harm"))
        .with_columns(**{name: nw.when(of).then(nw.col("harm")).otherwise(nw.lit(0)) for name, of in kinds.items()})
    )
    greatest = [nw.col(name).max() for name in ("day", "harm", *carried)]
    larger = nw.when(nw.col("part") > nw.col("whole")).then(nw.col("part")).otherwise(nw.col("whole"))
    return (
        parted.group_by("person", "report", "other")
        .agg(*greatest, nw.col("whole").max(), nw.col("part").sum(), nw.col("child").sum())
        .with_columns((larger + nw.col("child")).alias("worth"))
        .group_by("person", "report")
        .agg(*greatest, nw.col("worth").sum())
    )


def _days_between(on: Any) -> Any:
    return _ordinal(on) - _ordinal(nw.col("newest"))


def _ordinal(day: Any) -> Any:
    # The number of a day in the calendar, by whole numbers alone: the engines subtract days each in its own way.
    month = day.dt.month()
    year = day.dt.year() - _one(month <= 2)
    of_year = (((month + 9) % 12) * 153 + 2) // 5 + day.dt.day()
    return year * 365 + year // 4 - year // 100 + year // 400 + of_year


def _one(condition: Any) -> Any:
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


def _victims(told: Any, windows: Windows) -> Any:
    recent = (nw.col("kind") == Kind.OFFENCE) & windows.within(36) & ~nw.col("other").is_null()
    pairs = told.filter(recent).group_by("person", "other").agg(nw.len().alias("times"))
    return pairs.group_by("person").agg(nw.len().alias("partner_victims_36m"))


def _observed(told: Any, windows: Windows) -> Any:
    # One pass over all events: each column is a number or null in its row, and the greatest that is known wins.
    child = (nw.col("kind") == Kind.OFFENCE) & nw.col("offence").is_in(CHILD_PEACE)
    counted = {
        "breaches_12m": _yes(Kind.BREACH) & windows.within(12),
        "breaches_24m": _yes(Kind.BREACH) & windows.within(24),
        "charges_partner": _yes(Kind.CHARGE),
    }
    answers = {
        "charge_partner_24m": _answer(Kind.CHARGE, windows.within(24)),
        "nonpartner_violence_60m": _answer(Kind.NONPARTNER, windows.within(60)),
        "separation_12m": _answer(Kind.SEPARATION, windows.within(12)),
        "conviction_partner_60m": _answer(Kind.CONVICTION, windows.within(60)),
        "barnfrid_24m": nw.when(child & windows.within(24)).then(nw.lit(1)),
        **{flag: _answer(Kind(flag)) for flag in FLAGS},
    }
    days = {
        "convicted": _day(_yes(Kind.CONVICTION) & windows.within(60)),
        "notified_ab": _day((nw.col("kind") == Kind.NOTIFIED) & nw.col("level").is_in(["A", "B"])),
        "notified_cd": _day((nw.col("kind") == Kind.NOTIFIED) & nw.col("level").is_in(["C", "D"])),
    }
    columns = {name: _one(condition) for name, condition in counted.items()} | answers | days
    greatest = [nw.col(name).max() for name in (*answers, "notified_ab", "notified_cd")]
    return (
        told.with_columns(**columns)
        .group_by("person")
        .agg(*(nw.col(name).sum() for name in counted), *greatest, nw.col("convicted").min())
    )


def _yes(kind: Kind) -> Any:
    return (nw.col("kind") == kind) & nw.col("answer").fill_null(False)


def _answer(kind: Kind, window: Any = None) -> Any:
    asked = (nw.col("kind") == kind) & ~nw.col("answer").is_null()
    if window is not None:
        asked = asked & window
    return nw.when(asked).then(_one(nw.col("answer")))


def _day(condition: Any) -> Any:
    return nw.when(condition).then(nw.col("day"))


def _any_flag() -> Any:
    return nw.max_horizontal(*FLAGS).alias("lethality_flag")


def _conviction() -> Any:
    # Only a conviction before the newest report says that the person went on in spite of it.
    earlier = nw.col("convicted") < nw.col("newest")
    known = nw.when(earlier.fill_null(False)).then(nw.lit(1))
    return known.otherwise(nw.when(~nw.col("conviction_partner_60m").is_null()).then(nw.lit(0))).alias(
        "conviction_partner_60m"
    )


def _after_message() -> tuple[Any, Any]:
    # The latest message decides which of the two facts a new report makes true.
    newest, ab, cd = (nw.col(name) for name in ("newest", "notified_ab", "notified_cd"))
    ab_last = (ab >= cd).fill_null(True) & ~ab.is_null()
    cd_last = (cd > ab).fill_null(True) & ~cd.is_null()
    return (
        _one(ab_last & (newest > ab).fill_null(False)).alias("report_after_notification_ab"),
        _one(cd_last & (newest > cd).fill_null(False)).alias("report_after_notification_cd"),
    )
