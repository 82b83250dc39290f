"""What people do with persons: link, answer, part, observe, judge a mutual couple."""

from trygg_web.people.actions.answering import answer, part, undo_answer, undo_part
from trygg_web.people.actions.erasing import erase
from trygg_web.people.actions.holding import lift_hold
from trygg_web.people.actions.linking import LinkRun, link_new_parties
from trygg_web.people.actions.observing import observe, withdraw_observation
from trygg_web.people.actions.sheets import SheetRun, drop_unplaced, place, read_sheet

__all__ = [
    "SheetRun",
    "drop_unplaced",
    "erase",
    "place",
    "read_sheet",
    "LinkRun",
    "answer",
    "lift_hold",
    "link_new_parties",
    "observe",
    "part",
    "undo_answer",
    "undo_part",
    "withdraw_observation",
]
