"""What the fields of a disclosure are called on pages, and which class of data each one is."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Rooms above tell under these names too; a field that is not here is shown by its name.
FIELDS: dict[str, tuple[Promise, str]] = {
    "number": (_("Personnummer"), "person_basics"),
    "name": (_("Namn på den som utövar våld"), "person_basics"),
    "contact": (_("Hur den som utövar våld nås"), "person_basics"),
    "reports": (_("Anmälda händelser, antal och datum"), "incident_metadata"),
    "offence": (_("Brottsrubricering och datum"), "incident_metadata"),
    "suspicion": (_("Misstanke och utfall"), "incident_metadata"),
    "level": (_("Nivå"), "level_and_delivery"),
    "delivered": (_("Att budskapet är givet, och dag"), "level_and_delivery"),
    "planned_by": (_("Att ett budskap planeras, senast"), "level_and_delivery"),
    "gate": (_("Svar före budskap"), "level_and_delivery"),
    "risk": (_("Resultat av riskbedömning"), "risk_level"),
    "custody": (_("Frihetsberövande"), "custody_and_sanction"),
    "sanction": (_("Påföljd och övervakning"), "custody_and_sanction"),
    "breach": (_("Vad som inte har följts"), "custody_and_sanction"),
    "attendance": (_("Närvaro"), "custody_and_sanction"),
    "ban": (_("Kontaktförbud"), "contact_ban"),
    "victim_name": (_("Den våldsutsattas namn"), "victim_identity"),
    "victim_number": (_("Den våldsutsattas personnummer"), "victim_identity"),
    "victim_contact": (_("Säkert sätt att nå den våldsutsatta"), "victim_identity"),
    "victim_place": (_("Var den våldsutsatta finns"), "victim_whereabouts"),
    "child_name": (_("Barnets namn"), "child"),
    "child_number": (_("Barnets personnummer"), "child"),
    "child_saw": (_("Vad barnet har sett eller hört"), "child"),
    "concern": (_("Oro för barnet"), "child"),
    "help_step": (_("Att erbjuden hjälp har tagits emot"), "help_taken"),
    "treatment": (_("Vad hjälpen innehåller"), "treatment"),
    "health": (_("Hälsa eller beroende"), "health"),
    "counselling": (_("Uppgift från familjerådgivning"), "family_counselling"),
    "intelligence": (_("Underrättelse eller källa"), "intelligence"),
    "extract": (_("Utdrag ur belastningsregistret"), "register_extract"),
}
WHO = frozenset({"person_basics", "victim_identity", "victim_whereabouts", "child"})  # say who


def field_says(field: str) -> str:
    """A field in words."""
    return str(FIELDS[field][0]) if field in FIELDS else field


def class_of(field: str) -> str:
    """The class of data that a field on the page is."""
    return FIELDS[field][1]
