"""What may pass between authorities and how long it is kept: the law of a country as data, and what follows from it."""

from trygg.sharing.grounds import answered, approvals, possible, refused
from trygg.sharing.harm_test import Conclusion, concluded
from trygg.sharing.kinds import (
    Clock,
    Condition,
    DataClass,
    Ground,
    HarmQuestion,
    Holder,
    Offer,
    Policy,
    Protection,
    Refusal,
    SharingRules,
    TimeLimit,
)
from trygg.sharing.limits import due_by, limit_of
from trygg.sharing.reading import sharing_rules
from trygg.sharing.records import CaseOfSharing, Due, Gap, Held, Verdict
from trygg.sharing.retention import due
from trygg.sharing.secrecy import named, protected_until, protection

__all__ = [
    "CaseOfSharing", "Clock", "Conclusion", "Condition", "DataClass", "Due", "Gap", "Ground", "HarmQuestion", "Held",
    "Offer", "Holder", "Policy", "Protection", "Refusal", "SharingRules", "TimeLimit", "Verdict", "answered",
    "approvals", "concluded", "due", "due_by", "limit_of", "named", "possible", "protected_until", "protection",
    "refused", "sharing_rules",
]  # fmt: skip
