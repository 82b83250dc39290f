"""What is shown, as what a chart needs of it."""

from django.utils.translation import gettext as _

from trygg_web.dashboards.drawings import Bar, Chart, Curve, Held
from trygg_web.dashboards.queries.courses import Course, Line
from trygg_web.dashboards.queries.fidelity import Item
from trygg_web.dashboards.queries.told import Shown

FEW = 4


def chart(shown: Shown) -> Chart:
    """The whole quarters of an indicator, with the days that break its series."""
    rows = (row for row in shown.rows if row.begins and row.whole)
    bars = tuple(Bar(row.begins, tuple(cell.count for cell in row.cells), row.share) for row in rows if row.begins)
    return Chart(bars, shown.outcomes, tuple(one.day for one in shown.breaks), shown.good)


def control(item: Item) -> tuple[Held, ...]:
    """The months of an item with what they are held against."""
    return tuple(Held(one.begins, one.share, one.expected, one.low, one.high, bool(one.sign)) for one in item.months)


def lines(course: Course) -> tuple[Curve, ...]:
    """The lines of a course as curves."""
    return tuple(_curve(line, alone=len(course.lines) <= FEW) for line in course.lines)


def _curve(line: Line, *, alone: bool) -> Curve:
    steps = line.steps
    # Few lines say how many stand behind them; of many, the table does.
    says = _("%(group)s, minst %(n)s personer") % {"group": line.says, "n": line.persons} if alone else line.says
    shares = tuple(step.share for step in steps)
    return Curve(
        says, tuple(s.months for s in steps), shares, tuple(s.low for s in steps), tuple(s.high for s in steps)
    )
