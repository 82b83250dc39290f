"""What may be told, read from the stored tables as they stood at one count. Nothing is counted here."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trygg.evaluation.indicators import Indicator, Receiver, breaks, indicators, receivers
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.dashboards.models import Count, Table

SPAN = 10  # years shown at most
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """One number: None where it is hidden."""

    count: int | None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One period, area or sex with its outcomes in their order, and all of them together."""

    says: str
    cells: tuple[Cell, ...]
    total: int | None
    share: float | None  # of the good outcomes
    hours: float | None = None  # median
    begins: date | None = None
    whole: bool = True  # False: the period is not over


@dataclass(frozen=True, slots=True)
class Broken:
    """A day on which law or coding changed, in words."""

    day: date
    says: str
    source: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One indicator in words and numbers."""

    id: str
    says: str
    counts: str
    leaves_out: str
    source: str
    since: date
    outcomes: tuple[str, ...]
    good: str  # the good outcomes in words; empty: there are none
    hours: bool
    rows: tuple[Row, ...]  # quarters
    months: tuple[Row, ...]
    years: tuple[Row, ...]
    areas: tuple[Row, ...]  # of the newest year
    sexes: tuple[Row, ...]
    year: int | None  # that areas and sexes are of
    breaks: tuple[Broken, ...]
    least: int

    @property
    def latest(self) -> Row | None:
        """The newest year, as far as it has gone."""
        return self.years[-1] if self.years else None

    @property
    def former(self) -> Row | None:
        """The year before the newest."""
        return self.years[-2] if len(self.years) > 1 else None

    @property
    def slug(self) -> str:
        """The indicator's word in an address."""
        return self.id.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked for: as it stood at which count, which years, both shown, and for whom."""

    count: Count
    since: int
    until: int
    receiver: Receiver


def scope(
    viewer: User,
    count_id: UUID | None = None,
    since: int | None = None,
    until: int | None = None,
    receiver: str | None = None,
) -> Scope:
    """The scope that a viewer asks for; the newest count, its last ten years and everything where nothing is said.

    Raises NotThere where that count, or any, is not there.
    """
    require(viewer, Permission.FIGURES_SEE)
    rows = Count.objects.filter(pk=count_id) if count_id else Count.objects.order_by("-at")
    count = rows.first()
    if count is None:
        raise NotThere(_("Ingenting är räknat än."))
    last = (count.until - timedelta(days=1)).year
    end = min(until or last, last)
    known = receivers()
    whom = known.get(receiver or "", next(iter(known.values())))
    return Scope(count, max(since or end - SPAN + 1, end - SPAN + 1), end, whom)


def counted(viewer: User) -> bool:
    """Whether anything has been counted."""
    require(viewer, Permission.FIGURES_SEE)
    return Count.objects.exists()


def shown(viewer: User, within: Scope) -> list[Shown]:
    """Every indicator that the receiver asks for, in the order of the definitions."""
    require(viewer, Permission.FIGURES_SEE)
    stored, known = tables(within), indicators(within.count.on).values()
    return [_shown(one, stored.get(one.id, []), within) for one in known if within.receiver.asks(one.id)]


def at_a_glance(viewer: User, within: Scope) -> list[Shown]:
    """Every indicator with its newest two years and nothing else, for the first page."""
    require(viewer, Permission.FIGURES_SEE)
    lately = dataclasses.replace(within, since=max(within.since, within.until - 1))
    stored = tables(lately)
    return [_shown(one, stored.get(one.id, []), lately, brief=True) for one in indicators(within.count.on).values()]


def one(viewer: User, indicator: str, within: Scope) -> Shown:
    """One indicator within a scope. Raises NotThere."""
    require(viewer, Permission.FIGURES_SEE)
    known = indicators(within.count.on).get(indicator.replace("-", "_"))
    if known is None:
        raise NotThere(_("Det måttet finns inte."))
    return _shown(known, tables(within, known.id).get(known.id, []), within)


def reports_to(viewer: User) -> list[tuple[str, str]]:
    """Those who ask for a report: the word in the address, and what they are called."""
    require(viewer, Permission.FIGURES_SEE)
    return [(one.id, in_words(one.says)) for one in receivers().values()]


def in_words(sentence: Mapping[str, str]) -> str:
    """A sentence of the definitions in the reader's language."""
    return sentence.get(get_language() or "sv", sentence["sv"])


def tables(within: Scope, indicator: str = "") -> dict[str, list[Table]]:
    """The tables as they stood at a scope's count, of all indicators or one, by year."""
    stood = Q(since__lte=within.count.at) & (Q(closed=None) | Q(closed__gt=within.count.at))
    rows = Table.objects.filter(stood, year__gte=within.since, year__lte=within.until)
    if indicator:
        rows = rows.filter(indicator=indicator)
    found: dict[str, list[Table]] = {}
    for row in rows.order_by("indicator", "year"):
        found.setdefault(row.indicator, []).append(row)
    return found


def _shown(known: Indicator, tables: Sequence[Table], within: Scope, *, brief: bool = False) -> Shown:
    parts = () if brief else tables
    placed = next((table for table in reversed(parts) if table.told["place"]), None)
    first, last = date(within.since, 1, 1), date(within.until, 12, 31)
    return Shown(
        id=known.id,
        says=in_words(known.says),
        counts=in_words(known.counts),
        leaves_out=in_words(known.leaves_out),
        source=known.source,
        since=known.since,
        outcomes=tuple(in_words(words) for words in known.outcomes.values()),
        good=", ".join(in_words(known.outcomes[name]) for name in known.good),
        hours=known.hours,
        rows=tuple(row for table in parts for row in _quarters(known, table)),
        months=tuple(row for table in parts for row in _months(known, table)),
        years=tuple(_row(known, _year_says(table), _time(table, None, None), _median(table, None)) for table in tables),
        areas=tuple(_areas(known, placed)) if placed else (),
        sexes=tuple(_sexes(known, placed)) if placed else (),
        year=placed.year if placed else None,
        breaks=tuple(
            Broken(one.day, in_words(one.says), one.source)
            for one in breaks()
            if known.id in one.touches and first <= one.day <= last
        ),
        least=tables[-1].told["least"] if tables else 0,
    )


def _year_says(table: Table) -> str:
    if _ended(table) == MONTHS:
        return str(table.year)
    return _("%(year)s till och med månad %(month)s") % {"year": table.year, "month": _ended(table)}


def _ended(table: Table) -> int:
    return (table.until - timedelta(days=1)).month


def _quarters(known: Indicator, table: Table) -> Iterator[Row]:
    for quarter in sorted({cell[0] for cell in table.told["time"] if cell[0]}):
        begins = date(table.year, 3 * quarter - 2, 1)
        says = _("%(year)s kvartal %(quarter)s") % {"year": table.year, "quarter": quarter}
        whole = quarter * 3 <= _ended(table)
        says = (
            says if whole else _("%(quarter)s till och med månad %(month)s") % {"quarter": says, "month": _ended(table)}
        )
        row = _row(known, says, _time(table, quarter, None), _median(table, quarter), begins)
        yield dataclasses.replace(row, whole=whole)


def _months(known: Indicator, table: Table) -> Iterator[Row]:
    for quarter, month in sorted({(cell[0], cell[1]) for cell in table.told["time"] if cell[0] and cell[1]}):
        begins = date(table.year, 3 * quarter - 3 + month, 1)
        yield _row(known, f"{begins:%Y-%m}", _time(table, quarter, month), None, begins)


def _areas(known: Indicator, table: Table) -> Iterator[Row]:
    cells = [cell for cell in table.told["place"] if cell[1] is None]
    for area in sorted({cell[0] for cell in cells if cell[0] is not None}, key=lambda area: (area == "", area)):
        counts = {cell[2]: cell[3] for cell in cells if cell[0] == area}
        yield _row(known, area or _("område inte känt"), counts)


def _sexes(known: Indicator, table: Table) -> Iterator[Row]:
    cells = [cell for cell in table.told["place"] if cell[0] is None]
    for sex, says in (("F", _("kvinnor")), ("M", _("män")), ("", _("annat eller inte känt"))):
        if counts := {cell[2]: cell[3] for cell in cells if cell[1] == sex}:
            yield _row(known, says, counts)


def _time(table: Table, quarter: int | None, month: int | None) -> dict[str | None, int | None]:
    return {cell[2]: cell[3] for cell in table.told["time"] if cell[0] == quarter and cell[1] == month}


def _median(table: Table, quarter: int | None) -> float | None:
    return next((spread["median"] for spread in table.told["hours"] if spread["quarter"] == quarter), None)


def _row(
    known: Indicator,
    says: str,
    counts: Mapping[str | None, int | None],
    hours: float | None = None,
    begins: date | None = None,
) -> Row:
    total = counts.get(None)
    cells = tuple(Cell(counts.get(name, 0), _share(counts.get(name, 0), total)) for name in known.outcomes)
    good = [counts.get(name, 0) for name in known.good]
    share = _share(sum(one or 0 for one in good), total) if good and None not in good else None
    return Row(says, cells, total, share, hours, begins)


def _share(part: int | None, whole: int | None) -> float | None:
    return part / whole if part is not None and whole else None
