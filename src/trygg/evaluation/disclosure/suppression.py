"""Small cells are hidden, and with them as many others as it takes that nobody can subtract them back.

For every small cell two other tables are found, both of whole numbers and both agreeing with all that is shown: one in
which the cell is nought, one in which it is as large as what may be shown. As long as both exist, no adding and
subtracting can tell the cell from either. Each is found as the cheapest integer programme over the sums of the table,
and the cells that differ are hidden. The programme without the demand for whole numbers is tried first: it is several
times as fast, and what it finds is nearly always whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trygg.errors import InvalidRecord
from trygg.evaluation.disclosure.cells import Cells, Counts, cells
from trygg.evaluation.results import Text, version

LEAST = 5
WHOLE = 1e-5  # so near a whole number is one
SOURCE = "Fischetti & Salazar 2001, Management Science 47(7); Hundepool et al. 2012, Statistical Disclosure Control"


@dataclass(frozen=True, slots=True, eq=False)
class Released:
    """A table that may leave the house. What is hidden is not in it, nor why: a reason would tell small from other.

    table   the dimensions (null where summed over) and count (null where hidden)
    hidden  how many cells are hidden
    """

    table: pl.DataFrame
    dimensions: tuple[str, ...]
    least: int
    hidden: int
    says: Text
    version: str
    source: str = SOURCE


def suppress(table: object, dimensions: Sequence[str], *, least: int = LEAST, show_zeros: bool = False) -> Released:
    """The table with all its totals, without any count below `least` and without the cells that would give it away.

    table       as for `cells`: columns `dimensions` and count, one row per cell that can exist
    show_zeros  True where that nobody is there may be told; nought can be as telling as one

    Cells of one table are safe against each other. Against another table of the same persons they are only where both
    are cut from one with all the dimensions; see `difference` for a table released before.
    """
    if least < 2:
        raise InvalidRecord("the least count that may be shown is two or more")
    whole = cells(table, dimensions)
    small = (whole.counts < least) & ~((whole.counts == 0) & show_zeros)
    hidden = _protected(whole, small, least)
    return Released(
        table=_shown(whole, hidden, dimensions),
        dimensions=tuple(dimensions),
        least=least,
        hidden=int(hidden.sum()),
        says=_says(int(hidden.sum()), len(whole.keys), least),
        version=version(),
    )


@dataclass(slots=True, eq=False)
class Shield:
    """Which cells are hidden so far, and between which values each small one is known to be free."""

    whole: Cells
    hidden: NDArray[np.bool_]
    low: Counts
    high: Counts

    def free(self, at: int, to: int) -> None:
        """Finds another table in which a cell is `to`, and hides what differs in it."""
        if self.low[at] <= to <= self.high[at]:
            return
        found = self.whole.counts + _moved(self.whole, self.hidden, at, to - int(self.whole.counts[at]))
        self.hidden |= found != self.whole.counts
        # The same other table also frees every other cell that differs in it.
        self.low, self.high = np.minimum(self.low, found), np.maximum(self.high, found)


def _protected(whole: Cells, small: NDArray[np.bool_], least: int) -> NDArray[np.bool_]:
    shield = Shield(whole, small.copy(), whole.counts.copy(), whole.counts.copy())
    for at in sorted(np.flatnonzero(small).tolist(), key=lambda one: int(whole.counts[one])):
        shield.free(at, 0)
        shield.free(at, least)
    return shield.hidden


def _moved(whole: Cells, hidden: NDArray[np.bool_], at: int, by: int) -> Counts:
    """The cheapest change to the table that moves one cell by so much and leaves every sum right."""
    from scipy import optimize, sparse  # noqa: PLC0415 - half a second to load, and few processes hide cells

    many = len(whole.counts)
    cost = np.where(hidden, 1e-4, 1.0 + whole.counts)  # hiding large cells and totals costs most
    up, down = np.full(many, np.inf), whole.counts.astype(float)
    up[at], down[at] = max(by, 0), max(-by, 0)
    least = np.zeros(2 * many)
    least[at if by > 0 else many + at] = abs(by)
    sums = sparse.hstack([whole.sums, -whole.sums]).tocsr()
    for whole_numbers in (0, 1):
        found = optimize.milp(
            np.concatenate([cost, cost]),
            integrality=np.full(2 * many, whole_numbers),
            bounds=optimize.Bounds(least, np.concatenate([up, down])),
            constraints=optimize.LinearConstraint(sums, 0, 0),
            options={"presolve": bool(whole_numbers)},  # takes longer than it spares where the programme is linear
        )
        if found.success and np.abs(found.x - np.rint(found.x)).max() < WHOLE:
            break
    else:  # pragma: no cover - hiding everything always works; a fault of ours, not of the table
        raise AssertionError(f"the solver found no other table: {found.message}")
    change = np.rint(found.x).astype(np.int64)
    moved: Counts = change[:many] - change[many:]
    return moved


def _shown(whole: Cells, hidden: NDArray[np.bool_], dimensions: Sequence[str]) -> pl.DataFrame:
    columns = {name: [key[place] for key in whole.keys] for place, name in enumerate(dimensions)}
    counts = [None if gone else int(one) for one, gone in zip(whole.counts, hidden, strict=True)]
    return pl.DataFrame(columns | {"count": pl.Series(counts, dtype=pl.Int64)})


def _says(hidden: int, of: int, least: int) -> Text:
    return Text(
        f"{hidden} av {of} celler och summor är dolda, så att inget antal under {least} kan läsas eller räknas ut.",
        f"{hidden} of {of} cells and totals are hidden, so that no count below {least} can be read or worked out.",
    )
