"""Of whom the help to stop using violence has not been asked yet, though the person wanted it."""

from collections.abc import Iterable
from uuid import UUID

from trygg_web.exchange.queries.told import told_since
from trygg_web.notifications.models import Attempt
from trygg_web.notifications.models.messages import Help

ZONE, SUPPORT, KIND = "social", "support", "help_wanted"


def to_ask(attempts: Iterable[Attempt]) -> set[UUID]:
    """The attempts at which the person said yes to help, or wanted to think, and nobody has told those who give it."""
    wanted = [row for row in attempts if row.help in {Help.ACCEPTED, Help.THINKS}]
    return {row.pk for row in wanted if not told_since(KIND, str(row.pk), row.recorded_at)}
