"""How a track, a concern and an answer may move, and what each step needs."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from trygg.linkage.identity import number
from trygg_web.access.errors import InvalidInput, WrongState
from trygg_web.victims.models import (
    BreakGlass,
    Concern,
    ConcernState,
    Contact,
    GateAnswer,
    GateQuestion,
    Opened,
    Reach,
    Track,
    TrackState,
)

LEAST = 10  # letters of a reason
MOST_FEAR = 10
LONGEST_ASSIGNMENT = timedelta(days=366)
GLASS_STANDS = timedelta(hours=12)
OPENING_STANDS = timedelta(hours=8)
ATTEMPTS = 2  # to reach her before a gate may open without contact
LOOKS = (1, 7, 14, 28)  # days after a message to him
KNOWN, SENT, RECEIVED, ASSESSED = (
    ConcernState.KNOWN, ConcernState.SENT, ConcernState.RECEIVED, ConcernState.ASSESSED,
)  # fmt: skip

NEXT: Mapping[str, frozenset[str]] = {
    KNOWN: frozenset({SENT, ConcernState.NOT_NEEDED}),
    SENT: frozenset({RECEIVED}),
    RECEIVED: frozenset({ASSESSED}),
    ASSESSED: frozenset({ConcernState.DECIDED}),
    ConcernState.DECIDED: frozenset({ConcernState.ENDED}),
    ConcernState.ENDED: frozenset(),
    ConcernState.NOT_NEEDED: frozenset({SENT}),
}


def check_reason(because: str) -> str:
    """The reason. Raises InvalidInput when it says nothing."""
    if len(because.strip()) < LEAST:
        raise InvalidInput(_("Skriv varför, med minst tio tecken."))
    return because.strip()


def check_number(told: str, on: date) -> str:
    """Twelve digits of an identity number; empty where none was told. Raises InvalidInput when it is none."""
    if not told.strip():
        return ""
    read = number(told, on=on)
    if not read.digits or read.kind in ("none", "masked", "invalid"):
        raise InvalidInput(_("Personnumret stämmer inte. Skriv tolv siffror, eller lämna fältet tomt."))
    return read.digits


def check_span(since: date, until: date) -> None:
    """Nothing when an assignment may have this span. Raises InvalidInput otherwise."""
    if until < since:
        raise InvalidInput(_("Sista dagen kommer före den första."))
    if until - since > LONGEST_ASSIGNMENT:
        raise InvalidInput(_("En tilldelning gäller längst ett år. Förläng den när den löper ut."))


def check_fear(told: str) -> str:
    """Her own answer, 0 to 10, or nothing. Raises InvalidInput for anything else."""
    said = told.strip()
    if said and not (said.isdecimal() and int(said) <= MOST_FEAR):
        raise InvalidInput(_("Rädslan anges med en siffra från 0 till 10."))
    return said


def check_past(at: datetime, now: datetime) -> datetime:
    """The instant. Raises InvalidInput when it has not come."""
    if at > now:
        raise InvalidInput(_("Tidpunkten ligger i framtiden."))
    return at


def check_may_end(track: Track) -> None:
    """Nothing when a track may be closed. Raises WrongState while a broken glass has no review."""
    if track.state != TrackState.OPEN:
        raise WrongState(_("Akten är redan avslutad. Läs in sidan igen."))
    if BreakGlass.objects.filter(track=track, reviewed_by=None).exists():
        raise WrongState(_("Akten har öppnats i nödläge. Ledaren granskar det innan akten kan avslutas."))


def check_concern(was: str, to: str) -> None:
    """Nothing when a concern may move so. Raises WrongState otherwise."""
    if to not in NEXT[was]:
        raise WrongState(_("Oron står inte längre så. Läs in sidan igen."))


def check_end(concern: Concern) -> None:
    """Nothing when there is an investigation to end. Raises WrongState otherwise."""
    check_concern(concern.state, ConcernState.ENDED)
    if concern.decision != Opened.YES:
        raise WrongState(_("Ingen utredning är inledd."))


def check_answer(question: GateQuestion, answer: str) -> GateAnswer:
    """The word that may be given to a question now. Raises InvalidInput with what is missing.

    Open needs a talk since the question came, or two attempts at different times. Nobody to contact needs that there
    is no track.
    """
    if answer not in GateAnswer.values:
        raise InvalidInput(_("Välj öppen, vänta eller ingen att kontakta."))
    if answer == GateAnswer.NOBODY and question.track_id:
        raise InvalidInput(_("Det finns en akt. Svara öppen eller vänta."))
    if answer == GateAnswer.OPEN and not _tried(question):
        raise InvalidInput(_("Först ett samtal sedan frågan kom, eller två antecknade försök vid olika tider."))
    return GateAnswer(answer)


def _tried(question: GateQuestion) -> bool:
    if not question.track_id:
        return False
    since = Contact.objects.filter(track=question.track_id, happened_at__gte=question.asked_at)
    if since.filter(reach=Reach.REACHED).exists():
        return True
    return since.order_by().values("happened_at").distinct().count() >= ATTEMPTS


def leaves_at(question: GateQuestion, at: datetime) -> datetime:
    """When an answer decided at an instant leaves the house: at half the window, at its end, or after that at once.

    Set by the window alone: the hour says nothing of whether anybody was found, called or reached in it.
    """
    half = question.asked_at + (question.until - question.asked_at) / 2
    return next((end for end in (half, question.until) if at <= end), at)
