"""What every page's frame shows: the house, the user, and the ways that this user may take."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, may, roles
from trygg_web.project.sessions import STEP
from trygg_web.project.zones import Zone

HOUSES: dict[Zone, Promise] = {
    Zone.POLICE: _("Polisen"),
    Zone.SOCIAL: _("Socialtjänsten"),
    Zone.PROBATION: _("Frivården"),
    Zone.JOINT: _("Gemensamt hus"),
}


@dataclass(frozen=True)
class Way:
    """One entry of the navigation: its page, who may take it, and what it says."""

    name: str
    permission: Permission
    says: Promise


WAYS = (
    Way("project:day", Permission.DAY_SEE, _("Min dag")),
    Way("notifications:morning", Permission.NOTICE_SEE, _("Morgon")),
    Way("incidents:imports", Permission.IMPORT_SEE, _("Läs in")),
    Way("people:questions", Permission.LINK_ANSWER, _("Är det samma person?")),
    Way("listing:list", Permission.LIST_SEE, _("Listan")),
    Way("listing:proposals", Permission.PLACEMENT_DECIDE, _("Besluta")),
    Way("notifications:board", Permission.NOTICE_SEE, _("Budskap")),
    Way("followup:alerts", Permission.NOTICE_SEE, _("Uppföljning")),
    Way("dashboards:overview", Permission.FIGURES_SEE, _("Lägesbild")),
    Way("exchange:inbox", Permission.ARRIVAL_SEE, _("Utlämnanden")),
    Way("exchange:ledger", Permission.LEDGER_SEE, _("Liggaren")),
    Way("exchange:partners", Permission.PARTNER_MANAGE, _("Andra hus")),
    Way("supervision:clients", Permission.CLIENT_WORK, _("Klienter")),
    Way("support:persons", Permission.HELP_WORK, _("Hjälp att sluta")),
    Way("support:held", Permission.HELP_LEAD, _("Hjälp: fördelning")),
    Way("victims:tracks", Permission.TRACK_WORK, _("Mina akter")),
    Way("victims:concerns", Permission.CHILD_WORK, _("Oro för barn")),
    Way("victims:led", Permission.TRACK_LEAD, _("Akter och tilldelning")),
    Way("retention:proposals", Permission.ERASURE_DECIDE, _("Gallring")),
    Way("access:log", Permission.LOG_SEE, _("Loggen")),
    Way("access:roles", Permission.ROLES_GIVE, _("Roller")),
)


@dataclass(frozen=True)
class PersonTab:
    """A page about one person in a room above the list; it takes the person's id."""

    name: str
    permission: Permission
    says: Promise


PERSON_TABS = (
    PersonTab("notifications:person", Permission.NOTICE_SEE, _("Budskap")),
    PersonTab("followup:person", Permission.NOTICE_SEE, _("Uppföljning")),
    PersonTab("access:log_about", Permission.LOG_OF_PERSON, _("Logg")),
)


def frame(request: HttpRequest) -> dict[str, object]:
    """The frame's context."""
    user = getattr(request, "user", None)
    return {
        "zone": settings.ZONE,
        "house": HOUSES[settings.ZONE],
        "several_houses": bool(settings.TRYGG_HOUSES),
        "ways": ways(user, request.path) if isinstance(user, User) else [],
        "person_tabs": [tab for tab in PERSON_TABS if isinstance(user, User) and may(user, tab.permission)],
        "user_roles": [role.label for role in sorted(roles(user))] if isinstance(user, User) else [],
        "session_seconds": settings.SESSION_COOKIE_AGE - STEP,
    }


def ways(user: User, here: str) -> list[dict[str, object]]:
    """The entries that this user may take and that this house has; the longest that fits is where one stands."""
    open_ways = [(way, address) for way in WAYS if (address := _address(way.name)) and may(user, way.permission)]
    fitting = [address for _way, address in open_ways if _holds(address, here)]
    current = max(fitting, key=len, default="")
    return [{"address": address, "says": way.says, "here": address == current} for way, address in open_ways]


def _holds(address: str, here: str) -> bool:
    return here == address or (address != "/" and here.startswith(address))


@cache  # the addresses stand still, and to look for one that is missing takes longest
def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:  # a house without that room, or a page not built yet
        return ""
