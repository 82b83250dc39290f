"""The plan of one message: form, by whom, until when, behind which gates. A person decides and delivers."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from trygg.deadlines import Limit, Unit, calendar, deadline, later, left
from trygg.errors import NoRuleInForce
from trygg.records import Level
from trygg.rulebook import Rules
from trygg.rulebook.notices import Gate, Notice

NONE = timedelta()
SPOKEN = "sv"  # the language in which no interpreter is needed


class Because(StrEnum):
    """Why nobody is told."""

    MINOR = "minor"
    AGE_UNKNOWN = "age_unknown"
    DIED = "died"
    MOVED_AWAY = "moved_away"
    CLEARED = "cleared"  # no suspicion stands any more
    MUTUAL = "mutual"  # both have reported each other, and nobody has judged who mainly is subjected


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What is known when a message is planned; None and an empty language: not known, and then the gate is shut.

    trigger     the event that the clock starts from: the report, arrest or decision; aware
    meeting     the next meeting of the agencies · release  when a held person is to be released
    threat      a threat has been heard that the victim side has not yet seen
    gone        the person has died, moved away or been cleared: Because.DIED, MOVED_AWAY or CLEARED
    """

    level: str
    trigger: datetime
    held: bool
    minor: bool | None = None
    restrictions: bool | None = None
    language: str = ""
    mutual: bool = False
    gone: Because | None = None
    threat: bool = False
    meeting: datetime | None = None
    release: datetime | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """How one person is to be told, and what stands before it.

    by               functions that deliver it together, ids of `rules.notices.functions`
    due, warn        Europe/Stockholm; `warn` is None where the method does not warn before the end
    gates            in the order in which they are shown; all are born shut
    victim_attempts  safe attempts needed before; 0: she is met on the same visit
    victim_hours     within how many hours after delivery the victim side is in touch
    """

    level: str
    form: str
    by: tuple[str, ...]
    due: datetime
    warn: datetime | None
    gates: tuple[Gate, ...]
    victim_attempts: int
    victim_hours: int
    rule: str
    version: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """Nobody is told, why, and which function is turned to instead."""

    because: Because
    to: str


def plan(situation: Situation, rules: Rules) -> Plan | Withheld:
    """How a person on a level is told in a situation, or why not.

    Raises NoRuleInForce when the profile has no message for the level.
    """
    withheld = _withheld(situation, rules)
    if withheld:
        return withheld
    notice = rules.notices.levels.get(situation.level)
    if notice is None:
        raise NoRuleInForce(f"notices.toml: profile {rules.profile} tells nothing at level {situation.level}; add it")
    held = situation.held
    due, warn = _times(situation, notice, rules)
    return Plan(
        level=Level(notice.level),
        form=notice.held_form if held else notice.form,
        by=notice.held_by if held else notice.by,
        due=due,
        warn=warn,
        gates=tuple(rules.notices.gates[gate] for gate in notice.gates if _needed(gate, situation, rules)),
        victim_attempts=notice.victim_attempts,
        victim_hours=notice.victim_hours,
        rule=notice.id,
        version=rules.version,
    )


def is_minor(born: str, on: date, below: int) -> bool | None:
    """Whether someone born on a day is under age; None when the day is not known."""
    try:
        day = date.fromisoformat(born)
    except ValueError:
        return None
    return (on.year - day.year) - ((on.month, on.day) < (day.month, day.day)) < below


def exhausted(attempts: int, first: datetime, at: datetime, rules: Rules) -> bool:
    """Whether a message has been tried as often, or for as long, as the method says; then the meeting decides."""
    most = rules.notices.attempts
    last = deadline(first, Limit(most.days, Unit.DAYS), calendar(rules))
    return attempts >= most.most or left(at, last) < NONE


def victim_contacts(level: str, delivered: datetime, rules: Rules) -> tuple[datetime, ...]:
    """Until when the victim side is in touch after a message, earliest first: the first time, then each later day."""
    first = Limit(rules.notices.levels[level].victim_hours, Unit.HOURS)
    later = [Limit(days, Unit.DAYS) for days in rules.notices.watching.victim_days]
    return tuple(deadline(delivered, limit, calendar(rules)) for limit in (first, *later))


def _withheld(situation: Situation, rules: Rules) -> Withheld | None:
    if situation.gone:
        return Withheld(situation.gone, "lead")
    if situation.mutual:
        return Withheld(Because.MUTUAL, "lead")
    minors = rules.notices.minors
    if minors.told or situation.minor is False:
        return None
    if situation.minor is None:
        return Withheld(Because.AGE_UNKNOWN, "lead")
    return Withheld(Because.MINOR, minors.to)


def _needed(gate: str, situation: Situation, rules: Rules) -> bool:
    # What is not known is needed: a gate stands open only because somebody looked.
    return {
        "always": True,
        "restrictions": situation.held and situation.restrictions is not False,
        "interpreter": situation.language != SPOKEN,
        "threat": situation.threat,
    }[rules.notices.gates[gate].needed]


def _times(situation: Situation, notice: Notice, rules: Rules) -> tuple[datetime, datetime | None]:
    # A meeting or a release that comes first ends the time, and brings the warning forward by as much.
    start, hours = situation.trigger, calendar(rules)
    full = deadline(start, Limit(notice.within, Unit(notice.unit)), hours)
    sooner = [situation.meeting if notice.meeting else None, situation.release if situation.held else None]
    due = min((full, *(end for end in sooner if end and left(start, end) > NONE)), key=lambda end: left(start, end))
    due = due.astimezone(full.tzinfo)
    if notice.warn is None:
        return due, None
    before = left(deadline(start, Limit(notice.warn, Unit(notice.unit)), hours), full)
    return due, later(start, max(left(start, due) - before, NONE))
