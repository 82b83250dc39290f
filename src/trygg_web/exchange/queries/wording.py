"""What branches, kinds of message and answers are called on pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from trygg_web.exchange.permissions import CHILDREN, POLICE, SUPERVISION, SUPPORT, VICTIMS

BRANCHES: dict[str, Promise] = {
    POLICE: _("arbetet mot våld i nära relationer"),
    VICTIMS: _("stöd till våldsutsatta"),
    CHILDREN: _("barn och unga"),
    SUPPORT: _("hjälp till den som utövar våld"),
    SUPERVISION: _("frivårdens övervakning"),
}
KINDS: dict[str, Promise] = {  # of the rooms above; what is not here is called a disclosure
    "information": _("Uppgifter"),
    "message_planned": _("Budskap planeras"),
    "gate_answer": _("Svar om budskap"),
    "report_basics": _("Grunduppgifter ur anmälan"),
    "level": _("Nivå"),
    "child_concern": _("Oro för barn"),
    "feedback": _("Återkoppling"),
    "delivered": _("Budskap givet"),
    "correction": _("Rättelse"),
    "victim_word": _("Uppgift med den våldsutsattas samtycke"),
    "accepted": _("Om hjälp"),
    "supervision": _("Övervakning"),
    "duty": _("Uppgift enligt skyldighet"),
}


def branch_says(branch: str) -> str:
    """A branch of a house in words."""
    return str(BRANCHES.get(branch, branch))


def kind_says(kind: str) -> str:
    """A kind of disclosure in words."""
    return str(KINDS.get(kind, _("Uppgifter")))
