"""What is done after a message: levers kept, alerts raised, seen, planned and answered, watches opened and judged."""

from trygg_web.followup.actions.alerting import AlertRun, alert_breaches, raise_alerts, run_day, see_alert
from trygg_web.followup.actions.answering import answer_promise, plan_answer, undo_promise
from trygg_web.followup.actions.levers import add_lever, ask_renewal, check_papers, end_lever, note_breach
from trygg_web.followup.actions.registering import LeverRun, register_levers
from trygg_web.followup.actions.watching import WatchRun, judge_watches, look_at_watch, open_watches

__all__ = [
    "AlertRun",
    "LeverRun",
    "WatchRun",
    "add_lever",
    "alert_breaches",
    "answer_promise",
    "ask_renewal",
    "check_papers",
    "end_lever",
    "judge_watches",
    "look_at_watch",
    "note_breach",
    "open_watches",
    "plan_answer",
    "raise_alerts",
    "register_levers",
    "run_day",
    "see_alert",
    "undo_promise",
]
