"""What may pass between authorities and how long it is kept: the law of a country as data, and what follows from it."""

from trygg.sharing.grounds import answered, approvals, possible, refused
from trygg.sharing.harm_test import Conclusion, concluded
from trygg.sharing.insight import GIVEN, MASKED, WITHHELD, Bearer, bearers, may_be, right_of, start_of
from trygg.sharing.kinds import (
    Clock,
    Condition,
    DataClass,
    Ground,
    HarmQuestion,
    Holder,
    Masking,
    Offer,
    Policy,
    Protection,
    Refusal,
    Right,
    SharingRules,
    Start,
    TimeLimit,
)
from trygg.sharing.limits import due_by, limit_of
from trygg.sharing.reading import sharing_rules
from trygg.sharing.records import CaseOfSharing, Due, Gap, Held, Verdict
from trygg.sharing.retention import due
from trygg.sharing.secrecy import named, protected_until, protection

__all__ = [
    "GIVEN", "MASKED", "WITHHELD", "Bearer", "CaseOfSharing", "Clock", "Conclusion", "Condition", "DataClass", "Due",
    "Gap", "Ground", "HarmQuestion", "Held", "Holder", "Masking", "Offer", "Policy", "Protection", "Refusal", "Right",
    "SharingRules", "Start", "TimeLimit", "Verdict", "answered", "approvals", "bearers", "concluded", "due", "due_by",
    "limit_of", "may_be", "named", "possible", "protected_until", "protection", "refused", "right_of",
    "sharing_rules", "start_of",
]  # fmt: skip
