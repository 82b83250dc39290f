"""Power by trying: invent the study many times and count how often the analysis sees what was planted."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from trygg.errors import InsufficientData, InvalidRecord
from trygg.evaluation.results import Estimate, Result, Text, Window, share, span, told
from trygg.evaluation.survival.shares import wilson

Draw = Callable[[np.random.Generator], pl.DataFrame]
Analysis = Callable[[pl.DataFrame], float]  # a study's p-value


def simulated_power(  # noqa: PLR0913 - the study, its analysis, and how it is tried
    draw: Draw,
    analysis: Analysis,
    *,
    rounds: int,
    rng: np.random.Generator,
    window: Window,
    alpha: float = 0.05,
) -> Result:
    """The share of invented studies in which the analysis finds a difference.

    draw      an invented study from a source of chance; without an effect in it the answer is the false-alarm rate
    analysis  its p-value, by the same code that will be used on the real one; where it raises InsufficientData the
              study counts as one that found nothing
    rounds    how many studies; the interval tells what so few can tell
    returns   `power` with Wilson's interval
    """
    if rounds < 1:
        raise InvalidRecord("a power by trying needs a try at least")
    found = failed = persons = 0
    for source in rng.spawn(rounds):
        study = draw(source)
        persons = max(persons, study["person"].n_unique() if "person" in study.columns else study.height)
        try:
            found += analysis(study) < alpha
        except InsufficientData:
            failed += 1
    low, high = wilson(found, rounds, 0.95)
    one = Estimate("power", found / rounds, low, high)
    says = Text(*(_sentence(one, rounds, failed, language) for language in ("sv", "en")))
    return Result("power by simulation", (one,), window, rounds, None, says, counted="invented studies", events=found)


@dataclass(frozen=True, slots=True)
class TwoGroups:
    """An invented study of two groups drawn by lot, with what usually goes wrong in one.

    persons    in both groups; reoffend: the share of the untouched who return within `follow_up` days
    ratio      the hazard ratio of the measure; reached: the share of its group whom it reaches at all
    moves      deaths and moves per year; custody: share who sit some part of the time, half of it on average
    enters     people come into the study over so many days before the last of them, and are followed so much longer
    """

    persons: int
    reoffend: float
    ratio: float
    follow_up: int
    reached: float = 1.0
    moves: float = 0.0
    custody: float = 0.0
    enters: int = 0

    def __call__(self, rng: np.random.Generator) -> pl.DataFrame:
        """One such study: person-time with `person`, `group`, `start`, `stop` and `event`."""
        group = rng.permutation(np.arange(self.persons) % 2)
        touched = (group == 1) & (rng.random(self.persons) < self.reached)
        hazard = -np.log(1 - self.reoffend) / self.follow_up
        came = np.ceil(rng.exponential(1 / (hazard * np.where(touched, self.ratio, 1.0))))
        last = np.full(self.persons, float(self.follow_up))
        if self.enters:
            last += rng.integers(0, self.enters + 1, self.persons)
        if self.moves:
            last = np.minimum(last, np.ceil(rng.exponential(365.25 / self.moves, self.persons)))
        sits = rng.random(self.persons) < self.custody
        leaves, back = np.sort(np.ceil(rng.random((self.persons, 2)) * self.follow_up), axis=1).T
        # Time inside does not count: what was to come after comes so much later.
        came = np.where(sits & (came > leaves), came + back - leaves, came)
        end = np.minimum(came, last)
        table = pl.DataFrame({"person": np.arange(self.persons), "group": group, "end": end, "came": came <= last})
        return _outside(table.with_columns(leaves=np.where(sits, leaves, np.inf), back=np.where(sits, back, np.inf)))


def _outside(table: pl.DataFrame) -> pl.DataFrame:
    # Two rows for those who were inside in between: before, and after.
    end, leaves = pl.col("end"), pl.col("leaves")
    before = table.with_columns(start=0.0, stop=pl.min_horizontal(end, leaves), event=pl.col("came") & (end <= leaves))
    after = table.with_columns(start="back", stop="end", event="came").filter(end > pl.col("back"))
    rows = pl.concat([before, after]).filter(pl.col("stop") > pl.col("start"))
    return rows.select("person", "group", "start", "stop", "event").sort("person", "start")


def _sentence(one: Estimate, rounds: int, failed: int, language: str) -> str:
    figure = f"{share(one.value, language)} ({span(one, language, percent=True)})"
    times, none = told(rounds, language, 0), told(failed, language, 0)
    if language == "sv":
        return (
            f"I {times} påhittade studier såg analysen en skillnad i {figure}; i {none} fanns för få för en analys. "
            "Svaret gäller bara om verkligheten liknar det påhittade."
        )
    return (
        f"In {times} invented studies the analysis saw a difference in {figure}; in {none} there were too few to "
        "analyse. The answer holds only if reality is like what was invented."
    )
