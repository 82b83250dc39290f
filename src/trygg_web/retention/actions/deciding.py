"""A named person approves or defers. Nothing is erased by one person alone."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.retention.models import Proposal, ProposalState


@transaction.atomic
def approve(proposal_ids: Sequence[UUID], *, by: User) -> None:
    """The proposals approved; another person carries them out. Raises WrongState when someone was first."""
    require(by, Permission.ERASURE_DECIDE)
    _claim(proposal_ids, ProposalState.APPROVED, by)
    log.did(by, Verb.APPROVED, "erasure", proposal_ids)


@transaction.atomic
def defer(proposal_ids: Sequence[UUID], until: date, because: str, *, by: User) -> None:
    """The proposals kept until a day, for a reason. Raises WrongState when someone was first."""
    require(by, Permission.ERASURE_DECIDE)
    if not because.strip() or until <= timezone.localdate():
        raise InvalidInput(_("Skriv varför, och en dag efter i dag."))
    _claim(proposal_ids, ProposalState.DEFERRED, by)
    for row in Proposal.objects.filter(pk__in=proposal_ids):
        row.until, row.because = until, because.strip()
        row.save(update_fields=["until", "because"])
    log.did(by, Verb.DEFERRED, "erasure", proposal_ids, note=until.isoformat())


def _claim(proposal_ids: Sequence[UUID], state: ProposalState, by: User) -> None:
    waiting = Proposal.objects.filter(pk__in=proposal_ids, state=ProposalState.WAITING)
    if not proposal_ids or waiting.update(state=state, by=by, at=timezone.now()) != len(set(proposal_ids)):
        raise WrongState(_("Någon har redan beslutat. Läs sidan på nytt."))
