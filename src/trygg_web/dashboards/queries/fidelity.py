"""Is the work done as it was meant? Each month of the shares that the method stands on, and what stands out."""

import dataclasses
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trygg.evaluation.indicators import Judged, Month, Sign, drift
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.dashboards.queries.told import Row, Scope, Shown, one

ITEMS = ("decided_in_time", "as_indicated", "told_in_time", "victim_first", "gates", "consequence", "answered_in_time")
SIGNS = {
    Sign.FAR: gettext_lazy("långt ifrån"),
    Sign.TWO_OF_THREE: gettext_lazy("två av tre månader klart ifrån"),
    Sign.RUN: gettext_lazy("sex månader i rad åt samma håll"),
}
SHOWN = 24  # months
YEARS = 3  # before the newest, that they and what they are held against may lie in


@dataclass(frozen=True, slots=True)
class Item:
    """One share of the method's own work, by month."""

    id: str
    slug: str
    says: str
    good: str
    months: tuple[Judged, ...]  # the newest last

    @property
    def last(self) -> Judged | None:
        """The newest month whose share may be told."""
        return next((month for month in reversed(self.months) if month.share is not None), None)

    @property
    def signs(self) -> list[tuple[date, str]]:
        """The months of the last half year that stand out, in words, the newest first."""
        recent = [month for month in reversed(self.months[-6:]) if month.sign]
        return [(month.begins, _words(month)) for month in recent]


def fidelity(viewer: User, within: Scope) -> list[Item]:
    """Every item, with each month held against the twelve before it."""
    require(viewer, Permission.FIGURES_SEE)
    return [item(viewer, within, name) for name in ITEMS]


def item(viewer: User, within: Scope, indicator: str) -> Item:
    """One item. Raises NotThere where it is none."""
    name = indicator.replace("-", "_")
    if name not in ITEMS:
        raise NotThere(_("Det måttet finns inte."))
    # The months that are shown, and the twelve before the first of them.
    lately = dataclasses.replace(within, since=max(within.since, within.until - YEARS))
    return _item(one(viewer, name, lately))


def _item(told: Shown) -> Item:
    judged = drift([_month(row) for row in told.months if row.begins])
    return Item(told.id, told.slug, told.says, told.good, tuple(judged[-SHOWN:]))


def _month(row: Row) -> Month:
    part = None if row.share is None or row.total is None else round(row.share * row.total)
    return Month(row.begins or date.min, part, row.total)


def _words(month: Judged) -> str:
    side = _("lägre än väntat") if month.below else _("högre än väntat")
    return _("%(side)s: %(sign)s") % {"side": side, "sign": SIGNS[month.sign]} if month.sign else ""
