"""What the rooms above hand over and get back: a disclosure before it is decided, and what came from another house."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

NUMBER = "number"  # the field that holds an identity number; the ledger is found by it
PROTECTED = "protected_identity"  # the circumstance after which only the few see who it is
Said: TypeAlias = str | tuple[str, ...]  # an answer: words, one choice, or several


class Reliability(StrEnum):
    """How sure an item is."""

    FACT = "fact"  # seen in a document or by oneself
    ASSESSMENT = "assessment"  # a judgement
    HEARSAY = "hearsay"  # told by someone


@dataclass(frozen=True, slots=True)
class Item:
    """One field that is told. `value` None stands in corrections only: the recipient must no longer see the field."""

    field: str
    data_class: str
    value: str | None
    reliability: str = Reliability.FACT


@dataclass(frozen=True, slots=True)
class Draft:
    """A disclosure before it is decided.

    zone, function  to whom: *social*, *victims*; `house` names one where a zone has several
    kind            what the room at the other end knows it by: message_planned, gate_answer, level …
    purpose         an id of the rules of sharing; `why`: in words, shown to the recipient
    ground          an id of the rules of sharing: *G-08*
    answers         condition → answer · harm: question of the harm test → answer
    circumstances   that hold in this case: consent, urgent …
    subject         this house's own id of whom it concerns; never leaves the house
    unit            the branch of this house that tells; empty: the first branch of the one who decides
    alike           the weighing is the same each time, so that it recurs alarms nobody
    reply_to        the message that it answers · request: the request of ours or theirs that it answers
    """

    zone: str
    function: str
    kind: str
    purpose: str
    ground: str
    items: tuple[Item, ...]
    why: str = ""
    answers: Mapping[str, Said] = field(default_factory=dict)
    harm: Mapping[str, Said] = field(default_factory=dict)
    circumstances: frozenset[str] = frozenset()
    condition: str = ""
    subject: str = ""
    unit: str = ""
    house: str = ""
    reply_to: UUID | None = None
    request: UUID | None = None
    alike: bool = False


@dataclass(frozen=True, slots=True)
class Came:
    """What came from another house, as it is seen now: corrected fields with their new values, withdrawn ones left out.

    id          the arrival · message: its id in both houses · corrects: the message that it corrects
    items       of a correction: what it changed; a withdrawn field has the value None
    """

    id: UUID
    message: UUID
    zone: str
    house: str
    unit: str
    function: str
    kind: str
    purpose: str
    why: str
    condition: str
    dnr: str
    received_at: datetime
    items: tuple[Item, ...]
    corrects: UUID | None
    reply_to: UUID | None
    subject: str
    protected: bool

    def value(self, field_name: str) -> str | None:
        """The value of a field; None when it did not come or has been withdrawn."""
        return next((item.value for item in self.items if item.field == field_name), None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request before it is sent: from which branch, about whom, which classes of data, for what, until when.

    about       what the other house needs to know who is meant, such as number and name; it is told to that house
    """

    zone: str
    function: str
    classes: tuple[str, ...]
    purpose: str
    why: str
    about: Mapping[str, str]
    due_on: date
    subject: str = ""
    house: str = ""
    protected: bool = False
