"""Planning a day in a house where 100,000 persons stand on the list, as the night does it: `project.daily.run_day`.

Three days are measured. The first: everybody has just come onto the list, and 100,000 messages are planned. The day
after nearly all of them were given, at some time in the year before: their watches are opened and judged, and what was
reported since raises alerts. And a plain day: forty reports came in, some thirty messages were given, levels were
decided, five persons were taken in, and a day has passed.

Planning is all that the day does after the list is proposed: custody, plans, attempts that ran out, levers, alerts,
watches. What linkage and the proposals take before it is told beside.
"""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from benchmarks import listed
from benchmarks.house import open_house
from benchmarks.measure import Figure, peak_mb

PERSONS = 100_000
REPORTS, KNOWN = 40, 25  # of a plain day, and how many of them on persons who were told
GIVEN, TAKEN_IN = 30, 5
WAITING = 0.02  # of the messages are not given yet
PLANNING = ("plan", "follow_up")


@dataclass(slots=True)
class Clock:
    """How long each stage of a day took, by the wall and by the processor."""

    stages: dict[str, tuple[float, float]] = field(default_factory=dict)

    def run(self, on: date) -> None:
        """One day of the house."""
        from trygg_web.project import daily, nights

        started: list[tuple[str, float, float]] = []

        def tell(stage: str) -> None:
            started.append((stage, time.perf_counter(), time.process_time()))

        daily.run_day(on, by=nights.night(), tell=tell)
        tell("end")
        for (stage, wall, cpu), (_next, wall_end, cpu_end) in zip(started, started[1:], strict=False):
            self.stages[stage] = (wall_end - wall, cpu_end - cpu)

    def figure(self, what: str, stages: tuple[str, ...], bound: str, beside: str = "") -> Figure:
        """The time of some stages together, with the processor's beside it."""
        wall, cpu = (sum(self.stages[stage][kind] for stage in stages) for kind in (0, 1))
        return Figure(what, wall, "s", bound, f"processor {cpu:.1f} s{'; ' if beside else ''}{beside}")


def figures() -> Iterator[Figure]:
    """The first day, the day after the messages were given, and a plain day."""
    open_house()
    on, rng = date.today(), random.Random(7)
    first, given, plain = Clock(), Clock(), Clock()
    listed.fill(PERSONS, on, rng)
    _come_onto_the_list(on, rng)
    first.run(on)
    yield first.figure(f"the first day: {PERSONS:,} messages planned", ("plan",), "–", "with their gates")
    told(on, rng)
    given.run(on)
    yield given.figure("their watches opened and judged, alerts raised", ("follow_up",), "–")
    _settle(on, rng)
    ordinary(on + timedelta(days=1), rng)
    plain.run(on + timedelta(days=1))
    yield plain.figure("a plain day planned", PLANNING, "≤ 10 s", f"{REPORTS} reports, {GIVEN} messages given")
    yield plain.figure("… linkage before it", ("link",), "–")
    yield plain.figure("… facts, levels and places of all on the list before it", ("propose",), "–")
    yield Figure("… most memory of the process", peak_mb(), "MB", "–")


def _come_onto_the_list(on: date, rng: random.Random) -> None:
    from trygg_web.listing import actions
    from trygg_web.project import nights

    actions.propose_placements(on=on, by=nights.night())
    listed.decide(on - timedelta(days=1), rng)


def _settle(on: date, rng: random.Random) -> None:
    # What the messages and the days since led to is decided, so that the plain day is plain.
    listed.decide(on, rng)
    Clock().run(on)
    told(on, rng, days=2)


def told(on: date, rng: random.Random, days: int = 400) -> int:
    """How many messages were given within so many days before a day; some still wait."""
    from django.utils import timezone

    from trygg_web.notifications.models import Notification

    rows = list(Notification.objects.filter(delivered_at=None).values_list("pk", "person_id", "level"))
    given = [row for row in rows if rng.random() > WAITING]
    noon = timezone.make_aware(datetime(on.year, on.month, on.day, 12))
    listed.deliver(given, {row[0]: noon - timedelta(days=rng.randrange(1, days)) for row in given})
    return len(given)


def ordinary(on: date, rng: random.Random) -> None:
    """What comes in on one plain day: decisions, messages given, reports, a roster."""
    from trygg_web.notifications.models import Notification
    from trygg_web.people.models import Person

    before = on - timedelta(days=1)
    listed.decide(before, rng)
    rows = list(Notification.objects.filter(delivered_at=None).values_list("pk", "person_id", "level")[:GIVEN])
    noon = _noon(before)
    listed.deliver(rows, {row[0]: noon - timedelta(hours=3) for row in rows})
    keys = list(Notification.objects.exclude(delivered_at=None).values_list("person", flat=True)[:5000])
    people = list(Person.objects.filter(pk__in=rng.sample(keys, KNOWN + TAKEN_IN)))
    fresh = listed.strangers(2 * REPORTS - KNOWN, rng)
    suspects = [*people[:KNOWN], *fresh[: REPORTS - KNOWN]]
    pairs = list(zip(suspects, fresh[REPORTS - KNOWN :], strict=True))
    listed.report(pairs, [noon] * len(pairs), before, linked=False)
    listed.roster(people[KNOWN:], on)


def _noon(day: date) -> datetime:
    from django.utils import timezone

    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))
