"""Everything that changes a message."""

from trygg_web.notifications.actions.delivering import Told, assign, move, record_attempt, schedule, see_threat
from trygg_web.notifications.actions.gates import open_gate, override_gate, set_language, shut_gate
from trygg_web.notifications.actions.planning import PlanRun, follow_custody, plan_due

__all__ = [
    "PlanRun",
    "Told",
    "assign",
    "follow_custody",
    "move",
    "open_gate",
    "override_gate",
    "plan_due",
    "record_attempt",
    "schedule",
    "see_threat",
    "set_language",
    "shut_gate",
]
