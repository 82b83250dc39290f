"""Who works in this house, and as what."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils import timezone

from trygg_web.access import log
from trygg_web.access.models import Grant, Role, User
from trygg_web.access.permissions import Permission, require


@dataclass(frozen=True, slots=True)
class Held:
    """One role that a user holds or will hold."""

    id: UUID
    says: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Listed:
    """One user as the roles page shows it."""

    id: UUID
    name: str
    username: str
    active: bool
    last_login: datetime | None
    roles: tuple[Held, ...]


def users(viewer: User) -> list[Listed]:
    """Every user with the roles held now or later, those who may work first."""
    require(viewer, Permission.ROLES_GIVE)
    log.saw(viewer, "user")
    standing = Grant.objects.filter(Q(until=None) | Q(until__gt=timezone.now())).order_by("since")
    rows = User.objects.prefetch_related(Prefetch("grants", queryset=standing)).order_by("-is_active", "username")
    return [_listed(user) for user in rows]


def _listed(user: User) -> Listed:
    held = tuple(Held(grant.pk, str(Role(grant.role).label), grant.since, grant.until) for grant in user.grants.all())
    return Listed(user.pk, str(user), user.username, user.is_active, user.last_login, held)
