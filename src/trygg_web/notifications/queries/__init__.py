"""What can be read of messages."""

from trygg_web.notifications.queries.apart import aparts
from trygg_web.notifications.queries.calendar import CalendarEntry, calendar_entries, calendar_key
from trygg_web.notifications.queries.callins import (
    CallInRow,
    CallInShown,
    SeatShown,
    call_in,
    call_in_rules,
    call_ins,
    call_ins_used,
    callable_cards,
    check_used,
    disturbed,
    seat_of,
)
from trygg_web.notifications.queries.covering import colleagues, covered, covers
from trygg_web.notifications.queries.delivered import Delivered, delivered, gate_figures
from trygg_web.notifications.queries.elsewhere import AskedOf, asked_of, gate_waits
from trygg_web.notifications.queries.heard import Threat, heard, threat, threat_count
from trygg_web.notifications.queries.helping import to_ask
from trygg_web.notifications.queries.left_out import LeftOut, unlisted, untold
from trygg_web.notifications.queries.looking_back import Taken, steps_taken
from trygg_web.notifications.queries.messages import (
    FILTERS,
    GateShown,
    Message,
    MessageRow,
    counts,
    form_words,
    function_words,
    message,
    message_of_gate,
    messages,
    messages_for,
    messages_of,
    open_count,
    threats,
    waiting,
)
from trygg_web.notifications.queries.morning import Held, Morning, morning
from trygg_web.notifications.queries.redressing import ToRedress, redress_count, to_redress
from trygg_web.notifications.queries.withheld import WithheldRow, withheld, withheld_count

__all__ = [
    "LeftOut",
    "ToRedress",
    "redress_count",
    "to_redress",
    "unlisted",
    "untold",
    "FILTERS",
    "AskedOf",
    "CallInRow",
    "CallInShown",
    "SeatShown",
    "aparts",
    "asked_of",
    "gate_waits",
    "call_in",
    "call_in_rules",
    "callable_cards",
    "check_used",
    "call_ins",
    "call_ins_used",
    "seat_of",
    "CalendarEntry",
    "Delivered",
    "GateShown",
    "Held",
    "Message",
    "MessageRow",
    "Morning",
    "Taken",
    "Threat",
    "WithheldRow",
    "calendar_entries",
    "calendar_key",
    "colleagues",
    "counts",
    "disturbed",
    "covered",
    "covers",
    "delivered",
    "form_words",
    "function_words",
    "gate_figures",
    "heard",
    "message",
    "message_of_gate",
    "messages",
    "messages_for",
    "messages_of",
    "open_count",
    "morning",
    "steps_taken",
    "threat",
    "threat_count",
    "threats",
    "waiting",
    "withheld",
    "withheld_count",
    "to_ask",
]
