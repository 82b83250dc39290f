"""What the paper of a message says will follow and stands, as it was made; and whether it may still be given."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from trygg.letters import Template
from trygg.letters.messages import template
from trygg.steps import BEFORE_DELIVERY
from trygg_web.notifications.models import Issued

CONSEQUENCE, LEVER, FACT = "consequence", "lever", "fact"  # what a sentence of a letter is taken from
DETAINED, SUPERVISED = "detained", "supervised"  # facts of public process that the registers can make true
Said = tuple[str, str, str]  # one of the three, its id, and its sentence in Swedish


@dataclass(frozen=True, slots=True)
class Paper:
    """The newest paper of a message that is not yet given."""

    notification: UUID
    person: UUID
    held: bool
    said: tuple[Said, ...]


def said_in(told: Template, levers: Iterable[str], facts: Iterable[str]) -> str:
    """What a letter says will follow and stands, to be kept with it: in Swedish, whatever its own language is."""
    base = template(told.form, told.level, "sv", settings.TRYGG_METHOD or None)
    said: list[Said] = [(CONSEQUENCE, one, base.consequences[one]) for one in told.default_consequences]
    said += [(LEVER, one, base.levers[one]) for one in levers]
    said += [(FACT, one, base.facts[one]) for one in facts]
    return json.dumps(said)


def said_before(messages: Iterable[UUID]) -> dict[UUID, tuple[Said, ...]]:
    """What was said in the newest paper of each message that was made before it was given; others are left out."""
    rows = Issued.objects.filter(notification__in=list(messages)).select_related("notification").order_by("at")
    told = {row.notification_id: row for row in rows if row.at <= (row.notification.delivered_at or row.at)}
    return {key: _said(row) for key, row in told.items() if row.said}


def papers(person_id: UUID | None = None) -> list[Paper]:
    """The newest paper of each message that is not yet given and may still be; of one person, or of all."""
    rows = (
        Issued.objects.filter(notification__state__in=[state.value for state in BEFORE_DELIVERY])
        .select_related("notification")
        .order_by("at")
    )
    if person_id:
        rows = rows.filter(notification__person=person_id)
    newest = {row.notification_id: row for row in rows}
    return [
        Paper(row.notification_id, row.notification.person_id, row.notification.held, _said(row))
        for row in newest.values()
        if row.stale_at is None
    ]


def _said(row: Issued) -> tuple[Said, ...]:
    return tuple((kind, what, says) for kind, what, says in json.loads(row.said or "[]"))
