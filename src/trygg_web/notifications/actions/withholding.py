"""What is not told is seen by somebody, so that it is turned to the right side instead."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.notifications.models import Withholding


@transaction.atomic
def see_withheld(withholding_id: UUID, *, by: User) -> Withholding:
    """The withheld message, seen by a named person. Raises NotThere, WrongState when somebody was first."""
    require(by, Permission.NOTICE_WORK)
    found = Withholding.objects.filter(pk=withholding_id)
    if not found.exists():
        raise NotThere(_("Det finns inget sådant ärende."))
    if not found.filter(seen_at=None).update(seen_by=by, seen_at=timezone.now()):
        raise WrongState(_("Någon har redan tagit del av detta."))
    row = found.get()
    log.did(by, Verb.WITHHELD_SEEN, "person", [row.person_id], note=row.because)
    return row
