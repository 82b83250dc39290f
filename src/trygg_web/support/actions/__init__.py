"""What is done with help: somebody comes, help is offered and answered, times are kept, what is agreed to is told."""

from trygg_web.support.actions.coming import Coming, bar, enter, hand_over, run_day, take_on
from trygg_web.support.actions.consents import agree, tell, withdraw
from trygg_web.support.actions.offers import answer, attend, book, end, offer

__all__ = [
    "Coming",
    "agree",
    "answer",
    "attend",
    "bar",
    "book",
    "end",
    "enter",
    "hand_over",
    "offer",
    "run_day",
    "take_on",
    "tell",
    "withdraw",
]
