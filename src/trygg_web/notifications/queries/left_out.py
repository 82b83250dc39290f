"""Whether the method reached all whom it calls for: who met the rules and is not listed, who is listed and not told."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.listing.models import Decision, Placement, Proposal, ProposalState
from trygg_web.notifications.models import Notification
from trygg_web.notifications.queries.wording import WHY_NOT
from trygg_web.people import queries as people

SHOWN = 100  # of each kind, those who have waited longest
REASONS: dict[str, Promise] = {
    "undecided": _("Väntar på beslut."),
    "held": _("Båda i paret har anmält varandra, och ingen har bedömt vem som huvudsakligen har utsatts."),
    "second": _("Väntar på en andra person."),
    "decided": _("Beslutat att inte stå på listan."),
    "late": _("Budskapet är försenat."),
    "stopped": _("Budskapet avbröts."),
    "unplanned": _("Inget budskap är planerat."),
    **WHY_NOT,
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One person whom the rules call for: since when, and why nothing has come of it."""

    card: people.PersonCard
    level: str
    since: date
    says: str


@dataclass(frozen=True, slots=True)
class Report:
    """Those who were left out, and how many for each reason."""

    rows: tuple[LeftOut, ...]
    counted: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """How many in all; `rows` holds the first of them."""
        return sum(count for _says, count in self.counted)


Found = tuple[UUID, str, date, str]  # person, level, since, a key of REASONS


def unlisted(viewer: User) -> Report:
    """Who met the rules for a level on the latest day and does not stand on the list."""
    require(viewer, Permission.NOTICE_SEE)
    return _report(viewer, _unlisted())


def untold(viewer: User) -> Report:
    """Who stands at a level that calls for a message and has not been given one in time."""
    require(viewer, Permission.NOTICE_SEE)
    return _report(viewer, _untold())


def _unlisted() -> Iterator[Found]:
    listed = Placement.objects.filter(person=OuterRef("person"), until=None)
    rows = Proposal.objects.exclude(level="").exclude(Exists(listed))
    waiting = rows.filter(state__in=[ProposalState.WAITING, ProposalState.SECOND])
    told = list(waiting.values_list("person", "level", "on", "state"))
    mutual = people.held(person for person, *_rest in told)
    for person, level, on, state in told:
        waits = "second" if state == ProposalState.SECOND else "undecided"
        yield person, level, on, "held" if person in mutual else waits
    for decision in _kept_off():
        yield decision.proposal.person_id, decision.proposal.level, timezone.localtime(decision.at).date(), "decided"


def _kept_off() -> Iterable[Decision]:
    # The latest word about each person whom the rules called for: that nobody shall stand on the list.
    listed = Placement.objects.filter(person=OuterRef("proposal__person"), until=None)
    later = Proposal.objects.filter(person=OuterRef("proposal__person"), at__gt=OuterRef("proposal__at"))
    rows = Decision.objects.filter(level="", refused=False, proposal__state=ProposalState.DECIDED)
    called = rows.exclude(proposal__level="").exclude(Exists(listed)).exclude(Exists(later))
    return called.select_related("proposal").order_by("at", "pk")


def _untold() -> Iterator[Found]:
    told = Notification.objects.filter(placement=OuterRef("pk"), delivered_at__isnull=False)
    rows = Placement.objects.filter(until=None).exclude(Exists(told)).select_related("withholding")
    latest = {
        placement: (state, due)
        for placement, state, due in Notification.objects.filter(placement__until=None, delivered_at=None)
        .order_by("planned_at")
        .values_list("placement", "state", "due_at")
    }
    now = timezone.now()
    for row in rows.order_by("since", "pk"):
        if row.former and row.former <= row.level:
            continue  # a level made milder calls for no message
        state, due = latest.get(row.pk, ("", None))
        if due is not None and state not in ("cancelled", "closed"):
            if due < now:
                yield row.person_id, row.level, row.since, "late"
            continue
        held = getattr(row, "withholding", None)
        why = held.because if held and held.ended_at is None else ("stopped" if state else "unplanned")
        yield row.person_id, row.level, row.since, why


def _report(viewer: User, told: Iterable[Found]) -> Report:
    found = sorted(told, key=lambda one: (one[2], str(one[0])))
    counted = Counter(why for *_rest, why in found)
    cards = people.cards(viewer, [person for person, *_rest in found[:SHOWN]])
    rows = tuple(
        LeftOut(cards[person], level, since, str(REASONS.get(why, why))) for person, level, since, why in found[:SHOWN]
    )
    return Report(rows, tuple((str(REASONS.get(why, why)), count) for why, count in counted.most_common()))
