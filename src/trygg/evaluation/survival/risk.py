"""Person-time as arrays: who was at risk when, and what ended it. Every survival figure is counted from here.

A row is a stretch of time (start, stop] in which one person was at risk. A person who is away, in custody or not yet
known to the register, has no row for that time: so delayed entry and gaps need no special case anywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl
from narwhals.typing import IntoFrame

from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.frames import Numbers, numbers, read
from trygg.evaluation.results import Window

Codes = npt.NDArray[np.int64]
Days = npt.NDArray[np.int32]
_Coded = tuple[Codes, pl.Series]
CUT_SHORT = 0  # the code of a row that ended without an event
DENSE = 4  # whole numbers that span at most so many times their count are looked up in a table, not sorted
LONGEST = 1 << 20  # whole times up to this are looked up; two thousand years of days


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a frame of person-time are called. A frame without `start` begins at nought."""

    person: str = "person"
    start: str = "start"
    stop: str = "stop"
    event: str = "event"
    spell: str = "message"  # a person's spells, where one has several that begin at nought


@dataclass(frozen=True, slots=True, eq=False)
class RiskTime:
    """Person-time as arrays of one length; `event` is 0 where cut short, else 1 + the place in `causes`."""

    start: Numbers
    stop: Numbers
    event: Codes
    causes: tuple[str, ...]
    person: Codes
    spell: Codes
    group: Codes
    groups: tuple[str, ...]

    @property
    def persons(self) -> int:
        """How many persons stand behind the rows."""
        return int(self.person.max()) + 1 if len(self.person) else 0

    @property
    def total(self) -> float:
        """Time at risk in all, in the unit of the frame."""
        return float((self.stop - self.start).sum())

    @property
    def entered_late(self) -> bool:
        """Whether somebody was not at risk from nought on."""
        return bool((self.start > 0).any())

    def events(self, cause: int | None = None) -> int:
        """How many events ended a row, of one cause or of all."""
        return int((self.event == cause).sum() if cause else (self.event > CUT_SHORT).sum())

    def of(self, group: int) -> "RiskTime":
        """The rows of one group."""
        return self if len(self.groups) == 1 else self.rows(self.group == group)

    def rows(self, wanted: npt.NDArray[np.bool_]) -> "RiskTime":
        """Some of the rows, with persons numbered anew."""
        if wanted.all():
            return self
        _, person = np.unique(self.person[wanted], return_inverse=True)
        _, spell = np.unique(self.spell[wanted], return_inverse=True)
        return RiskTime(
            *(self.start[wanted], self.stop[wanted], self.event[wanted], self.causes),
            *(person.astype(np.int64), spell.astype(np.int64), self.group[wanted], self.groups),
        )

    def window(self, unit: str, starts: str) -> Window:
        """The longest time that anyone was seen, as a window."""
        return Window(float(self.stop.max()), unit, starts=starts)


@dataclass(frozen=True, eq=False)
class Tally:
    """At each distinct moment of an event: how many were at risk and how many events of each cause came.

    Where each row stands among the moments is found when it is asked for: a curve alone needs only the counts.
    """

    time: Numbers  # shape (m,)
    at_risk: Numbers  # shape (m,)
    events: Numbers  # shape (m, causes)
    rows: RiskTime

    @cached_property
    def first(self) -> Codes:
        """Per row: the first moment at which it is at risk."""
        rows = self.rows
        return _passed(self.time, _whole(rows.start)) if rows.entered_late else np.zeros(len(rows.stop), np.int64)

    @cached_property
    def after(self) -> Codes:
        """Per row: the first moment at which it no longer is at risk."""
        return _passed(self.time, _whole(self.rows.stop))

    @cached_property
    def hit(self) -> Codes:
        """Per row: the moment of its own event, or -1."""
        return np.where(self.rows.event > CUT_SHORT, self.after - 1, -1)

    @property
    def all(self) -> Numbers:
        """Events of any cause."""
        return np.asarray(self.events.sum(axis=1), dtype=np.float64)


def risk_time(
    frame: IntoFrame, *, columns: Columns | None = None, group: str | Sequence[str] | None = None
) -> RiskTime:
    """Person-time of a frame, one row per stretch at risk.

    frame    Polars, or any frame that Narwhals knows; `event` is true, 1 or the name of a cause, and false, 0 or null
             where the row was cut short; without a column of persons each row is a person
    group    the column that parts the rows into groups, or several
    Raises   InsufficientData where nobody was at risk, InvalidRecord where a row ends before it begins
    """
    names, table = columns or Columns(), read(frame)
    for name in (names.stop, names.event):
        if name not in table.columns:
            raise InvalidRecord(f"the frame lacks the column {name!r}")
    if table.is_empty():
        raise InsufficientData("nobody was at risk: the frame has no rows")
    stop = numbers(table, names.stop)
    start = numbers(table, names.start) if names.start in table.columns else np.zeros(len(stop))
    if (stop <= start).any():
        raise InvalidRecord(f"{int((stop <= start).sum())} rows end before they begin; mend {names.stop!r}")
    event, causes = _events(table, names.event)
    person = numbered(table, [names.person]) if names.person in table.columns else np.arange(len(stop))
    parted = names.spell in table.columns and names.person in table.columns
    spell = numbered(table, [names.person, names.spell]) if parted else person
    group_codes, groups = codes(table, [group] if isinstance(group, str) else list(group or ()))
    return RiskTime(start, stop, event, causes, person, spell, group_codes, groups)


def codes(table: pl.DataFrame, names: Sequence[str]) -> tuple[Codes, tuple[str, ...]]:
    """Codes and sorted labels of the combinations of some columns; one code where there are none."""
    if not names:
        return np.zeros(len(table), dtype=np.int64), ("",)
    parts = [_coded(read(table, name)[name]) for name in names]
    if len(parts) == 1:
        return parts[0][0], tuple(map(str, parts[0][1]))
    seen, code = _combined(parts)
    places = zip(*np.unravel_index(seen, _sizes(parts)), strict=True)
    told = [", ".join(str(labels[int(at)]) for (_, labels), at in zip(parts, place, strict=True)) for place in places]
    return code, tuple(told)


def numbered(table: pl.DataFrame, names: Sequence[str]) -> Codes:
    """Codes alone of the combinations of some columns: persons are a million, and nobody reads their labels."""
    parts = [_coded(read(table, name)[name]) for name in names]
    return parts[0][0] if len(parts) == 1 else _combined(parts)[1]


def _sizes(parts: Sequence[_Coded]) -> list[int]:
    return [len(labels) for _, labels in parts]


def _combined(parts: Sequence[_Coded]) -> tuple[Codes, Codes]:
    flat = np.ravel_multi_index(tuple(code for code, _ in parts), _sizes(parts))
    seen, code = np.unique(flat, return_inverse=True)
    return seen.astype(np.int64), code.astype(np.int64)


def _coded(column: pl.Series) -> _Coded:
    if column.dtype.is_integer() and column.dtype != pl.UInt64 and len(column):
        values = column.to_numpy().astype(np.int64)
        if (span := int(values.max()) - (low := int(values.min())) + 1) <= DENSE * len(values):
            return _coded_by_table(values - low, span, low)
    labels = column.unique().sort()
    place = column.replace_strict(labels, range(len(labels)), return_dtype=pl.Int64)
    return place.to_numpy(), labels


def _coded_by_table(values: Codes, span: int, low: int) -> _Coded:
    # One look-up for each row where sorting a million would take longer than all that follows.
    seen = np.zeros(span, dtype=np.bool_)
    seen[values] = True
    place = values if seen.all() else (np.cumsum(seen) - 1)[values]
    return place, pl.Series(np.flatnonzero(seen) + low)


def _events(table: pl.DataFrame, name: str) -> tuple[Codes, tuple[str, ...]]:
    if not table.schema[name].is_numeric() and table.schema[name] != pl.Boolean:
        told = table[name].cast(pl.String).replace("", None)
        causes = told.drop_nulls().unique().sort()
        code = told.replace_strict(causes, range(1, len(causes) + 1), default=0, return_dtype=pl.Int64)
        return code.to_numpy(), tuple(causes)
    found = table[name].cast(pl.Int64).fill_null(0).to_numpy()
    if found.min() < 0 or found.max() > 1:
        raise InvalidRecord(f"{name!r} holds 0 and 1, or the names of causes")
    return found, ("event",)


def tally(rows: RiskTime, moments: Numbers | None = None) -> Tally:
    """How many were at risk and what happened, at each distinct moment of an event.

    moments  the moments to count at; by default those at which any event came
    """
    came, stop = np.flatnonzero(rows.event > CUT_SHORT), _whole(rows.stop)
    ended = stop[came]
    time = _distinct(ended) if moments is None else moments
    entered = _before(time, _whole(rows.start)) if rows.entered_late else len(stop)
    at_risk = np.asarray(entered - _before(time, stop), dtype=np.float64)
    return Tally(time, at_risk, _by_cause(rows, _passed(time, ended) - 1, came, len(time)), rows)


def _before(time: Numbers, values: Numbers | Days) -> Codes:
    # How many values lie before each moment.
    if values.dtype == np.int32:
        earlier = np.concatenate([[0], np.cumsum(np.bincount(values))])
        return np.asarray(earlier[np.minimum(np.ceil(time), len(earlier) - 1).astype(np.int64)])
    return np.asarray(np.cumsum(np.bincount(_passed(time, values), minlength=len(time) + 1))[: len(time)])


def _by_cause(rows: RiskTime, hit: Codes, came: npt.NDArray[np.intp], size: int) -> Numbers:
    # How many events of each cause came at each moment, counted in one pass; a moment's causes side by side.
    causes = len(rows.causes)
    place = hit if causes == 1 else hit * causes + rows.event[came] - 1
    return np.bincount(place, minlength=size * causes).reshape(size, causes).astype(np.float64)


def _whole(values: Numbers) -> Numbers | Days:
    # Registers count whole days, and whole days are looked up in a table instead of sorted.
    if values.min(initial=0) < 0 or values.max(initial=0) >= LONGEST:
        return values
    days = values.astype(np.int32)
    return days if (days == values).all() else values


def _distinct(values: Numbers | Days) -> Numbers:
    if values.dtype == np.int32:
        return np.flatnonzero(np.bincount(values)).astype(np.float64)
    return np.unique(values).astype(np.float64, copy=False)


def _passed(time: Numbers, values: Numbers | Days) -> Codes:
    # How many moments lie at or before each value.
    if values.dtype == np.int32:
        ended = np.searchsorted(time, np.arange(int(values.max(initial=0)) + 1), side="right")
        return np.asarray(ended.astype(np.int64)[values])
    return np.searchsorted(time, values, side="right").astype(np.int64)


def ends_with_event(rows: RiskTime) -> None:
    """Refuses person-time that goes on after an event, for methods that tell of the first event only.

    Raises InsufficientData: count repeated events by `mean_count`, or build the spells without them.
    """
    if rows.spell.max(initial=-1) + 1 == len(rows.spell):
        return  # one row each
    ended = np.full(int(rows.spell.max(initial=-1)) + 1, np.inf)
    came = rows.event > CUT_SHORT
    np.minimum.at(ended, rows.spell[came], rows.stop[came])
    if (rows.stop > ended[rows.spell]).any():
        raise InsufficientData("some rows go on after an event; use mean_count, or build the spells to the first event")


def one_event_each(rows: RiskTime) -> None:
    """Refuses person-time in which a person has several events, for methods that would take them for several persons.

    Raises InsufficientData: compare repeated events by `hazards` with persons as clusters, or by `mean_count`.
    """
    if np.bincount(rows.person[rows.event > CUT_SHORT]).max(initial=0) > 1:
        raise InsufficientData("some persons have several events; use hazards clustered by person, or mean_count")


def by_person(values: Numbers, person: Codes) -> Numbers:
    """Sums over the rows of each person; shape (persons, columns)."""
    table = values.reshape(len(values), -1)
    sums = [np.bincount(person, weights=table[:, column]) for column in range(table.shape[1])]
    return np.stack(sums, axis=1)
