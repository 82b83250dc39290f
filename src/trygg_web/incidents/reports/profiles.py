"""How the columns of a file are read: the profiles that ship, and a guess from a header."""

import pathlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from trygg_web.sheets.tables import label_key

FOLDER = pathlib.Path(__file__).parents[1] / "profiles"
SHARED = {"labels.toml"}
DROPPED = ("place", "free_text", "phone")  # exact address, free text and phone never pass the door (law.md 8.4)
REQUIRED = {
    "reports": ("number", "reported_at", "heading"),
    "custody": ("person_number", "since"),
    "bans": ("person_number", "ban_kind", "since"),
    "observations": ("subject", "observed", "day", "source"),
}

Words = Mapping[str, Mapping[str, str]]  # field → word without case → what it means


@dataclass(frozen=True, slots=True)
class Spec:
    """How one file is read: the field of each column in turn, empty where it is not read."""

    kind: str
    name: str
    fields: tuple[str, ...]
    month_first: bool = False
    sure: bool = True  # every label of a profile was found
    words: Words = field(default_factory=dict)  # what this sender means, where the shipped lists say otherwise

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields without which nothing can be read."""
        return tuple(field for field in REQUIRED[self.kind] if field not in self.fields)


@dataclass(frozen=True, slots=True)
class Shape:
    """A profile: which label means which field."""

    kind: str
    name: str
    columns: Mapping[str, str]  # label key → field
    month_first: bool = False
    words: Words = field(default_factory=dict)


@lru_cache(maxsize=1)
def shipped() -> tuple[Shape, ...]:
    """The profiles that come with Trygg."""
    files = sorted(path for path in FOLDER.glob("*.toml") if path.name not in SHARED)
    return tuple(_shape(tomllib.loads(path.read_text("utf-8"))) for path in files)


@lru_cache(maxsize=1)
def labels() -> Mapping[str, Mapping[str, str]]:
    """By kind of file: label key → field, for headers that no profile knows whole."""
    told = tomllib.loads((FOLDER / "labels.toml").read_text("utf-8"))
    return {
        kind: {label_key(label): field for field, known in fields.items() for label in known}
        for kind, fields in told.items()
    }


def known_labels(saved: Iterable[Shape] = ()) -> frozenset[str]:
    """Every label that some profile knows."""
    by_profile = {label for shape in (*shipped(), *saved) for label in shape.columns}
    return frozenset(by_profile | {label for kind in labels().values() for label in kind})


def shape_of(spec: Mapping[str, Any], name: str, kind: str) -> Shape:
    """A profile as it was saved."""
    return Shape(kind, name, dict(spec["columns"]), bool(spec.get("month_first", False)), dict(spec.get("words", {})))


def guess(header: tuple[str, ...], saved: Iterable[Shape] = (), kind: str = "") -> Spec:
    """How a header is most likely meant: a profile found whole, newest saved first, or label by label."""
    keys = [label_key(label) for label in header]
    own = tuple(saved)
    whole = [shape for shape in (*own, *shipped()) if set(shape.columns) <= set(keys) and kind in ("", shape.kind)]
    if whole:
        # Of equals a saved one, the newest first: not every database keeps its columns' order. Else the one in order.
        best = max(whole, key=lambda shape: (len(shape.columns), shape in own, tuple(shape.columns) == tuple(keys)))
        return Spec(best.kind, best.name, _fields(keys, best.columns), best.month_first, words=best.words)
    chosen = kind or max(labels(), key=lambda one: _fit(keys, one))
    return Spec(chosen, "", _fields(keys, labels()[chosen]), sure=False)


def mapped(header: tuple[str, ...], fields: Iterable[str], spec: Spec) -> Spec:
    """The same file read as a person says."""
    return Spec(spec.kind, spec.name, tuple(fields)[: len(header)], spec.month_first, sure=False, words=spec.words)


def _fit(keys: list[str], kind: str) -> tuple[int, int]:
    found = {labels()[kind][key] for key in keys if key in labels()[kind]}
    return (-len(set(REQUIRED[kind]) - found), len(found))


def _fields(keys: list[str], columns: Mapping[str, str]) -> tuple[str, ...]:
    taken: set[str] = set()
    fields = []
    for key in keys:
        field = columns.get(key, "")
        fields.append("" if field in taken else field)
        taken.add(field)
    return tuple(fields)


def _shape(told: Mapping[str, Any]) -> Shape:
    columns = {label_key(label): field for field, label in told["columns"].items()}
    return Shape(told["kind"], told["name"], columns, told.get("dates") == "mdy")
