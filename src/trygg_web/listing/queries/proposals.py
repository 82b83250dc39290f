"""Proposals that wait, and one proposal with all that the decision needs: why, what is new, where the person stands."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trygg import levels
from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.listing.models import Decision, Placement, Proposal, ProposalState, Rank
from trygg_web.listing.queries.method import review_after, rule_words, rules_on
from trygg_web.listing.queries.the_list import marks_of
from trygg_web.people import queries as people

PAGE = 50


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One proposal in the queue."""

    id: UUID
    card: people.PersonCard
    level: str
    standing: str  # where the person stands; empty: not on the list
    why: str
    decide_by: date
    state: str
    state_says: str
    decision: UUID | None  # that waits for a second person
    mine: bool  # the viewer made it


@dataclass(frozen=True, slots=True)
class Told:
    """A report on the timeline of a decision; `fresh` when it came after the last one."""

    report: people.ReportLine
    fresh: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One proposal with all that the one who decides needs."""

    proposal: Proposal
    card: people.PersonCard
    standing: Placement | None
    explained: Any
    told: tuple[Told, ...]
    former: tuple[Decision, ...]  # earlier decisions on this person, the newest first
    marks: tuple[tuple[str, str], ...]
    held: bool
    review_days: dict[str, date]  # level → the day of review that the rules give

    @property
    def level_now(self) -> str:
        """The level that stands; empty: not on the list."""
        return self.standing.level if self.standing else ""

    @property
    def open(self) -> bool:
        """Whether it still waits for a decision."""
        return self.proposal.state == ProposalState.WAITING


def proposals(viewer: User, page: int = 1, state: str = "", most: int = PAGE) -> Page[ProposalRow]:
    """The queue of proposals, those whose time is out first; so many to a page."""
    require(viewer, Permission.LIST_SEE)
    states = [state] if state else [ProposalState.WAITING, ProposalState.SECOND]
    rows = Proposal.objects.filter(state__in=states).order_by(F("decide_by").asc(nulls_last=True), "level", "pk")
    found = Paginator(rows.defer("facts", "fired"), most).get_page(page)
    told: Paginator[Any] = found.paginator
    return Page(_rows(viewer, list(found.object_list)), found.number, told)


def _rows(viewer: User, rows: list[Proposal]) -> list[ProposalRow]:
    if not rows:
        return []
    ids = [row.person_id for row in rows]
    shown, words = people.cards(viewer, ids), rule_words(timezone.localdate())
    standing = dict(Placement.objects.filter(until=None, person__in=ids).values_list("person_id", "level"))
    asked = {one.proposal_id: one for one in _waiting_decisions([row.pk for row in rows])}
    return [
        _row(row, shown[row.person_id], standing.get(row.person_id, ""), words, (asked.get(row.pk), viewer))
        for row in rows
    ]


def _row(
    row: Proposal,
    card: people.PersonCard,
    standing: str,
    words: dict[str, str],
    asked: tuple[Decision | None, User],
) -> ProposalRow:
    decision, viewer = asked
    why = words.get(row.strongest, "") or _("reglerna anger inte längre någon nivå")
    says = str(ProposalState(row.state).label)
    mine = decision is not None and decision.by_id == viewer.pk
    waits = decision.pk if decision else None
    return ProposalRow(row.pk, card, row.level, standing, why, row.decide_by or row.on, row.state, says, waits, mine)


def _waiting_decisions(proposals: list[UUID]) -> QuerySet[Decision]:
    return Decision.objects.filter(proposal__in=proposals, proposal__state=ProposalState.SECOND, second_by=None)


def proposal(viewer: User, proposal_id: UUID) -> Asked:
    """One proposal with its reasons, what is new since the last decision, and the warnings. Raises NotThere."""
    require(viewer, Permission.PLACEMENT_DECIDE)
    row = Proposal.objects.filter(pk=proposal_id).first()
    if row is None:
        raise NotThere(_("Förslaget finns inte."))
    card, on = people.person(viewer, row.person_id), timezone.localdate()
    standing = Placement.objects.filter(person=row.person_id, until=None).first()
    former = tuple(_former(row))
    held, inside = bool(people.held([row.person_id])), bool(people.custody_now([row.person_id]))
    rank = Rank.objects.filter(pk=row.person_id).first() or Rank(person_id=row.person_id, on=row.on)
    log.saw(viewer, "proposal", [row.pk])
    return Asked(
        proposal=row,
        card=card,
        standing=standing,
        explained=explained(row),
        told=tuple(_told(viewer, row, former)),
        former=former,
        marks=tuple(marks_of(card, rank, on, held, inside)),
        held=held,
        review_days={level: review_after(level, on) for level in rules_on(on).review.months},
    )


def explained(row: Proposal) -> Any:
    """Why the rules indicate this level: sentences with their facts, what is unknown, what would change it."""
    events = people.events([row.person_id], until=row.on)
    return levels.explain(events, rules_on(row.on), row.on, language=get_language() or "sv")


def reason(viewer: User, proposal_id: UUID, rule: str) -> Any:
    """One sentence of the explanation with its facts, days and sources; opening it is logged. Raises NotThere."""
    require(viewer, Permission.PLACEMENT_DECIDE)
    row = Proposal.objects.filter(pk=proposal_id).first()
    found = next((one for one in explained(row).reasons if one.rule == rule), None) if row else None
    if row is None or found is None:
        raise NotThere(_("Förslaget har ingen sådan regel."))
    log.saw(viewer, "facts", [row.pk, row.person_id])
    return found


def _former(row: Proposal) -> QuerySet[Decision]:
    rows = Decision.objects.filter(proposal__person=row.person_id).select_related("by", "second_by", "proposal")
    return rows.order_by("-at")


def _told(viewer: User, row: Proposal, former: tuple[Decision, ...]) -> list[Told]:
    last = next((one.at for one in former if one.proposal.state == ProposalState.DECIDED), None)
    reports = people.reports_of(viewer, row.person_id)
    return [Told(line, last is None or line.reported_at > last) for line in reports]


def decision(viewer: User, decision_id: UUID) -> Decision:
    """One decision that waits for a second person, or has its answer. Raises NotThere."""
    require(viewer, Permission.PLACEMENT_DECIDE)
    rows = Decision.objects.select_related("proposal", "by", "second_by").filter(pk=decision_id)
    found = rows.first()
    if found is None:
        raise NotThere(_("Beslutet finns inte."))
    return found
