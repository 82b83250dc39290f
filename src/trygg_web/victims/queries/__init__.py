"""What can be read on the protected track, by those who may."""

from trygg_web.victims.queries.children import child, children, concern, concerns, keep_until, of_her
from trygg_web.victims.queries.gate import question, questions
from trygg_web.victims.queries.keeping import kept
from trygg_web.victims.queries.leading import askable, everybody, glass, guarded, led, openings, user, workers
from trygg_web.victims.queries.tracks import (
    MOST,
    agreed,
    contacts,
    danger,
    find,
    followed,
    head,
    mine,
    parts_of,
    plans,
    recipients,
    today,
)
from trygg_web.victims.queries.waiting import due

__all__ = [
    "MOST",
    "agreed", "askable", "child", "children", "concern", "concerns", "contacts", "danger", "due", "everybody", "find",
    "followed", "glass", "guarded", "head", "keep_until", "kept", "led", "mine", "of_her", "openings", "parts_of",
    "plans", "question", "questions", "recipients", "today", "user", "workers",
]  # fmt: skip
