"""Who begins when, by lot: drawn once, hidden until due, logged, and the same for anyone who draws again.

The order follows from a secret and the plan alone. What is published first is a seal on both; each step's areas are
opened when their day comes; at the end the secret is opened too, and anyone can draw again and compare. So nobody can
choose the order, foresee it, or change it afterwards.
Source: CONSORT 2010, items 8 to 10, and its extension to stepped-wedge trials 2018.
"""

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

import polars as pl

from trygg.errors import InvalidRecord, WrongStep

SECRET = 32  # bytes, from a source of chance that the method does not have


@dataclass(frozen=True, slots=True)
class Area:
    """What begins as one: an area, a station, a team. Within a stratum the steps are even."""

    name: str
    stratum: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A roll-out before the lot: the areas, the day of each step, and how many days before it a step may be opened."""

    title: str
    areas: tuple[Area, ...]
    steps: tuple[date, ...]
    notice: int = 14

    def __post_init__(self) -> None:
        names = [area.name for area in self.areas]
        if len(set(names)) < len(names) or len(names) < 2:
            raise InvalidRecord("a lottery needs two areas at least, each named once")
        if list(self.steps) != sorted(set(self.steps)) or len(self.steps) < 2 or len(self.steps) > len(names):
            raise InvalidRecord("a roll-out has two steps at least, in order of day, and no more than it has areas")
        if self.notice < 0:
            raise InvalidRecord("the notice is a number of days before the step")

    def written(self) -> bytes:
        """The plan as the same bytes on every machine, whatever order the areas were given in."""
        areas = sorted((area.stratum, area.name) for area in self.areas)
        whole = asdict(self) | {"areas": areas, "steps": [day.isoformat() for day in self.steps]}
        return json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log. Its seal covers the line before, so that no line can be changed or left out."""

    on: date
    by: str
    what: str
    told: str
    seal: str


@dataclass(frozen=True, slots=True)
class Log:
    """All that has been told of a lottery: first the seal on plan and secret, then one step after another."""

    entries: tuple[Entry, ...]

    @property
    def opened(self) -> int:
        """How many steps have been opened."""
        return sum(entry.what == "step" for entry in self.entries)

    def frame(self) -> pl.DataFrame:
        """The log as a table."""
        return pl.DataFrame([asdict(entry) for entry in self.entries])


def commit(plan: Plan, secret: bytes, *, on: date, by: str) -> Log:
    """A log that holds the seal on the plan and the secret, to be published before anything begins.

    secret  at least 32 bytes from `secrets.token_bytes`, kept by someone who takes no part in the work
    """
    if on >= plan.steps[0]:
        raise WrongStep("the lot is drawn before the first step, not after")
    return _with(Log(()), on, by, "seal", commitment(plan, secret))


def open_step(log: Log, plan: Plan, secret: bytes, *, on: date, by: str) -> tuple[Log, tuple[str, ...]]:
    """The log with the next step opened, and the areas that begin at it.

    Raises WrongStep where it is too early, where all are open, or where plan or secret is not the one that was sealed.
    """
    verify(log, plan, secret)
    step = log.opened
    if step >= len(plan.steps):
        raise WrongStep("all steps are open")
    if on < plan.steps[step] - timedelta(days=plan.notice):
        raise WrongStep(f"step {step + 1} may be opened {plan.notice} days before {plan.steps[step]}, not earlier")
    names = tuple(sorted(name for name, at in draw_steps(plan, secret).items() if at == step))
    return _with(log, on, by, "step", _line(step, names)), names


def verify(log: Log, plan: Plan, secret: bytes) -> None:
    """Refuses a log that does not follow from the plan and the secret, or in which a line was changed.

    Raises WrongStep and says which line.
    """
    if not log.entries or log.entries[0].told != commitment(plan, secret):
        raise WrongStep("the plan or the secret is not the one that was sealed")
    drawn, before, step = draw_steps(plan, secret), "", 0
    for number, entry in enumerate(log.entries, 1):
        right = entry.seal == _seal(before, entry)
        if entry.what == "step":
            names = sorted(name for name, at in drawn.items() if at == step)
            right, step = right and entry.told == _line(step, names), step + 1
        if not right:
            raise WrongStep(f"line {number} of the log has been changed")
        before = entry.seal


def draw_steps(plan: Plan, secret: bytes) -> dict[str, int]:
    """The step of every area, from 0: the same for the same plan and secret, on any machine and in any version.

    Each stratum is spread over the steps as evenly as it can be, and so are all areas together. Who holds the answer
    knows the whole order: outside a check at the end, ask `open_step`.
    """
    if len(secret) < SECRET:
        raise InvalidRecord(f"a secret has {SECRET} bytes at least")
    out: dict[str, int] = {}
    strata = sorted({area.stratum for area in plan.areas}, key=lambda name: _ticket(plan, secret, "stratum", name))
    load: Counter[int] = Counter()
    for stratum in strata:
        names = [area.name for area in plan.areas if area.stratum == stratum]
        whole, rest = divmod(len(names), len(plan.steps))
        # Steps that have fewest so far take what is left over; ties by lot.
        by_load = sorted(
            range(len(plan.steps)),
            key=lambda step, of=stratum: (load[step], _ticket(plan, secret, "rest", of, str(step))),  # type: ignore[misc]  # mypy cannot infer a bound default
        )
        places = sorted([*range(len(plan.steps))] * whole + by_load[:rest])
        order = sorted(names, key=lambda name, of=stratum: _ticket(plan, secret, "area", of, name))  # type: ignore[misc]  # a default keeps the stratum of this turn
        out |= dict(zip(order, places, strict=True))
        load.update(places)
    return out


def commitment(plan: Plan, secret: bytes) -> str:
    """The seal on a plan and its secret: it gives neither away and fits no other pair."""
    return hmac.new(secret, b"commitment:" + plan.written(), hashlib.sha256).hexdigest()


def _ticket(plan: Plan, secret: bytes, *of: str) -> bytes:
    # A keyed digest instead of a library's generator, whose sequences change between versions.
    return hmac.new(secret, json.dumps([plan.written().decode(), *of]).encode(), hashlib.sha256).digest()


def _line(step: int, names: Sequence[str]) -> str:
    return json.dumps({"step": step + 1, "areas": list(names)}, ensure_ascii=False)


def _with(log: Log, on: date, by: str, what: str, told: str) -> Log:
    if log.entries and on < log.entries[-1].on:
        raise WrongStep("a log goes forward in time")
    bare = Entry(on, by, what, told, "")
    before = log.entries[-1].seal if log.entries else ""
    return Log((*log.entries, Entry(on, by, what, told, _seal(before, bare))))


def _seal(before: str, entry: Entry) -> str:
    line = json.dumps([before, entry.on.isoformat(), entry.by, entry.what, entry.told], ensure_ascii=False)
    return hashlib.sha256(line.encode()).hexdigest()
