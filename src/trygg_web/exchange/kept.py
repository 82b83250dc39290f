"""A draft as text and back, so that it can be kept sealed between two pages."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from trygg_web.exchange.records import Draft, Item, Said

TEXTS = ("zone", "function", "kind", "purpose", "ground", "why", "condition", "subject", "unit", "house")


def dumped(draft: Draft) -> str:
    """A draft as text."""
    return json.dumps({**asdict(draft), "circumstances": sorted(draft.circumstances)}, default=str)


def loaded(text: str) -> Draft:
    """The draft of a text that `dumped` gave."""
    told: dict[str, Any] = json.loads(text)
    return Draft(
        **{name: str(told[name]) for name in TEXTS},
        items=tuple(Item(**item) for item in told["items"]),
        answers=_answers(told["answers"]),
        harm=_answers(told["harm"]),
        circumstances=frozenset(told["circumstances"]),
        reply_to=UUID(told["reply_to"]) if told["reply_to"] else None,
        request=UUID(told["request"]) if told["request"] else None,
        alike=bool(told["alike"]),
    )


def _answers(told: Mapping[str, Any]) -> dict[str, Said]:
    return {name: tuple(said) if isinstance(said, list) else said for name, said in told.items()}
