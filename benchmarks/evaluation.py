"""A million persons through Kaplan–Meier and Cox, beside the fastest of lifelines, statsmodels and R's survival."""

import pathlib
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping

import lifelines
import numpy as np
import polars as pl
import statsmodels.duration.api as smd

from benchmarks.measure import Figure, peak_mb, seconds
from trygg.evaluation.survival import curves, hazards

PERSONS = 1_000_000
YEARS = 2 * 365
COVARIATES = ("age", "earlier", "notified")
RUNS = 3
R = """
library(survival)
read <- function(name) readBin(file.path(folder, name), "double", n = {persons})
d <- data.frame({columns})
took <- function(work) median(replicate({runs}, system.time(work())[["elapsed"]]))
cat(took(function() survfit(Surv(stop, event) ~ 1, data = d, conf.type = "log-log")),
    took(function() coxph(Surv(stop, event) ~ {covariates}, data = d, ties = "efron")))
"""

Work = Mapping[str, Callable[[], object]]


def persons(count: int = PERSONS, seed: int = 1) -> pl.DataFrame:
    """Invented persons followed in whole days for up to two years, with three covariates and a third who return."""
    rng = np.random.default_rng(seed)
    age, earlier, notified = rng.normal(0, 1, count), rng.poisson(1.5, count), rng.integers(0, 2, count)
    rate = 5e-4 * np.exp(-0.2 * age + 0.25 * earlier - 0.3 * notified)
    returns, leaves = rng.exponential(1 / rate), rng.uniform(30, YEARS, count)
    stop = np.ceil(np.minimum(returns, leaves))
    columns = {"stop": stop, "event": (returns <= leaves).astype(float), "age": age}
    return pl.DataFrame(columns | {"earlier": earlier.astype(float), "notified": notified.astype(float)}).with_columns(
        person=pl.int_range(count)
    )


def quiet_curves(table: pl.DataFrame) -> Work:
    """Kaplan–Meier with its band: ours and the peers', each from a frame of its own kind."""
    frame, stop, event = table.to_pandas(), table["stop"].to_numpy(), table["event"].to_numpy()
    return {
        "trygg": lambda: curves(table),
        "lifelines": lambda: lifelines.KaplanMeierFitter().fit(frame["stop"], frame["event"]),
        "statsmodels": lambda: smd.SurvfuncRight(stop, event),
    }


def ratio_models(table: pl.DataFrame) -> Work:
    """Cox's model with Efron's ties: ours and the peers'."""
    frame = table.select("stop", "event", *COVARIATES).to_pandas()
    stop, event, design = frame["stop"], frame["event"], frame[list(COVARIATES)]
    return {
        "trygg": lambda: hazards(table, COVARIATES),
        "lifelines": lambda: lifelines.CoxPHFitter().fit(frame, "stop", "event"),
        "statsmodels": lambda: smd.PHReg(stop, design, status=event, ties="efron").fit(),
    }


def in_r(table: pl.DataFrame) -> tuple[float, float] | None:
    """What R's survival needs for the two, in seconds; None where R or the package is not installed."""
    if not shutil.which("Rscript"):
        return None
    with tempfile.TemporaryDirectory() as folder:
        for name in ("stop", "event", *COVARIATES):
            table[name].cast(pl.Float64).to_numpy().tofile(pathlib.Path(folder, name))
        columns = ", ".join(f'{name} = read("{name}")' for name in ("stop", "event", *COVARIATES))
        text = R.format(persons=table.height, columns=columns, runs=RUNS, covariates=" + ".join(COVARIATES))
        command = ["Rscript", "-e", f'folder <- "{folder}"; {text}']
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode:
        return None
    curve, model = map(float, answer.stdout.split())
    return curve, model


def compared(what: str, work: Work, r: float | None) -> Figure:
    """Our seconds, and beside them the fastest peer's."""
    taken = {name: seconds(run, RUNS) for name, run in work.items()} | ({"R survival": r} if r else {})
    ours = taken.pop("trygg")
    fastest = min(taken, key=lambda name: taken[name])
    peers = ", ".join(f"{name} {took:.2f} s" for name, took in sorted(taken.items(), key=lambda pair: pair[1]))
    return Figure(what, ours / taken[fastest], "×", f"≤ 1.2 × {fastest}", f"{ours:.2f} s; {peers}")


def figures() -> Iterator[Figure]:
    """The two comparisons, and the memory they took."""
    warnings.simplefilter("ignore")
    table = persons()
    curve, model = in_r(table) or (None, None)
    yield compared("Kaplan–Meier with its band, a million persons", quiet_curves(table), curve)
    yield compared("Cox with three covariates and Efron's ties, a million persons", ratio_models(table), model)
    yield Figure("memory", peak_mb(), "MB", "none stated", "with the peers in the same process")
