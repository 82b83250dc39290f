"""Who may be called to a meeting of several, and who must not meet whom there. A person decides and summons.

Two who must not meet are never proposed for the same meeting, and whoever is left out is left out for a stated reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from trygg.rulebook import Rules


class Bar(StrEnum):
    """Why one person is not called to a meeting of several; words of `call_in.bars`."""

    LEVEL = "level"
    MINOR = "minor"  # also when the age is not known
    PROTECTED = "protected"
    HELD = "held"
    RESTRICTIONS = "restrictions"
    MUTUAL = "mutual"
    THREAT = "threat"


class Cause(StrEnum):
    """Why two must not meet; words of `call_in.apart`."""

    CONTACT_BAN = "contact_ban"
    COUPLE = "couple"  # one is told to have subjected the other to violence
    SAME_VICTIM = "same_victim"
    CO_SUSPECTS = "co_suspects"
    KIN = "kin"
    CONFLICT = "conflict"
    ASKED = "asked"  # somebody has asked for it for another reason


class Left(StrEnum):
    """Why someone who may come is not in the proposal."""

    FULL = "full"
    APART = "apart"  # no meeting with a free seat is without somebody whom this person must not meet


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Someone who waits for a message that is given at a meeting; None: not known.

    key         who it is, unique among those asked about; ties are settled by it
    due         until when the message is to be given, an instant with a zone; the nearest is seated first
    """

    key: str
    level: str
    due: datetime
    minor: bool | None = None
    protected: bool = False
    held: bool = False
    restrictions: bool | None = False
    mutual: bool = False
    threat: bool = False


@dataclass(frozen=True, slots=True)
class Seating:
    """A proposal: the keys of each meeting, and of each who is left out the reason and whom it depends on.

    blocked     of those left out because of someone: the keys they must not meet, among those seated
    """

    groups: tuple[tuple[str, ...], ...]
    left: Mapping[str, Left]
    blocked: Mapping[str, tuple[str, ...]]


Pairs = Mapping[frozenset[str], frozenset[Cause]]


def bars(one: Candidate, rules: Rules) -> tuple[Bar, ...]:
    """Why someone is not called to a meeting of several, in the order of Bar; empty: may be called."""
    told = {
        Bar.LEVEL: one.level not in rules.notices.call_in.levels,
        Bar.MINOR: one.minor is not False,
        Bar.PROTECTED: one.protected,
        Bar.HELD: one.held,
        Bar.RESTRICTIONS: one.held and one.restrictions is not False,
        Bar.MUTUAL: one.mutual,
        Bar.THREAT: one.threat,
    }
    return tuple(bar for bar, stands in told.items() if stands and bar in rules.notices.call_in.bars)


def pairs(told: Iterable[tuple[str, str, Cause]], rules: Rules) -> Pairs:
    """Those who must not meet, two by two, with every cause that the method counts; whoever is told of first."""
    found: dict[frozenset[str], frozenset[Cause]] = {}
    for one, other, cause in told:
        if one != other and cause in rules.notices.call_in.apart:
            both = frozenset((one, other))
            found[both] = found.get(both, frozenset()) | {cause}
    return found


def meets(one: str, others: Iterable[str], apart: Pairs) -> tuple[str, ...]:
    """Those of the others whom someone must not meet, sorted; empty: they may sit together."""
    return tuple(sorted(other for other in others if frozenset((one, other)) in apart))


def seating(
    candidates: Iterable[Candidate], apart: Pairs, *, seats: int, meetings: int = 1, seated: Iterable[str] = ()
) -> Seating:
    """A proposal for some meetings of so many seats: the nearest deadline first, each in the first meeting that fits.

    seated      keys that sit in the first meeting already; they stay and are not among the candidates
    The order in which candidates are given does not matter. A greedy proposal: it may seat fewer than could be.
    """
    groups: list[list[str]] = [list(dict.fromkeys(sorted(seated))), *([] for _ in range(meetings - 1))]
    left: dict[str, Left] = {}
    blocked: dict[str, tuple[str, ...]] = {}
    for one in sorted(candidates, key=lambda one: (one.due, one.key)):
        free = [group for group in groups if len(group) < seats]
        fits = next((group for group in free if not meets(one.key, group, apart)), None)
        if fits is not None:
            fits.append(one.key)
        elif free:
            left[one.key] = Left.APART
            blocked[one.key] = tuple(sorted({other for group in free for other in meets(one.key, group, apart)}))
        else:
            left[one.key] = Left.FULL
    return Seating(tuple(tuple(group) for group in groups), left, blocked)


def too_soon(at: date, today: date, others: Iterable[date], rules: Rules) -> bool:
    """Whether a meeting is nearer than its summons must go out, or too near another meeting, before or after it."""
    call_in = rules.notices.call_in
    return (at - today).days < call_in.ahead or any(abs((at - other).days) < call_in.interval for other in others)
