"""What is done in the probation service's house: sheets read in, steps and appointments noted, breaches settled."""

from trygg_web.supervision.actions.breaches import breach, settle_untold, tell_police
from trygg_web.supervision.actions.messages import answer_shared, run_day
from trygg_web.supervision.actions.sheets import drop, receive, save
from trygg_web.supervision.actions.working import attend, note_step, plan_appointment

__all__ = [
    "answer_shared",
    "attend",
    "breach",
    "drop",
    "note_step",
    "plan_appointment",
    "receive",
    "run_day",
    "save",
    "settle_untold",
    "tell_police",
]
