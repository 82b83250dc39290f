"""Who must not meet whom, as somebody says it; what the registers tell is read from them each time."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.notifications.models import Apart, ApartBecause
from trygg_web.notifications.policies import check_reason
from trygg_web.notifications.queries import callins
from trygg_web.people import queries as people


@transaction.atomic
def keep_apart(
    one: UUID, other: UUID, kind: ApartBecause, *, because: str, until: date | None = None, by: User
) -> Apart:
    """That two must not meet, from today. Raises InvalidInput, WrongState when it stands already."""
    require(by, Permission.NOTICE_ASSIGN)
    callins.check_used()
    if one == other:
        raise InvalidInput(_("Välj två olika personer."))
    if until and until < timezone.localdate():
        raise InvalidInput(_("Slutdagen har redan passerat."))
    first, second = sorted((one, other), key=str)
    for person in (first, second):
        people.person(by, person)  # raises NotThere for one who may not be seen
    row = {"one_id": first, "other_id": second, "kind": kind, "because": check_reason(because), "until": until}
    try:
        with transaction.atomic():
            made = Apart.objects.create(**row, since=timezone.localdate(), by=by, at=timezone.now())
    except IntegrityError as fault:
        raise WrongState(_("Det står redan att de två inte ska träffas.")) from fault
    log.did(by, Verb.RULED, "person", [first, second], note="apart")
    return made


@transaction.atomic
def end_apart(apart_id: UUID, *, by: User) -> Apart:
    """What no longer stands of two. Raises WrongState when it was ended already."""
    require(by, Permission.NOTICE_ASSIGN)
    callins.check_used()
    if not Apart.objects.filter(pk=apart_id, ended_at=None).update(ended_by=by, ended_at=timezone.now()):
        raise WrongState(_("Det är redan avslutat."))
    found = Apart.objects.get(pk=apart_id)
    log.did(by, Verb.RULED, "person", [found.one_id, found.other_id], note="apart_ended")
    return found
