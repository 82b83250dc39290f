"""Kills two houses in mid-exchange again and again, and counts what was lost or doubled.

`python -m benchmarks.kill_exchange 1000`
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from random import Random
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parent.parent
LONGEST = 0.35  # seconds that a child lives at the most
ROUNDS = 20  # of undisturbed post in the end


class HouseProcess:
    """A house in a process of its own, and what it answers."""

    def __init__(self, name: str, zone: str, home: pathlib.Path) -> None:
        self.environment = {
            **os.environ, "TRYGG_ZONE": zone, "TRYGG_HOUSE": name, "TRYGG_VAR": str(home / name), "TRYGG_SECRET": name,
            "TRYGG_KEYS": str(home / name / "keys.json"), "TRYGG_POST": str(home / "post"), "TRYGG_HTTPS": "off",
            "DATABASE_URL": f"sqlite:///{home / name / 'trygg.sqlite3'}", "TRYGG_AUTHORITY": name.title(),
            "TRYGG_STATIC": "django.contrib.staticfiles.storage.StaticFilesStorage",
            "DJANGO_SETTINGS_MODULE": "trygg_web.project.settings",
        }  # fmt: skip
        (home / name).mkdir(parents=True)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.exchange_house"], cwd=ROOT, env=self.environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def say(self, *words: Any) -> None:
        """Nothing; the house begins what it is told."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()

    def hear(self) -> Any:
        """What the house answers. Raises RuntimeError when it has ended."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the house has ended; see its standard error above")
        return json.loads(line)

    def ask(self, *words: Any) -> Any:
        """What the house answers to a command."""
        self.say(*words)
        return self.hear()

    def close(self) -> None:
        """Nothing; the house has ended."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=20)


@dataclass(frozen=True)
class Damage:
    """What a kill run found: all should be zero but `kills` and `messages`."""

    kills: int
    messages: int
    lost: int
    doubled: int
    without_line: int
    open: int
    broken_seals: int
    seconds: float


def met(home: pathlib.Path) -> tuple[HouseProcess, HouseProcess]:
    """Two houses that have met."""
    one, other = HouseProcess("police-k", "police", home), HouseProcess("social-k", "social", home)
    cards = one.ask("open"), other.ask("open")
    one.ask("meet", cards[1])
    other.ask("meet", cards[0])
    return one, other


def run(kills: int, home: pathlib.Path, seed: int = 5) -> Damage:
    """What so many kills did: half of them of the house that tells, half of the one that is told."""
    begun, rng = time.monotonic(), Random(seed)
    one, other = met(home)
    for n in range(kills // 2):
        one.say("work", rng.uniform(0.01, LONGEST), True, n)
        other.say("work", rng.uniform(0.01, LONGEST), False, n)
        one.hear()
        other.hear()
    for _ in range(ROUNDS):
        for house in (one, other):
            house.ask("hurry")
            house.ask("post")
        if not one.ask("count")["open"]:
            break
    here, there = one.ask("count"), other.ask("count")
    one.close()
    other.close()
    return _damage(kills, here, there, time.monotonic() - begun)


def _damage(kills: int, here: dict[str, Any], there: dict[str, Any], seconds: float) -> Damage:
    told, came = here["told"], there["came"]
    return Damage(
        kills=kills,
        messages=len(told),
        lost=len(set(told) - set(came)),
        doubled=len(came) - len(set(came)),
        without_line=sum(lines != told for lines in (here["lines"], there["lines"])),
        open=here["open"],
        broken_seals=sum(not house[book] for house in (here, there) for book in ("ledger", "log")),
        seconds=seconds,
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 100, pathlib.Path(place)))
