"""What a decision on a level must fulfil, and how a proposal may move. The method says how many must agree."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from trygg_web.access.errors import InvalidInput, WrongState
from trygg_web.listing.models import LEVELS, ProposalState
from trygg_web.listing.queries.method import rules_on

WAITING, SECOND = ProposalState.WAITING, ProposalState.SECOND
DECIDED, SUPERSEDED = ProposalState.DECIDED, ProposalState.SUPERSEDED

# From where to where. A refused lowering waits again; what is decided or superseded never moves.
MOVES: dict[str, frozenset[str]] = {
    WAITING: frozenset({DECIDED, SECOND, SUPERSEDED}),
    SECOND: frozenset({DECIDED, WAITING, SUPERSEDED}),
    DECIDED: frozenset(),
    SUPERSEDED: frozenset(),
}
OPEN = (WAITING, SECOND)
NO_LEVEL = "E"  # sorts after D: to leave the list is milder than every level


@dataclass(frozen=True, slots=True)
class Choice:
    """What an officer wants to decide, beside what the rules indicate and where the person stands."""

    level: str
    indicated: str
    standing: str  # the decided level today; empty: not on the list
    because: str
    review_on: date | None
    fear: bool = False  # the fear of the one subjected is a ground


def milder(level: str, than: str) -> bool:
    """Whether a level is milder than another; no level is the mildest."""
    return (level or NO_LEVEL) > (than or NO_LEVEL)


def needs_second(level: str, standing: str, on: date) -> bool:
    """Whether another must agree: review.toml says how many raise a level, and how many lower it or end it."""
    review = rules_on(on).review
    if milder(level, standing):
        return review.lowering > 1
    return milder(standing, level) and review.raising > 1


def check_move(was: str, to: str) -> None:
    """Nothing when a proposal may move so. Raises WrongState otherwise."""
    if to not in MOVES[was]:
        raise WrongState(_("Förslaget är redan avgjort eller ersatt av ett nyare. Läs in sidan igen."))


def check_choice(choice: Choice, on: date) -> None:
    """Nothing when the choice is complete and allowed. Raises InvalidInput otherwise."""
    if choice.level not in ("", *LEVELS):
        raise InvalidInput(_("Välj en nivå från A till D, eller att personen inte ska stå på listan."))
    if not choice.because.strip() and _must_explain(choice):
        raise InvalidInput(_("Skriv varför: beslutet avviker från förslaget eller sänker nivån."))
    if choice.fear and milder(choice.level, _gravest(choice)):
        raise InvalidInput(_("Den utsattas rädsla kan höja en nivå, aldrig sänka den."))
    if choice.review_on is not None and choice.review_on <= on:
        raise InvalidInput(_("Dagen för omprövning måste ligga framåt i tiden."))


def check_held(held: bool) -> None:
    """Nothing when no couple of the person waits for a judgement. Raises WrongState otherwise."""
    if held:
        raise WrongState(
            _("Båda i paret har anmält den andra. Bedöm först vem som huvudsakligen utsatts; sedan kan nivån beslutas.")
        )


def _must_explain(choice: Choice) -> bool:
    return choice.level != choice.indicated or milder(choice.level, choice.standing)


def _gravest(choice: Choice) -> str:
    return min(choice.indicated or NO_LEVEL, choice.standing or NO_LEVEL)
