"""What can be read of messages."""

from trygg_web.notifications.queries.delivered import Delivered, delivered, gate_figures
from trygg_web.notifications.queries.messages import (
    FILTERS,
    GateShown,
    Message,
    MessageRow,
    form_words,
    function_words,
    message,
    messages,
    messages_for,
    messages_of,
    threats,
    waiting,
)
from trygg_web.notifications.queries.morning import Morning, morning

__all__ = [
    "FILTERS",
    "Delivered",
    "GateShown",
    "Message",
    "MessageRow",
    "Morning",
    "delivered",
    "form_words",
    "function_words",
    "gate_figures",
    "message",
    "messages",
    "messages_for",
    "messages_of",
    "morning",
    "threats",
    "waiting",
]
