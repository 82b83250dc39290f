"""The list of what was erased, outside the database: keyed fingerprints, append only, each line seals the one before.

It lies beside the keys, so that an old backup of the database does not bring back what was erased since.
"""

import json
import os
import pathlib
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from trygg_web.access.vault import stamp

START = "0" * 64
NAME = "erased.jsonl"


@dataclass(frozen=True, slots=True)
class Tomb:
    """One thing that was erased: its room and kind in plain text, itself only as a fingerprint."""

    room: str
    kind: str
    print: str


def tomb(room: str, kind: str, known_as: str) -> Tomb:
    """The fingerprint of a thing; nobody without the key file can make it."""
    return Tomb(room, kind, stamp(known_as, f"erased|{room}|{kind}"))


def bury(tombs: Iterable[Tomb], protocol: UUID) -> None:
    """Nothing; the lines stand on the disk when it returns."""
    lines, last = [], _last()
    for one in tombs:
        told = f"{protocol}|{one.room}|{one.kind}|{one.print}"
        last = stamp(f"{last}|{told}", "erased-line")
        lines.append(json.dumps({"told": told, "seal": last}) + "\n")
    _path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(_path(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as file:
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())


def buried() -> frozenset[Tomb]:
    """All that was ever erased here. Raises ImproperlyConfigured when a line was changed or taken out."""
    found, last = set(), START
    for line in _lines():
        told, last = str(line["told"]), _sealed(line, last)
        _protocol, room, kind, print_ = told.split("|")
        found.add(Tomb(room, kind, print_))
    return frozenset(found)


def _sealed(line: dict[str, str], last: str) -> str:
    if line["seal"] != stamp(f"{last}|{line['told']}", "erased-line"):
        raise ImproperlyConfigured(f"{NAME} beside the keys has been changed; put the former file back")
    return line["seal"]


def _last() -> str:
    lines = _lines()
    return lines[-1]["seal"] if lines else START


def _lines() -> list[dict[str, str]]:
    path = _path()
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def _path() -> pathlib.Path:
    return pathlib.Path(settings.TRYGG_KEYS).parent / NAME
