"""Questions before a message, for those who may answer them."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import NotThere
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.victims.models import GateAnswer, GateQuestion, Track
from trygg_web.victims.permissions import openable
from trygg_web.victims.queries.parting import name_of, names


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question as its list shows it."""

    id: UUID
    case: str  # empty: no track yet
    name: str
    asked_at: datetime
    until: datetime
    answer: str
    answer_says: str
    left_at: datetime | None
    leaves_at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """One question whole."""

    row: QuestionRow
    number: str
    other: str
    arrival: UUID
    track: UUID | None
    because: str
    decided_by: str
    attempts: int
    may_answer: bool
    candidates: tuple[tuple[UUID, str], ...]  # tracks that the viewer may open and that it could be about


def visible(viewer: User) -> QuerySet[GateQuestion]:
    """The questions that a viewer may see: those of no track, and those of tracks that the viewer may open."""
    opened = openable(viewer, timezone.now())
    return GateQuestion.objects.filter(Q(track=None) | Q(track__in=opened), withdrawn_at=None)


def question_for(viewer: User, question_id: UUID) -> GateQuestion:
    """The question, for who may answer it. Raises NotThere."""
    require(viewer, Permission.TRACK_WORK)
    row = visible(viewer).filter(pk=question_id).select_related("track").first()
    if row is None:
        raise NotThere(_("Frågan finns inte."))
    return row


def questions(viewer: User) -> list[QuestionRow]:
    """What waits for an answer, the most pressing first, and what was answered lately."""
    require(viewer, Permission.TRACK_WORK)
    rows = list(visible(viewer).select_related("track").order_by("left_at", "until")[:100])
    log.saw(viewer, "gate_question", [row.pk for row in rows])
    return sorted((_row(row) for row in rows), key=lambda row: (row.answer not in ("", "wait"), row.until))


def question(viewer: User, question_id: UUID) -> QuestionShown:
    """One question. Raises NotThere; opening it is logged."""
    row = question_for(viewer, question_id)
    log.saw(viewer, "gate_question", [row.pk, *([row.track_id] if row.track_id else [])])
    told = json.loads(row.about)
    since = row.track.contacts.filter(happened_at__gte=row.asked_at).count() if row.track else 0
    return QuestionShown(
        row=_row(row),
        number=told["victim_number"],
        other=told["name"],
        arrival=row.arrival,
        track=row.track_id,
        because=row.because,
        decided_by=name_of(names([row.decided_by]), row.decided_by),
        attempts=since,
        may_answer=row.left_at is None or row.answer == GateAnswer.WAIT,
        candidates=() if row.track_id else tuple(_candidates(viewer)),
    )


def _candidates(viewer: User) -> list[tuple[UUID, str]]:
    rows = Track.objects.filter(pk__in=openable(viewer, timezone.now()), state="open").order_by("-opened_at")[:50]
    return [(row.pk, f"{row.case} {row.name}") for row in rows]


def _row(row: GateQuestion) -> QuestionRow:
    told = json.loads(row.about)
    return QuestionRow(
        id=row.pk,
        case=row.track.case if row.track else "",
        name=row.track.name if row.track else told["victim_name"],
        asked_at=row.asked_at,
        until=row.until,
        answer=row.answer,
        answer_says=str(GateAnswer(row.answer).label) if row.answer else "",
        left_at=row.left_at,
        leaves_at=row.leaves_at,
        late=not row.left_at and row.until < timezone.now(),
    )
