"""How an alert may move, who may say that it is seen, and what an answer needs."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils.translation import gettext as _

from trygg.errors import InvalidRecord
from trygg.levers import check_span, longest
from trygg.rulebook import Rules
from trygg_web.access.errors import InvalidInput, NotAllowed, WrongState
from trygg_web.access.models import User
from trygg_web.followup.models import Alert, AlertState, Result
from trygg_web.followup.permissions import Side, may_see_as
from trygg_web.notifications.policies import check_reason

RAISED, SEEN, PLANNED = AlertState.RAISED, AlertState.SEEN, AlertState.PLANNED
ANSWERED, WITHDRAWN = AlertState.ANSWERED, AlertState.WITHDRAWN

# From where to where. A plan need not wait for the lead; who has not seen the alert is still asked to. What fell comes
# back to where it stood when the report counts again, and an answer taken back opens the plan again.
NEXT: dict[str, frozenset[str]] = {
    RAISED: frozenset({SEEN, PLANNED, WITHDRAWN}),
    SEEN: frozenset({PLANNED, WITHDRAWN}),
    PLANNED: frozenset({ANSWERED, WITHDRAWN}),
    ANSWERED: frozenset({PLANNED, WITHDRAWN}),
    WITHDRAWN: frozenset({RAISED, SEEN, PLANNED, ANSWERED}),
}


def check_side(user: User, side: str) -> Side:
    """The side for which the user may say that an alert is seen. Raises InvalidInput or NotAllowed."""
    if side not in list(Side):
        raise InvalidInput(_("Välj ledaren eller den våldsutsattas sida."))
    if not may_see_as(user, Side(side)):
        raise NotAllowed(_("Det är ledaren respektive den våldsutsattas kontakt som säger att larmet är sett."))
    return Side(side)


def check_next(was: str, to: str) -> None:
    """Nothing when an alert may move so. Raises WrongState otherwise."""
    if to not in NEXT[was]:
        raise WrongState(_("Larmet står inte längre så. Läs in sidan igen."))


def stood(alert: Alert) -> AlertState:
    """Where an alert stood before it fell, as its own times tell."""
    if alert.answered_at:
        return ANSWERED
    if alert.planned_at:
        return PLANNED
    return SEEN if alert.lead_seen_at else RAISED


def check_rest(left_out: Collection[object], because: str) -> str:
    """Why the promises left out of a plan are. Raises InvalidInput when some are left out and nobody says why."""
    return check_reason(because) if left_out else because.strip()


def check_result(result: str, because: str, done_at: datetime | None, at: datetime) -> Result:
    """The result of a promise. Raises InvalidInput when it is none, lacks its reason, or lies in the future."""
    if result not in Result.values:
        raise InvalidInput(_("Välj gjort, gick inte eller inte gjort."))
    if result != Result.DONE:
        check_reason(because)
    if done_at and done_at > at:
        raise InvalidInput(_("Tidpunkten ligger i framtiden."))
    return Result(result)


def check_lever(kind: str, since: date, until: date | None, rules: Rules, renewal: bool, monitored: bool) -> None:  # noqa: PLR0917 - a lever's own words
    """Nothing when a person may write down a lever of this kind and span. Raises InvalidInput otherwise."""
    rule = rules.levers.get(kind)
    if rule is None:
        raise InvalidInput(_("Välj en åtgärd ur metodens lista."))
    last = longest(rule, since, renewal, monitored)
    if until is None:
        if last:
            raise InvalidInput(_("Skriv till och med vilken dag åtgärden gäller; den kan inte gälla tills vidare."))
        return
    try:
        check_span(rule, since, until, last)
    except InvalidRecord as fault:
        if until < since:
            raise InvalidInput(_("Åtgärden slutar innan den börjar. Byt plats på dagarna.")) from fault
        said = {"last": last, "basis": rule.basis}
        raise InvalidInput(_("Den kan gälla längst till %(last)s enligt %(basis)s.") % said) from fault
