"""What stands in a country's pack, a dataclass for each kind of line; a field without a default must be written.

Holders, classes of data, purposes and circumstances are named by the pack; the core knows none of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from trygg.rulebook.kinds import Item, Says


@dataclass(frozen=True, slots=True)
class Holder:
    """Who can give or receive; `house`: has a house of its own, by the name of its zone."""

    id: str
    says: Says
    house: bool


@dataclass(frozen=True, slots=True)
class DataClass:
    """A class of data; `circumstances`: which of them always hold where it is shared, such as *child*."""

    id: str
    says: Says
    covers: str
    circumstances: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """A question that must be answered on screen before a ground may be used.

    type            text | choice | offence | date | reference
    options         of a choice, as keys; `options_says` names them in both languages
    required        unanswered is a gap; with `required_from`, `required_to` or `required_classes` only there
    ahead           of a day: one that has passed stops
    stop_on         answers that stop the disclosure on this ground
    of              grounds that a reference must name, all of them
    least_months    an offence's lowest penalty on the day, at the least
    attempt_least_months, attempt_if    the same where the condition `attempt_if` was answered *yes*
    chapters        the penal code's chapters that an offence must lie in, as the start of its statute
    hint            another ground that fits instead
    special_first   asked only where the pack's policy prefers a special rule to the general one
    """

    id: str
    type: str
    says: Says
    required: bool = True
    required_from: str = ""
    required_to: str = ""
    required_classes: tuple[str, ...] = ()
    ahead: bool = False
    options: tuple[str, ...] = ()
    options_says: Mapping[str, Says] | None = None
    stop_on: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    least_months: int | None = None
    attempt_least_months: int | None = None
    attempt_if: str = ""
    chapters: tuple[str, ...] = ()
    hint: str = ""
    special_first: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """What the law leaves open and the partners have settled; `default_on_unknown` can only be *deny*."""

    prefer_special_rule: bool
    default_on_unknown: str
    since: date
    source: str


@dataclass(frozen=True, slots=True)
class Ground:
    """One version of a ground that opens secrecy; `kind`: consent | must | may.

    directions          "police to social"; "any" stands for everyone
    refuse_classes      classes that it can never open
    approvals           how many persons decide; approvals_if: how many under a circumstance
    deadline            a TimeLimit's id, where a duty has a limit
    offered             False: in the list for completeness, never on a page
    """

    id: str
    says: Says
    provision: str
    kind: str
    directions: tuple[str, ...]
    refuse_classes: tuple[str, ...]
    purposes: tuple[str, ...]
    asks: tuple[str, ...]
    approvals: int
    verified: str
    since: date
    source: str
    approvals_if: Mapping[str, int] | None = None
    deadline: str = ""
    offered: bool = True
    note: str = ""
    until: date | None = None
    conditions: tuple[Condition, ...] = ()  # those that `asks` names, filled in when the file is read

    @property
    def version(self) -> str:
        """The ground with the day on which its wording begins, for the ledger: *G-08@2025-12-01*."""
        return f"{self.id}@{self.since}"


@dataclass(frozen=True, slots=True)
class Offer:
    """The grounds for some classes in one direction, in the order in which they are offered."""

    id: str
    sender: str
    recipient: str
    classes: tuple[str, ...]
    grounds: tuple[str, ...]
    verified: str
    since: date
    source: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """What may not be given at all: provision and a sentence for the page.

    sender, recipient   "any" stands for everyone
    lifted_by           a circumstance that lifts it (*consent*, *case_decision*); empty: nothing does
    """

    id: str
    sender: str
    recipient: str
    classes: tuple[str, ...]
    provision: str
    says: Says
    verified: str
    since: date
    source: str
    lifted_by: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Protection:
    """What keeps a class of data secret at a holder, years at the most.

    test        reverse (secret unless clear that no harm follows) | straight | absolute | own
    carries     False: named in a masking, but alone not enough to send on
    """

    id: str
    holders: tuple[str, ...]
    classes: tuple[str, ...]
    provision: str
    test: str
    says: Says
    verified: str
    since: date
    source: str
    years: int | None = None
    carries: bool = True
    until: date | None = None


@dataclass(frozen=True, slots=True)
class HarmQuestion:
    """A question of the harm test; `type`: text | choice | choices.

    second_on       answers after which a second person must decide
    stop_on         answers that end it
    """

    id: str
    type: str
    says: Says
    source: str
    options: tuple[str, ...] = ()
    options_says: Mapping[str, Says] | None = None
    second_on: tuple[str, ...] = ()
    stop_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """Until when something is to be done; `unit` as `trygg.deadlines.Unit`, or *at_once* with amount 0."""

    id: str
    says: Says
    trigger: str
    amount: int
    unit: str
    rolls: bool
    holders: tuple[str, ...]
    verified: str
    since: date
    source: str
    repeats: bool = False
    extendable: bool = False
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """How long a class of records is kept; `kind`: ceiling | floor | preserve | undecided.

    trigger         the event from which it runs, a key of Held.events
    years, months   the period; `years_if` more years where Held.facts has the key, such as *grave_crime*
    count_from      day | end_of_year
    finish          day | end_of_following_year: how much later the erasure may be done
    pauses          kinds of Held.pauses that do not count
    wait_for        classes: a record of one of them on the same person holds this one back
    kept_if         facts that keep it for good
    action          what is proposed: erase | stop (no longer used or found) | review (a person decides) | keep
    """

    id: str
    zone: str
    record_class: str
    kind: str
    says: Says
    verified: str
    since: date
    source: str
    trigger: str = ""
    years: int | None = None
    months: int | None = None
    years_if: Mapping[str, int] | None = None
    count_from: str = "day"
    finish: str = "day"
    pauses: tuple[str, ...] = ()
    wait_for: tuple[str, ...] = ()
    kept_if: tuple[str, ...] = ()
    action: str = "erase"
    suggested_years: int | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Right:
    """The right of a person to be told what is held about them, and the words that every answer carries.

    limits          the provision by which something is not told
    time_limit      a TimeLimit's id
    free_months     an answer is free when that many months lie between; 0: always
    silence         what always stands there, so that it says nothing of what is held
    """

    id: str
    holders: tuple[str, ...]
    provision: str
    limits: str
    time_limit: str
    free_months: int
    purpose: Says
    rights: Says
    silence: Says
    nothing: Says
    appeal: Says
    complaint: Says
    verified: str
    since: date
    source: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """What a field is before an officer has looked at it; `hard`: no officer changes it. Empty: every one."""

    id: str
    whose: tuple[str, ...]
    verdict: str
    since: date
    source: str
    holders: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    hard: bool = False
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Masking:
    """That a protection may bear a masking of somebody's data against the person who asks.

    holders, classes    empty: those of the protection
    silent              left out without a word
    """

    id: str
    protection: str
    whose: tuple[str, ...]
    verified: str
    since: date
    source: str
    holders: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    silent: bool = False
    until: date | None = None


@dataclass(frozen=True, slots=True)
class SharingRules:
    """The law of a country as data, all days of it, with the digest of the files it was read from."""

    version: str
    policy: Policy
    holders: Mapping[str, Holder]
    classes: Mapping[str, DataClass]
    purposes: Mapping[str, Item]
    circumstances: Mapping[str, Item]
    grounds: tuple[Ground, ...]
    offers: tuple[Offer, ...]
    refusals: tuple[Refusal, ...]
    protections: tuple[Protection, ...]
    harm_questions: tuple[HarmQuestion, ...]
    clocks: tuple[Clock, ...]
    limits: tuple[TimeLimit, ...]
    rights: tuple[Right, ...]
    starts: tuple[Start, ...]
    maskings: tuple[Masking, ...]
