"""Threats that were heard when a message was given or tried: whom they concern, and what was done."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.notifications.models import Attempt
from trygg_web.people import queries as people

SEEN = 20  # of those already seen, the newest


@dataclass(frozen=True, slots=True)
class Threat:
    """One attempt at which a threat was heard, and the person who was to be told."""

    attempt: Attempt
    card: people.PersonCard
    level: str


def heard(viewer: User, seen: bool = False) -> list[Threat]:
    """The threats that nobody on the victim side has seen, the oldest first; or the newest of those seen."""
    require(viewer, Permission.NOTICE_SEE)
    rows = Attempt.objects.filter(threat=True, threat_seen_at__isnull=not seen)
    rows = rows.select_related("notification", "by", "threat_seen_by").order_by("-threat_seen_at" if seen else "at")
    return _shown(viewer, list(rows[:SEEN] if seen else rows))


def threat(viewer: User, attempt_id: UUID) -> Threat:
    """One threat with what was written. Raises NotThere; opening is logged."""
    require(viewer, Permission.NOTICE_SEE)
    found = Attempt.objects.filter(pk=attempt_id, threat=True)
    rows = list(found.select_related("notification", "by", "threat_seen_by"))
    if not rows:
        raise NotThere(_("Hotet finns inte."))
    log.saw(viewer, "notification", [rows[0].notification_id])
    return _shown(viewer, rows)[0]


def threat_count(viewer: User) -> int:
    """How many threats nobody on the victim side has seen."""
    require(viewer, Permission.NOTICE_SEE)
    return Attempt.objects.filter(threat=True, threat_seen_at=None).count()


def _shown(viewer: User, rows: list[Attempt]) -> list[Threat]:
    cards = people.cards(viewer, [row.notification.person_id for row in rows])
    return [Threat(row, cards[row.notification.person_id], row.notification.level) for row in rows]
