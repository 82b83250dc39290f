"""What may be seen of the stored numbers."""

from trygg_web.dashboards.queries.cells import Cells, cells
from trygg_web.dashboards.queries.charts import chart, control, lines
from trygg_web.dashboards.queries.courses import PARTS, SERIES, STARTS, Course, course
from trygg_web.dashboards.queries.elsewhere import Elsewhere, elsewhere
from trygg_web.dashboards.queries.extracts import extract, extracts
from trygg_web.dashboards.queries.fidelity import Item, fidelity, item
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
    "Cell",
    "Cells",
    "Course",
    "Elsewhere",
    "Item",
    "Row",
    "Scope",
    "Shown",
    "at_a_glance",
    "cells",
    "chart",
    "counted",
    "control",
    "course",
    "due",
    "elsewhere",
    "extract",
    "extracts",
    "fidelity",
    "in_words",
    "item",
    "lines",
    "one",
    "reports_to",
    "scope",
    "shown",
]
