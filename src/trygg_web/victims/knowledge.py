"""What this room knows by heart: what a talk can hold, parts of a plan, lists, instruments, help lines."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from trygg.rulebook import Rules, book

HERE = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Known:
    """One line of a list: its id, and what it says in the reader's language."""

    id: str
    says: str
    number: str = ""
    hours: str = ""


def told_items() -> list[Known]:
    """What she can be told in a talk."""
    return _lines("talk", "told")


def questions() -> list[Known]:
    """The three questions after a message."""
    return _lines("talk", "question")


def plan_parts() -> list[Known]:
    """The parts of a safety plan, in their order."""
    return _lines("talk", "part")


def instruments() -> list[Known]:
    """The instruments whose result may be written down."""
    return _lines("instruments", "instrument")


def help_lines() -> list[Known]:
    """Where she can turn."""
    return _lines("lines", "line")


def danger_signs(on: date) -> list[Known]:
    """The method's danger signs; each stands alone, they are never summed."""
    return [Known(key, _said(item.says)) for key, item in rules_on(on).flags.items()]


def control_signs(on: date) -> list[Known]:
    """The method's ways of controlling somebody."""
    return [Known(key, _said(item.says)) for key, item in rules_on(on).control.items()]


def frequencies(on: date) -> list[Known]:
    """How often: the answers to the ways of controlling somebody."""
    return [Known(key, _said(item.says)) for key, item in rules_on(on).frequencies.items()]


def rules_on(on: date) -> Rules:
    """The method that this house follows on a day."""
    return book(settings.TRYGG_METHOD or None, settings.TRYGG_PROFILE).on(on)


@cache
def _file(name: str) -> Mapping[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text())


def _lines(name: str, key: str) -> list[Known]:
    return [
        Known(row["id"], _said(row["says"]), row.get("number", ""), _said(row.get("hours", {"sv": ""})))
        for row in _file(name)[key]
    ]


def _said(says: Mapping[str, str]) -> str:
    return says.get(get_language() or "sv", says["sv"])
