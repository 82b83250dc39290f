"""Who may say what of a gate, and how a message may move. The table of steps is the method's; here it meets a user."""

from django.utils.translation import gettext as _

from trygg.errors import WrongStep
from trygg.rulebook.notices import Gate as GateRule
from trygg.steps import Act, State, step
from trygg_web.access.errors import InvalidInput, NotAllowed, WrongState
from trygg_web.access.models import Role, User
from trygg_web.access.permissions import roles

# Which functions of method/notices.toml a role stands for in the police house. The contact with the one subjected is
# the social services'; until their house answers through an exchange, a named officer says what was done, and why.
FUNCTIONS: dict[Role, frozenset[str]] = {
    Role.OFFICER: frozenset({"patrol", "detective", "officer", "victim_contact"}),
    Role.LEAD: frozenset({"officer", "lead", "editor", "victim_contact"}),
}
LEAST = 8  # letters of a reason: fewer are a shrug


def functions(user: User) -> frozenset[str]:
    """The functions of the method that a user stands for."""
    return frozenset().union(*(FUNCTIONS.get(role, frozenset()) for role in roles(user)))


def may_open(user: User, gate: GateRule) -> bool:
    """Whether a user may open a gate."""
    return bool(functions(user) & set(gate.opened_by))


def may_override(user: User, gate: GateRule) -> bool:
    """Whether a user may let a message pass a gate that is shut."""
    return bool(functions(user) & set(gate.overridden_by))


def check_open(user: User, gate: GateRule) -> None:
    """Nothing when the user may open the gate. Raises NotAllowed otherwise."""
    if not may_open(user, gate):
        raise NotAllowed(_("Du får inte öppna den här grinden. På sidan står vem som kan."))


def check_override(user: User, gate: GateRule) -> None:
    """Nothing when the user may override the gate. Raises NotAllowed otherwise."""
    if not may_override(user, gate):
        raise NotAllowed(_("Den här grinden får du inte gå förbi."))


def check_reason(because: str) -> str:
    """The reason, trimmed. Raises InvalidInput when it says nothing."""
    if len(because.strip()) < LEAST:
        raise InvalidInput(_("Skriv varför, med några ord. Det läses av den som följer upp."))
    return because.strip()


def moved(state: str, act: Act, gates_open: bool) -> State:
    """The state after an act. Raises WrongState, in words, when the act is not possible."""
    try:
        return step(State(state), act, gates_open)
    except WrongStep as fault:
        shut = _("En grind är stängd. Öppna den först.")
        passed = _("Meddelandet står inte längre så. Läs in sidan igen.")
        raise WrongState(passed if gates_open else shut) from fault
