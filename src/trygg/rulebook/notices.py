"""What stands in notices.toml and levers.toml: how a level is told, which gates stand before it, what may follow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeVar

from trygg.errors import NoRuleInForce, RulebookError
from trygg.records import Level
from trygg.rulebook.kinds import Item, Says
from trygg.rulebook.reading import TABLES, keyed, many, read

UNITS = ("hours", "on_call_hours", "working_days", "days", "months")
NEEDED = ("always", "restrictions", "interpreter", "threat")
VERIFIED = ("yes", "no")
BARS = ("level", "minor", "protected", "held", "restrictions", "mutual", "threat")
APART = ("contact_ban", "couple", "same_victim", "co_suspects", "kin", "conflict", "asked")


class Dated(Protocol):
    """A line that holds for a span of days; `until` is the last day that counts."""

    @property
    def id(self) -> str:
        """What the line is called; the same id may come again for another span."""

    @property
    def since(self) -> date:
        """The first day."""

    @property
    def until(self) -> date | None:
        """The last day that counts."""


D = TypeVar("D", bound=Dated)


@dataclass(frozen=True, slots=True)
class Gate:
    """What must be settled before anyone is told: when it is needed, who opens it, who may override it."""

    id: str
    says: Says
    needed: str
    opened_by: tuple[str, ...]
    overridden_by: tuple[str, ...]
    since: date
    source: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """How one level is told: form, by whom, within how long of the trigger, behind which gates.

    `within` and `warn` are in `unit`. `meeting`: the next meeting ends the time if it comes first.
    `victim_attempts`: safe attempts before; 0: she is met on the same visit. `victim_hours`: within how long after.
    """

    id: str
    level: str
    form: str
    by: tuple[str, ...]
    held_form: str
    held_by: tuple[str, ...]
    within: int
    unit: str
    gates: tuple[str, ...]
    victim_attempts: int
    victim_hours: int
    since: date
    source: str
    warn: int | None = None
    meeting: bool = False
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """Between which whole hours of the day somebody works, local time; 24 is midnight."""

    id: str
    opens: int
    closes: int
    since: date
    source: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Attempts:
    """How often a message is tried, within how many days of the first try."""

    id: str
    most: int
    days: int
    since: date
    source: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Watching:
    """When one looks again after a message: days and months at risk; days on which the victim side is asked."""

    id: str
    days: tuple[int, ...]
    months: tuple[int, ...]
    victim_days: tuple[int, ...]
    since: date
    source: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Within how many hours of a new report the plan of consequences is made and begun."""

    id: str
    hours: int
    since: date
    source: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Minors:
    """Whether those below an age are told, and who is turned to instead."""

    id: str
    below: int
    told: bool
    to: str
    since: date
    source: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class CallIn:
    """Whether messages may be given to several persons together, and how such a meeting is put together.

    `levels` may come, at most `seats` of them; the summons goes `ahead` days before; `interval` days lie between two
    meetings. `bars` keep one person away, `apart` keeps two from meeting (words of trygg.callins). Whoever does not
    come is told in `missed_form` by `missed_by` within `missed_hours`.
    """

    id: str
    used: bool
    levels: tuple[str, ...]
    seats: int
    ahead: int
    interval: int
    bars: tuple[str, ...]
    apart: tuple[str, ...]
    missed_form: str
    missed_by: tuple[str, ...]
    missed_hours: int
    since: date
    source: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """How many days before the decision an event may lie and still start the clock; else the decision does."""

    id: str
    days: int
    since: date
    source: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """How many days before a release one is alarmed of it."""

    id: str
    days: int
    since: date
    source: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Lever:
    """A measure that can stand against a person: its ground in law, who decides, how long, what a letter may say.

    `months` or `days` is the longest time at a decision; neither: no limit of its own. `renewal_months`: of a
    renewal, `monitored_…` with electronic monitoring. `extension_days`: once more. `remind`: days before the end.
    `words`: as import files write it.
    """

    id: str
    says: Says
    letter: Says
    basis: str
    decided_by: str
    remind: tuple[int, ...]
    verified: str
    since: date
    source: str
    months: int | None = None
    days: int | None = None
    extension_days: int | None = None
    renewal_months: int | None = None
    monitored_renewal_months: int | None = None
    breach: str = ""
    words: tuple[str, ...] = ()
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Notices:
    """How levels are told on one day. Every table is keyed by id; `levels` by level."""

    levels: Mapping[str, Notice]
    gates: Mapping[str, Gate]
    forms: Mapping[str, Item]
    functions: Mapping[str, Item]
    hours: Mapping[str, Hours]
    attempts: Attempts
    watching: Watching
    answer: Answer
    minors: Minors
    call_in: CallIn
    trigger: Trigger
    release: Release


def in_force(rows: Iterable[D], day: date) -> tuple[D, ...]:
    """The lines that hold on a day."""
    return tuple(row for row in rows if row.since <= day and (row.until is None or day <= row.until))


def notices(own: Path, shared: Path) -> Mapping[str, Any]:
    """All days of how a profile's levels are told, checked against itself. Raises RulebookError.

    own         the profile's file: each kind of line that it holds replaces that kind of the shared file
    """
    place = {key: own if key in read(own) else shared for key in TABLES["notices"]}
    tables: dict[str, Any] = {
        "forms": keyed(Item, place["form"], "form"),
        "functions": keyed(Item, place["function"], "function"),
        "gates": many(Gate, place["gate"], "gate"),
        "levels": many(Notice, place["notice"], "notice"),
        "hours": many(Hours, place["hours"], "hours"),
        **{key: many(kind, place[key], key) for key, kind in SINGLE.items()},
    }
    for gate in tables["gates"]:
        _known(place["gate"], gate.id, "needed", (gate.needed,), NEEDED)
        _known(place["gate"], gate.id, "opened_by", gate.opened_by, tables["functions"])
        _known(place["gate"], gate.id, "overridden_by", gate.overridden_by, tables["functions"])
    for notice in tables["levels"]:
        _notice(notice, place["notice"], tables)
    _one_at_a_time(tables["levels"], place["notice"])
    for meeting in tables["call_in"]:
        _call_in(meeting, place["call_in"], tables)
    for one in tables["hours"]:
        if not one.opens < one.closes <= 24:
            raise RulebookError(
                f"{place['hours'].name}: {one.id}: opens is not before closes, or closes is over 24; mend them"
            )
    return tables


def notices_on(tables: Mapping[str, Any], day: date) -> Notices:
    """How levels are told on a day. Raises NoRuleInForce where a part of it has not begun."""
    held: dict[str, Any] = {name: tables[name] for name in ("forms", "functions")}
    for name in ("gates", "levels", "hours", *SINGLE):
        rows = in_force(tables[name], day)
        if not rows:
            raise NoRuleInForce(f"notices.toml: nothing of {name} is in force on {day}; the first begins later")
        key = "level" if name == "levels" else "id"
        held[name] = rows[0] if name in SINGLE else {getattr(row, key): row for row in rows}
    return Notices(**held)


def levers(path: Path) -> tuple[Lever, ...]:
    """All days of levers.toml, checked against itself. Raises RulebookError with lever, key and the mend."""
    authorities, rows = keyed(Item, path, "authority"), many(Lever, path, "lever")
    for lever in rows:
        _known(path, lever.id, "decided_by", (lever.decided_by,), authorities)
        _known(path, lever.id, "verified", (lever.verified,), VERIFIED)
        if lever.months is not None and lever.days is not None:
            raise RulebookError(f"{path.name}: {lever.id}: months and days are both set; keep one")
    return rows


SINGLE: Mapping[str, type[Any]] = {
    "attempts": Attempts,
    "watching": Watching,
    "answer": Answer,
    "minors": Minors,
    "call_in": CallIn,
    "trigger": Trigger,
    "release": Release,
}


def _notice(notice: Notice, path: Path, tables: Mapping[str, Any]) -> None:
    _known(path, notice.id, "level", (notice.level,), list(Level))
    _known(path, notice.id, "unit", (notice.unit,), UNITS)
    _known(path, notice.id, "form", (notice.form, notice.held_form), tables["forms"])
    _known(path, notice.id, "by", (*notice.by, *notice.held_by), tables["functions"])
    _known(path, notice.id, "gates", notice.gates, [gate.id for gate in tables["gates"]])
    if notice.within < 1 or (notice.warn is not None and not 0 < notice.warn < notice.within):
        raise RulebookError(f"{path.name}: {notice.id}: within is below 1 or warn is not before it; mend them")
    used = any(one.used for one in tables["call_in"])
    if "call_in" in (notice.form, notice.held_form) and not used:
        raise RulebookError(f"{path.name}: {notice.id}: form is call_in, which is not used; change one of the two")


def _call_in(meeting: CallIn, path: Path, tables: Mapping[str, Any]) -> None:
    _known(path, meeting.id, "levels", meeting.levels, list(Level))
    _known(path, meeting.id, "bars", meeting.bars, BARS)
    _known(path, meeting.id, "apart", meeting.apart, APART)
    others = [form for form in tables["forms"] if form != "call_in"]
    _known(path, meeting.id, "missed_form", (meeting.missed_form,), others)
    _known(path, meeting.id, "missed_by", meeting.missed_by, tables["functions"])
    if meeting.seats < 2 or min(meeting.ahead, meeting.interval, meeting.missed_hours) < 1:  # noqa: PLR2004 - a pair
        raise RulebookError(f"{path.name}: {meeting.id}: seats is below 2, or a time is below 1; mend them")


def _known(path: Path, rule: str, key: str, values: Iterable[str], known: Iterable[str]) -> None:
    names = list(known)
    for value in values:
        if value not in names:
            raise RulebookError(f"{path.name}: {rule}: {key} {value} is not known; use one of {', '.join(names)}")


def _one_at_a_time(rows: Iterable[Notice], path: Path) -> None:
    rows = sorted(rows, key=lambda row: (row.level, row.since))
    for one, other in zip(rows, rows[1:], strict=False):
        if one.level == other.level and (one.until is None or other.since <= one.until):
            raise RulebookError(f"{path.name}: {other.id}: level {one.level} is told in two ways at once; end {one.id}")
