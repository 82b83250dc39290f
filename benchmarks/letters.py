"""A letter from particulars to PDF, and the lint before it; every letter differs, so no cache can answer."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from benchmarks.measure import Figure, percentile
from trygg.letters import (
    Controller,
    Form,
    Letter,
    Meeting,
    Particulars,
    Regime,
    Sender,
    compose,
    inspect,
    languages,
    names_of,
    template,
)
from trygg.records import Level
from trygg_web.notifications.prints import letter_pdf

LETTERS = 120
GIVEN = Particulars(
    recipient="Erik Svensson",
    reference="T-2026-1",
    day=date(2026, 11, 24),
    sender=Sender("Polismyndigheten, Malmö", "utredare", "077-114 14 00", "Anna Lind"),
    controller=Controller("Polismyndigheten", "registrator@polisen.example", Regime.CRIME_DATA),
    help=(),
    levers=("contact_ban", "patrol_attention"),
    meeting=Meeting("Polishuset, Porslinsgatan 6", datetime(2026, 12, 1, 14, 0)),
)


def figures() -> Iterator[Figure]:
    """The 95th percentile of one letter, of its lint, and what the first letter of a process costs."""
    made = [_letter(number) for number in range(LETTERS)]
    first, *printed = [_taken(lambda letter=letter: letter_pdf(letter)) for letter in made]
    checked = [_taken(lambda letter=letter: inspect(letter, allowed=names_of(letter))) for letter in made][1:]
    yield _figure("a letter as PDF/UA, p95 of all forms and languages", printed, "≤ 100 ms")
    yield _figure("the first letter of a process", [first], "–", "; fonts are sought once")
    yield _figure("lint of a whole letter, p95", checked, "≤ 100 ms")


def _figure(what: str, taken: list[tuple[float, float]], bound: str, beside: str = "") -> Figure:
    wall, cpu = (_p95([each[kind] for each in taken]) for kind in (0, 1))
    return Figure(what, wall, "ms", bound, f"processor {cpu:.0f} ms{beside}")


def _letter(number: int) -> Letter:
    tongues, forms = languages(), list(Form)
    chosen = template(forms[number % len(forms)], list(Level)[number % 4], tongues[number % len(tongues)])
    return compose(chosen, replace(GIVEN, reference=f"T-2026-{number + 1}", help=chosen.help))


def _taken(work: object) -> tuple[float, float]:
    # By the wall and by the processor: other work on the machine lengthens the first.
    wall, cpu = time.perf_counter(), time.process_time()
    work()  # type: ignore[operator]  # a call without arguments
    return time.perf_counter() - wall, time.process_time() - cpu


def _p95(seconds: list[float]) -> float:
    return percentile(seconds, 0.95) * 1000
