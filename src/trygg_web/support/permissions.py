"""Who works with help to those who use violence: never one who works with the other side too."""

from django.utils.translation import gettext as _

from trygg_web.access.errors import NotAllowed
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may, require


def may_help(user: User) -> bool:
    """Whether a user works here, and not with those who are subjected to violence or their children."""
    other_side = may(user, Permission.TRACK_WORK) or may(user, Permission.CHILD_WORK)
    return may(user, Permission.HELP_WORK) and not other_side


def require_help(user: User) -> None:
    """Nothing when the user works here. Raises NotAllowed, also for one who works with the other side."""
    require(user, Permission.HELP_WORK)
    if not may_help(user):
        raise NotAllowed(_("Den som arbetar med våldsutsatta eller barn arbetar inte också här."))
