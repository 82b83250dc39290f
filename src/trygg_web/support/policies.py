"""What may be done with an offer, a time and a consent."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from trygg.errors import WrongStep
from trygg.support import Act, Help, State, directory, step
from trygg_web.access.errors import InvalidInput, WrongState
from trygg_web.support.models import Attendance, Tells

SOONEST = timedelta(days=-7)  # a time may be written down a week late
LONGEST_CONSENT = timedelta(days=366)
NOTED: dict[Attendance, Act] = {
    Attendance.CAME: Act.COME,
    Attendance.EXCUSED: Act.MISS,
    Attendance.ABSENT: Act.MISS,
    Attendance.CANCELLED: Act.MISS,
}


def next_state(state: str, act: Act, because: str = "") -> State:
    """The state after an act. Raises WrongState where the table has no such step, InvalidInput without a reason."""
    try:
        return step(State(state), act, because)
    except WrongStep as fault:
        if act == Act.DROP and not because.strip():
            raise InvalidInput(_("Skriv varför hjälpen avbryts.")) from fault
        raise WrongState(_("Det går inte som hjälpen står nu. Läs in sidan igen.")) from fault


def offered(help_id: str, on: date) -> Help:
    """The help as the directory has it on a day. Raises InvalidInput for one that it has not."""
    found = next((one for one in directory().on(on) if one.id == help_id), None)
    if found is None:
        raise InvalidInput(_("Den hjälpen finns inte i katalogen i dag."))
    return found


def check_time(at: datetime, now: datetime) -> None:
    """Nothing for a time that may be booked. Raises InvalidInput for one too far back."""
    if at - now < SOONEST:
        raise InvalidInput(_("Tiden har varit. Välj en tid framåt, eller högst en vecka tillbaka."))


def check_noted(attendance: Attendance | None, at: datetime, now: datetime) -> Attendance:
    """What may be noted about a time. Raises InvalidInput for no choice, and for a time that has not been."""
    if attendance is None or attendance not in NOTED:
        raise InvalidInput(_("Välj vad som hände."))
    if attendance in {Attendance.CAME, Attendance.ABSENT} and at > now:
        raise InvalidInput(_("Tiden har inte varit än."))
    return attendance


def check_consent(tells: Iterable[str], until: date, on: date) -> None:
    """Nothing for a consent that may be written. Raises InvalidInput."""
    if not set(tells) or set(tells) - set(Tells.values):
        raise InvalidInput(_("Välj vad samtycket gäller."))
    if not on <= until <= on + LONGEST_CONSENT:
        raise InvalidInput(_("Välj en sista dag från i dag och högst ett år framåt."))


def told_of(said: str) -> Tells | None:
    """What somebody chose to tell; None for what is not among it."""
    return Tells(said) if said in Tells.values else None


def noted_of(said: str) -> Attendance | None:
    """What somebody says became of a time; None for what is not among it."""
    return Attendance(said) if said in NOTED else None
