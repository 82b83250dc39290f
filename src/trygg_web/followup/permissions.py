"""For which side of the work a user may say that an alert has been seen."""

from enum import StrEnum

from trygg_web.access.models import User
from trygg_web.notifications.policies import functions


class Side(StrEnum):
    """Who must have seen an alert the same day."""

    LEAD = "lead"
    VICTIM = "victim"


SAYS_SO = {Side.LEAD: "lead", Side.VICTIM: "victim_contact"}  # side → function of method/notices.toml


def may_see_as(user: User, side: Side) -> bool:
    """Whether a user may say that a side has seen an alert."""
    return SAYS_SO[side] in functions(user)
