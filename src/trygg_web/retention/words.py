"""What the tables are called to those who decide on erasing."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "incidents.receivedfile": _("mottagna filer"),
    "incidents.report": _("anmälningar"),
    "incidents.incident": _("brott i anmälningar"),
    "incidents.party": _("parter i anmälningar"),
    "people.person": _("personer"),
    "people.link": _("kopplingar"),
    "people.observation": _("uppgifter om personer"),
    "listing.placement": _("placeringar på listan"),
    "listing.decision": _("beslut om nivå"),
    "notifications.notification": _("budskap"),
    "followup.alert": _("larm"),
    "followup.lever": _("åtgärder"),
    "followup.watch": _("bevakningar"),
}

KINDS = {
    "file": _("mottagen fil"),
    "report": _("anmälan"),
}
