"""The gate: questions come in from the police, a person answers with one word, and the word leaves on its hour.

Everything that can be seen from outside is the same whoever the question concerns: it is taken in at the same run,
makes the same row, and its answer has the same fields, the same size and leaves at an hour set by the window alone.
Until then nothing leaves.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from trygg.errors import TryggError
from trygg_web.access import log
from trygg_web.access.errors import Refused, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.access.vault import blind
from trygg_web.exchange import actions as exchange
from trygg_web.exchange.permissions import POLICE, VICTIMS
from trygg_web.victims.actions.apart import keep_apart
from trygg_web.victims.actions.children import take_concerns
from trygg_web.victims.models import Followup, GateAnswer, GateQuestion, Track, TrackState
from trygg_web.victims.permissions import open_for
from trygg_web.victims.policies import LOOKS, check_answer, check_number, leaves_at
from trygg_web.victims.queries.gate import question_for
from trygg_web.victims.whole import whole

PLANNED, GIVEN, ANSWER = "message_planned", "delivered", "gate_answer"  # kinds of disclosures
WINDOW = timedelta(days=2)  # where the police did not say by when
LEAST_WINDOW = timedelta(hours=1)
# The word says nothing of her: it is about a message to him. What it rests on is the same every time, so that the
# ledger of the receiving house cannot tell one answer from another either.
WEIGHED: Mapping[str, str | tuple[str, ...]] = {
    "need": "Polisen har frågat om ett budskap får ges.",
    "special_rule_checked": ("G-09", "G-14"),
    "overriding_secrecy_interest": "no",
    "weighing": "Svaret är ett ord utan skäl och säger inget om någon enskild.",
    "less_intrusive_alternative": "Mindre än ett ord går inte att lämna.",
}
HARMLESS: Mapping[str, str | tuple[str, ...]] = {
    "whose": ("person",),
    "shows_place": "no",
    "shows_she_told": "no",
    "retaliation": "no",
    "smaller": "Svaret är ett ord, det minsta som går att lämna.",
    "conclusion": "no_harm",
}


@dataclass(frozen=True, slots=True)
class GateRun:
    """What one run of the gate did."""

    questions: int = 0
    given: int = 0
    concerns: int = 0
    left: int = 0


def run_day(*, on: date, by: User) -> GateRun:
    """What a run took in and let out. Safe to repeat."""
    concerns = take_concerns(by=by)
    questions, given = take_questions(on=on, by=by)
    return GateRun(questions, given, concerns, release_answers(by=by))


def take_questions(*, on: date, by: User) -> tuple[int, int]:  # noqa: ARG001 - runs of a day take the day
    """How many questions, and how many tellings that a message was given, were taken in."""
    asked = exchange.take_each(PLANNED, VICTIMS, _take, by=by)
    return asked, exchange.take_each(GIVEN, VICTIMS, _take_given, by=by)


@whole()
def _take(one: exchange.Came, by: User) -> bool:
    if one.corrects:
        asked = GateQuestion.objects.filter(message=str(one.corrects)).values_list("pk", flat=True).first()
        _withdraw(one)
        exchange.take(one.id, subject=str(asked or ""), by=by)
        return True
    digits = _digits(one)
    row = GateQuestion(arrival=one.id, message=one.message, house=one.house, asked_at=one.received_at)
    row.until = _until(one)
    row.about = json.dumps({name: one.value(name) or "" for name in ("victim_name", "victim_number", "name")})
    row.number_key = blind(digits, "number")
    row.track = _track(digits)
    row.save(force_insert=True)
    exchange.take(one.id, subject=str(row.pk), by=by)
    if row.track:
        keep_apart(row.track, by=by)
    log.did(by, Verb.TOOK, "gate_question", [row.pk])
    return True


def _withdraw(one: exchange.Came) -> None:
    # A correction without a day: the message is no longer planned. One with a new day moves the window.
    rows = GateQuestion.objects.filter(message=str(one.corrects), left_at=None)
    if any(item.field == "planned_by" and item.value is None for item in one.items):
        rows.update(withdrawn_at=timezone.now())
    elif one.value("planned_by"):
        rows.update(until=_until(one))


def _digits(one: exchange.Came) -> str:
    try:
        return check_number(one.value("victim_number") or "", timezone.localdate())
    except (Refused, TryggError):
        return ""


def _until(one: exchange.Came) -> datetime:
    told = one.value("planned_by") or ""
    try:
        at, day = parse_datetime(told), parse_date(told)
    except ValueError:
        at = day = None
    if at is None and day is not None:
        at = datetime(day.year, day.month, day.day, 23, 59)  # noqa: DTZ001 - made aware on the next line
    if at is None:
        return one.received_at + WINDOW
    aware = at if timezone.is_aware(at) else timezone.make_aware(at)
    return max(aware, one.received_at + LEAST_WINDOW)


def _track(digits: str) -> Track | None:
    if not digits:
        return None
    rows = Track.objects.filter(number_key=blind(digits, "number"), state=TrackState.OPEN)
    return rows.order_by("opened_at").first()


@whole()
def _take_given(one: exchange.Came, by: User) -> bool:
    track = _track(_digits(one))
    day = parse_date((one.value("delivered") or "")[:10]) or timezone.localdate(one.received_at)
    if one.corrects:
        dropped = Followup.objects.filter(message=one.corrects, contact=None)
        dropped.update(dropped_at=timezone.now())
    elif track:
        Followup.objects.bulk_create(
            Followup(track=track, message=one.message, days=days, due=day + timedelta(days=days)) for days in LOOKS
        )
    exchange.take(one.id, subject=str(one.corrects or one.message), by=by)
    if track:
        keep_apart(track, by=by)
    log.did(by, Verb.TOOK, "gate_question", [str(one.message)], note="given")
    return True


@whole()
def tie_question(question_id: UUID, track_id: UUID, *, by: User) -> GateQuestion:
    """The question, tied to the track of the one it concerns. Raises NotThere, WrongState."""
    row, track = question_for(by, question_id), open_for(by, track_id)
    if not GateQuestion.objects.filter(pk=row.pk, track=None, answer="").update(track=track):
        raise WrongState(_("Frågan är redan kopplad eller besvarad. Läs in sidan igen."))
    row.refresh_from_db()
    keep_apart(track, by=by)
    log.did(by, Verb.WROTE, "gate_question", [row.pk, track.pk], note="tied")
    return row


@whole()
def answer_question(question_id: UUID, answer: str, *, because: str = "", by: User) -> GateQuestion:
    """The question with its word; it leaves on its hour, and until then it may be changed. The reason stays here.

    A word that has left is changed only from wait. Raises NotThere, InvalidInput, WrongState.
    """
    row, at = question_for(by, question_id), timezone.now()
    word = check_answer(row, answer)
    told = {"answer": word, "decided_by": by.pk, "decided_at": at, "leaves_at": leaves_at(row, at), "left_at": None}
    standing = GateQuestion.objects.filter(pk=row.pk, withdrawn_at=None)
    changeable = standing.filter(left_at=None) | standing.filter(answer=GateAnswer.WAIT)
    if not changeable.update(**told):
        raise WrongState(_("Svaret har redan gått, eller frågan är tillbakatagen. Läs in sidan igen."))
    row.refresh_from_db()
    row.because = because.strip()
    row.save(update_fields=["because"])
    log.did(by, Verb.ANSWERED, "gate_question", [row.pk])  # the word is not in the log: it is read by more than she is
    return row


def release_answers(*, by: User) -> int:
    """How many answers left the house: those whose hour has come, in the order of their questions."""
    require(by, Permission.POST)
    return sum(_let_go(row) for row in list(_ripe(timezone.now())))


def _ripe(at: datetime) -> Iterator[GateQuestion]:
    ready = GateQuestion.objects.filter(leaves_at__lte=at, left_at=None, withdrawn_at=None).exclude(answer="")
    yield from ready.order_by("asked_at", "pk")


def _let_go(row: GateQuestion) -> bool:
    # In the name of the one who decided. Who may no longer decide leaves the answer waiting, and the lead sees it.
    by = User.objects.filter(pk=str(row.decided_by)).first()
    try:
        return by is not None and _left(row, by)
    except Refused:
        return False


@whole()
def _left(row: GateQuestion, by: User) -> bool:
    if not GateQuestion.objects.filter(pk=row.pk, left_at=None).update(left_at=timezone.now()):
        return False
    exchange.disclose(_draft(row), by=by)
    return True


def _draft(row: GateQuestion) -> exchange.Draft:
    return exchange.Draft(
        zone="police",
        function=POLICE,
        kind=ANSWER,
        purpose="prevent_crime",
        ground="G-08",
        items=(exchange.Item("gate", "level_and_delivery", row.answer),),
        answers=WEIGHED,
        harm=HARMLESS,
        subject=str(row.pk),
        unit=VICTIMS,
        house=row.house,
        reply_to=row.message,
        alike=True,
    )
