"""Until when a record may be kept and before when it may not be erased, by dated clocks with ceilings and floors."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from trygg.deadlines import months_after
from trygg.rulebook import in_force
from trygg.sharing.kinds import Clock, SharingRules
from trygg.sharing.records import Due, Held, Verdict

DAY = timedelta(days=1)
ANY = "any"
Blocking = Mapping[tuple[str, str, str], Sequence[str]]
NO_CLOCK = {"sv": "Ingen gallringsregel gäller; en person beslutar.", "en": "No clock is in force; a person decides."}


def due(records: Iterable[Held], on: date, rules: SharingRules) -> tuple[Due, ...]:
    """What the clocks say of each record on a day, in the order given: it stays, may go, must go, and why.

    A floor goes before a ceiling, and a record that another one holds back stays. Give all records on a person
    together: a dependency on one that is not given cannot be seen.
    """
    held = tuple(records)
    clocks = in_force(rules.clocks, on)
    running = {(one.zone, one.record_class): clocks_of(one, clocks) for one in held}
    blocking = _blocking(held, clocks)
    return tuple(_due(one, running[one.zone, one.record_class], blocking, on) for one in held)


def clocks_of(record: Held, clocks: Iterable[Clock]) -> tuple[Clock, ...]:
    """The clocks that run for a record."""
    return tuple(one for one in clocks if one.zone in (record.zone, ANY) and one.record_class == record.record_class)


def ends(clock: Clock, record: Held) -> tuple[date | None, date | None]:
    """From when a record may go and until when it may be kept, by one clock; None where that is not known or never.

    A day that a shorter month or year lacks is the one before under a ceiling, and the one after under a floor.
    """
    began = record.events.get(clock.trigger)
    if began is None or _kept(clock, record):
        return None, None
    if clock.kind == "floor":
        return _grown(began, _months(clock, record)), None
    if clock.count_from == "end_of_year":
        began = date(began.year, 12, 31)
    last = _unpaused(began, months_after(began, _months(clock, record)), _pauses(clock, record))
    if last and clock.finish == "end_of_following_year":
        return last, date(last.year + 1, 12, 31)
    return last, last


def _due(record: Held, own: Sequence[Clock], blocking: Blocking, on: date) -> Due:
    decides = _deciding(own, record, on)
    if decides is None:
        return Due(record.key, Verdict.UNDECIDED, "", "review", None, None, (), NO_CLOCK)
    may_from, must_by = ends(decides, record)
    waits = tuple(key for name in decides.wait_for for key in blocking.get((record.zone, record.person, name), ()))
    verdict = _verdict(decides, may_from, must_by, on)
    if waits and verdict in (Verdict.MAY_GO, Verdict.MUST_GO):
        verdict = Verdict.STAYS
    return Due(record.key, verdict, decides.id, decides.action, may_from, must_by, waits, decides.says)


def _blocking(held: Iterable[Held], clocks: Iterable[Clock]) -> Blocking:
    # One pass over a whole house: by house, person and class, the records that others may wait for.
    awaited = {name for clock in clocks for name in clock.wait_for}
    found: dict[tuple[str, str, str], list[str]] = {}
    for record in held:
        if record.record_class in awaited:
            found.setdefault((record.zone, record.person, record.record_class), []).append(record.key)
    return found


def _deciding(own: Sequence[Clock], record: Held, on: date) -> Clock | None:
    # What is never erased, then a floor that still holds, then what nobody has read, then the earliest ceiling.
    def place(clock: Clock) -> tuple[int, date]:
        may_from, must_by = ends(clock, record)
        if clock.kind == "preserve" or _kept(clock, record):
            return 0, date.min
        if clock.kind == "floor":
            return (1 if may_from is None or on < may_from else 4), may_from or date.max
        return (2 if clock.kind == "undecided" else 3), must_by or date.max

    return min(own, key=place, default=None)


def _verdict(clock: Clock, may_from: date | None, must_by: date | None, on: date) -> Verdict:
    if clock.kind == "undecided":
        return Verdict.UNDECIDED
    if may_from is None or on < may_from:
        return Verdict.STAYS
    return Verdict.MUST_GO if must_by and on >= must_by else Verdict.MAY_GO


def _kept(clock: Clock, record: Held) -> bool:
    return clock.kind == "preserve" or bool(record.facts & set(clock.kept_if))


def _months(clock: Clock, record: Held) -> int:
    longer = [years for fact, years in (clock.years_if or {}).items() if fact in record.facts]
    return max([clock.years or 0, *longer]) * 12 + (clock.months or 0)


def _grown(began: date, months: int) -> date:
    # Whoever was born on 29 February has surely turned the age on 1 March.
    there = months_after(began, months)
    return there if there.day == began.day else there + DAY


def _pauses(clock: Clock, record: Held) -> tuple[tuple[date, date], ...]:
    return tuple((first, last or date.max) for kind, first, last in record.pauses if kind in clock.pauses)


def _unpaused(began: date, last: date, pauses: Sequence[tuple[date, date]]) -> date | None:
    # Each day of a pause after the beginning moves the end by a day; None while a pause has no end.
    for opened, ended in _merged(pauses):
        first = max(opened, began + DAY)
        if first > last or ended < first:
            continue
        if ended == date.max:
            return None
        last += ended - first + DAY
    return last


def _merged(pauses: Sequence[tuple[date, date]]) -> list[tuple[date, date]]:
    merged: list[tuple[date, date]] = []
    for first, last in sorted(pauses):
        if merged and (merged[-1][1] == date.max or first <= merged[-1][1] + DAY):
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged
