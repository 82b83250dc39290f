"""The night: what came back is erased again, and what is due is proposed. Safe to repeat."""

from datetime import date

from django.db import transaction

from trygg_web.access import log
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.retention.actions.erasing import erase_again
from trygg_web.retention.models import Proposal, ProposalState
from trygg_web.retention.queries import Found, found_due, part_of

Key = tuple[str, str, object]


@transaction.atomic
def run_day(*, on: date, by: User) -> int:
    """How many new proposals there are. Nothing is erased but what was erased before and came back."""
    require(by, Permission.ERASURE_PROPOSE)
    erase_again(by=by)
    found = {(one.room, one.kept.kind, one.kept.key): one for one in found_due(on)}
    stand = {(row.room, row.kind, row.key): row for row in Proposal.objects.all()}
    Proposal.objects.filter(pk__in=[row.pk for key, row in stand.items() if key not in found]).delete()
    _wake(on)
    fresh = [_proposal(one, on) for key, one in found.items() if key not in stand]
    Proposal.objects.bulk_create(fresh, batch_size=500)
    if fresh:
        log.did(by, Verb.PROPOSED, "erasure", note=str(len(fresh)))
    return len(fresh)


def _wake(on: date) -> None:
    deferred = Proposal.objects.filter(state=ProposalState.DEFERRED, until__lte=on)
    deferred.update(state=ProposalState.WAITING, by=None, at=None)


def _proposal(one: Found, on: date) -> Proposal:
    goes_with = part_of(one.room, "queries").goes_with(one.kept.kind, [one.kept.key])
    return Proposal(
        room=one.room, kind=one.kept.kind, key=one.kept.key, rule=one.said.rule, verdict=one.said.verdict,
        may_from=one.said.may_from, must_by=one.said.must_by, goes_with=dict(goes_with), found_on=on, because="",
    )  # fmt: skip
