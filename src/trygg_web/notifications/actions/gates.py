"""Gates: opened by those who may, with a reason, by name; overridden by a lead; shut again when things change."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.notifications.actions.stepping import locked, settled
from trygg_web.notifications.actions.texts import text_of
from trygg_web.notifications.models import Gate, GateDecision, Verdict
from trygg_web.notifications.policies import check_open, check_override, check_reason
from trygg_web.notifications.queries.elsewhere import gate_waits
from trygg_web.notifications.queries.method import gate_rule

LANGUAGE, TEXT, THREAT = "language", "text", "threat"


@transaction.atomic
def open_gate(gate_id: UUID, *, because: str, by: User) -> Gate:
    """The gate, open. Raises NotAllowed, WrongState when it was open already, InvalidInput without a reason."""
    require(by, Permission.NOTICE_WORK)
    gate = _gate(gate_id)
    check_open(by, gate_rule(gate.gate))
    _check_known(gate)
    if gate_waits(gate.notification_id, gate.gate):
        raise WrongState(_("Socialtjänsten är tillfrågad och öppnar grinden med sitt svar."))
    return turned(gate, Verdict.OPENED, check_reason(because), by)


@transaction.atomic
def override_gate(gate_id: UUID, *, because: str, by: User) -> Gate:
    """The gate, passed without being opened: a lead's decision, counted in the steering group's figures."""
    require(by, Permission.GATE_OVERRIDE)
    gate = _gate(gate_id)
    check_override(by, gate_rule(gate.gate))
    return turned(gate, Verdict.OVERRIDDEN, check_reason(because), by)


@transaction.atomic
def shut_gate(gate_id: UUID, *, because: str, by: User) -> Gate:
    """The gate, shut again: a consent withdrawn, a threat heard. What was scheduled waits."""
    require(by, Permission.NOTICE_WORK)
    return turned(_gate(gate_id), Verdict.SHUT, check_reason(because), by)


@transaction.atomic
def set_language(notification_id: UUID, language: str, *, by: User) -> None:
    """Nothing; the language of the message is known, and the gate of texts is shut until one in it is checked."""
    require(by, Permission.NOTICE_WORK)
    notification = locked(notification_id)
    if notification.language == language:
        return
    type(notification).objects.filter(pk=notification.pk).update(language=language)
    for gate in notification.gates.filter(gate__in=(TEXT, LANGUAGE), open=True):
        turned(gate, Verdict.SHUT, _("Språket ändrades."), by)


def _gate(gate_id: UUID) -> Gate:
    found = Gate.objects.filter(pk=gate_id).first()
    if found is None:
        raise NotThere(_("Grinden finns inte."))
    locked(found.notification_id)  # so that two who each open one of the last two do not miss each other
    found.refresh_from_db()
    return found


def _check_known(gate: Gate) -> None:
    if gate.gate == LANGUAGE and not gate.notification.language:
        raise InvalidInput(_("Välj först vilket språk budskapet ges på."))
    if gate.gate == TEXT:
        text_of(gate.notification)


def turned(gate: Gate, verdict: Verdict, because: str, by: User) -> Gate:
    """The gate after somebody's word, with what follows for its message. Raises WrongState when it stood so already."""
    at, opens = timezone.now(), verdict != Verdict.SHUT
    state = {"open": opens, "overridden": verdict == Verdict.OVERRIDDEN, "since": at}
    if not Gate.objects.filter(pk=gate.pk, open=not opens).update(**state):
        raise WrongState(_("Grinden står redan så. Läs in sidan igen."))
    GateDecision.objects.create(gate=gate, verdict=verdict, because=because, by=by, at=at)
    gate.refresh_from_db()
    settled(locked(gate.notification_id), by=by)
    verb = {Verdict.OPENED: Verb.GATE_OPENED, Verdict.OVERRIDDEN: Verb.GATE_OVERRIDDEN}.get(verdict, Verb.GATE_SHUT)
    log.did(by, verb, "notification", [gate.notification_id], note=gate.gate)
    return gate
