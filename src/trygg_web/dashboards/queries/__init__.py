"""What may be seen of the stored numbers."""

from trygg_web.dashboards.queries.cells import Cells, cells
from trygg_web.dashboards.queries.charts import chart
from trygg_web.dashboards.queries.elsewhere import Elsewhere, elsewhere
from trygg_web.dashboards.queries.told import Cell, Row, Scope, Shown, counted, in_words, one, scope, shown
from trygg_web.dashboards.queries.waiting import due

__all__ = [
    "Cell",
    "Cells",
    "Elsewhere",
    "Row",
    "Scope",
    "Shown",
    "cells",
    "chart",
    "counted",
    "due",
    "elsewhere",
    "in_words",
    "one",
    "scope",
    "shown",
]
