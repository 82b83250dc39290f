"""A message that was given and should not have been is put right, and what was said is kept."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.notifications.actions.stepping import locked
from trygg_web.notifications.models import Redress
from trygg_web.notifications.policies import check_reason
from trygg_web.people import queries as people


@transaction.atomic
def redress(notification_id: UUID, said: str, *, by: User) -> Redress:
    """What was said to the one who was told, kept once.

    Raises NotThere, InvalidInput without words, WrongState when the message was not given, a suspicion stands, or
    somebody was first.
    """
    require(by, Permission.NOTICE_WORK)
    row, words = locked(notification_id), check_reason(said)
    theirs = people.cleared().filter(person=str(row.person_id))
    if row.delivered_at is None or theirs.is_empty():
        raise WrongState(_("Bara ett givet budskap till någon som inte längre är misstänkt kan rättas här."))
    try:
        with transaction.atomic():
            made = Redress.objects.create(notification=row, said=words, by=by, at=timezone.now())
    except IntegrityError as fault:
        raise WrongState(_("Någon har redan antecknat rättelsen. Läs in sidan igen.")) from fault
    log.did(by, Verb.CORRECTED, "notification", [row.pk, row.person_id])
    return made
