"""The worked cases beside a pack's grounds and clocks: a sentence, a situation, the answer that must be given."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from trygg.errors import RulebookError
from trygg.rulebook.kinds import Penalty
from trygg.sharing.grounds import answered, possible, refused
from trygg.sharing.kinds import SharingRules
from trygg.sharing.reading import SHIPPED
from trygg.sharing.records import CaseOfSharing, Held
from trygg.sharing.retention import due


@dataclass(frozen=True, slots=True)
class SharingCase:
    """One disclosure: what is offered in that order, which refusal stands, what a ground's answers lack."""

    name: str
    on: date
    sender: str
    recipient: str
    data_class: str
    lifted: tuple[str, ...] = ()
    grounds: tuple[str, ...] | None = None
    refused: str | None = None
    ground: str = ""
    answers: Mapping[str, Any] | None = None
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeepingCase:
    """One record on one day: whether it stays, may go or must go, and by which clock."""

    name: str
    on: date
    zone: str
    record_class: str
    verdict: str
    rule: str
    events: Mapping[str, date]
    facts: tuple[str, ...] = ()
    must_by: date | None = None


def sharing_cases(folder: Path | str | None = None) -> Iterator[SharingCase]:
    """The cases of a pack's grounds. Raises RulebookError for a key that is not known or missing."""
    yield from _read(SharingCase, Path(folder or SHIPPED) / "grounds.cases.toml")


def keeping_cases(folder: Path | str | None = None) -> Iterator[KeepingCase]:
    """The cases of a pack's clocks. Raises RulebookError for a key that is not known or missing."""
    yield from _read(KeepingCase, Path(folder or SHIPPED) / "retention.cases.toml")


def sharing_wrong(case: SharingCase, offences: Mapping[str, Penalty], rules: SharingRules) -> str:
    """What the rules answer instead of what a disclosure's case demands; empty when they agree.

    offences    names and penal scales, for the answers that name a crime
    """
    way = (case.sender, case.recipient, case.data_class, case.on, rules, case.lifted)
    offered, no = possible(*way), refused(*way)
    told: dict[str, Any] = {"grounds": tuple(one.id for one in offered), "refused": no.id if no else ""}
    if case.ground:
        about = CaseOfSharing(case.sender, case.recipient, case.data_class, offences)
        found = [one for one in offered if one.id == case.ground]
        gaps = answered(found[0], case.answers or {}, case.on, about) if found else ()
        told["gaps"] = tuple(f"{gap.condition}: {gap.why}" for gap in gaps) if found else ("not offered",)
    demanded = {key: getattr(case, key) for key in told if getattr(case, key) is not None}
    return _differ(told, demanded)


def keeping_wrong(case: KeepingCase, rules: SharingRules) -> str:
    """What the clocks answer instead of what a record's case demands; empty when they agree."""
    held = Held(case.name, case.zone, case.record_class, case.name, case.events, facts=frozenset(case.facts))
    (found,) = due([held], case.on, rules)
    told: dict[str, Any] = {"verdict": found.verdict.value, "rule": found.rule, "must_by": found.must_by}
    return _differ(told, {key: getattr(case, key) for key in told})


def _differ(told: Mapping[str, Any], demanded: Mapping[str, Any]) -> str:
    return "; ".join(f"gives {key} {told[key]}, not {wish}" for key, wish in demanded.items() if told[key] != wish)


def _read(kind: type[Any], path: Path) -> Iterator[Any]:
    if not path.exists():
        return
    for row in tomllib.loads(path.read_text("utf-8"))["case"]:
        try:
            yield kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in row.items()})
        except TypeError as fault:
            raise RulebookError(
                f"{path.name}: {row.get('name', 'a case')}: {fault}; use the keys of {kind.__name__}"
            ) from fault
