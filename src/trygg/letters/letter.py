"""What a letter or a script may be made from. No field for anyone but the recipient, the sender and who helps.

Every text here is finished: it comes from an approved template, a dated sentence of the method or a directory of the
sender. There is no place for what anyone has told, for a level, or for the person who was subjected to violence.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Form(StrEnum):
    """How somebody is told; the same words as in notices.toml."""

    LETTER = "letter"
    TALK = "talk"
    DETENTION_VISIT = "detention_visit"
    SUMMONS = "summons"
    CALL_IN = "call_in"


class Regime(StrEnum):
    """Which law on personal data the sender works under."""

    CRIME_DATA = "crime_data"  # brottsdatalagen (2018:1177): police, prosecutor, prison and probation
    GDPR = "gdpr"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes: the authority, what the officer is there, how to reach them, and a name where one is given."""

    authority: str
    function: str
    contact: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    """An offer of help: what it is called, what it does, how to reach it."""

    name: str
    says: str
    contact: str


@dataclass(frozen=True, slots=True)
class Controller:
    """Who answers for the personal data, and how to reach them."""

    name: str
    contact: str
    regime: Regime


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where and when, for a summons; local time."""

    place: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Measure:
    """A prohibition that stands or a consequence that may come: what it says, its ground in law, who decides it."""

    says: str
    source: str
    authority: str


@dataclass(frozen=True, slots=True)
class Privacy:
    """The notice of data protection, as finished text: why, by what law, what rights, who answers."""

    controller: str
    contact: str
    purpose: str
    rights: str


@dataclass(frozen=True, slots=True)
class Headings:
    """The words around what is said, in the letter's language."""

    title: str
    to: str
    sender: str
    reference: str
    day: str
    facts: str
    forbidden: str
    standing: str
    consequences: str
    decides: str
    source: str
    help: str
    meeting: str
    place: str
    time: str
    privacy: str
    version: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is said around the message in a talk, in the letter's language."""

    greet: str
    frame: str
    ask_understood: str
    ask_help: str
    next: str
    close: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one person, finished; `version` tells nobody the form or the level."""

    language: str
    direction: str  # ltr or rtl
    form: Form
    reference: str
    day: str
    recipient: str
    sender: Sender
    headings: Headings
    message: tuple[str, ...]
    facts: tuple[str, ...]
    forbidden: tuple[str, ...]
    prohibitions: tuple[Measure, ...]
    consequences: tuple[Measure, ...]
    help: tuple[Help, ...]
    help_intro: str
    meeting: tuple[str, str] | None  # place, day and time in words
    meeting_says: tuple[str, ...]
    closing: tuple[str, ...]
    privacy: Privacy
    spoken: Spoken
    version: str


@dataclass(frozen=True, slots=True)
class PublicFact:
    """A fact of public process that the recipient already knows: one of the ids in messages.toml, and its day."""

    id: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is filled into a template for one person.

    facts           of public process, that the recipient has been told
    levers          ids of levers.toml that stand against the recipient today
    consequences    ids of messages.toml; empty: those of the template
    """

    recipient: str
    reference: str
    day: date
    sender: Sender
    controller: Controller
    help: tuple[Help, ...]
    facts: tuple[PublicFact, ...] = ()
    levers: tuple[str, ...] = ()
    consequences: tuple[str, ...] = ()
    meeting: Meeting | None = None
