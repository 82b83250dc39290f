"""What is done between the houses: disclosed, decided by a second person, corrected, asked, answered, carried."""

from trygg_web.exchange.actions.asking import answer_request, ask
from trygg_web.exchange.actions.barring import bar, unbar
from trygg_web.exchange.actions.correcting import correct, correct_everywhere
from trygg_web.exchange.actions.disclosing import approve, decline, disclose
from trygg_web.exchange.actions.drafting import change_draft, finish_draft, keep_draft
from trygg_web.exchange.actions.partners import Way, meet, meet_own, revoke, send_again
from trygg_web.exchange.actions.posting import PostRun, post, run_day
from trygg_web.exchange.actions.receiving import acknowledge, receive, take, take_each
from trygg_web.exchange.actions.reviewing import review_words
from trygg_web.exchange.records import Came, Draft, Item, Reliability, Wanted

__all__ = [
    "Came",
    "Draft",
    "Item",
    "PostRun",
    "Reliability",
    "Wanted",
    "Way",
    "acknowledge",
    "answer_request",
    "approve",
    "ask",
    "bar",
    "change_draft",
    "correct",
    "correct_everywhere",
    "decline",
    "disclose",
    "finish_draft",
    "keep_draft",
    "meet",
    "meet_own",
    "post",
    "receive",
    "review_words",
    "revoke",
    "run_day",
    "send_again",
    "take",
    "take_each",
    "unbar",
]
