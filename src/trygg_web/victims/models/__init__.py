"""The protected track of one who is subjected to violence, and of her children.

No foreign key enters or leaves this room, not even to a user: users, arrivals and messages stand as ids only. What
tells anything about her is sealed; in clear stand only ids, days, states and codes that no search reads. Where a
shelter lies is never stored.
"""

from trygg_web.victims.models.care import (
    Assessment,
    Consent,
    Flag,
    PartnerContact,
    Pattern,
    Referral,
    ReferralState,
    Shelter,
)
from trygg_web.victims.models.children import Child, Concern, ConcernState, Opened, Reporter
from trygg_web.victims.models.contacts import Channel, Contact, Feedback, Followup, Reach, SafetyPlan, Way
from trygg_web.victims.models.gate import GateAnswer, GateQuestion
from trygg_web.victims.models.tracks import (
    Assignment,
    BreakGlass,
    Conflict,
    NameKey,
    Opening,
    Part,
    Protected,
    Track,
    TrackState,
)

__all__ = [
    "Assessment", "Assignment", "BreakGlass", "Channel", "Child", "Concern", "ConcernState", "Conflict", "Consent",
    "Contact", "Feedback", "Flag", "Followup", "GateAnswer", "GateQuestion", "NameKey", "Opened", "Opening", "Part",
    "PartnerContact", "Pattern", "Protected", "Reach", "Referral", "ReferralState", "Reporter", "SafetyPlan",
    "Shelter", "Track", "TrackState", "Way",
]  # fmt: skip
