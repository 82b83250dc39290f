"""Which step of a programme may follow which, and until when the first meeting of a supervision is to be held."""

from datetime import date

from trygg.deadlines import months_after
from trygg.sharing.limits import limit_of
from trygg_web.exchange.queries.law import law
from trygg_web.supervision.models import Step

FIRST_MEETING = "DL-09"
FIRST = (Step.OFFERED,)
AFTER: dict[str, tuple[Step, ...]] = {
    Step.OFFERED: (Step.ACCEPTED, Step.DECLINED, Step.STARTED),
    Step.ACCEPTED: (Step.STARTED, Step.DECLINED, Step.DROPPED),
    Step.DECLINED: (Step.OFFERED,),
    Step.STARTED: (Step.COMPLETED, Step.DROPPED),
    Step.COMPLETED: (Step.OFFERED,),
    Step.DROPPED: (Step.OFFERED,),
}


def next_steps(latest: str) -> tuple[Step, ...]:
    """The steps that may follow the latest one of a programme; empty text: none was taken."""
    return AFTER[latest] if latest else FIRST


def first_meeting_by(since: date) -> date:
    """The last day for the first meeting and the plan of a supervision that began on a day."""
    return months_after(since, limit_of(FIRST_MEETING, since, law()).amount)
