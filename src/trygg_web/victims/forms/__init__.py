"""What people type on the protected track, and what is wrong with it."""

from trygg_web.victims.forms.care import (
    AssessmentForm,
    ConsentForm,
    ControlForm,
    DangerForm,
    DayForm,
    PartnerContactForm,
    ReferralForm,
    ShelterForm,
    TellForm,
)
from trygg_web.victims.forms.children import (
    ChildForm,
    ConcernForm,
    DecisionForm,
    ProlongForm,
    ProtectionForm,
    ReporterForm,
)
from trygg_web.victims.forms.guarding import AssignForm, ConflictForm, GlassForm, ReviewForm
from trygg_web.victims.forms.talks import ChannelForm, ContactForm, FeedbackForm, PlanForm
from trygg_web.victims.forms.tracks import AnswerForm, BecauseForm, CloseForm, ProtectForm, TieForm, TrackForm

__all__ = [
    "AnswerForm",
    "AssessmentForm",
    "AssignForm",
    "BecauseForm",
    "ChannelForm",
    "ChildForm",
    "CloseForm",
    "ConcernForm",
    "ConflictForm",
    "ConsentForm",
    "ContactForm",
    "ControlForm",
    "DangerForm",
    "DayForm",
    "DecisionForm",
    "FeedbackForm",
    "GlassForm",
    "PartnerContactForm",
    "PlanForm",
    "ProlongForm",
    "ProtectForm",
    "ProtectionForm",
    "ReferralForm",
    "ReporterForm",
    "ReviewForm",
    "ShelterForm",
    "TellForm",
    "TieForm",
    "TrackForm",
]
