"""Someone who has the released table and nothing else, and adds and subtracts. Shares no code with what hides cells."""

from itertools import combinations

import numpy as np
import polars as pl
from scipy.optimize import Bounds, LinearConstraint, milp


def bounds(table: pl.DataFrame, dimensions: list[str], row: int) -> tuple[float, float]:
    """The least and the greatest whole number that a cell can be, given every figure and every total shown."""
    rows, targets = _equations(table, dimensions)
    shown = table["count"].to_list()
    low = np.array([0.0 if one is None else float(one) for one in shown])
    high = np.array([np.inf if one is None else float(one) for one in shown])
    ends = []
    for sign in (1, -1):
        aim = np.zeros(table.height)
        aim[row] = sign
        found = milp(
            aim, integrality=np.ones(table.height), bounds=Bounds(low, high),
            constraints=LinearConstraint(rows, targets, targets),
        )  # fmt: skip
        ends.append(found.x[row] if found.success else sign * -np.inf)  # without an end: it may be anything
    return round(ends[0]) if np.isfinite(ends[0]) else -np.inf, round(ends[1]) if np.isfinite(ends[1]) else np.inf


def _equations(table: pl.DataFrame, dimensions: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Every cell equals the sum of the finest cells under it."""
    cells = table.select(dimensions).rows()
    finest = [place for place, cell in enumerate(cells) if None not in cell]
    rows = []
    for place, cell in enumerate(cells):
        if None in cell:
            line = np.zeros(len(cells))
            line[place] = -1
            for one in finest:
                line[one] += all(a is None or a == b for a, b in zip(cell, cells[one], strict=True))
            rows.append(line)
    return np.array(rows), np.zeros(len(rows))


def totals(table: pl.DataFrame, dimensions: list[str]) -> dict[tuple[object, ...], int]:
    """The truth: each cell and total of the table before anything was hidden."""
    found: dict[tuple[object, ...], int] = {}
    for size in range(len(dimensions) + 1):
        for kept in combinations(dimensions, size):
            for row in table.iter_rows(named=True):
                key = tuple(row[name] if name in kept else None for name in dimensions)
                found[key] = found.get(key, 0) + row["count"]
    return found
