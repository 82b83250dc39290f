"""Differences in differences where units begin at different times: each starting group against those not begun.

The usual regression with one effect compares late starters with early ones that are already changed, and can turn the
sign. So the effect is estimated for each group and period against units that have not begun, and only then averaged.
The errors follow each unit through all its periods and all the averages.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import stats

from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.frames import Numbers, numbers, read
from trygg.evaluation.results import Estimate, Result, Test, Text, Window, span, told

SOURCE = "Callaway & Sant'Anna 2021, J Econometrics 225(2):200–230"
NEVER = np.inf
FEW = 5  # units
Averaged = tuple[float, Numbers]  # an effect, and what each unit adds to the error of it


class Against(StrEnum):
    """With whom those who have begun are compared."""

    NEVER = "never"  # those who never begin
    NOT_YET = "not yet"  # and those who begin later


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Units by periods, and when each unit begins; infinity where it never does."""

    values: Numbers
    starts: Numbers
    periods: Numbers

    @property
    def groups(self) -> list[float]:
        """The first periods of those who begin within the panel, and after its first period."""
        return [float(one) for one in np.unique(self.starts) if self.periods[0] < one < NEVER]


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One group in one period: its effect, and what each unit adds to the error of it."""

    group: float
    period: float
    value: float
    influence: Numbers

    @property
    def since(self) -> float:
        """Periods since the group began; below zero before."""
        return self.period - self.group


def difference_in_differences(
    panel: object, *, against: Against = Against.NEVER, unit: str = "years", level: float = 0.95
) -> Result:
    """The mean effect on those who began, and the effects by group, period and time since start.

    panel    columns unit, period, value and starts (the first period with the measure; null where never); every unit
             in every period once
    returns  `effect` (each begun unit and period counts once), `effect per unit` (each begun unit once), `effect by
             group` and `effect by period` at each, `effect since start` at …, −1, 0, 1, … where those before the
             start show whether the groups moved alike, and `group and period`; intervals are for one figure each

    Groups of few units have errors that are too small; they are named in a note.

    Raises InsufficientData where nobody is left to compare with.
    """
    taken = _panel(panel)
    cells = _cells(taken, against)
    averages = _averages(taken, cells)
    estimates = tuple(_estimate(*where, one, level) for where, one in averages.items())
    return Result(
        method=f"difference in differences by starting group, against those who have {against} begun",
        estimates=estimates,
        window=Window(len(taken.periods), unit),
        denominator=len(taken.starts),
        time_at_risk=float(taken.values.size),
        says=_says(estimates[0]),
        counted="units",
        tests=(_before(averages),),
        notes=_notes(taken),
        source=SOURCE,
    )


def _panel(frame: object) -> Panel:
    table = read(frame, "unit", "period", "value")
    if "starts" not in table.columns:
        raise InvalidRecord("the frame lacks the column starts: the first period with the measure, null where never")
    numbers(table, "value")
    wide = table.pivot(on="period", index="unit", values="value", sort_columns=True).sort("unit")
    if wide.null_count().sum_horizontal().item() or table.height != wide.height * (wide.width - 1):
        raise InvalidRecord("every unit stands in every period exactly once; leave out units that come or go")
    begun = table.group_by("unit").agg(pl.col("starts").n_unique().alias("n"), pl.col("starts").first()).sort("unit")
    if begun["n"].max() != 1:
        raise InvalidRecord("a unit has one first period; it cannot begin twice")
    starts: Numbers = begun["starts"].cast(pl.Float64).fill_null(NEVER).to_numpy()
    periods = np.array(sorted(table["period"].unique().to_list()), dtype=float)
    kept = starts > periods[0]  # those begun from the first period on have no before
    starts = np.where(starts > periods[-1], NEVER, starts)
    return Panel(wide.drop("unit").to_numpy().astype(float)[kept], starts[kept], periods)


def _cells(panel: Panel, against: Against) -> list[Cell]:
    if not panel.groups:
        raise InsufficientData("nobody begins within the panel; there is no effect to estimate")
    found = [_cell(panel, group, place, against) for group in panel.groups for place in range(1, len(panel.periods))]
    kept = [cell for cell in found if cell]
    if not any(cell.since >= 0 for cell in kept):
        raise InsufficientData("nobody is left to compare with; take `against` not yet, or a shorter panel")
    return kept


def _cell(panel: Panel, group: float, place: int, against: Against) -> Cell | None:
    period = float(panel.periods[place])
    # Before the start each period is compared with the one before it; after, with the last one before the start.
    base = place - 1 if period < group else int(np.searchsorted(panel.periods, group)) - 1
    change = panel.values[:, place] - panel.values[:, base]
    treated, control = panel.starts == group, panel.starts == NEVER
    if against == Against.NOT_YET:
        control = (panel.starts > max(period, float(panel.periods[base]))) & ~treated
    if not control.any():
        return None
    value = change[treated].mean() - change[control].mean()
    return Cell(group, period, float(value), _centred(change, treated) - _centred(change, control))


def _centred(change: Numbers, of: NDArray[np.bool_]) -> Numbers:
    spread: Numbers = np.where(of, change - change[of].mean(), 0.0) / of.mean()
    return spread


Where = tuple[str, str, float | None]


def _averages(panel: Panel, cells: list[Cell]) -> dict[Where, Averaged]:
    begun = [cell for cell in cells if cell.since >= 0]
    by_group = _by(panel, begun, lambda cell: cell.group)
    groups = [Cell(at, at, *one) for at, one in by_group.items()]
    found: dict[Where, Averaged] = {("effect", "", None): _average(panel, begun)}
    found["effect per unit", "", None] = _average(panel, groups)
    for name, each in (
        ("effect by group", by_group),
        ("effect by period", _by(panel, begun, lambda cell: cell.period)),
        ("effect since start", _by(panel, cells, lambda cell: cell.since)),
    ):
        found |= {(name, "", at): one for at, one in each.items()}
    return found | {("group and period", f"{c.group:g}", c.period): (c.value, c.influence) for c in cells}


def _by(panel: Panel, cells: list[Cell], key: Callable[[Cell], float]) -> dict[float, Averaged]:
    return {at: _average(panel, [cell for cell in cells if key(cell) == at]) for at in sorted(set(map(key, cells)))}


def _average(panel: Panel, cells: Sequence[Cell]) -> Averaged:
    """The mean of effects by the sizes of their groups, which are themselves seen in a sample."""
    member = np.array([panel.starts == cell.group for cell in cells], dtype=float)
    size = member.mean(axis=1)
    weight = size / size.sum()
    value = np.array([cell.value for cell in cells])
    moved = (member - size[:, None]) / size.sum()
    by_size = moved - weight[:, None] * moved.sum(axis=0)
    influence: Numbers = weight @ np.array([cell.influence for cell in cells]) + value @ by_size
    return float(weight @ value), influence


def _error(influence: Numbers) -> float:
    return math.sqrt(float(influence @ influence)) / len(influence)


def _estimate(name: str, group: str, at: float | None, one: Averaged, level: float) -> Estimate:
    value, error = one[0], _error(one[1])
    reach = NormalDist().inv_cdf(0.5 + level / 2) * error
    return Estimate(name, value, value - reach, value + reach, error, group, at, level)


def _before(averages: Mapping[Where, Averaged]) -> Test:
    ahead = [one for (name, _, at), one in averages.items() if name == "effect since start" and (at or 0) < 0]
    if not ahead:
        return Test("moved alike before the start", math.nan, 0, math.nan)
    spread = np.array([one[1] for one in ahead])
    covariance = spread @ spread.T / spread.shape[1] ** 2
    value = np.array([one[0] for one in ahead])
    statistic, freedom = float(value @ np.linalg.pinv(covariance) @ value), int(np.linalg.matrix_rank(covariance))
    return Test("moved alike before the start", statistic, freedom, float(stats.chi2.sf(statistic, freedom)))


def _notes(panel: Panel) -> tuple[Text, ...]:
    alike = Text(
        "Bär bara om grupperna annars hade ändrats lika; det går att pröva före starten men inte efter.",
        "Holds only if the groups would otherwise have changed alike; that can be tried before the start, not after.",
    )
    few = [f"{group:g}" for group in panel.groups if (panel.starts == group).sum() < FEW]
    small = Text(
        f"Färre än {FEW} enheter började i {', '.join(few)}; intervallen där är för smala.",
        f"Fewer than {FEW} units began in {', '.join(few)}; the intervals there are too narrow.",
    )
    return (alike, small) if few else (alike,)


def _says(effect: Estimate) -> Text:
    return Text(
        f"Hos dem som börjat ändrades värdet i medel {told(effect.value, 'sv', 3)} mer än hos jämförelsen "
        f"({span(effect, 'sv', digits=3)}). Skillnaden är åtgärdens bara om grupperna annars hade följts åt.",
        f"Among those who had begun, the value changed on average {told(effect.value, 'en', 3)} more than among those "
        f"compared ({span(effect, 'en', digits=3)}). The difference is the measure's only if the groups would "
        "otherwise have moved together.",
    )
