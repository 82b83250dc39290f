"""What all languages of the messages share: consequences, facts, agencies, help lines, and the steps of a talk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from trygg.rulebook import SHIPPED, Says
from trygg.rulebook.notices import Lever, levers
from trygg.rulebook.reading import keyed, many


@dataclass(frozen=True, slots=True)
class Consequence:
    """What may lawfully follow: the ground in law, who decides it; the sentence stands in each language's file."""

    id: str
    basis: str
    decided_by: str
    verified: str
    since: date
    source: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class FactKind:
    """A fact of public process that a letter may name."""

    id: str
    says: Says
    dated: bool


@dataclass(frozen=True, slots=True)
class Agency:
    """Whose consent a text needs before it is used."""

    id: str
    says: Says


@dataclass(frozen=True, slots=True)
class Line:
    """A help line that stands in the method until a city has its own directory."""

    id: str
    name: str
    contact: str
    verified: str
    source: str


@dataclass(frozen=True, slots=True)
class Step:
    """What the one who delivers does at one point of the talk; what is said there stands in the letter."""

    id: str
    says: Says


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is shared by all languages."""

    consequences: Mapping[str, Consequence]
    facts: Mapping[str, FactKind]
    agencies: Mapping[str, Agency]
    lines: Mapping[str, Line]
    levers: Mapping[str, Lever]
    steps: tuple[Step, ...]


@cache
def catalogue(folder: Path | str | None = None) -> Catalogue:
    """What all languages share. Raises RulebookError."""
    path = home(folder) / "messages.toml"
    standing = levers(home(folder).parent / "levers.toml")
    return Catalogue(
        consequences=keyed(Consequence, path, "consequence"),
        facts=keyed(FactKind, path, "fact"),
        agencies=keyed(Agency, path, "agency"),
        lines=keyed(Line, path, "line"),
        levers={lever.id: lever for lever in standing if lever.until is None},
        steps=many(Step, path, "step"),
    )


def home(folder: Path | str | None) -> Path:
    """The folder of the messages in a method's folder."""
    return Path(folder or SHIPPED) / "messages"
