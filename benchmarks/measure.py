"""How everything here is measured: several runs in turn, the median, and ratios within one run."""

import os
import platform
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured line: what, how much, against what, and the bound it should keep."""

    what: str
    value: float
    unit: str
    bound: str
    beside: str = ""

    def line(self) -> str:
        """The figure as a row of a Markdown table."""
        shown = f"{self.value:,.3g}" if self.value < 1000 else f"{self.value:,.0f}"
        return f"| {self.what} | {shown} {self.unit} | {self.bound} | {self.beside} |"


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    """The median of several runs, in seconds."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def peak_mb() -> float:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def percentile(values: list[float], share: float) -> float:
    """The value below which a share of the values lie."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def machine() -> str:
    """What this was measured on, without its name."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("django", "polars", "duckdb", "splink", "narwhals"))
    python = f"Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, {python}; {packages}"
