"""A shown indicator as what a chart needs of it."""

from trygg_web.dashboards.drawings import Bar, Chart
from trygg_web.dashboards.queries.told import Shown


def chart(shown: Shown) -> Chart:
    """The whole quarters of an indicator, with the days that break its series."""
    bars = (
        Bar(row.begins, tuple(cell.count for cell in row.cells), row.share) for row in shown.rows if row.begins and row.whole
    )  # fmt: skip
    return Chart(tuple(bars), shown.outcomes, tuple(one.day for one in shown.breaks), shown.good)
