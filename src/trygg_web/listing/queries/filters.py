"""What the list can be narrowed to and sorted by; each filter stands in the address by a Swedish word."""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from typing import Any

from django.db.models import F, Q, QuerySet

from trygg_web.access.models import User
from trygg_web.listing.models import Decision, Proposal, ProposalState, Rank

FRESH_DAYS = 7  # so long a person is marked as new or raised
# A word of the address → the order; the person's id makes it whole.
SORTS = {
    "niva": ("level", "-score", "person"),
    "rfgv": ("-score", "person"),
    "sedan": ("-since", "person"),
    "senast": (F("last_act").desc(nulls_last=True), "person"),
    "omprovas": ("review_on", "person"),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a viewer asked the list for."""

    levels: tuple[str, ...] = ()
    area: str = ""
    state: str = ""  # waiting, second, overdue, new, raised, news
    mine: bool = False
    sort: str = "niva"

    @property
    def lasting(self) -> bool:
        """Whether the list alone tells whom it holds: not who decided, nor what waits to be decided."""
        return not self.mine and self.state not in (ProposalState.WAITING, ProposalState.SECOND)

    @property
    def name(self) -> str:
        """What was asked for as one word; the order does not matter to a count."""
        return f"{''.join(sorted(set(self.levels)))}-{self.state}-{blake2b(self.area.encode()).hexdigest()[:16]}"


def narrowed(viewer: User, filters: Filters, on: date) -> QuerySet[Rank]:
    """The rows of the list that fit, sorted."""
    rows = Rank.objects.filter(level__in=filters.levels) if filters.levels else Rank.objects.filter(since__isnull=False)
    if filters.area:
        rows = rows.filter(district=filters.area)
    if filters.mine:
        rows = rows.filter(person__in=_mine(viewer))
    return rows.filter(_in_state(filters.state, on)).order_by(*SORTS.get(filters.sort, SORTS["niva"]))


def _mine(viewer: User) -> QuerySet[Decision, Any]:
    return Decision.objects.filter(by=viewer).values("proposal__person")


def _in_state(state: str, on: date) -> Q:
    fresh = Q(since__gt=on - timedelta(days=FRESH_DAYS))
    waiting = Proposal.objects.filter(state=state).values("person")
    return {
        ProposalState.WAITING: Q(person__in=waiting),
        ProposalState.SECOND: Q(person__in=waiting),
        "overdue": Q(review_on__lte=on),
        "new": fresh & Q(former=""),
        "raised": fresh & Q(former__gt=F("level")),
        "news": Q(last_act__gt=F("since")),
    }.get(state, Q())
