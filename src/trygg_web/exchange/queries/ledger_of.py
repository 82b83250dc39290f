"""The ledger as it may be read: of one person for the supervisory authority and for subject access, and checked."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from trygg_web.access import log
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.exchange import ledger
from trygg_web.exchange.models import LedgerEntry, Partner, Side
from trygg_web.exchange.numbers import subject_line
from trygg_web.exchange.persons import key_of
from trygg_web.exchange.queries.fields import field_says
from trygg_web.exchange.queries.law import ground_says
from trygg_web.exchange.queries.wording import branch_says, kind_says

NEWEST = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in words: fields by name, never a value."""

    seq: int
    at: datetime
    out: bool
    dnr: str
    other: str
    subject: str  # for the diary
    ground: str
    fields: tuple[str, ...]
    correction: bool


def ledger_of(viewer: User, number: str) -> list[Line]:
    """What was told and received about one identity number, the oldest first; that it was asked for is logged."""
    require(viewer, Permission.LEDGER_SEE)
    theirs = LedgerEntry.objects.filter(persons__key=key_of(number, timezone.localdate()))
    messages = list(theirs.values_list("message", flat=True))
    rows = LedgerEntry.objects.filter(Q(message__in=messages) | Q(corrects__in=messages))
    log.did(viewer, Verb.SEARCHED, "ledger")
    return _lines(rows.order_by("seq"))


def ledger_newest(viewer: User) -> list[Line]:
    """The newest entries of the whole ledger."""
    require(viewer, Permission.LEDGER_SEE)
    return _lines(LedgerEntry.objects.order_by("-seq")[:NEWEST])


def ledger_walk(viewer: User) -> ledger.Walked:
    """Whether the ledger is as it was written."""
    require(viewer, Permission.LEDGER_SEE)
    return ledger.walk()


def covering(message: UUID, house: str) -> LedgerEntry | None:
    """The entry that covers a message that came from a house."""
    return LedgerEntry.objects.filter(message=message, partner=house, side=Side.IN).first()


def _lines(rows: QuerySet[LedgerEntry]) -> list[Line]:
    names = dict(Partner.objects.values_list("house", "name"))
    return [_line(row, names) for row in rows]


def _line(row: LedgerEntry, names: dict[str, str]) -> Line:
    return Line(
        row.seq,
        row.at,
        row.side == Side.OUT,
        row.dnr,
        f"{names.get(row.partner, row.partner)}, {branch_says(row.function)}",
        subject_line(kind_says(row.kind)),
        ground_says(row.ground, timezone.localdate(row.at)),
        tuple(field_says(name) for name in row.fields),
        row.corrects is not None,
    )
