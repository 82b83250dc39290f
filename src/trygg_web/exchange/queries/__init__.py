"""What can be read of what passed between the houses."""

from trygg_web.exchange.queries.arrivals import arrival, arrivals, untaken
from trygg_web.exchange.queries.inbox import ArrivalShown, InRow, inbox, opened
from trygg_web.exchange.queries.law import ground_says, purpose_says
from trygg_web.exchange.queries.ledger_of import Line, covering, ledger_newest, ledger_of, ledger_walk
from trygg_web.exchange.queries.making import (
    ClassShown,
    classes,
    draft,
    recipient_says,
    recipients,
    tells,
    unit_of,
)
from trygg_web.exchange.queries.masking import Shown, shown
from trygg_web.exchange.queries.outbox import OutRow, Told, classes_of, disclosure, outbox, words
from trygg_web.exchange.queries.partners import PartnerRow, own_fingerprint, partner, partner_id, partners
from trygg_web.exchange.queries.repeated import Repeated, repeated
from trygg_web.exchange.queries.requests import RequestRow, RequestShown, answering, request, requests
from trygg_web.exchange.queries.told import replied, told_since
from trygg_web.exchange.queries.waiting import due

__all__ = [
    "ArrivalShown", "ClassShown", "InRow", "Line", "OutRow", "PartnerRow", "Repeated", "RequestRow", "RequestShown",
    "Shown", "Told", "answering", "arrival", "arrivals", "classes", "classes_of", "covering", "disclosure", "draft",
    "due", "ground_says", "inbox", "ledger_newest", "ledger_of", "ledger_walk", "opened", "outbox",
    "own_fingerprint", "partner", "partner_id", "partners", "purpose_says", "recipient_says", "recipients",
    "repeated", "replied", "request", "requests", "shown", "tells", "told_since", "unit_of", "untaken", "words",
]  # fmt: skip
