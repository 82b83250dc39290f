"""A named officer decides a level. Each proposal is claimed in the database, so that two cannot decide it at once."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotAllowed, NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.listing.actions.joining import level_to_answer_for
from trygg_web.listing.actions.ranking import show_standing
from trygg_web.listing.models import Decision, Placement, Proposal
from trygg_web.listing.policies import (
    DECIDED,
    SECOND,
    WAITING,
    Choice,
    check_choice,
    check_held,
    check_move,
    needs_second,
)
from trygg_web.listing.queries.method import review_after
from trygg_web.people import queries as people


@transaction.atomic
def confirm(  # noqa: PLR0913 - a decision is these words, and each is shown to the one who decides
    proposal_id: UUID,
    level: str,
    *,
    because: str,
    review_on: date | None = None,
    seconds_open: int | None = None,
    facts_opened: bool = False,
    fear: bool = False,
    by: User,
) -> Decision:
    """The decision on a proposal; it stands at once unless two must agree, then it waits for a second person.

    Raises WrongState when someone was first or the couple is held, InvalidInput when something is missing.
    """
    require(by, Permission.PLACEMENT_DECIDE)
    proposal, on = _proposal(proposal_id), timezone.localdate()
    standing = level_to_answer_for(proposal.person_id, _level_now(proposal.person_id))
    check_choice(Choice(level, proposal.level, standing, because, review_on, fear), on)
    check_held(bool(people.held([proposal.person_id])))
    waits = needs_second(level, standing, on)
    _claim(proposal, WAITING, SECOND if waits else DECIDED, by)
    decision = Decision.objects.create(
        proposal=proposal,
        level=level,
        because=because.strip(),
        review_on=(review_on or review_after(level, on)) if level else None,
        by=by,
        at=timezone.now(),
        seconds_open=seconds_open,
        facts_opened=facts_opened,
        fear=fear,
    )
    if not waits:
        _place(decision, on)
    log.did(by, Verb.ASKED_SECOND if waits else Verb.PLACED, "decision", [decision.pk, proposal.person_id], level)
    return decision


@transaction.atomic
def second(decision_id: UUID, agrees: bool, *, because: str = "", by: User) -> Decision:
    """The decision with the word of a second person: it stands, or the proposal waits again.

    Raises NotAllowed for the one who decided first, WrongState when it was answered already.
    """
    require(by, Permission.PLACEMENT_LOWER)
    decision = _decision(decision_id)
    if decision.by_id == by.pk:
        raise NotAllowed(_("En annan person än den som beslutade måste ta ställning."))
    if not agrees and not because.strip():
        raise InvalidInput(_("Skriv varför du inte håller med; den som beslutade läser det."))
    check_held(agrees and bool(people.held([decision.proposal.person_id])))
    _claim(decision.proposal, SECOND, DECIDED if agrees else WAITING, by)
    _answer(decision, agrees, because, by)
    if agrees:
        _place(decision, timezone.localdate())
    note = "agreed" if agrees else "refused"
    log.did(by, Verb.PLACED, "decision", [decision.pk, decision.proposal.person_id], note)
    return decision


def _proposal(proposal_id: UUID) -> Proposal:
    found = Proposal.objects.filter(pk=proposal_id).first()
    if found is None:
        raise NotThere(_("Förslaget finns inte."))
    return found


def _decision(decision_id: UUID) -> Decision:
    found = Decision.objects.select_related("proposal").filter(pk=decision_id).first()
    if found is None:
        raise NotThere(_("Beslutet finns inte."))
    if found.second_by_id is not None:
        raise WrongState(_("Någon har redan tagit ställning. Läs in sidan igen."))
    return found


def _claim(proposal: Proposal, was: str, to: str, by: User) -> None:
    check_move(proposal.state, to)
    rows = Proposal.objects.filter(pk=proposal.pk, state=was)
    if not rows.update(state=to, claimed_by=by, claimed_at=timezone.now()):
        raise WrongState(_("Någon hann före, eller så har nya uppgifter kommit in. Läs in sidan igen."))
    proposal.state = to


def _answer(decision: Decision, agrees: bool, because: str, by: User) -> None:
    decision.second_by, decision.second_at, decision.refused = by, timezone.now(), not agrees
    decision.second_because = because.strip()
    decision.save(update_fields=["second_by", "second_at", "refused", "second_because"])


def _level_now(person_id: UUID) -> str:
    return Placement.objects.filter(person=person_id, until=None).values_list("level", flat=True).first() or ""


def _place(decision: Decision, on: date) -> None:
    # A span lasts as long as its level: keeping a level only moves the day of review.
    person, review_on = decision.proposal.person_id, decision.review_on
    standing = Placement.objects.filter(person=person, until=None).first()
    if standing and standing.level == decision.level and review_on:
        Placement.objects.filter(pk=standing.pk).update(review_on=review_on)
    else:
        _move(decision, standing, on)
    show_standing(person, on)


def _move(decision: Decision, standing: Placement | None, on: date) -> None:
    if standing:
        Placement.objects.filter(pk=standing.pk, until=None).update(until=max(on, standing.since))
    if decision.level and decision.review_on:
        Placement.objects.create(
            person_id=decision.proposal.person_id,
            level=decision.level,
            former=standing.level if standing else "",
            since=on,
            review_on=decision.review_on,
            decision=decision,
        )
