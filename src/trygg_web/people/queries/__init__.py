"""What a viewer may see of persons, their links, couples and questions; and what the method counts."""

from trygg_web.people.queries.couples import (
    Couple,
    CoupleReport,
    HeldCouple,
    couples,
    held,
    held_couple,
    held_couples,
    holds,
)
from trygg_web.people.queries.events import events
from trygg_web.people.queries.links import (
    Asked,
    HeldLink,
    PartyCard,
    answered,
    compared,
    link,
    links_of,
    question,
    questions,
)
from trygg_web.people.queries.persons import HeldNumber, PersonCard, cards, find, identity_numbers_of, person
from trygg_web.people.queries.reported import (
    BanLine,
    Observed,
    Offence,
    Registers,
    ReportLine,
    custody_now,
    observation,
    registers_of,
    reports_of,
)
from trygg_web.people.queries.standing import current, former, standing
from trygg_web.people.queries.subjects import UnplacedRow, unplaced, unplaced_row
from trygg_web.people.queries.telling import births, by_number_keys, last_reported

__all__ = [
    "births",
    "by_number_keys",
    "last_reported",
    "UnplacedRow",
    "unplaced",
    "unplaced_row",
    "observation",
    "Observed",
    "link",
    "holds",
    "held_couples",
    "held_couple",
    "HeldCouple",
    "Asked",
    "BanLine",
    "Couple",
    "CoupleReport",
    "HeldLink",
    "HeldNumber",
    "Offence",
    "PartyCard",
    "PersonCard",
    "Registers",
    "ReportLine",
    "answered",
    "cards",
    "compared",
    "couples",
    "current",
    "custody_now",
    "events",
    "find",
    "former",
    "held",
    "identity_numbers_of",
    "links_of",
    "person",
    "question",
    "questions",
    "registers_of",
    "reports_of",
    "standing",
]
