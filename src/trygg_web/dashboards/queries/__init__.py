"""What may be seen of the stored numbers."""

from trygg_web.dashboards.queries.cells import Cells, cells
from trygg_web.dashboards.queries.charts import chart, control, lines
from trygg_web.dashboards.queries.courses import PARTS, SERIES, STARTS, Course, course
from trygg_web.dashboards.queries.elsewhere import Elsewhere, elsewhere
from trygg_web.dashboards.queries.extracts import Compared, compared, extract, extracts
from trygg_web.dashboards.queries.fidelity import Item, fidelity, item
from trygg_web.dashboards.queries.harm import Burden, Weighed, columns, harm
from trygg_web.dashboards.queries.told import (
    Cell,
    Row,
    Scope,
    Shown,
    at_a_glance,
    counted,
    in_words,
    one,
    reports_to,
    scope,
    shown,
)
from trygg_web.dashboards.queries.waiting import due

__all__ = [
    "PARTS",
    "SERIES",
    "STARTS",
    "Burden",
    "Cell",
    "Cells",
    "Compared",
    "Course",
    "Elsewhere",
    "Item",
    "Row",
    "Scope",
    "Shown",
    "Weighed",
    "at_a_glance",
    "cells",
    "chart",
    "columns",
    "compared",
    "counted",
    "control",
    "course",
    "due",
    "elsewhere",
    "extract",
    "extracts",
    "fidelity",
    "harm",
    "in_words",
    "item",
    "lines",
    "one",
    "reports_to",
    "scope",
    "shown",
]
