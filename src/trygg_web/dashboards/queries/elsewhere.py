"""What other places have published, beside what this house has found, each with its follow-up and definition."""

from dataclasses import dataclass
from datetime import date

from trygg.evaluation.indicators import Published, published
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.dashboards.queries.told import in_words


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One published figure in words."""

    place: str
    day: date
    share: float
    events: int
    of: int
    followed: str
    outcome: str
    says: str
    source: str


def elsewhere(viewer: User) -> list[Elsewhere]:
    """Every published figure, by place and day."""
    require(viewer, Permission.FIGURES_SEE)
    return [_in_words(one) for one in published()]


def _in_words(one: Published) -> Elsewhere:
    words = (in_words(one.followed), in_words(one.outcome), in_words(one.says))
    return Elsewhere(one.place, one.day, one.share / 1000, one.events, one.of, *words, one.source)
