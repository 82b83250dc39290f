"""One person's page: who it is, why the person stands where they stand, and all that the registers tell."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trygg import levels
from trygg.generality import generality
from trygg.harm import harm_days
from trygg.records import Kind
from trygg_web.access import log
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.incidents.models import CustodyStay
from trygg_web.listing.drawings import Course, Dot, Mark, Span
from trygg_web.listing.models import Decision, Placement, Proposal, ProposalState, Rank
from trygg_web.listing.queries.method import rules_on
from trygg_web.listing.queries.the_list import marks_of
from trygg_web.people import queries as people

GONE = timedelta(days=2)  # a stay that the roster has not told of for so long has ended


@dataclass(frozen=True, slots=True)
class Flag:
    """One danger sign: yes with its days and sources, no, or not known."""

    says: str
    known: bool | None
    days: tuple[date, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The identity bar of a person's pages."""

    card: people.PersonCard
    age: int | None
    placement: Placement | None
    proposal: Proposal | None
    marks: tuple[tuple[str, str], ...]

    @property
    def level(self) -> str:
        """The decided level; empty: not on the list."""
        return self.placement.level if self.placement else ""


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first tab shows."""

    explained: Any
    flags: tuple[Flag, ...]
    generality: str  # partner_only, partner_and_others, undetermined
    control: tuple[people.Observed, ...]
    couples: list[people.Couple]
    stays: list[tuple[CustodyStay, list[tuple[date, str]]]]  # each with what its roster told before, until a day
    bans: list[people.BanLine]
    course: Course
    sums: tuple[int, ...]  # the harm so far at each dot


def head(viewer: User, person_id: UUID) -> Head:
    """Who the person is and where they stand. Raises NotThere; opening is logged."""
    require(viewer, Permission.PERSON_SEE)
    card, on = people.person(viewer, person_id), timezone.localdate()
    placement = Placement.objects.filter(person=person_id, until=None).select_related("decision").first()
    waiting = [ProposalState.WAITING, ProposalState.SECOND]
    proposal = Proposal.objects.filter(person=person_id, state__in=waiting).first()
    held, inside = bool(people.held([person_id])), bool(people.custody_now([person_id]))
    rank = Rank.objects.filter(pk=person_id).first() or Rank(person_id=person_id, on=on)
    return Head(card, _age(card.born, on), placement, proposal, tuple(marks_of(card, rank, on, held, inside)))


def overview(viewer: User, person_id: UUID) -> Overview:
    """Why the person stands where they stand, with everything the first tab shows."""
    require(viewer, Permission.PERSON_SEE)
    on = timezone.localdate()
    events = people.events([person_id], until=on)
    registers = people.registers_of(viewer, person_id)
    drawn = _course(people.reports_of(viewer, person_id), registers.stays, person_id, on)
    return Overview(
        explained=levels.explain(events, rules_on(on), on, language=get_language() or "sv"),
        flags=tuple(_flags(events, registers.observed, on)),
        generality=_generality(events),
        control=tuple(one for one in registers.observed if one.kind.startswith("control_") and not one.withdrawn_at),
        couples=people.couples(viewer, person_id),
        stays=[(stay, former_of(stay)) for stay in registers.stays],
        bans=registers.bans,
        course=drawn,
        sums=tuple(accumulate(dot.harm or 0 for dot in drawn.dots)),
    )


def course(viewer: User, person_id: UUID) -> Course:
    """What the drawings show: days, harm and marks, nobody's name. The oldest first."""
    require(viewer, Permission.PERSON_SEE)
    lines, registers = people.reports_of(viewer, person_id), people.registers_of(viewer, person_id)
    return _course(lines, registers.stays, person_id, timezone.localdate())


def _course(lines: list[people.ReportLine], stays: list[CustodyStay], person_id: UUID, on: date) -> Course:
    dots = list(_dots([line for line in lines if line.role == "suspect"], on))
    placed = Placement.objects.filter(person=person_id).order_by("since")
    spans = [Span(stay.since, _until(stay, on)) for stay in stays]
    return Course(dots, spans, [Mark(row.since, row.level) for row in placed], on)


def _dots(lines: list[people.ReportLine], on: date) -> Iterator[Dot]:
    # Each of the others has a number, in the order in which they first stand in a report.
    rules, others = rules_on(on), dict[UUID, int]()
    for line in sorted(lines, key=lambda one: one.day):
        place = min((others.setdefault(other.id, len(others) + 1) for other in line.others), default=0)
        harm = harm_days([offence.key for offence in line.offences], rules)
        says = ", ".join(offence.heading for offence in line.offences)
        yield Dot(line.day, harm or None, line.number, place, says)


def decisions(viewer: User, person_id: UUID) -> QuerySet[Decision]:
    """Every decision about a person, the newest first."""
    require(viewer, Permission.PERSON_SEE)
    log.saw(viewer, "decision", [person_id])
    rows = Decision.objects.filter(proposal__person=person_id).select_related("by", "second_by", "proposal")
    return rows.order_by("-at")


def former_of(stay: CustodyStay) -> list[tuple[date, str]]:
    """What a stay's roster told before a later one told otherwise: until which day, and what; the newest first."""
    rows = sorted(stay.amendments.all(), key=lambda row: (row.on, row.field), reverse=True)
    return [(row.on, _former_says(row.field, row.was)) for row in rows]


def _former_says(field: str, was: str) -> str:
    answers = {"yes": _("ja"), "no": _("nej"), "": _("inte känt")}
    said = answers.get(was, was)
    named = {
        "restrictions": _("restriktioner: %(was)s"),
        "visit_allowed": _("besök medges: %(was)s"),
        "planned_release": _("planerad frigivning: %(was)s"),
    }
    return named[field] % {"was": said}


def _until(stay: CustodyStay, on: date) -> date | None:
    return None if stay.last_seen >= on - GONE else stay.last_seen


def _age(born: str, on: date) -> int | None:
    try:
        day = date.fromisoformat(born)
    except ValueError:
        return None
    return on.year - day.year - ((on.month, on.day) < (day.month, day.day))


def _flags(events: Any, told: list[people.Observed], on: date) -> list[Flag]:
    # Signs that the rules count come from events; the others only from what agencies have told.
    rules, language = rules_on(on), get_language() or "sv"
    rows = events.to_dicts()
    found = []
    for key, item in rules.flags.items():
        counted = {"separation": Kind.SEPARATION.value}.get(key, f"flag_{key}")
        hits = [(row["answer"], row["day"], row["source"]) for row in rows if row["kind"] == counted]
        hits = hits or [
            (one.value == "yes", one.day, one.source) for one in told if one.kind == counted and not one.withdrawn_at
        ]
        yes = [hit for hit in hits if hit[0]]
        known = True if yes else (False if any(hit[0] is False for hit in hits) else None)
        days = tuple(sorted({hit[1] for hit in yes}, reverse=True))
        found.append(Flag(item.says[language], known, days, tuple(sorted({hit[2] for hit in yes}))))
    return found


def _generality(events: Any) -> str:
    rows = events.to_dicts()
    return generality(_told(rows, Kind.CHARGE, Kind.CONVICTION), _told(rows, Kind.NONPARTNER))


def _told(rows: list[dict[str, Any]], *kinds: Kind) -> bool | None:
    # One yes outweighs every no; where nobody has answered it is not known.
    answers = [row["answer"] for row in rows if row["kind"] in kinds and row["answer"] is not None]
    return any(answers) if answers else None
