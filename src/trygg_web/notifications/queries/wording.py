"""What the steps of a message are called in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from trygg.callins import Bar, Cause
from trygg.notices import Because
from trygg.steps import Act, State

STATES: dict[str, Promise] = {
    State.PLANNED: _("planerat"),
    State.GATED: _("väntar på grind"),
    State.READY: _("redo att ges"),
    State.SCHEDULED: _("bokat"),
    State.ATTEMPTED: _("försökt, inte anträffad"),
    State.DELIVERED: _("givet"),
    State.REFUSED: _("ville inte ta emot"),
    State.NOT_FOUND: _("inte nådd, mötet avgör"),
    State.CANCELLED: _("avbrutet"),
    State.RECORDED: _("givet och antecknat"),
    State.FOLLOWED: _("uppföljt"),
    State.CLOSED: _("avslutat"),
}
GATES: dict[str, Promise] = {
    "victim": _("Den våldsutsatta"),
    "prosecutor": _("Åklagaren"),
    "protected": _("Skyddade uppgifter"),
    "language": _("Språk och tolk"),
    "staff_safety": _("Personalens säkerhet"),
    "text": _("Texten"),
    "threat": _("Hot som hörts"),
}
DONE: dict[str, Promise] = {  # what a step was, when one looks back; what follows of itself is left out
    Act.CLEAR: _("Alla grindar öppna"),
    Act.SHUT: _("Väntar på grind igen"),
    Act.SCHEDULE: _("Bokat"),
    Act.EXHAUST: _("Inga försök kvar, mötet avgör"),
    Act.REPLAN: _("Planerat på nytt efter mötet"),
    Act.CANCEL: _("Avbrutet"),
    Act.FOLLOW: _("Uppföljt"),
    Act.CLOSE: _("Avslutat"),
}
REASONS: dict[str, Promise] = {  # reasons that the programme gives itself
    "placement_ended": _("Nivån som krävde budskapet gäller inte längre."),
    "died": _("Personen har avlidit."),
    "moved_away": _("Personen har flyttat från området."),
    "cleared": _("Ingen misstanke kvarstår."),
    "attempts": _("Så många försök, eller så lång tid, som metoden säger."),
}
WHY_NOT: dict[str, Promise] = {
    Because.MINOR: _("Personen är under 18 år. Socialtjänsten kontaktas i stället."),
    Because.AGE_UNKNOWN: _("Åldern är inte känd. Ta reda på om personen är under 18 år."),
    Because.DIED: _("Personen har avlidit. Avgör vad som gäller för nivån."),
    Because.MOVED_AWAY: _("Personen har flyttat från området. Avgör vad som gäller för nivån."),
    Because.CLEARED: _("Ingen misstanke kvarstår. Avgör vad som gäller för nivån."),
    Because.MUTUAL: _("Båda i paret har anmält varandra, och ingen har bedömt vem som huvudsakligen har utsatts."),
}
BARS: dict[str, Promise] = {
    Bar.LEVEL: _("Nivån ges inte vid samlat möte."),
    Bar.MINOR: _("Under 18 år, eller så är åldern inte känd."),
    Bar.PROTECTED: _("Skyddade personuppgifter."),
    Bar.HELD: _("Frihetsberövad."),
    Bar.RESTRICTIONS: _("Har restriktioner."),
    Bar.MUTUAL: _("Ömsesidiga anmälningar som ingen har bedömt."),
    Bar.THREAT: _("Ett hot som hörts är inte sett."),
}
CAUSES: dict[str, Promise] = {
    Cause.CONTACT_BAN: _("kontaktförbud"),
    Cause.COUPLE: _("står mot varandra i en anmälan"),
    Cause.SAME_VICTIM: _("samma person är utsatt"),
    Cause.CO_SUSPECTS: _("misstänkta i samma anmälan"),
    Cause.KIN: _("släktskap"),
    Cause.CONFLICT: _("känd konflikt"),
    Cause.ASKED: _("annat skäl"),
}


def gate_name(gate: str) -> str:
    """A gate's short name; its id where the method has a gate of its own."""
    return str(GATES.get(gate, gate))


def reason_words(because: str) -> str:
    """A reason as it is read: what somebody wrote, or what the programme's own word means."""
    return str(REASONS.get(because, because))
