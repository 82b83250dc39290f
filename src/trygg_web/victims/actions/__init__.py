"""What is done on the protected track: opened, guarded, talked, planned, agreed, and answered to other houses."""

from trygg_web.victims.actions.care import (
    add_shelter,
    assess,
    end_shelter,
    note_pattern,
    note_shelter_step,
    offer_partner_contact,
    refer,
)
from trygg_web.victims.actions.children import add_child, name_reporter, raise_concern, take_concerns, take_on
from trygg_web.victims.actions.concerns import (
    answer_back,
    ask_back,
    assess_protection,
    decide_concern,
    end_concern,
    not_needed,
    prolong,
    receive_concern,
    send_concern,
)
from trygg_web.victims.actions.consents import give_consent, tell_with_consent, withdraw_consent
from trygg_web.victims.actions.contacts import give_feedback, print_plan, record_contact, set_channel, write_plan
from trygg_web.victims.actions.gate import (
    GateRun,
    answer_question,
    release_answers,
    run_day,
    take_questions,
    tie_question,
)
from trygg_web.victims.actions.guarding import (
    add_conflict,
    ask_opening,
    ask_reporter,
    assign,
    break_glass,
    end_assignment,
    end_conflict,
    open_for_other,
    review_glass,
)
from trygg_web.victims.actions.tracks import close_track, open_track, protect, reopen_track

__all__ = [
    "GateRun", "add_child", "add_conflict", "add_shelter", "answer_back", "answer_question", "ask_back",
    "ask_opening", "ask_reporter", "assess", "assess_protection", "assign", "break_glass", "close_track",
    "decide_concern",
    "end_assignment", "end_concern", "end_conflict", "end_shelter", "give_consent", "give_feedback", "name_reporter",
    "not_needed", "note_pattern", "note_shelter_step", "offer_partner_contact", "open_for_other", "open_track",
    "print_plan", "prolong", "protect", "raise_concern", "receive_concern", "record_contact", "refer",
    "release_answers", "reopen_track", "review_glass", "run_day", "send_concern", "set_channel", "take_concerns",
    "take_on", "take_questions", "tell_with_consent", "tie_question", "withdraw_consent", "write_plan",
]  # fmt: skip
