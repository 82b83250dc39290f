"""Two who each reported the other: held for a person to judge who is mainly subjected to violence."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.people.models import MutualHold
from trygg_web.people.queries.couples import mutual_pairs


def hold_mutual(persons: Iterable[UUID], at: datetime) -> int:
    """How many couples among the persons are held from now on, because each reported the other."""
    pairs = mutual_pairs(persons)
    judged = {(hold.one_id, hold.other_id): hold for hold in MutualHold.objects.order_by("since")}
    fresh = [
        MutualHold(one_id=one, other_id=other, since=at)
        for (one, other), newest in pairs.items()
        if not (former := judged.get((one, other))) or (former.lifted_at and newest > former.since)
    ]
    MutualHold.objects.bulk_create(fresh)
    return len(fresh)


@transaction.atomic
def lift_hold(hold_id: UUID, *, because: str, by: User) -> MutualHold:
    """The hold lifted, with the reason of the one who judged it."""
    require(by, Permission.LINK_ANSWER)
    if not because.strip():
        raise InvalidInput(_("Skriv varför den ena är den som huvudsakligen utsatts, eller varför båda ska bedömas."))
    if not MutualHold.objects.filter(pk=hold_id, lifted_at=None).update(lifted_at=timezone.now(), lifted_by=by):
        raise WrongState(_("Någon har redan bedömt paret. Läs in sidan igen."))
    hold = MutualHold.objects.get(pk=hold_id)
    hold.because = because.strip()
    hold.save(update_fields=["because"])
    log.did(by, Verb.RULED, "mutual_hold", [hold.pk, hold.one_id, hold.other_id])
    return hold
