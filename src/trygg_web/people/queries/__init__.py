"""What a viewer may see of persons, their links, couples and questions; and what the method counts."""

from trygg_web.people.queries.couples import Couple, CoupleReport, couples, held
from trygg_web.people.queries.events import events
from trygg_web.people.queries.links import Asked, HeldLink, PartyCard, answered, compared, links_of, question, questions
from trygg_web.people.queries.persons import HeldNumber, PersonCard, cards, find, identity_numbers_of, person
from trygg_web.people.queries.reported import (
    BanLine,
    Offence,
    ReportLine,
    bans_of,
    custody_now,
    custody_of,
    observations_of,
    reports_of,
)
from trygg_web.people.queries.standing import current, standing

__all__ = [
    "Asked",
    "BanLine",
    "Couple",
    "CoupleReport",
    "HeldLink",
    "HeldNumber",
    "Offence",
    "PartyCard",
    "PersonCard",
    "ReportLine",
    "answered",
    "bans_of",
    "cards",
    "compared",
    "couples",
    "current",
    "custody_now",
    "custody_of",
    "events",
    "find",
    "held",
    "identity_numbers_of",
    "links_of",
    "observations_of",
    "person",
    "question",
    "questions",
    "reports_of",
    "standing",
]
