"""How much each agreement speaks for one person: method/linkage.toml, read once and checked."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from math import log2
from pathlib import Path
from typing import Any

from trygg.errors import RulebookError

SHIPPED = Path(__file__).resolve().parents[1] / "method" / "linkage.toml"
FIELDS: Mapping[str, tuple[str, ...]] = {
    "number": ("same", "slip", "slip_valid", "changed", "born", "born_slip", "born_only", "differ"),
    "given": ("same", "shared", "initial", "close", "differ"),
    "family": ("same", "shared", "close", "differ"),
    "sex": ("same", "differ"),
    "role": ("suspects", "victims", "differ"),
    "couple": ("same", "namesake", "relative", "differ"),
}
_HEAD = {"since", "source", "thresholds", "prior", "sure", "ask", "rival"}
_MAYBE = {"reviewed"}  # the day on which somebody outside Trygg had read the file; nobody has, until it is there


@dataclass(frozen=True, slots=True)
class Level:
    """One way in which a field can agree."""

    key: str
    m: float  # how often tellings of one person agree so
    u: float  # how often tellings of two people do
    says: Mapping[str, str]

    @property
    def bits(self) -> float:
        """What the agreement adds to the weight."""
        return log2(self.m / self.u)


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of every field, from which weight on two are one, and from which a person is asked."""

    version: str
    prior: float
    sure: float
    ask: float
    rival: float
    says: Mapping[str, Mapping[str, str]] = field(hash=False)
    fields: Mapping[str, Mapping[str, Level]] = field(hash=False)

    @property
    def prior_bits(self) -> float:
        """What two tellings of which nothing is known weigh."""
        return log2(self.prior / (1 - self.prior))


@lru_cache(maxsize=4)
def weights(path: Path = SHIPPED) -> Weights:
    """The weights of a file; a wrong file is refused with what to mend."""
    text = path.read_bytes()
    told = tomllib.loads(text.decode())
    _refuse_unlike(path, "", set(told) - _MAYBE, _HEAD | set(FIELDS))
    if not told["ask"] <= told["sure"]:
        raise RulebookError(f"{path.name}: ask must not be above sure; lower ask")
    return Weights(
        sha256(text).hexdigest(),
        float(told["prior"]),
        float(told["sure"]),
        float(told["ask"]),
        float(told["rival"]),
        {name: told[name]["says"] for name in FIELDS},
        {name: _levels(path, name, told[name]) for name in FIELDS},
    )


def _levels(path: Path, field: str, told: Mapping[str, Any]) -> dict[str, Level]:
    _refuse_unlike(path, f"{field}.says", set(told["says"]), {"sv", "en"})
    levels = {level["key"]: Level(**level) for level in told["levels"]}
    _refuse_unlike(path, field, set(levels), set(FIELDS[field]))
    for level in levels.values():
        _refuse_unlike(path, f"{field}.{level.key}.says", set(level.says), {"sv", "en"})
        if not 0 < level.m < 1 or not 0 < level.u < 1:
            raise RulebookError(f"{path.name}: {field}.{level.key} needs m and u between 0 and 1")
    return {key: levels[key] for key in FIELDS[field]}


def _refuse_unlike(path: Path, where: str, told: set[str], wanted: set[str]) -> None:
    if told != wanted:
        raise RulebookError(
            f"{path.name}: {where or 'the file'} lacks {sorted(wanted - told)}, does not know {sorted(told - wanted)}"
        )
