"""What a sheet changes, and what may be noted about a client."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from trygg_web.access.errors import InvalidInput
from trygg_web.supervision.models import Attendance, Programme, Sentence, Step
from trygg_web.supervision.steps import next_steps
from trygg_web.supervision.told import SentenceTold

CHANGING = ("until", "office", "conditions")  # what a later sheet may tell otherwise
SAYS_WHY = (Step.DECLINED, Step.DROPPED)
NOTED = (Attendance.CAME, Attendance.EXCUSED, Attendance.ABSENT, Attendance.CANCELLED)
SOONEST = timedelta(days=-7)  # an appointment may be written down a week late


class Fate(StrEnum):
    """What a row does to the register."""

    NEW = "new"
    UPDATED = "updated"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class StepTold:
    """A step of a programme as somebody notes it."""

    programme: Programme
    step: Step
    day: date
    because: str = ""


def fate_of(told: SentenceTold, stands: Sentence | None) -> Fate:
    """What a row does to the sentence that stands; None: there is none."""
    if stands is None:
        return Fate.NEW
    changed = any(getattr(told, name) != getattr(stands, name) for name in CHANGING)
    return Fate.UPDATED if changed else Fate.SAME


def check_step(told: StepTold, latest: str, latest_day: date | None, on: date) -> None:
    """Nothing for a step that may be taken. Raises InvalidInput for one that may not, and says why."""
    if told.step not in next_steps(latest):
        raise InvalidInput(_("Det steget kan inte följa på det som står. Ladda om sidan och välj ett annat."))
    if told.day > on or (latest_day and told.day < latest_day):
        raise InvalidInput(_("Dagen ska ligga efter det förra steget och inte i framtiden."))
    if told.step in SAYS_WHY and not told.because.strip():
        raise InvalidInput(_("Skriv varför."))


def check_time(at: datetime, now: datetime) -> None:
    """Nothing for a time that an appointment may have. Raises InvalidInput for one too far back."""
    if at - now < SOONEST:
        raise InvalidInput(_("Tiden har varit. Välj en tid framåt, eller högst en vecka tillbaka."))
