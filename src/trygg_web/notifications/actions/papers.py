"""A paper that says what is not so any more is stopped: a letter may only say what the registers can make true."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.notifications.actions.gates import TEXT, turned
from trygg_web.notifications.actions.stepping import locked
from trygg_web.notifications.models import Gate, Issued, Verdict


@transaction.atomic
def stop_papers(messages: Iterable[UUID], *, by: User) -> int:
    """How many messages cannot be given with the paper they have; their gate of the text is shut."""
    require(by, Permission.NOTICE_PLAN)
    done = 0
    for key in messages:
        notification = locked(key)
        if not Issued.objects.filter(notification=key, stale_at=None).update(stale_at=timezone.now()):
            continue
        done += 1
        for gate in Gate.objects.filter(notification=key, gate=TEXT, open=True):
            turned(gate, Verdict.SHUT, _("Brevet säger något som inte gäller längre. Ta fram ett nytt."), by)
        log.did(by, Verb.ISSUED, "notification", [notification.pk], note="stopped")
    return done
