"""Everything that changes a message."""

from trygg_web.notifications.actions.apart import end_apart, keep_apart
from trygg_web.notifications.actions.calendar import make_calendar_key, revoke_calendar_key
from trygg_web.notifications.actions.callins import (
    cancel_call_in,
    follow_no_show,
    plan_call_in,
    record_absence,
    record_attendance,
    seat,
    seat_proposed,
    summon,
    unseat,
)
from trygg_web.notifications.actions.covering import end_cover, set_cover
from trygg_web.notifications.actions.delivering import Told, assign, move, record_attempt, schedule, see_threat
from trygg_web.notifications.actions.elsewhere import ask_elsewhere, run_day, tell_changes
from trygg_web.notifications.actions.gates import open_gate, override_gate, set_language, shut_gate
from trygg_web.notifications.actions.helping import ask_for_help
from trygg_web.notifications.actions.papers import stop_papers
from trygg_web.notifications.actions.planning import PlanRun, end_attempts, follow_custody, plan_due
from trygg_web.notifications.actions.printing import attendance_sheet
from trygg_web.notifications.actions.redressing import redress
from trygg_web.notifications.actions.texts import Made, approve_text, issue, withdraw_approval
from trygg_web.notifications.actions.withholding import see_withheld
from trygg_web.notifications.actions.words import take_words

__all__ = [
    "redress",
    "ask_elsewhere",
    "ask_for_help",
    "run_day",
    "stop_papers",
    "take_words",
    "tell_changes",
    "cancel_call_in",
    "end_apart",
    "follow_no_show",
    "keep_apart",
    "plan_call_in",
    "record_absence",
    "record_attendance",
    "attendance_sheet",
    "seat",
    "seat_proposed",
    "summon",
    "unseat",
    "Made",
    "approve_text",
    "issue",
    "withdraw_approval",
    "PlanRun",
    "Told",
    "assign",
    "end_cover",
    "end_attempts",
    "follow_custody",
    "make_calendar_key",
    "move",
    "open_gate",
    "override_gate",
    "plan_due",
    "record_attempt",
    "revoke_calendar_key",
    "schedule",
    "see_threat",
    "see_withheld",
    "set_cover",
    "set_language",
    "shut_gate",
]
