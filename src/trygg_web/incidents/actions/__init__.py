"""What people do here: receive a file, read it in, mend a row, rule on a relation."""

from trygg_web.incidents.actions.erasing import erase
from trygg_web.incidents.actions.importing import import_reports, start
from trygg_web.incidents.actions.mending import drop_rejected, mend
from trygg_web.incidents.actions.receiving import discard, receive, remap, reword, save_profile
from trygg_web.incidents.actions.ruling import rule_relation, undo_ruling

__all__ = [
    "discard",
    "drop_rejected",
    "erase",
    "import_reports",
    "mend",
    "receive",
    "remap",
    "reword",
    "rule_relation",
    "save_profile",
    "start",
    "undo_ruling",
]
