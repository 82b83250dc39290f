"""The erasing itself: in one transaction, with a protocol, and remembered outside the database."""

from collections import Counter
from collections.abc import Iterable
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import WrongState
from trygg_web.access.kept import Kept
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.retention import vault
from trygg_web.retention.models import Proposal, ProposalState, Protocol
from trygg_web.retention.queries import everything, found_due, part_of

Told = tuple[str, Kept]


@transaction.atomic
def carry_out(*, by: User) -> Protocol:
    """The protocol of what others had approved and the user now has erased.

    What is no longer due, since something new was registered, stays. Raises WrongState when nothing is left.
    """
    require(by, Permission.ERASURE_DECIDE)
    approved = {(row.room, row.kind, row.key): row for row in _approved(by)}
    due = {(one.room, one.kept.kind, one.kept.key): one for one in found_due(timezone.localdate())}
    going = {key: row for key, row in approved.items() if key in due}
    Proposal.objects.filter(pk__in=[row.pk for row in approved.values()]).delete()
    if not going:
        raise WrongState(_("Inget väntar på dig: en annan person än den som godkände gallrar."))
    protocol = _erase([(due[key].room, due[key].kept) for key in going], by)
    protocol.rules = dict(Counter(row.rule for row in going.values()))
    protocol.save(update_fields=["rules"])
    protocol.approved_by.set({row.by for row in going.values() if row.by})
    return protocol


def erase_again(*, by: User) -> Protocol | None:
    """The protocol of what was erased before and had come back with an old backup or an old file; None when nothing."""
    require(by, Permission.ERASURE_PROPOSE)
    with transaction.atomic():
        if not (gone := vault.buried()):
            return None
        back = [(room, one) for room, one in everything() if vault.tomb(room, one.kind, one.known_as) in gone]
        return _erase(back, by, again=True) if back else None


def _approved(by: User) -> Iterable[Proposal]:
    return Proposal.objects.select_for_update().filter(state=ProposalState.APPROVED).exclude(by=by)


def _erase(told: list[Told], by: User, again: bool = False) -> Protocol:
    tables: Counter[str] = Counter()
    by_kind: dict[tuple[str, str], list[Kept]] = {}
    for room, one in told:
        by_kind.setdefault((room, one.kind), []).append(one)
    for (room, kind), held in by_kind.items():
        tables += part_of(room, "actions").erase(kind, [one.key for one in held], by=by)
    protocol = Protocol.objects.create(
        id=uuid4(), at=timezone.now(), kinds=dict(Counter(one.kind for _room, one in told)), rules={},
        tables=dict(tables), by=by, again=again,
    )  # fmt: skip
    log.did(by, Verb.ERASED, "erasure", [protocol.pk], note=str(len(told)))
    if not again:
        # Last: should the transaction still fail, the next night erases what two persons have decided on.
        vault.bury((vault.tomb(room, one.kind, one.known_as) for room, one in told), protocol.pk)
    return protocol
