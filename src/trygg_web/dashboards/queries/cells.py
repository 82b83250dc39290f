"""The stored cells as they are, for the bundle."""

from dataclasses import dataclass
from typing import Any

from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.dashboards.models import Table
from trygg_web.dashboards.queries.told import Scope, tables

Line = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """figures: indicator, year, quarter, month, area, sex, outcome, count; hours: indicator, year, quarter, … ."""

    figures: tuple[Line, ...]
    hours: tuple[Line, ...]


def cells(viewer: User, within: Scope) -> Cells:
    """Every stored cell that the receiver asks for, in one order."""
    require(viewer, Permission.FIGURES_SEE)
    asks = within.receiver.asks
    stored = [table for name, rows in tables(within).items() if asks(name) for table in rows]
    return Cells(
        tuple(line for table in stored for line in _figures(table)),
        tuple(
            (table.indicator, table.year, *(spread[name] for name in ("quarter", "many", "first", "median", "third")))
            for table in stored
            for spread in table.told["hours"]
        ),
    )


def _figures(table: Table) -> list[Line]:
    named = (table.indicator, table.year)
    lines: list[Line] = [(*named, *cell[:2], None, None, *cell[2:]) for cell in table.told["time"]]
    for area, sex, outcome, count in table.told["place"] or []:
        lines.append((*named, None, None, _said(area, "unknown"), _said(sex, "other"), outcome, count))
    return lines


def _said(value: str | None, unknown: str) -> str | None:
    return unknown if value == "" else value
