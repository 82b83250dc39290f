"""The levels that call for a message which is not given, and who is turned to instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.listing.models import Placement
from trygg_web.notifications.models import Withholding
from trygg_web.notifications.queries.messages import function_words
from trygg_web.notifications.queries.wording import WHY_NOT
from trygg_web.people import queries as people

PAGE = 60


@dataclass(frozen=True, slots=True)
class WithheldRow:
    """One person who is not told: why, who is turned to instead, and who has seen it."""

    id: UUID
    card: people.PersonCard
    level: str
    because: str  # a trygg.notices.Because
    says: str
    to: str  # a function in words
    at: datetime
    seen_by: User | None
    seen_at: datetime | None


def withheld(viewer: User, seen: bool = False) -> list[WithheldRow]:
    """Those who are not told and whose level still holds: unseen ones the oldest first, seen ones the newest first."""
    require(viewer, Permission.NOTICE_SEE)
    rows = Withholding.objects.filter(placement__until=None, ended_at=None, seen_at__isnull=not seen)
    rows = rows.select_related("placement", "seen_by").order_by("-seen_at" if seen else "at", "pk")[:PAGE]
    return _rows(viewer, rows)


def withheld_count(viewer: User) -> int:
    """How many are not told without anybody having seen it."""
    require(viewer, Permission.NOTICE_SEE)
    # Asked row by row: joined, the database may begin with every placement of the house.
    holds = Exists(Placement.objects.filter(pk=OuterRef("placement"), until=None))
    return Withholding.objects.filter(holds, ended_at=None, seen_at=None).count()


def _rows(viewer: User, rows: Iterable[Withholding]) -> list[WithheldRow]:
    held = list(rows)
    cards = people.cards(viewer, [row.person_id for row in held])
    return [
        WithheldRow(
            row.pk, cards[row.person_id], row.placement.level, row.because, str(WHY_NOT.get(row.because, row.because)),
            function_words([row.to])[0], row.at, row.seen_by, row.seen_at,
        )
        for row in held
    ]  # fmt: skip
