"""The steps that a message has taken, told from the newest."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from trygg_web.access.models import User
from trygg_web.notifications.queries.messages import Message
from trygg_web.notifications.queries.wording import DONE, gate_name, reason_words


@dataclass(frozen=True, slots=True)
class Taken:
    """One step: when, what in words, by whom, and why."""

    at: datetime
    says: str
    by: User
    why: str = ""


def steps_taken(message: Message) -> list[Taken]:
    """All that has been done with a message, the newest first."""
    return sorted(_steps(message), key=lambda step: step.at, reverse=True)


def _steps(message: Message) -> Iterator[Taken]:
    plan = message.notification
    yield Taken(plan.planned_at, _("Planerat"), plan.by)
    for passage in message.passages:
        if passage.act in DONE:
            yield Taken(passage.at, str(DONE[passage.act]), passage.by, reason_words(passage.because))
    for gate in message.gates:
        for one in gate.decisions:
            says = _("%(gate)s: %(verdict)s") % {"gate": gate_name(gate.gate), "verdict": one.get_verdict_display()}
            yield Taken(one.at, says, one.by, one.because)
    for tried in message.attempts:
        says = _("Försök %(n)s: %(outcome)s") % {"n": tried.number, "outcome": tried.get_outcome_display()}
        yield Taken(tried.recorded_at, says, tried.by)
        if tried.threat_seen_at and tried.threat_seen_by:
            yield Taken(tried.threat_seen_at, _("Hotet sett"), tried.threat_seen_by, tried.threat_done)
