"""From messages, events and absences to person-time: who was at risk on which days, and what came.

A day counts from the day after the message: what happens on the day itself most often caused it. A day in custody is
no day at risk, so it is cut out, and what was reported for such a day is not counted but told of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

import polars as pl
from narwhals.typing import IntoFrame

from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.frames import read

SPELL = ["person", "message"]


class Series(StrEnum):
    """What counts as a new event. Each is its own series: few reports lead to a conviction, and none at once."""

    REPORT = "report"
    ARREST = "arrest"
    CHARGE = "charge"
    CONVICTION = "conviction"


class Start(StrEnum):
    """Which message the clock starts from."""

    FIRST = "first message"
    LATEST = "latest message"


class Clock(StrEnum):
    """What happens to the clock while a person is away."""

    CALENDAR = "calendar"  # it goes on; the person is out of the risk set and comes back late
    LIBERTY = "liberty"  # it stands still; times are days at liberty


@dataclass(frozen=True, slots=True, eq=False)
class Spells:
    """Person-time and how it was made.

    frame     columns person, message (which of the person's, from 1), start, stop (days), event (the series, the cause
              of an end, or null where cut short) and what else the messages told; one row per stretch at risk
    left_out  what was not counted and how often, by a plain word
    """

    frame: pl.DataFrame
    series: Series
    start: Start
    clock: Clock
    until: date
    left_out: Mapping[str, int] = field(default_factory=dict)

    def only(self) -> pl.DataFrame:
        """The same with ends as cut short: `event` is true where the series itself came."""
        return self.frame.with_columns(event=(pl.col("event") == self.series).fill_null(value=False))


def spells(  # noqa: PLR0913 - what decides who is at risk, each a choice that a reader must see
    messages: IntoFrame,
    events: IntoFrame,
    *,
    series: Series,
    until: date,
    start: Start = Start.FIRST,
    clock: Clock = Clock.CALENDAR,
    away: IntoFrame | None = None,
    ends: IntoFrame | None = None,
    repeated: bool = False,
) -> Spells:
    """The days at risk of each person after a message, and what ended them.

    messages  person, day, and whatever else is known when the message is given (level, sex, area)
    events    person, day, series
    until     the first day that the registers do not cover; nobody is followed to it
    start     the first message; or the latest, where each message opens a spell that the next one closes, since to
              begin at the last of all would look into the future
    away      person, since, until (the day back; null where not yet): custody, prison, abroad
    ends      person, day, cause: death, a move, a long prison sentence
    repeated  follow on after a first event
    Raises    InsufficientData where nobody was at risk, InvalidRecord where someone is away until before they leave
    """
    opened = _opened(_dated(messages, "person", "day"), until, start)
    limits = _limits(opened, _ended(ends))
    present = _present(limits, _away(away))
    told = _since(limits, _told(events, series))
    moments = told.filter(pl.col("at").is_between(1, pl.col("limit"))).select(*SPELL, "at")
    at_risk = present.join(moments, on=SPELL).filter(pl.col("at") > pl.col("start"), pl.col("at") <= pl.col("stop"))
    rows = _with_ends(_until_event(present, at_risk, series, repeated=repeated), limits)
    if rows.is_empty():
        raise InsufficientData("nobody was at risk on any day before the registers end")
    left_out = {
        "messages with no day at risk": opened.height - rows.select(SPELL).unique().height,
        "events on the day of the message": told.filter(pl.col("at") == 0).height,
        "events while away": moments.height - at_risk.height,
    }
    frame = _clocked(rows, clock).join(opened.drop("closes"), on=SPELL).sort(*SPELL, "start")
    return Spells(frame, series, start, clock, until, left_out)


def split(frame: pl.DataFrame, at: Sequence[float]) -> pl.DataFrame:
    """The same person-time with rows cut at some times, and `period` telling after how many of them a row begins.

    Nothing else changes: use it for what varies with time since the message, one row per stretch.
    """
    edges = pl.DataFrame({"begins": [float("-inf"), *map(float, at)], "closes": [*map(float, at), float("inf")]})
    pieces = frame.with_row_index("row").join(edges.with_row_index("period"), how="cross")
    pieces = pieces.filter(pl.col("start") < pl.col("closes"), pl.col("stop") > pl.col("begins"))
    whole = pl.col("stop") <= pl.col("closes")
    event = pl.when(whole).then("event").otherwise(False if frame["event"].dtype == pl.Boolean else None)
    return pieces.select(
        *(name for name in frame.columns if name not in ("start", "stop", "event")),
        pl.col("period").cast(pl.Int64),
        start=pl.max_horizontal(pl.col("start").cast(pl.Float64), "begins"),
        stop=pl.min_horizontal(pl.col("stop").cast(pl.Float64), "closes"),
        event=event,
    )


def _dated(frame: IntoFrame, *columns: str) -> pl.DataFrame:
    # Days as days: pandas has instants only.
    table = read(frame, *columns)
    return table.with_columns(pl.col(name).cast(pl.Date) for name in ("day", "since", "until") if name in table.columns)


def _opened(messages: pl.DataFrame, until: date, start: Start) -> pl.DataFrame:
    # One row per spell; `closes` is the day of the next message, where that one takes over.
    table = messages.filter(pl.col("day") < until).unique(["person", "day"], keep="first", maintain_order=True)
    table = table.sort("person", "day").with_columns(
        message=pl.col("day").cum_count().over("person").cast(pl.Int64), closes=pl.col("day").shift(-1).over("person")
    )
    if start == Start.FIRST:
        table = table.filter(pl.col("message") == 1).with_columns(closes=pl.lit(None, pl.Date))
    last = until - timedelta(days=1)
    return table.with_columns(pl.col("closes").fill_null(last))


def _told(events: IntoFrame, series: Series) -> pl.DataFrame:
    # Two reports on one day are one return.
    table = _dated(events, "person", "day", "series").filter(pl.col("series") == series)
    return table.select("person", on="day").unique()


def _since(limits: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    table = limits.join(told, on="person")
    return table.with_columns(at=(pl.col("on") - pl.col("day")).dt.total_days())


def _ended(ends: IntoFrame | None) -> pl.DataFrame:
    if ends is None:
        return pl.DataFrame(schema={"person": pl.Null, "ended": pl.Date, "cause": pl.String})
    table = _dated(ends, "person", "day", "cause").sort("person", "day", "cause")
    return table.group_by("person", maintain_order=True).first().select("person", "cause", ended="day")


def _limits(opened: pl.DataFrame, ended: pl.DataFrame) -> pl.DataFrame:
    # How many days after the message a person can be followed at most, and the cause that ends it there.
    ended = ended.with_columns(pl.col("person").cast(opened["person"].dtype))
    table = opened.select(*SPELL, "day", "closes").join(ended, on="person", how="left")
    cut = pl.col("ended") <= pl.col("closes")
    return table.select(
        *(*SPELL, "day"),
        limit=(pl.min_horizontal("closes", "ended") - pl.col("day")).dt.total_days(),
        cause=pl.when(cut).then("cause"),
    ).filter(pl.col("limit") > 0)


def _away(away: IntoFrame | None) -> pl.DataFrame:
    if away is None:
        return pl.DataFrame(schema={"person": pl.Null, "since": pl.Date, "until": pl.Date})
    table = _dated(away, "person", "since").select("person", "since", "until")
    if table.filter(pl.col("until") < pl.col("since")).height:
        raise InvalidRecord("someone came back before they left; mend `since` and `until`")
    return table


def _present(limits: pl.DataFrame, away: pl.DataFrame) -> pl.DataFrame:
    # The stretches of (0, limit] outside every absence: an absence on days a to b - 1 takes (a - 1, b - 1].
    away = away.with_columns(pl.col("person").cast(limits["person"].dtype))
    day, limit = pl.col("day"), pl.col("limit")
    gone = limits.join(away, on="person").select(
        *(*SPELL, "limit"),
        leaves=((pl.col("since") - day).dt.total_days() - 1).clip(0),
        returns=((pl.col("until") - day).dt.total_days() - 1).fill_null(limit),
    )
    gone = gone.filter(pl.col("returns") > 0, pl.col("leaves") < limit)
    ends = limits.select(*SPELL, "limit", leaves="limit", returns="limit")
    table = pl.concat([gone, ends]).sort(*SPELL, "leaves", "returns")
    back = pl.col("returns").cum_max().shift(1).over(SPELL).fill_null(0)
    table = table.with_columns(start=back, stop=pl.min_horizontal("leaves", "limit"))
    return table.filter(pl.col("stop") > pl.col("start")).select(*SPELL, "start", "stop")


def _until_event(present: pl.DataFrame, at_risk: pl.DataFrame, series: Series, *, repeated: bool) -> pl.DataFrame:
    # Rows cut at events; where only the first counts, what comes after it is left out.
    if not repeated:
        first = at_risk.group_by(SPELL).agg(ends=pl.col("at").min())
        rows = present.join(first, on=SPELL, how="left")
        rows = rows.filter((pl.col("start") < pl.col("ends")).fill_null(value=True))
        stop = pl.min_horizontal("stop", "ends")
        return rows.select(*SPELL, "start", stop=stop, event=pl.when(stop == pl.col("ends")).then(pl.lit(str(series))))
    cuts = at_risk.select(*SPELL, "start", stop="at", event=pl.lit(str(series)))
    whole = present.select(*SPELL, "start", "stop", event=pl.lit(None, pl.String)).join(
        cuts, on=[*SPELL, "start", "stop"], how="anti"
    )
    segment = [*SPELL, "start"]
    rows = pl.concat([cuts, whole]).sort(*segment, "stop")
    return rows.with_columns(start=pl.col("stop").shift(1).over(segment).fill_null(pl.col("start")))


def _with_ends(rows: pl.DataFrame, limits: pl.DataFrame) -> pl.DataFrame:
    # A cause ends the row that reaches the limit, unless the event came on that very day.
    table = rows.join(limits.select(*SPELL, "limit", "cause"), on=SPELL)
    reached = pl.when(pl.col("stop") == pl.col("limit")).then("cause")
    return table.with_columns(pl.coalesce("event", reached).alias("event")).drop("limit", "cause")


def _clocked(rows: pl.DataFrame, clock: Clock) -> pl.DataFrame:
    if clock == Clock.CALENDAR:
        return rows
    rows = rows.sort(*SPELL, "start").with_columns(length=pl.col("stop") - pl.col("start"))
    stop = pl.col("length").cum_sum().over(SPELL)
    return rows.with_columns(start=stop - pl.col("length"), stop=stop).drop("length")
