"""What is asked of the rules of sharing and of keeping, and what they answer with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trygg.rulebook.kinds import Penalty, Says


@dataclass(frozen=True, slots=True)
class CaseOfSharing:
    """What a disclosure is about when its answers are weighed: who to whom, and the penalties of the day.

    offences    names, statutes and dated penal scales, as `Rules.offences`
    """

    sender: str
    recipient: str
    data_class: str
    offences: Mapping[str, Penalty]


@dataclass(frozen=True, slots=True)
class Gap:
    """Why a ground cannot be used, or not yet; `stops`: what was answered rules it out.

    why     missing | unknown_option | stopped | offence_unknown | offence_too_light | offence_elsewhere |
            not_a_day | passed | not_tested
    hint    another ground that fits instead; empty: none
    """

    condition: str
    why: str
    stops: bool
    says: Says
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A record that is kept: what it is, whom it is about, and what has happened to it.

    key         anything that names it for the caller
    person      anything that is equal for records on the same person
    events      last day of each kind of event: last_entry, case_closed, born …
    pauses      (kind, first day, last day or None while it lasts)
    facts       what lengthens or shortens: grave_crime …
    """

    key: str
    zone: str
    record_class: str
    person: str
    events: Mapping[str, date]
    pauses: tuple[tuple[str, date, date | None], ...] = ()
    facts: frozenset[str] = frozenset()


class Verdict(StrEnum):
    """What can become of a record on a day."""

    STAYS = "stays"
    MAY_GO = "may_go"
    MUST_GO = "must_go"
    UNDECIDED = "undecided"  # no rule decides, or what it counts from is not known; a person does


@dataclass(frozen=True, slots=True)
class Due:
    """What the rules say of one record on a day.

    rule        the clock that decided, or empty; says: its sentence
    action      what is proposed: erase | stop | review | keep
    may_from    the first day on which it may go; None: never, or not known yet
    must_by     the last day on which it may be kept; None: no ceiling runs
    waits_for   keys of the records that hold it back
    """

    key: str
    verdict: Verdict
    rule: str
    action: str
    may_from: date | None
    must_by: date | None
    waits_for: tuple[str, ...]
    says: Says
