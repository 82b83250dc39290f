"""Which branch of a house each role belongs to. A branch sees what was told to it, and what itself has told."""

from django.db.models import QuerySet

from trygg_web.access.models import Role, User
from trygg_web.access.permissions import roles
from trygg_web.exchange.models import Bar

POLICE, VICTIMS, SUPPORT, CHILDREN, SUPERVISION = "police", "victims", "support", "children", "supervision"
JOINT = "joint"  # the zone that has the branches of all
FUNCTIONS: dict[str, tuple[str, ...]] = {  # of each zone
    "police": (POLICE,),
    "social": (VICTIMS, CHILDREN, SUPPORT),
    "probation": (SUPERVISION,),
    JOINT: (POLICE, VICTIMS, CHILDREN, SUPPORT, SUPERVISION),
}
_EVERY = FUNCTIONS[JOINT]
_NAMED = {VICTIMS: "victim_support", SUPPORT: "change_support"}  # what the law calls a branch of its own
# The one who helps the person who uses violence never sees what concerns the one who is subjected to it.
_OF_ROLE: dict[Role, tuple[str, ...]] = {
    Role.ANALYST: (POLICE,),
    Role.OFFICER: (POLICE,),
    Role.ADVOCATE: (VICTIMS,),
    Role.CHILDREN: (CHILDREN,),
    Role.SUPPORT: (SUPPORT,),
    Role.SUPERVISOR: (SUPERVISION,),
    Role.LEAD: _EVERY,
    Role.NIGHT: _EVERY,
}


def branches(user: User, zone: str) -> tuple[str, ...]:
    """The branches of the house that a user works in, in the house's order.

    Who leads several branches works in none of them: what was told about a victim is not for whoever also leads the
    help to the one who uses violence.
    """
    held = roles(user)
    if len(FUNCTIONS[zone]) > 1:
        held = held - {Role.LEAD}
    return _of(held, zone)


def led(user: User, zone: str) -> tuple[str, ...]:
    """The branches whose disclosures a user may decide on as the second person: one's own, and those one leads."""
    return _of(roles(user), zone)


def apart(user: User) -> QuerySet[Bar, str]:
    """The house's own subjects of which a user may see nothing."""
    return Bar.objects.filter(user=user).values_list("subject", flat=True)


def _of(held: frozenset[Role], zone: str) -> tuple[str, ...]:
    found = {branch for role in held for branch in _OF_ROLE.get(role, ())}
    return tuple(branch for branch in FUNCTIONS[zone] if branch in found)


def zone_of(branch: str) -> str:
    """The zone that has a branch of its own; empty for a branch that nobody knows."""
    return next((zone for zone, held in FUNCTIONS.items() if branch in held), "")


def parties(unit: str, zone: str, function: str) -> tuple[str, str]:
    """Who tells and who is told, as the law names them: two authorities, or two independent branches of one.

    unit, zone, function   the branch that tells; the zone that is told, and its branch

    Secrecy holds between such branches too: 8 kap. 2 § OSL.
    """
    sender = zone_of(unit)
    return (sender, zone) if sender != zone else (_NAMED.get(unit, zone), _NAMED.get(function, zone))
