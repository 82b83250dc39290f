"""What other houses have been asked before a message, and whether their word is waited for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from trygg_web.notifications.models import Branch, Inquiry, Word

VICTIM = "victim"  # the gate that the victims' own house opens


@dataclass(frozen=True, slots=True)
class AskedOf:
    """That a house has been asked, and its word; nothing of whom it concerns."""

    branch: str
    says: str
    asked_at: datetime
    word: str
    word_says: str
    answered_at: datetime | None

    @property
    def given(self) -> bool:
        """Whether the other house has given the message."""
        return self.word == Word.GIVEN


def asked_of(notification_id: UUID) -> list[AskedOf]:
    """Which houses have been asked about a message, each branch once, with the word that holds the message up longest.

    How many were asked about is not told: the page must not say how many a person has used violence against.
    """
    found = list(_live(notification_id).order_by("asked_at"))
    return [_told(rows) for branch in Branch if (rows := [row for row in found if row.branch == branch])]


def gate_waits(notification_id: UUID, gate: str) -> bool:
    """Whether a gate is another house's to open: it has been asked, and has not said that the message may be given."""
    rows = _live(notification_id).filter(branch=Branch.VICTIMS)
    return gate == VICTIM and rows.exclude(word=Word.OPEN).exists()


def _live(notification_id: UUID) -> QuerySet[Inquiry]:
    return Inquiry.objects.filter(notification=notification_id, withdrawn_at=None)


def _told(rows: list[Inquiry]) -> AskedOf:
    unanswered = [row for row in rows if not row.word]
    row = next(iter(unanswered or [one for one in rows if one.word == Word.WAIT] or rows))
    return AskedOf(
        row.branch, str(Branch(row.branch).label), row.asked_at, row.word,
        str(Word(row.word).label) if row.word else "", row.answered_at,
    )  # fmt: skip
