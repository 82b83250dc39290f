"""What each role may do. Asked by every page, action and command alike."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Concatenate, ParamSpec

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import NotAllowed
from trygg_web.access.models import Role, User

P = ParamSpec("P")


class Permission(StrEnum):
    """One thing that a person may do at work."""

    DAY_SEE = "day_see"
    IMPORT = "import"
    IMPORT_SEE = "import_see"
    LINK_ANSWER = "link_answer"
    RELATION_RULE = "relation_rule"
    OBSERVE = "observe"
    LIST_SEE = "list_see"
    LIST_EXPORT = "list_export"
    PERSON_SEE = "person_see"
    PRINT = "print"
    PLACEMENT_DECIDE = "placement_decide"
    PLACEMENT_LOWER = "placement_lower"
    OVERRIDES_SEE = "overrides_see"
    NOTICE_SEE = "notice_see"
    NOTICE_PLAN = "notice_plan"
    NOTICE_WORK = "notice_work"
    NOTICE_ASSIGN = "notice_assign"
    GATE_OVERRIDE = "gate_override"
    TEXT_APPROVE = "text_approve"
    LEVER_WORK = "lever_work"
    ALERT_WORK = "alert_work"
    PROTECTED_SEE = "protected_see"
    DISCLOSE = "disclose"
    DISCLOSE_APPROVE = "disclose_approve"
    ARRIVAL_SEE = "arrival_see"
    LEDGER_SEE = "ledger_see"
    PARTNER_MANAGE = "partner_manage"
    POST = "post"
    TRACK_WORK = "track_work"
    TRACK_LEAD = "track_lead"
    CHILD_WORK = "child_work"
    CLIENT_WORK = "client_work"
    HELP_WORK = "help_work"
    HELP_LEAD = "help_lead"
    FIGURES_SEE = "figures_see"
    FIGURES_COUNT = "figures_count"
    EXTRACT_MAKE = "extract_make"
    EXTRACT_RELEASE = "extract_release"
    ERASURE_PROPOSE = "erasure_propose"
    ERASURE_DECIDE = "erasure_decide"
    LOG_SEE = "log_see"
    LOG_OF_PERSON = "log_of_person"
    ROLES_GIVE = "roles_give"


_READ = {Permission.DAY_SEE, Permission.LIST_SEE, Permission.PERSON_SEE, Permission.PRINT}
_WORK = _READ | {
    Permission.IMPORT_SEE,
    Permission.LINK_ANSWER,
    Permission.RELATION_RULE,
    Permission.OBSERVE,
    Permission.NOTICE_SEE,
    Permission.NOTICE_PLAN,
}
_ANSWER = {Permission.NOTICE_WORK, Permission.LEVER_WORK, Permission.ALERT_WORK}
_SHARE = {Permission.DISCLOSE, Permission.DISCLOSE_APPROVE, Permission.ARRIVAL_SEE}
_DECIDE = {Permission.PLACEMENT_DECIDE, Permission.PLACEMENT_LOWER}
_LEAD = {
    Permission.LIST_EXPORT,
    Permission.OVERRIDES_SEE,
    Permission.NOTICE_ASSIGN,
    Permission.GATE_OVERRIDE,
    Permission.TEXT_APPROVE,
    Permission.LOG_OF_PERSON,
    Permission.LEDGER_SEE,
    Permission.TRACK_LEAD,
    Permission.CLIENT_WORK,
    Permission.HELP_LEAD,
    Permission.FIGURES_SEE,
    Permission.EXTRACT_MAKE,
    Permission.EXTRACT_RELEASE,
    Permission.ERASURE_DECIDE,
}

MATRIX: dict[Role, frozenset[Permission]] = {
    Role.ANALYST: frozenset(
        _WORK | {Permission.IMPORT, Permission.LIST_EXPORT, Permission.FIGURES_SEE, Permission.EXTRACT_MAKE}
    ),
    Role.OFFICER: frozenset(_WORK | _DECIDE | _ANSWER | _SHARE),
    Role.LEAD: frozenset(_WORK | _DECIDE | _ANSWER | _SHARE | _LEAD),
    Role.ADVOCATE: frozenset(_SHARE | {Permission.DAY_SEE, Permission.TRACK_WORK}),
    Role.CHILDREN: frozenset(_SHARE | {Permission.DAY_SEE, Permission.CHILD_WORK}),
    Role.SUPPORT: frozenset(_SHARE | {Permission.DAY_SEE, Permission.HELP_WORK}),
    Role.SUPERVISOR: frozenset(_SHARE | {Permission.DAY_SEE, Permission.CLIENT_WORK}),
    Role.STEERING: frozenset({Permission.DAY_SEE, Permission.FIGURES_SEE}),
    Role.AUDITOR: frozenset({Permission.DAY_SEE, Permission.LOG_SEE, Permission.LOG_OF_PERSON, Permission.LEDGER_SEE}),
    Role.ADMINISTRATOR: frozenset(
        {Permission.DAY_SEE, Permission.ROLES_GIVE, Permission.PARTNER_MANAGE, Permission.POST}
    ),
    Role.CLEARED: frozenset({Permission.PROTECTED_SEE}),
    Role.NIGHT: frozenset(
        _WORK
        | {Permission.IMPORT, Permission.POST, Permission.PARTNER_MANAGE, Permission.FIGURES_COUNT}
        | {Permission.ERASURE_PROPOSE}
    ),
}


def roles(user: User) -> frozenset[Role]:
    """The roles that a user holds now; read once a request."""
    if not hasattr(user, "_roles"):
        at = timezone.now()
        held = user.grants.filter(Q(until=None) | Q(until__gt=at), since__lte=at)
        user._roles = frozenset(Role(role) for role in held.values_list("role", flat=True))  # type: ignore[attr-defined]  # a memory for one request
    return user._roles  # type: ignore[attr-defined,no-any-return]  # set two lines above


def may(user: User, permission: Permission) -> bool:
    """Whether a user holds a role that carries the permission."""
    return user.is_active and any(permission in MATRIX[role] for role in roles(user))


def require(user: User, permission: Permission) -> None:
    """Nothing when the user may. Raises NotAllowed otherwise."""
    if not may(user, permission):
        raise NotAllowed(_("Din roll får inte göra detta. Fråga den som leder arbetet."))


def needs(
    permission: Permission,
) -> Callable[
    [Callable[Concatenate[HttpRequest, P], HttpResponse]], Callable[Concatenate[HttpRequest, P], HttpResponse]
]:
    """A view that opens only for those who hold the permission, and that says which it needs."""

    def guard(
        view: Callable[Concatenate[HttpRequest, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            require(user_of(request), permission)
            with log.one_page():
                return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]  # read by the test that finds doors without a sign
        return guarded

    return guard


def user_of(request: HttpRequest) -> User:
    """The user of a request that `needs` or the log-in middleware has let in. Raises NotAllowed for anyone else."""
    if not isinstance(request.user, User):
        raise NotAllowed(_("Logga in först."))
    return request.user
