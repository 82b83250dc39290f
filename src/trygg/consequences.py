"""Did what was promised happen, and how soon: certainty and speed, each with the numbers it is a share of.

Nothing unknown is counted as kept, nothing impossible is hidden, and nobody whose time has not run out is counted late.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, cast

import narwhals as nw
from narwhals.typing import IntoFrameT

from trygg.deadlines import Limit, Unit, calendar, deadline
from trygg.rulebook import Rules


class Result(StrEnum):
    """What became of a consequence that was promised; null where nobody has said."""

    DONE = "done"
    NOT_POSSIBLE = "not_possible"  # the law, or who decides, said no
    NOT_DONE = "not_done"


def answer_by(reported: datetime, rules: Rules) -> datetime:
    """When the plan of consequences after a new report is to be made and begun, in Europe/Stockholm."""
    return deadline(reported, Limit(rules.notices.answer.hours, Unit.HOURS), calendar(rules))


def certainty(promises: IntoFrameT, by: Sequence[str] = ()) -> IntoFrameT:
    """Kept ÷ promised, for all or for each group.

    promises    one row for each consequence promised: `result` (a Result or null) and the columns of `by`
    returns     promised = done + not_possible + not_done + unknown; `certainty` = done ÷ promised, the least it can
                be; `certainty_most` = (done + unknown) ÷ promised; `certainty_possible` = done ÷ (promised −
                not_possible). A share of nothing is null.
    """
    result = nw.col("result")
    told = _native(promises).with_columns(
        done=_ones(result == Result.DONE),
        not_possible=_ones(result == Result.NOT_POSSIBLE),
        not_done=_ones(result == Result.NOT_DONE),
        promised=nw.lit(1),
    )
    counted = _totals(told, by, [nw.col(name).sum() for name in ("promised", "done", "not_possible", "not_done")])
    unknown = nw.col("promised") - nw.col("done") - nw.col("not_possible") - nw.col("not_done")
    counted = counted.with_columns(unknown=unknown)
    shares = {
        "certainty": _share(nw.col("done"), nw.col("promised")),
        "certainty_most": _share(nw.col("done") + nw.col("unknown"), nw.col("promised")),
        "certainty_possible": _share(nw.col("done"), nw.col("promised") - nw.col("not_possible")),
    }
    return cast(IntoFrameT, counted.with_columns(**shares).to_native())


def hours_to_answer(reoffences: IntoFrameT, consequences: IntoFrameT) -> IntoFrameT:
    """Hours from each new report to the first consequence that was done; null where there is none yet.

    reoffences      one row each: `alert` (its id) and `reported_at`; further columns are kept
    consequences    one row for each consequence done: `alert` and `done_at`
    What was done before the report is no answer to it.
    """
    told = _native(reoffences)
    done = _native(consequences).join(told.select("alert", "reported_at"), on="alert", how="inner")
    done = done.filter(nw.col("done_at") >= nw.col("reported_at"))
    first = done.group_by("alert").agg(nw.col("done_at").min().alias("first_at"))
    seconds = (nw.col("first_at") - nw.col("reported_at")).dt.total_seconds()
    answered = told.join(first, on="alert", how="left").with_columns(hours=seconds / 3600.0)
    return cast(IntoFrameT, answered.to_native())


def speed(answered: IntoFrameT, at: datetime, rules: Rules, by: Sequence[str] = ()) -> IntoFrameT:
    """How soon consequences came, as known at an instant, for all or for each group.

    answered    what `hours_to_answer` returns
    returns     reoffences; answered; waiting (no answer, time not yet out); due (whose time is out); in_time of
                those due; `in_time_share` = in_time ÷ due; `median_hours` with the unanswered as slowest: null
                when the middle one has no answer
    """
    within = rules.notices.answer.hours
    out = nw.col("reported_at") <= at - timedelta(hours=within)
    hours = nw.col("hours")
    told = _native(answered).with_columns(
        reoffences=nw.lit(1),
        answered=_ones(~hours.is_null()),
        due=_ones(out),
        in_time=_ones(out & (hours <= within)),
        waiting=_ones(~out & hours.is_null()),
        slowest=hours.fill_null(float("inf")),
    )
    sums = [nw.col(name).sum() for name in ("reoffences", "answered", "waiting", "due", "in_time")]
    counted = _totals(told, by, [*sums, nw.col("slowest").median().alias("median_hours")])
    median = nw.col("median_hours")
    return cast(
        IntoFrameT,
        counted.with_columns(
            in_time_share=_share(nw.col("in_time"), nw.col("due")),
            median_hours=nw.when(median < float("inf")).then(median),
        ).to_native(),
    )


def _native(frame: Any) -> Any:
    return nw.from_native(frame)


def _ones(condition: Any) -> Any:
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


def _share(part: Any, whole: Any) -> Any:
    return nw.when(whole > 0).then(part / whole)


def _totals(frame: Any, by: Sequence[str], sums: Sequence[Any]) -> Any:
    return frame.group_by(*by).agg(*sums).sort(*by) if by else frame.select(*sums)
